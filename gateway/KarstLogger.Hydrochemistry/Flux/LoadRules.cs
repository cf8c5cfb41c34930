namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>How gaps are bridged and when a total may be shown (docs/equations/flux.md 3 and 4).</summary>
public sealed record LoadRules
{
    /// <summary>The defaults: 15-minute sampling, 2 h straight line, 24 h recession without rain.</summary>
    public static LoadRules Default { get; } = new();

    /// <summary>The station's sampling interval. Two samples up to 1.5 of it apart are neighbours: nothing is missing between them.</summary>
    public long SamplingIntervalSeconds { get; init; } = 900;

    /// <summary>A gap up to this long is bridged by a straight line of the load.</summary>
    public long LinearGapSeconds { get; init; } = 7200;

    /// <summary>A gap up to this long without rain is bridged by a log-linear discharge and a linear concentration; 0 turns it off.</summary>
    public long RecessionGapSeconds { get; init; } = 86400;

    /// <summary>Measured share of the time from which a total is valid.</summary>
    public double ValidTimeCoverage { get; init; } = 0.90;

    /// <summary>Measured share of the time from which a total is provisional; below it is withheld.</summary>
    public double ProvisionalTimeCoverage { get; init; } = 0.75;

    /// <summary>The largest share of the load that may be extrapolated, filled or missing in a valid total.</summary>
    public double ValidEstimatedLoadShare { get; init; } = 0.10;

    /// <summary>Neighbouring samples.</summary>
    internal bool IsSampled(long seconds) => 2 * seconds <= 3 * SamplingIntervalSeconds;

    /// <summary>What the stretch between two samples is, or null where it is withheld.</summary>
    internal LoadOrigin? Bridge(in LoadSample before, in LoadSample after)
    {
        long seconds = after.UtcSeconds - before.UtcSeconds;
        if (IsSampled(seconds))
            return LoadOrigin.Measured;
        if (seconds <= LinearGapSeconds)
            return LoadOrigin.FilledLinear;
        bool dry = before.CumulativeRainMillimetres is { } rainBefore && after.CumulativeRainMillimetres == rainBefore;
        bool falls = before.DischargeCubicMetresPerSecond >= after.DischargeCubicMetresPerSecond && after.DischargeCubicMetresPerSecond > 0;
        return seconds <= RecessionGapSeconds && dry && falls ? LoadOrigin.FilledRecession : null;
    }
}
