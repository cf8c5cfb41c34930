using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Springs;

/// <summary>One discharge level of a loop: normalised concentration on the rising and on the falling limb; absent where a limb does not pass the level.</summary>
/// <param name="Level">Normalised discharge, 0 to 1.</param>
/// <param name="Rising">Normalised concentration at the last passage upwards before the peak.</param>
/// <param name="Falling">Normalised concentration at the first passage downwards after the peak.</param>
public readonly record struct HysteresisLevel(double Level, double? Rising, double? Falling)
{
    /// <summary>Rising minus falling, -1 to 1.</summary>
    public double? Index => Rising - Falling;
}

/// <summary>
/// Loop of a concentration (EC, HCO3, pCO2) against discharge over one event (Lloyd et al. 2016): both normalised to 0 to 1 over the event.
/// Positive is clockwise: higher on the rising limb. Source and checks: docs/equations/springs.md 4.
/// </summary>
/// <param name="Levels">The levels of discharge.</param>
/// <param name="MeanIndex">Hysteresis index: mean over the levels that both limbs pass; absent where none is.</param>
/// <param name="FlushingIndex">Normalised concentration at the peak of discharge minus that at the start: below zero is dilution.</param>
public sealed record Hysteresis(ImmutableArray<HysteresisLevel> Levels, double? MeanIndex, double FlushingIndex)
{
    /// <summary>The levels of Lloyd: 5, 10 .. 95 % of the range of discharge.</summary>
    public static readonly ImmutableArray<double> UsualLevels = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];

    /// <summary>The loop of an event; nothing where discharge or concentration does not vary or fewer than three samples are given.</summary>
    public static Hysteresis? Of(IReadOnlyList<double> discharge, IReadOnlyList<double> concentration, ImmutableArray<double>? levels = null)
    {
        if (discharge.Count != concentration.Count || discharge.Count < 3)
            return null;
        double qLow = discharge.Min(), qRange = discharge.Max() - qLow, cLow = concentration.Min(), cRange = concentration.Max() - cLow;
        if (!(qRange > 0 && cRange > 0))
            return null;
        double[] q = [.. discharge.Select(v => (v - qLow) / qRange)], c = [.. concentration.Select(v => (v - cLow) / cRange)];
        int peak = Array.IndexOf(q, q.Max());
        ImmutableArray<HysteresisLevel> found = [.. (levels ?? UsualLevels).Select(level => new HysteresisLevel(level, Rising(q, c, peak, level), Falling(q, c, peak, level)))];
        double[] indices = [.. found.Where(l => l.Index is not null).Select(l => l.Index!.Value)];
        return new Hysteresis(found, indices.Length > 0 ? indices.Average() : null, c[peak] - c[0]);
    }

    private static double? Rising(double[] q, double[] c, int peak, double level)
    {
        for (int i = peak; i > 0; i--)
            if (q[i - 1] <= level && q[i] > level)
                return Between(q, c, i - 1, level);
        return null;
    }

    private static double? Falling(double[] q, double[] c, int peak, double level)
    {
        for (int i = peak; i + 1 < q.Length; i++)
            if (q[i] > level && q[i + 1] <= level)
                return Between(q, c, i, level);
        return null;
    }

    private static double Between(double[] q, double[] c, int i, double level) => c[i] + (level - q[i]) / (q[i + 1] - q[i]) * (c[i + 1] - c[i]);
}
