using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst sites</c>: the stations of a store; <c>sites add</c> puts station files into force, <c>sites check</c> only reads them.</summary>
public static class SitesVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<string> store = StoreOption.Create();
        Command sites = new("sites", "List the stations of a store, check station files, or put them into force.") { store };
        sites.SetAction(parsed => List(parsed.GetValue(store)!));
        sites.Subcommands.Add(CreateAdd());
        sites.Subcommands.Add(CreateCheck());
        return sites;
    }

    private static Command CreateAdd()
    {
        Argument<string[]> files = new("file") { Description = "Station files or catchment files.", Arity = ArgumentArity.OneOrMore };
        Option<string> store = StoreOption.Create(), actor = StoreOption.Actor();
        Option<string> reason = new("--reason") { Description = "Why, for the audit.", Required = true };
        Command add = new("add", "Put station files into force; each change is kept with who made it and why.") { files, store, actor, reason };
        add.SetAction(parsed => Add(parsed.GetValue(files)!, parsed.GetValue(store)!, parsed.GetValue(actor)!, parsed.GetValue(reason)!));
        return add;
    }

    private static Command CreateCheck()
    {
        Argument<string[]> files = new("file") { Description = "Station files or catchment files.", Arity = ArgumentArity.OneOrMore };
        Command check = new("check", "Read station files and say what is wrong with them.") { files };
        check.SetAction(parsed =>
        {
            foreach (string file in parsed.GetValue(files)!)
                Console.Out.WriteLine(Read(file) switch
                {
                    (StationConfiguration station, _) => $"{file}: station {station.Slug}, sha256 {Convert.ToHexStringLower(station.Hash)}",
                    (_, CatchmentConfiguration catchment) => $"{file}: catchment {catchment.Slug}, sha256 {Convert.ToHexStringLower(catchment.Hash)}",
                    _ => file,
                });
        });
        return check;
    }

    private static void Add(string[] files, string path, string actor, string reason)
    {
        (StationConfiguration? Station, CatchmentConfiguration? Catchment)[] read = [.. files.Select(Read)];
        if (string.IsNullOrWhiteSpace(actor) || string.IsNullOrWhiteSpace(reason))
            throw new BadInputException("--actor and --reason must not be empty: the audit keeps them.");
        using StoreDatabase store = StoreDatabase.Open(path);
        ChangeOrder order = new(actor, reason, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        foreach ((StationConfiguration? station, CatchmentConfiguration? catchment) in read)
        {
            if (station is not null)
                Console.Error.WriteLine($"{station.Slug}: configuration {store.Write(session => StationRegister.Put(session, station, order))} is in force");
            if (catchment is null)
                continue;
            Console.Error.WriteLine($"{catchment.Slug}: catchment {store.Write(session => CatchmentRegister.Put(session, catchment, order))} is in force");
            foreach (string unknown in catchment.Crossings.Select(one => one.Station).Except(store.Read(StationRegister.Slugs)))
                Console.Error.WriteLine($"{catchment.Slug}: the store knows no station '{unknown}' yet; its totals are withheld until it does");
        }
    }

    // Both kinds of file have one grammar; the first section says which it is.
    private static (StationConfiguration? Station, CatchmentConfiguration? Catchment) Read(string file)
    {
        string text = InputFiles.OnDisk.Text(file);
        return CatchmentFile.IsOne(text) ? (null, CatchmentFile.Read(file, text)) : (StationFile.Read(file, text), null);
    }

    private static void List(string path)
    {
        using StoreDatabase store = StoreOption.OpenExisting(path);
        Console.Out.WriteLine("station,site,name,configuration,area_km2,illustrative,deployments");
        foreach (RegisteredStation station in store.Read(session => StationRegister.Slugs(session).Select(slug => StationRegister.Find(session, slug)!).ToList()))
        {
            StationConfiguration one = station.Configuration;
            string area = one.Areas.IsEmpty ? "" : one.Areas[^1].SquareKilometres.ToString(CultureInfo.InvariantCulture);
            Console.Out.WriteLine(
                $"{one.Slug},{one.Site},\"{one.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{station.Version},{area},{(one.IsIllustrative ? "yes" : "no")},{one.Deployments.Length}");
        }
    }
}
