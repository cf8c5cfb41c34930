using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quality;

namespace KarstLogger.Gateway.Derive;

/// <summary>What is to be written of a stretch of days; days that are in neither list are in the run as they should be.</summary>
/// <param name="Days">Computed days with their rows.</param>
/// <param name="Copies">Days to take over, each with the run that holds it.</param>
internal sealed record StretchResult(List<(DerivedDay Day, List<StationStateRow> Rows)> Days, List<(DerivedDay Day, long OtherRun)> Copies)
{
    /// <summary>True where nothing is to be written.</summary>
    public bool IsEmpty => Days.Count + Copies.Count == 0;

    /// <summary>Writes it into a run.</summary>
    public void Write(StoreSession session, string station, long run)
    {
        foreach ((DerivedDay day, List<StationStateRow> rows) in Days)
            day.Replace(session, station, run, rows);
        foreach ((DerivedDay day, long otherRun) in Copies)
            day.CopyFrom(session, station, otherRun, run);
    }
}

/// <summary>What is to be computed of a stretch of days, with everything that it is computed from: the store is not needed meanwhile.</summary>
/// <param name="History">The samples of the days and of their windows.</param>
/// <param name="Days">Days that are in no run with these inputs.</param>
/// <param name="Copies">Days to take over, each with the run that holds it.</param>
internal sealed record StretchPlan(StationHistory History, List<(long Day, byte[] InputHash)> Days, List<(DerivedDay Day, long OtherRun)> Copies);

/// <summary>Consecutive days of a station, read, compared with what is known by their input hashes, and computed where nothing is known.</summary>
internal static class StretchDerivation
{
    /// <summary>Reads what the days of a stretch (consecutive, ascending) are computed from, and finds out which of them must be.</summary>
    internal static StretchPlan Read(StoreSession session, StationConfiguration station, long run, QcReach reach, List<long> days)
    {
        long from = days[0], to = days[^1] + DerivedDay.Seconds;
        StationHistory history = StationHistory.Read(session, station, from - reach.BackSeconds, to + reach.ForwardSeconds);
        // A frame marks the days that look back to it; those that have no sample yet and never had one need nothing.
        HashSet<long> held = [.. DerivedDay.Between(session, station.Slug, run, from, to).Select(day => day.DayStartUtcSeconds)];
        days = [.. days.Where(day => held.Contains(day) || history.IndexAt(day + DerivedDay.Seconds) > history.IndexAt(day))];
        if (days.Count == 0)
            return new StretchPlan(history, [], []);
        Dictionary<long, byte[]> inputs = days.ToDictionary(day => day, day => Provenance.InputHash(station, history, reach, day));
        Dictionary<long, (DerivedDay Day, long Run)> known = Known(session, station.Slug, run, inputs);
        return new StretchPlan(history, [.. days.Where(day => !known.ContainsKey(day)).Select(day => (day, inputs[day]))], [.. known.Values.Where(one => one.Run != run)]);
    }

    /// <summary>Computes what a stretch needs.</summary>
    internal static StretchResult Derive(StationConfiguration station, StretchPlan plan, long nowUtcMs)
    {
        Dictionary<long, byte[]> inputs = plan.Days.ToDictionary(one => one.Day, one => one.InputHash);
        return new StretchResult(inputs.Count == 0 ? [] : Compute(station, plan.History, [.. plan.Days.Select(one => one.Day)], day => inputs[day], nowUtcMs), plan.Copies);
    }

    /// <summary>Computes days anew from the bytes of their frames, whatever is known of them.</summary>
    internal static (DerivedDay Day, List<StationStateRow> Rows) Replay(StoreSession session, StationConfiguration station, QcReach reach, long day)
    {
        StationHistory history = StationHistory.Read(session, station, day - reach.BackSeconds, day + DerivedDay.Seconds + reach.ForwardSeconds, fromBytes: true);
        return Compute(station, history, [day], one => Provenance.InputHash(station, history, reach, one), 0)[0];
    }

    /// <summary>The rows of days (consecutive, ascending) as a configuration gives them; nothing is compared and nothing kept.</summary>
    internal static IEnumerable<StationStateRow> Rows(StoreSession session, StationConfiguration station, QcReach reach, List<long> days)
    {
        StationHistory history = StationHistory.Read(session, station, days[0] - reach.BackSeconds, days[^1] + DerivedDay.Seconds + reach.ForwardSeconds);
        return Compute(station, history, days, _ => [], 0).SelectMany(day => day.Rows);
    }

    // This run first, then the others from the newest down: a day that was once derived from the same inputs never needs to be again.
    private static Dictionary<long, (DerivedDay Day, long Run)> Known(StoreSession session, string slug, long run, Dictionary<long, byte[]> inputs)
    {
        Dictionary<long, (DerivedDay Day, long Run)> known = [];
        long from = inputs.Keys.Min(), to = inputs.Keys.Max() + 1;
        foreach (Run other in Runs.Of(session, slug).OrderByDescending(one => one.Id == run).ThenByDescending(one => one.Id))
        {
            foreach (DerivedDay day in DerivedDay.Between(session, slug, other.Id, from, to))
                if (inputs.TryGetValue(day.DayStartUtcSeconds, out byte[]? input) && input.AsSpan().SequenceEqual(day.InputHash))
                    known.TryAdd(day.DayStartUtcSeconds, (day, other.Id));
            if (known.Count == inputs.Count)
                break;
        }
        return known;
    }

    private static List<(DerivedDay Day, List<StationStateRow> Rows)> Compute(
        StationConfiguration station, StationHistory history, List<long> days, Func<long, byte[]> inputHash, long nowUtcMs)
    {
        int first = history.IndexAt(days[0]);
        StationWindow window = new(history.Samples, first, history.IndexAt(days[^1] + DerivedDay.Seconds) - first, history.Air, history.Tailwater);
        ILookup<long, StationStateRow> byDay = StateRows.Of(StationPipeline.Run(window, station.Settings)).ToLookup(row => DerivedDay.StartOf(row.PlacedUtcSeconds));
        return
        [
            .. days.Select(day =>
            {
                List<StationStateRow> rows = [.. byDay[day]];
                return (new DerivedDay(day, nowUtcMs, inputHash(day), Provenance.ValueHash(rows)), rows);
            }),
        ];
    }
}
