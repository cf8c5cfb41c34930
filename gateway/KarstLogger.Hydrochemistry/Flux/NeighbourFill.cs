namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>Gives the neighbour's discharge with from &lt; time &lt; to in order of time, lag included; usable values only.</summary>
public delegate IEnumerable<(long UtcSeconds, double CubicMetresPerSecond)> NeighbourDischarge(long fromUtcSeconds, long toUtcSeconds);

/// <summary>A filled sample with the derivatives of the station's own rating at that discharge.</summary>
public delegate LoadSample RatedAtDischarge(LoadSample filled);

/// <summary>Fills what the straight line and the recession leave open (docs/equations/flux.md 3, fill order): samples of the neighbour's regression are put into the stream, which stays in order and is read once.</summary>
public static class NeighbourFill
{
    /// <summary>The samples with the fillable gaps filled; as they are where the regression is refused.</summary>
    public static IEnumerable<LoadSample> Apply(IEnumerable<LoadSample> samples, LoadRules rules, NeighbourRegression regression, NeighbourDischarge neighbour, RatedAtDischarge? rated = null)
    {
        LoadSample? before = null;
        foreach (LoadSample next in samples)
        {
            if (before is { } last && regression.Refusal is null && IsFillable(last, next, rules, regression.Choice))
                foreach ((long at, double q) in neighbour(last.UtcSeconds, next.UtcSeconds))
                    if (q > 0)
                        yield return rated is null ? regression.Fill(last, next, at, q) : rated(regression.Fill(last, next, at, q));
            yield return next;
            before = next;
        }
    }

    // A gap with water swallowed at one end is no matter of a recession or of a neighbour.
    private static bool IsFillable(in LoadSample before, in LoadSample after, LoadRules rules, NeighbourChoice choice) =>
        rules.Bridge(before, after) is null && after.UtcSeconds - before.UtcSeconds <= choice.LongestGapSeconds
        && before.DischargeCubicMetresPerSecond > 0 && after.DischargeCubicMetresPerSecond > 0;
}
