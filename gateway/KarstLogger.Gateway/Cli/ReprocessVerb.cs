using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Cli;

/// <summary>
/// <c>karst reprocess</c>: looks at every day of a station with the configuration in force and this program's pipeline, and computes those whose inputs have changed. A running gateway
/// does the same by itself for what is marked; this is for a store without one.
/// </summary>
public static class ReprocessVerb
{
    /// <summary>The lease of a reprocessing: long enough for many station-years, and given back at the end.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<string> station = StoreOption.Station(), store = StoreOption.Create();
        Command reprocess = new("reprocess", "Compute again what has changed since a station was derived; older runs stay as they are.") { station, store };
        reprocess.SetAction(parsed => Run(parsed.GetValue(store)!, parsed.GetValue(station)!));
        return reprocess;
    }

    private static int Run(string path, string slug)
    {
        using StoreDatabase store = StoreOption.OpenExisting(path);
        RegisteredStation station = StoreOption.Find(store, slug);
        string owner = Guid.NewGuid().ToString("n");
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        if (!store.Write(session => Leases.TryTake(session, slug, owner, now, now + (long)Lease.TotalMilliseconds)))
            throw new BadInputException($"Station '{slug}' is being derived by a running gateway, which does this by itself.");
        try
        {
            store.Write(session =>
            {
                // Visits that an older program stored without taking them as services.
                StationRegister.TakeOverVisits(session, station, now);
                StationRegister.MarkAll(session, station.Configuration, "reprocess", now);
            });
            DerivedDays done = new StationDeriver(store, TimeProvider.System).DeriveDirty(slug);
            Console.Out.WriteLine("station,run,days_derived,days_copied,days_unchanged");
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{slug},{done.Run},{done.Derived},{done.Copied},{done.Unchanged}"));
            return 0;
        }
        finally
        {
            store.Write(session => Leases.Release(session, slug, owner));
        }
    }
}
