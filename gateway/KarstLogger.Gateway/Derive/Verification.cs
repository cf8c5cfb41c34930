using System.Globalization;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quality;

namespace KarstLogger.Gateway.Derive;

/// <summary>What a verification found.</summary>
/// <param name="Days">Days that were replayed.</param>
/// <param name="Differences">A line for each day that differs; empty where every bit is the same.</param>
public sealed record VerificationResult(int Days, IReadOnlyList<string> Differences);

/// <summary>
/// Replays a station's current run from the bytes of its raw frames with the configuration that the run was made with, and compares three things for each day: what went in, what
/// comes out, and what the store holds. Writes nothing.
/// </summary>
public static class Verification
{
    /// <summary>Replays the days that start in from &lt;= start &lt; to.</summary>
    public static VerificationResult Of(StoreDatabase database, string slug, long fromUtcSeconds, long toUtcSeconds) => database.Read(session =>
    {
        if (Runs.Current(session, slug) is not { } run)
            return new VerificationResult(0, [$"station {slug}: nothing has been derived"]);
        if (run.PipelineVersion != StationPipeline.Version)
            return new VerificationResult(0, [$"station {slug}: run {run.Id} was made by pipeline {run.PipelineVersion}; this program has {StationPipeline.Version}: reprocess first"]);
        StationConfiguration station = StationRegister.Version(session, slug, run.ConfigurationVersion);
        QcReach reach = StationPipeline.Reach(station.Settings);
        List<string> differences = [];
        List<DerivedDay> days = DerivedDay.Between(session, slug, run.Id, fromUtcSeconds, toUtcSeconds);
        foreach (DerivedDay stored in days)
            if (Difference(session, station, run.Id, reach, stored) is { } difference)
                differences.Add($"station {slug}, run {run.Id}, {DateTimeOffset.FromUnixTimeSeconds(stored.DayStartUtcSeconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {difference}");
        return new VerificationResult(days.Count, differences);
    });

    private static string? Difference(StoreSession session, StationConfiguration station, long run, QcReach reach, DerivedDay stored)
    {
        (DerivedDay again, _) = StretchDerivation.Replay(session, station, reach, stored.DayStartUtcSeconds);
        if (!again.InputHash.AsSpan().SequenceEqual(stored.InputHash))
            return "other inputs (frames have arrived, moved or been altered since)";
        if (!again.ValueHash.AsSpan().SequenceEqual(stored.ValueHash))
            return "the same inputs give other values";
        List<StationStateRow> rows = [.. StationStateRow.Between(session, station.Slug, run, stored.DayStartUtcSeconds, stored.DayStartUtcSeconds + DerivedDay.Seconds)];
        return Provenance.ValueHash(rows).AsSpan().SequenceEqual(stored.ValueHash) ? null : "the stored rows are not the ones that were derived";
    }
}
