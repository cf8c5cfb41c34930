using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// A continuous rating of several controls, fitted to gaugings in log space. Datums and breakpoints are given, searched with one common datum, or searched
/// within the priors of known controls. Source: docs/equations/ratings.md 2; checked against rating_multisegment.json.
/// </summary>
public sealed record SegmentedFit
{
    /// <summary>Fewest gaugings that may carry a segment in a search.</summary>
    public const int FewestGaugingsInSegment = 4;

    /// <summary>The controls from low to high, continuous at their joints.</summary>
    public required ImmutableArray<RatingSegment> Segments { get; init; }

    /// <summary>ln Q measured minus ln Q of the curve, in the order of the gaugings.</summary>
    public required ImmutableArray<double> ResidualsLn { get; init; }

    /// <summary>Parameters that were fitted, the scatter not counted.</summary>
    public required int FreeParameters { get; init; }

    /// <summary>Covariance of (ln C, b, h0) of all segments, 3m by 3m row by row.</summary>
    public required ImmutableArray<double> Covariance { get; init; }

    /// <summary>The gaugings fitted.</summary>
    public required ImmutableArray<Gauging> Gaugings { get; init; }

    /// <summary>Sum of squared residuals of ln Q.</summary>
    public double SumOfSquaresLn => ResidualsLn.Sum(r => r * r);

    private int DegreesOfFreedom => Gaugings.Length - FreeParameters;

    /// <summary>Residual standard deviation of ln Q.</summary>
    public double ResidualStandardDeviationLn => Math.Sqrt(SumOfSquaresLn / DegreesOfFreedom);

    /// <summary>Student's t at 0.975 for the degrees of freedom left.</summary>
    public double StudentT975 => StudentT.InvCDF(0, 1, DegreesOfFreedom, 0.975);

    /// <summary>Duan's smearing factor.</summary>
    public double DuanFactor => ResidualsLn.Average(Elementary.Exp);

    /// <summary>exp(s2/2).</summary>
    public double LognormalFactor => Elementary.Exp(ResidualStandardDeviationLn * ResidualStandardDeviationLn / 2);

    /// <summary>Akaike's criterion with the small-sample term, n ln(SSE/n) + 2p + 2p(p+1)/(n-p-1), p counting the scatter; smaller is better.</summary>
    public double Aicc
    {
        get
        {
            double n = Gaugings.Length, p = FreeParameters + 1;
            return n * Elementary.Log(SumOfSquaresLn / n) + 2 * p + 2 * p * (p + 1) / (n - p - 1);
        }
    }

    /// <summary>The fit at given head datums (one a segment) and breakpoints (one fewer): only ln C1 and the exponents are free.</summary>
    public static FitOutcome<SegmentedFit> AtBreakpoints(IReadOnlyList<Gauging> gaugings, double[] datums, double[] breakpoints)
    {
        if (datums.Length == 0 || breakpoints.Length != datums.Length - 1)
            return Refused(FitRefusal.InconsistentSegments);
        if (Unfit(gaugings, datums.Length + 1) is { } refusal)
            return Refused(refusal);
        SegmentedDesign design = new(gaugings, datums.Length);
        return design.Holds(datums, breakpoints, fewestInSegment: 1)
            ? FitOutcome<SegmentedFit>.Of(SegmentedSearch.Fitted(gaugings, design, new SegmentedSearch.Point(datums, breakpoints), SegmentedSearch.Freedom.None))
            : Refused(FitRefusal.HeadDatumAboveGaugings);
    }

    /// <summary>A search over one common head datum and the breakpoints; each segment keeps at least four gaugings.</summary>
    public static FitOutcome<SegmentedFit> Free(IReadOnlyList<Gauging> gaugings, int segments) =>
        Unfit(gaugings, 2 * segments + 1) is { } refusal ? Refused(refusal)
        : gaugings.Count < FewestGaugingsInSegment * segments ? Refused(FitRefusal.SegmentTooThin)
        : SegmentedSearch.CommonDatum(gaugings, segments);

    /// <summary>Of the free fits with one to <paramref name="mostSegments"/> segments, the one with the smallest AICc.</summary>
    public static FitOutcome<SegmentedFit> Choose(IReadOnlyList<Gauging> gaugings, int mostSegments = 3)
    {
        FitOutcome<SegmentedFit>[] fits = [.. Enumerable.Range(1, mostSegments).Select(m => Free(gaugings, m))];
        return fits.Where(f => f.Fit is not null).DefaultIfEmpty(fits[0]).MinBy(f => f.Fit?.Aicc ?? 0);
    }

    /// <summary>
    /// A fit with one control a segment: exponents and head datums are drawn towards the priors, breakpoints are searched between
    /// <paramref name="breakpointRanges"/> (lowest and highest stage of each joint, m).
    /// </summary>
    public static FitOutcome<SegmentedFit> WithControls(
        IReadOnlyList<Gauging> gaugings, IReadOnlyList<RatingControl> controls, IReadOnlyList<(double Lowest, double Highest)> breakpointRanges)
    {
        if (controls.Count == 0 || breakpointRanges.Count != controls.Count - 1 || breakpointRanges.Any(r => r.Lowest > r.Highest))
            return Refused(FitRefusal.InconsistentSegments);
        return Unfit(gaugings, 2) is { } refusal ? Refused(refusal) : SegmentedSearch.OwnDatums(gaugings, controls, breakpointRanges);
    }

    private static FitOutcome<SegmentedFit> Refused(FitRefusal refusal) => FitOutcome<SegmentedFit>.Refused(refusal);

    private static FitRefusal? Unfit(IReadOnlyList<Gauging> gaugings, int parameters) =>
        gaugings.Count < parameters + 1 ? FitRefusal.TooFewGaugings
        : gaugings.Any(g => !(g.CubicMetresPerSecond > 0)) ? FitRefusal.DischargeNotPositive
        : gaugings.All(g => g.StageMetres == gaugings[0].StageMetres) ? FitRefusal.NoStageRange
        : null;
}
