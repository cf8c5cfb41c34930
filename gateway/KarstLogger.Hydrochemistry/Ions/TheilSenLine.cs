using MathNet.Numerics.Distributions;

namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>How the intercept of a Theil-Sen line was taken; both are in use, so the choice is kept with the line.</summary>
public enum TheilSenIntercept
{
    /// <summary>median(y) - b median(x).</summary>
    Separate,

    /// <summary>median(y - b x).</summary>
    Joint,
}

/// <summary>
/// The median of all pairwise slopes: a line that a third of bad bottles cannot turn. 95 % interval of the slope by Sen's rank method (Sen 1968, J. Am. Stat. Assoc. 63:1379), ties taken off;
/// strength of the relation by Kendall's tau-b. Reference: docs/equations/ions.md 3.
/// </summary>
public sealed record TheilSenLine
{
    public required int Count { get; init; }

    public required double Slope { get; init; }

    public required double Intercept { get; init; }

    /// <summary>Which of the two intercepts <see cref="Intercept"/> is.</summary>
    public required TheilSenIntercept InterceptKind { get; init; }

    public required double SlopeLower95 { get; init; }

    public required double SlopeUpper95 { get; init; }

    /// <summary>-1 to 1.</summary>
    public required double KendallTauB { get; init; }

    /// <summary>Fits the line; null below <see cref="LeastSquaresLine.FewestPoints"/> points or where all x are equal.</summary>
    /// <exception cref="ArgumentException">The two series differ in length.</exception>
    public static TheilSenLine? Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, TheilSenIntercept kind)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"{x.Length} values of x and {y.Length} of y.");
        List<double> slopes = [];
        double agreement = 0;
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < i; j++)
            {
                agreement += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
                if (x[i] != x[j])
                    slopes.Add((y[i] - y[j]) / (x[i] - x[j]));
            }
        if (x.Length < LeastSquaresLine.FewestPoints || slopes.Count == 0)
            return null;
        slopes.Sort();
        double slope = MedianOfSorted(slopes);
        int[] tiesX = Ties(x), tiesY = Ties(y);
        (int lower, int upper) = RanksOfInterval(x.Length, slopes.Count, tiesX, tiesY);
        double pairs = Pairs(x.Length);
        return new()
        {
            Count = x.Length, Slope = slope, InterceptKind = kind, SlopeLower95 = slopes[lower], SlopeUpper95 = slopes[upper],
            Intercept = kind == TheilSenIntercept.Separate ? Median(y) - slope * Median(x) : MedianOffset(x, y, slope),
            KendallTauB = agreement / Math.Sqrt((pairs - tiesX.Sum(Pairs)) * (pairs - tiesY.Sum(Pairs))),
        };
    }

    private static (int Lower, int Upper) RanksOfInterval(int n, int slopes, int[] tiesX, int[] tiesY)
    {
        static double Term(int k) => k * (k - 1.0) * (2 * k + 5);
        double deviation = Math.Sqrt((Term(n) - tiesX.Sum(Term) - tiesY.Sum(Term)) / 18);
        double reach = Normal.InvCDF(0, 1, 0.975) * deviation;
        int lower = (int)Math.Round((slopes - reach) / 2) - 1, upper = (int)Math.Round((slopes + reach) / 2);
        return (Math.Max(0, lower), Math.Min(slopes - 1, upper));
    }

    private static double Pairs(int n) => n * (n - 1.0) / 2;

    /// <summary>Sizes of the groups of equal values, groups of one left out.</summary>
    private static int[] Ties(ReadOnlySpan<double> values) => [.. values.ToArray().GroupBy(v => v).Select(g => g.Count()).Where(c => c > 1)];

    private static double Median(ReadOnlySpan<double> values) => MedianOfSorted([.. values.ToArray().Order()]);

    private static double MedianOffset(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double slope)
    {
        double[] offsets = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            offsets[i] = y[i] - slope * x[i];
        return Median(offsets);
    }

    private static double MedianOfSorted(IReadOnlyList<double> sorted) =>
        sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
}
