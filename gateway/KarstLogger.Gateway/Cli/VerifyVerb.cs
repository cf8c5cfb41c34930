using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst verify</c>: replays a station's current run from its raw frames and compares hashes; exit code 1 with a line for each day that differs.</summary>
public static class VerifyVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<string> station = StoreOption.Station(), store = StoreOption.Create();
        Option<string?> from = new("--from") { Description = "First day, UTC: 2026-05-01 (default: the first derived)." }, to = new("--to") { Description = "First day after the period (default: all)." };
        Command verify = new("verify", "Compute a station's results again from the raw frames and compare every bit with the store.") { station, from, to, store };
        verify.SetAction(parsed => Run(parsed.GetValue(store)!, parsed.GetValue(station)!, Instant("--from", parsed.GetValue(from)) ?? long.MinValue, Instant("--to", parsed.GetValue(to)) ?? long.MaxValue));
        return verify;
    }

    private static int Run(string path, string slug, long from, long to)
    {
        using StoreDatabase store = StoreOption.OpenExisting(path);
        StoreOption.Find(store, slug);
        VerificationResult result = Verification.Of(store, slug, from, to);
        foreach (string difference in result.Differences)
            Console.Out.WriteLine(difference);
        int waiting = store.Read(session => DirtyIntervals.Of(session, slug).Count);
        if (waiting > 0)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{waiting} marks wait to be derived: their days are expected to differ."));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{slug}: {result.Days} days replayed, {result.Differences.Count} differences."));
        return result.Differences.Count == 0 ? 0 : 1;
    }

    private static long? Instant(string option, string? text) => text is null ? null
        : ConfigFields.TryInstant(text) ?? throw new BadInputException($"{option} '{text}' is no instant; the forms are 2026-05-01 and 2026-05-01T08:00:00Z (UTC).");
}
