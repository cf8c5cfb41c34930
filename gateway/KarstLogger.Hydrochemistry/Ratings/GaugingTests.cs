using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// The three tests of a curve against its gaugings (GB 50179 and SL 247; docs/equations/ratings.md 7): signs, runs and mean deviation, on relative
/// deviations p = (Q - Qc)/Qc in order of stage.
/// </summary>
public sealed record GaugingTests
{
    /// <summary>Usual limit of the sign test, significance 0.25.</summary>
    public const double SignLimit = 1.15;

    /// <summary>Usual limit of the run test, significance 0.05.</summary>
    public const double RunLimit = 1.64;

    /// <summary>Number of gaugings.</summary>
    public required int Count { get; init; }

    /// <summary>Gaugings above the curve.</summary>
    public required int Positive { get; init; }

    /// <summary>Statistic of the sign test: too many on one side.</summary>
    public required double SignStatistic { get; init; }

    /// <summary>Changes of sign in order of stage.</summary>
    public required int SignChanges { get; init; }

    /// <summary>Statistic of the run test: long stretches on one side.</summary>
    public required double RunStatistic { get; init; }

    /// <summary>False where the signs change at least half of the times: the run test is then met without looking.</summary>
    public bool RunTestNeeded => SignChanges < 0.5 * (Count - 1);

    /// <summary>Mean relative deviation, 1.</summary>
    public required double MeanRelativeDeviation { get; init; }

    /// <summary>Student's statistic of the mean deviation.</summary>
    public required double DeviationStatistic { get; init; }

    /// <summary>Standard error Se of the relative deviations, n - 2 degrees of freedom; the random uncertainty (95 %) is twice this.</summary>
    public required double StandardError { get; init; }

    /// <summary>Student's t at significance 0.10 (two-sided) for the deviation test.</summary>
    public double DeviationLimit => StudentT.InvCDF(0, 1, Count - 1, 0.95);

    /// <summary>True where all three tests are met at the usual limits.</summary>
    public bool Passed => SignStatistic < SignLimit && (!RunTestNeeded || RunStatistic < RunLimit) && Math.Abs(DeviationStatistic) < DeviationLimit;

    /// <summary>The tests of gaugings against discharges of the curve, in the same order; at least three. Ties of stage keep their order.</summary>
    public static GaugingTests Of(IReadOnlyList<Gauging> gaugings, Func<double, double> curve)
    {
        ImmutableArray<double> p = [.. gaugings.OrderBy(g => g.StageMetres).Select(g => g.CubicMetresPerSecond / curve(g.StageMetres) - 1)];
        double n = p.Length, mean = p.Average();
        int positive = p.Count(v => v > 0), changes = Enumerable.Range(1, p.Length - 1).Count(i => p[i] > 0 != p[i - 1] > 0);
        double deviation = Math.Sqrt(p.Sum(v => (v - mean) * (v - mean)) / (n - 1));
        return new GaugingTests
        {
            Count = p.Length,
            Positive = positive,
            SignStatistic = (Math.Abs(positive - 0.5 * n) - 0.5) / (0.5 * Math.Sqrt(n)),
            SignChanges = changes,
            RunStatistic = (0.5 * (n - 1) - changes - 0.5) / (0.5 * Math.Sqrt(n - 1)),
            MeanRelativeDeviation = mean,
            DeviationStatistic = mean / (deviation / Math.Sqrt(n)),
            StandardError = Math.Sqrt(p.Sum(v => v * v) / (n - 2)),
        };
    }
}
