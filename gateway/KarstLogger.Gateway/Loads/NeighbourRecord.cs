using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Loads;

/// <summary>The discharge of the neighbour that a station file names, from its current run, at the instants at which it answers at this spring.</summary>
/// <param name="Choice">Which neighbour and within which limits.</param>
/// <param name="IntervalSeconds">Its sampling interval.</param>
/// <param name="Discharge">Usable discharges above 0, lag included.</param>
public sealed record NeighbourRecord(NeighbourChoice Choice, int IntervalSeconds, NeighbourDischarge Discharge)
{
    /// <summary>The neighbour of a station; null where its file names none, or the store has nothing derived of it: the regression is then refused for want of common days.</summary>
    public static NeighbourRecord? Of(StoreSession session, StationConfiguration station)
    {
        if (station.Settings.Neighbour is not { } choice)
            return null;
        if (StationRegister.Find(session, choice.Station) is not { } registered || Runs.Current(session, choice.Station) is not { } run)
            return new NeighbourRecord(choice, station.IntervalSeconds, (_, _) => []);
        VariableInfo[] discharge = [VariableCatalogue.Of(StationVariable.Discharge)];
        return new NeighbourRecord(choice, registered.Configuration.IntervalSeconds, (from, to) =>
            SeriesRows.Between(session, choice.Station, run.Id, discharge, new TimeRange(from + 1 - choice.LagSeconds, to - choice.LagSeconds))
                .Where(row => row.Flag(0).IsUsable() && row.Value(0) > 0).Select(row => (row.UtcSeconds + choice.LagSeconds, row.Value(0))));
    }

    /// <summary>The daily means of both stations on the days that both have sampled well enough for a valid total.</summary>
    public IReadOnlyList<CommonDay> CommonDays(IEnumerable<TotalRow> own, Func<TotalRow, double?> dischargeOf, LoadRules rules)
    {
        Dictionary<long, double> mine = DailyMeans(own.Select(row => (row.UtcSeconds, dischargeOf(row))), rules, rules.SamplingIntervalSeconds);
        if (mine.Count == 0)
            return [];
        Dictionary<long, double> theirs = DailyMeans(Discharge(mine.Keys.Min() - 1, mine.Keys.Max() + DerivedDay.Seconds).Select(one => (one.UtcSeconds, (double?)one.CubicMetresPerSecond)), rules, IntervalSeconds);
        return [.. mine.Where(day => theirs.ContainsKey(day.Key)).OrderBy(day => day.Key).Select(day => new CommonDay(day.Key, day.Value, theirs[day.Key]))];
    }

    private static Dictionary<long, double> DailyMeans(IEnumerable<(long UtcSeconds, double? Discharge)> series, LoadRules rules, long intervalSeconds)
    {
        Dictionary<long, (double Sum, int Count)> days = [];
        foreach ((long at, double? discharge) in series)
            if (discharge is { } q and > 0)
            {
                (double sum, int count) = days.GetValueOrDefault(DerivedDay.StartOf(at));
                days[DerivedDay.StartOf(at)] = (sum + q, count + 1);
            }
        return days.Where(day => day.Value.Count * intervalSeconds >= rules.ValidTimeCoverage * DerivedDay.Seconds).ToDictionary(day => day.Key, day => day.Value.Sum / day.Value.Count);
    }
}
