using System.Globalization;
using System.Reflection;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Store;

/// <summary>
/// Brings a database from any older version to this one: numbered texts in <c>Store/Migrations</c>, applied once each and in order, all in the opening
/// transaction. The store remembers each number that it has had, so that a number that comes later than its successor (two people worked at once) is
/// made up for; texts that may meet so must not depend on each other. A published text is never edited; a change is the next number. A database of each older version is kept under <c>tests/</c> and migrated there.
/// </summary>
public static class StoreMigrations
{
    /// <summary>The version that this program writes.</summary>
    public const int Newest = 4;

    /// <summary>Numbers of all texts in this program.</summary>
    private static readonly List<long> s_all =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => long.Parse(name[Folder.Length..].Split('.')[0], CultureInfo.InvariantCulture)).Order(),
    ];

    private const string Folder = "Migrations/";

    internal static void Apply(StoreSession session, string path)
    {
        session.Execute("CREATE TABLE IF NOT EXISTS store_version (version BIGINT NOT NULL)");
        HashSet<long> had = [.. session.Query("SELECT version FROM store_version", row => row.GetInt64(0))];
        if (had.Count > 0 && had.Max() > Newest)
            throw new BadInputException(path, null, null, $"is a store of version {had.Max()}; this program knows versions up to {Newest}: use the newer program");
        foreach (long next in s_all.Where(number => !had.Contains(number)))
        {
            session.Execute(Text(next));
            session.Execute("INSERT INTO store_version (version) VALUES (@version)", next);
        }
    }

    private static string Text(long version)
    {
        string name = $"{Folder}{version:0000}.sql";
        using Stream text = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        return new StreamReader(text).ReadToEnd();
    }
}
