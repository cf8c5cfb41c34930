using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quality;

namespace KarstLogger.Gateway.Derive;

/// <summary>
/// A run's rows as they would be with another configuration: the days that it can change are computed from their frames, the others are read. Writes nothing. Exactly what a
/// derivation would give, because it takes the same way.
/// </summary>
public static class CandidateRows
{
    /// <summary>Rows with from &lt;= placed time &lt; to, in order of time.</summary>
    /// <param name="session">A reading transaction.</param>
    /// <param name="run">The run to compare with.</param>
    /// <param name="held">The configuration that the run was made with.</param>
    /// <param name="candidate">The other one.</param>
    /// <param name="fromUtcSeconds">First instant.</param>
    /// <param name="toUtcSeconds">First instant after it.</param>
    public static IEnumerable<StationStateRow> Between(StoreSession session, Run run, StationConfiguration held, StationConfiguration candidate, long fromUtcSeconds, long toUtcSeconds)
    {
        (long First, long End) changed = Changed(held, candidate);
        QcReach reach = StationPipeline.Reach(candidate.Settings);
        List<long> stretch = [];
        foreach (DerivedDay day in DerivedDay.Between(session, run.Station, run.Id, DerivedDay.StartOf(fromUtcSeconds), toUtcSeconds))
        {
            bool isChanged = day.DayStartUtcSeconds < changed.End && day.DayStartUtcSeconds + DerivedDay.Seconds > changed.First;
            if (stretch.Count > 0 && (!isChanged || day.DayStartUtcSeconds != stretch[^1] + DerivedDay.Seconds || stretch.Count == StationDeriver.DaysPerTransaction))
            {
                foreach (StationStateRow row in StretchDerivation.Rows(session, candidate, reach, stretch))
                    yield return row;
                stretch = [];
            }
            if (isChanged)
                stretch.Add(day.DayStartUtcSeconds);
            else
                foreach (StationStateRow row in StationStateRow.Between(session, run.Station, run.Id, day.DayStartUtcSeconds, day.DayStartUtcSeconds + DerivedDay.Seconds))
                    yield return row;
        }
        foreach (StationStateRow row in stretch.Count > 0 ? StretchDerivation.Rows(session, candidate, reach, stretch) : [])
            yield return row;
    }

    // What is changed before the checks is seen by every test that looks back or forward to it.
    private static (long First, long End) Changed(StationConfiguration held, StationConfiguration candidate)
    {
        if (ConfigurationParts.Changed(held.Parts, candidate.Parts) is not { } span)
            return (long.MaxValue, long.MinValue);
        QcReach a = StationPipeline.Reach(held.Settings), b = StationPipeline.Reach(candidate.Settings);
        long forward = Math.Max(a.ForwardSeconds, b.ForwardSeconds), back = Math.Max(a.BackSeconds, b.BackSeconds);
        return (span.FromUtcSeconds < long.MinValue + forward ? long.MinValue : span.FromUtcSeconds - forward, span.ToUtcSeconds > long.MaxValue - back - 1 ? long.MaxValue : span.ToUtcSeconds + back + 1);
    }
}
