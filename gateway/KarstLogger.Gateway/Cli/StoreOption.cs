using System.CommandLine;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Cli;

/// <summary>The options that many verbs share: which store, which station, who wants a change and why.</summary>
public static class StoreOption
{
    /// <summary><c>--store</c>: the database file; default <c>KARST_STORE</c>, else <c>karst.db</c> here.</summary>
    public static Option<string> Create() => new("--store")
    {
        Description = "Database file of the gateway (default: KARST_STORE, else karst.db in this folder).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("KARST_STORE") is { Length: > 0 } named ? named : "karst.db",
    };

    /// <summary><c>--station</c>: a slug.</summary>
    public static Option<string> Station() => new("--station") { Description = "Slug of the station.", Required = true };

    /// <summary><c>--actor</c>: who makes the change; default the login name.</summary>
    public static Option<string> Actor() => new("--actor") { Description = "Who makes this change (default: your login name).", DefaultValueFactory = _ => Environment.UserName };

    /// <summary>Opens a store that must exist already: a verb that only reads makes no empty database of a misspelt name.</summary>
    /// <exception cref="BadInputException">There is no such file.</exception>
    public static StoreDatabase OpenExisting(string path) => File.Exists(path)
        ? StoreDatabase.Open(path) : throw new BadInputException(path, null, null, "there is no store; './karst sites add' makes one, or name it with --store");

    /// <summary>A station of the store.</summary>
    /// <exception cref="BadInputException">The store does not know it.</exception>
    public static RegisteredStation Find(StoreDatabase store, string slug) => store.Read(session => StationRegister.Find(session, slug)
        ?? throw new BadInputException($"The store knows no station '{slug}'; it knows: {string.Join(", ", StationRegister.Slugs(session).DefaultIfEmpty("none"))}."));
}
