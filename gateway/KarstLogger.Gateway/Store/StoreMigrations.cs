using System.Reflection;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Store;

/// <summary>
/// Brings a database from any older version to this one: numbered texts in <c>Store/Migrations</c>, applied once each and in order, all in the opening
/// transaction. A published text is never edited; a change is the next number. A database of each older version is kept under <c>tests/</c> and migrated there.
/// </summary>
public static class StoreMigrations
{
    /// <summary>The version that this program writes.</summary>
    public const int Newest = 7;

    internal static void Apply(StoreSession session, string path)
    {
        session.Execute("CREATE TABLE IF NOT EXISTS store_version (version BIGINT NOT NULL)");
        long version = session.Number("SELECT MAX(version) FROM store_version") ?? 0;
        if (version > Newest)
            throw new BadInputException(path, null, null, $"is a store of version {version}; this program knows versions up to {Newest}: use the newer program");
        for (long next = version + 1; next <= Newest; next++)
        {
            session.ExecuteScript(Text(next));
            session.Execute("INSERT INTO store_version (version) VALUES (@version)", next);
        }
    }

    private static string Text(long version)
    {
        string name = $"Migrations/{version:0000}.sql";
        using Stream text = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        return new StreamReader(text).ReadToEnd();
    }
}
