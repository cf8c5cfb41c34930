namespace KarstLogger.Hydrochemistry.Springs;

/// <summary>
/// Digital filters that part baseflow from quickflow, on daily means: their constants depend on the step. Each clips baseflow to the discharge inside the
/// recursion, and restarts after a gap. Source and checks: docs/equations/springs.md 3.
/// </summary>
public static class Baseflow
{
    /// <summary>Usual filter constant of Lyne and Hollick (1979; Nathan and McMahon 1990) for daily values.</summary>
    public const double UsualLyneHollickAlpha = 0.925;

    /// <summary>
    /// Lyne and Hollick: b_i = min(Q_i, alpha b_(i-1) + (1 - alpha)/2 (Q_i + Q_(i-1))), passes forward, backward, forward, each on the one before.
    /// </summary>
    /// <param name="cubicMetresPerSecond">Daily means; absent where the day has none.</param>
    /// <param name="alpha">Filter constant, 0 to 1.</param>
    /// <param name="passes">1 to 3.</param>
    /// <param name="padDays">Days reflected at both ends before filtering (at most the block's length less one), so that the start value weighs less.</param>
    public static double?[] LyneHollick(IReadOnlyList<double?> cubicMetresPerSecond, double alpha = UsualLyneHollickAlpha, int passes = 3, int padDays = 0) =>
        InBlocks(cubicMetresPerSecond, block =>
        {
            int pad = Math.Min(padDays, block.Length - 1);
            double[] b = [.. Enumerable.Range(0, block.Length + 2 * pad).Select(i => block[Reflected(i - pad, block.Length)])];
            for (int pass = 0; pass < passes; pass++)
            {
                if (pass % 2 == 1)
                    Array.Reverse(b);
                b = LyneHollickPass(b, alpha);
                if (pass % 2 == 1)
                    Array.Reverse(b);
            }
            return b[pad..(pad + block.Length)];
        });

    /// <summary>
    /// Eckhardt (2005): b_i = min(Q_i, ((1 - B) a b_(i-1) + (1 - a) B Q_i)/(1 - a B)).
    /// </summary>
    /// <param name="cubicMetresPerSecond">Daily means; absent where the day has none.</param>
    /// <param name="recession">a, recession constant for a day, e.g. 0.98.</param>
    /// <param name="mostBaseflowIndex">B: 0.80 perennial on porous, 0.50 ephemeral, 0.25 perennial on hard rock (Eckhardt 2005).</param>
    /// <param name="first">Baseflow of the first day of the record; absent takes B Q of each block's first day.</param>
    public static double?[] Eckhardt(IReadOnlyList<double?> cubicMetresPerSecond, double recession = 0.98, double mostBaseflowIndex = 0.80, double? first = null)
    {
        double? start = first;
        return InBlocks(cubicMetresPerSecond, block =>
        {
            double[] b = new double[block.Length];
            b[0] = start ?? mostBaseflowIndex * block[0];
            start = null;
            for (int i = 1; i < b.Length; i++)
                b[i] = Math.Min(block[i], ((1 - mostBaseflowIndex) * recession * b[i - 1] + (1 - recession) * mostBaseflowIndex * block[i]) / (1 - recession * mostBaseflowIndex));
            return b;
        });
    }

    /// <summary>Baseflow index: baseflow over discharge of the days that have both; absent where there is none.</summary>
    public static double? Index(IReadOnlyList<double?> cubicMetresPerSecond, IReadOnlyList<double?> baseflow)
    {
        double q = 0, b = 0;
        for (int i = 0; i < cubicMetresPerSecond.Count; i++)
            if (cubicMetresPerSecond[i] is { } discharge && baseflow[i] is { } slow)
                (q, b) = (q + discharge, b + slow);
        return q > 0 ? b / q : null;
    }

    private static double[] LyneHollickPass(double[] q, double alpha)
    {
        double[] b = new double[q.Length];
        b[0] = q[0];
        for (int i = 1; i < q.Length; i++)
            b[i] = Math.Min(q[i], alpha * b[i - 1] + (1 - alpha) / 2 * (q[i] + q[i - 1]));
        return b;
    }

    private static int Reflected(int index, int length) => index < 0 ? -index : index >= length ? 2 * (length - 1) - index : index;

    private static double?[] InBlocks(IReadOnlyList<double?> series, Func<double[], double[]> filter)
    {
        double?[] result = new double?[series.Count];
        for (int from = 0; from < series.Count; from++)
        {
            if (series[from] is null)
                continue;
            int to = from;
            while (to + 1 < series.Count && series[to + 1] is not null)
                to++;
            double[] block = filter([.. Enumerable.Range(from, to - from + 1).Select(i => series[i]!.Value)]);
            for (int i = 0; i < block.Length; i++)
                result[from + i] = block[i];
            from = to;
        }
        return result;
    }
}
