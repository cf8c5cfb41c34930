using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Springs;

/// <summary>One instant of discharge for the event table.</summary>
/// <param name="UtcSeconds">Unix seconds.</param>
/// <param name="CubicMetresPerSecond">Discharge; absent where withheld.</param>
/// <param name="Extrapolated">True where the rating was used beyond its gaugings.</param>
/// <param name="LoadPerSecond">What the water carries, in any unit a second; absent where unknown.</param>
public readonly record struct DischargeSample(long UtcSeconds, double? CubicMetresPerSecond, bool Extrapolated, double? LoadPerSecond = null);

/// <summary>
/// One flood: discharge above a threshold, with its share of the period's water and load, and how much of it rests on an extrapolated rating.
/// Integrals are trapezoids between samples not further apart than the longest gap (docs/equations/springs.md 7).
/// </summary>
/// <param name="BeginUtcSeconds">First sample above the threshold.</param>
/// <param name="EndUtcSeconds">Last sample above the threshold.</param>
/// <param name="PeakUtcSeconds">Sample of the largest discharge.</param>
/// <param name="PeakCubicMetresPerSecond">Largest discharge, m3/s.</param>
/// <param name="VolumeCubicMetres">Water from begin to end, m3.</param>
/// <param name="VolumeShare">Share of all water of the record, 0 to 1: "this flood is n % of the year" where the record is a year.</param>
/// <param name="ExtrapolatedShare">Share of the flood's water from an extrapolated rating, 0 to 1.</param>
/// <param name="LoadShare">Share of all load of the record, 0 to 1; absent without loads.</param>
public sealed record FloodEvent(
    long BeginUtcSeconds, long EndUtcSeconds, long PeakUtcSeconds, double PeakCubicMetresPerSecond, double VolumeCubicMetres, double VolumeShare, double ExtrapolatedShare, double? LoadShare)
{
    /// <summary>Samples further apart than this are not joined, s (two hours, the flux's longest plain gap).</summary>
    public const long UsualLongestGapSeconds = 7200;

    /// <summary>
    /// The floods of a record in order of time. Two stretches above the threshold at most <paramref name="leastPauseSeconds"/> apart are one flood.
    /// </summary>
    /// <param name="samples">In order of time.</param>
    /// <param name="thresholdCubicMetresPerSecond">Discharge from which it is a flood, m3/s; <see cref="Quantile"/> gives a usual one.</param>
    /// <param name="leastPauseSeconds">Least pause between two floods, s; a day where nothing else is known.</param>
    /// <param name="longestGapSeconds">Samples further apart are not joined, s; a record of daily means needs more than a day.</param>
    public static ImmutableArray<FloodEvent> Find(
        IReadOnlyList<DischargeSample> samples, double thresholdCubicMetresPerSecond, long leastPauseSeconds = 86400, long longestGapSeconds = UsualLongestGapSeconds)
    {
        int[] above = [.. Enumerable.Range(0, samples.Count).Where(i => samples[i].CubicMetresPerSecond > thresholdCubicMetresPerSecond)];
        (double allWater, _, double? allLoad) = Integrate(samples, 0, samples.Count - 1, longestGapSeconds);
        ImmutableArray<FloodEvent>.Builder floods = ImmutableArray.CreateBuilder<FloodEvent>();
        for (int from = 0; from < above.Length;)
        {
            int to = from;
            while (to + 1 < above.Length && samples[above[to + 1]].UtcSeconds - samples[above[to]].UtcSeconds <= leastPauseSeconds)
                to++;
            DischargeSample peak = above[from..(to + 1)].Select(i => samples[i]).MaxBy(s => s.CubicMetresPerSecond);
            (double water, double extrapolated, double? load) = Integrate(samples, above[from], above[to], longestGapSeconds);
            floods.Add(new FloodEvent(samples[above[from]].UtcSeconds, samples[above[to]].UtcSeconds, peak.UtcSeconds, peak.CubicMetresPerSecond!.Value,
                water, allWater > 0 ? water / allWater : 0, water > 0 ? extrapolated / water : 0, allLoad > 0 ? load / allLoad : null));
            from = to + 1;
        }
        return floods.ToImmutable();
    }

    /// <summary>The discharge that a share of the samples stays below, m3/s (linear between ranks); absent without samples. 0.9 is a usual flood threshold.</summary>
    public static double? Quantile(IReadOnlyList<DischargeSample> samples, double share)
    {
        double[] sorted = [.. samples.Where(s => s.CubicMetresPerSecond is not null).Select(s => s.CubicMetresPerSecond!.Value).Order()];
        if (sorted.Length == 0)
            return null;
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[^1];
    }

    private static (double Water, double Extrapolated, double? Load) Integrate(IReadOnlyList<DischargeSample> samples, int first, int last, long longestGapSeconds)
    {
        double water = 0, extrapolated = 0;
        double? load = null;
        for (int i = first + 1; i <= last; i++)
        {
            (DischargeSample a, DischargeSample b) = (samples[i - 1], samples[i]);
            double seconds = b.UtcSeconds - a.UtcSeconds;
            if (seconds > longestGapSeconds || a.CubicMetresPerSecond is not { } qa || b.CubicMetresPerSecond is not { } qb)
                continue;
            water += (qa + qb) / 2 * seconds;
            // Each sample stands for its half of the interval.
            extrapolated += ((a.Extrapolated ? qa : 0) + (b.Extrapolated ? qb : 0)) / 2 * seconds;
            if (a.LoadPerSecond is { } la && b.LoadPerSecond is { } lb)
                load = (load ?? 0) + (la + lb) / 2 * seconds;
        }
        return (water, extrapolated, load);
    }
}
