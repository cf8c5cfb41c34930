using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>How the median of a log-space fit becomes the reported discharge (docs/equations/ratings.md 3).</summary>
public enum Retransformation
{
    /// <summary>The median itself: the default for ratings, whose scatter is mostly error of the gaugings.</summary>
    Median,

    /// <summary>Times the mean of exp(residual).</summary>
    Duan,

    /// <summary>Times exp(s2/2).</summary>
    Lognormal,
}

/// <summary>A period in which downstream water holds the stage up.</summary>
/// <param name="FromUtcSeconds">First instant, Unix seconds.</param>
/// <param name="ToUtcSeconds">First instant after it, Unix seconds.</param>
/// <param name="Reason">What was seen, in the observer's words.</param>
public sealed record BackwaterWindow(long FromUtcSeconds, long ToUtcSeconds, string Reason);

/// <summary>
/// One version of a station's rating: stage to discharge over a half-open period. Fits, USGS tables and structures all become segments of this one form, so that
/// everything downstream knows one kind. Immutable; a changed rating is a new version with another <see cref="Fingerprint"/>.
/// </summary>
public sealed record RatingCurve
{
    /// <summary>The version's name, unique at the station.</summary>
    public required string Id { get; init; }

    /// <summary>First instant of validity, Unix seconds.</summary>
    public required long ValidFromUtcSeconds { get; init; }

    /// <summary>First instant after validity, Unix seconds; absent while the version is in force.</summary>
    public long? ValidToUtcSeconds { get; init; }

    /// <summary>The controls, upper stage increasing; the last has none.</summary>
    public required ImmutableArray<RatingSegment> Segments { get; init; }

    /// <summary>Lowest and highest gauged discharge, m3/s (for a structure: at its limits of validity); absent for a table without gaugings.</summary>
    public (double Lowest, double Highest)? GaugedDischarge { get; init; }

    /// <summary>Lowest and highest stage at which the law is defined at all, m (first and last row of a table); absent for fitted laws.</summary>
    public (double Lowest, double Highest)? DefinedStage { get; init; }

    /// <summary>Surveyed stage of zero flow (weir crest, lowest point of the control), m; absent where it is only fitted.</summary>
    public double? StageOfZeroFlowMetres { get; init; }

    /// <summary>Covariance of (ln C, b, h0) of all segments together, 3m by 3m row by row; empty where unknown.</summary>
    public ImmutableArray<double> Covariance { get; init; } = [];

    /// <summary>
    /// Standard uncertainty of ln Q that all stages have in common, for a rating without covariance: a table's stated accuracy, or the mean of gaugings about it. Absent where unknown.
    /// </summary>
    public double? CommonStandardUncertaintyLn { get; init; }

    /// <summary>Residual standard deviation of ln Q about the curve; zero where unknown.</summary>
    public double ResidualStandardDeviationLn { get; init; }

    /// <summary>Student's t at 0.975 for the fit's degrees of freedom; 1.959964 (normal) where there is no fit.</summary>
    public double StudentT975 { get; init; } = 1.959963984540054;

    /// <summary>Which retransformation the factor stands for.</summary>
    public Retransformation Retransformation { get; init; }

    /// <summary>What the median is multiplied with; 1 for <see cref="Retransformation.Median"/>.</summary>
    public double RetransformationFactor { get; init; } = 1;

    /// <summary>Dated shifts in order of time.</summary>
    public ImmutableArray<DatedShift> Shifts { get; init; } = [];

    /// <summary>Known periods of backwater.</summary>
    public ImmutableArray<BackwaterWindow> Backwater { get; init; } = [];

    /// <summary>Least fall to the second, downstream stage for the rating to hold, m; absent where there is no second stage.</summary>
    public double? LeastFallMetres { get; init; }

    /// <summary>An estavelle: where the second stage is higher than the own one, water runs in and the state is <see cref="DischargeState.Reversed"/>.</summary>
    public bool IsEstavelle { get; init; }

    /// <summary>A linear passage from the version before; absent where this version begins with a step.</summary>
    public RatingTransition? Transition { get; init; }

    /// <summary>Identifiers of the gaugings behind the version.</summary>
    public ImmutableArray<string> GaugingIds { get; init; } = [];

    /// <summary>Made for a demonstration: no gaugings of this place are behind it, and every export says so.</summary>
    public bool Illustrative { get; init; }

    /// <summary>SHA-256 of the canonical text, lower-case hex: the version's identity in a run's provenance.</summary>
    public string Fingerprint => RatingCanonicalText.Fingerprint(this);

    /// <summary>A one-segment rating from a fit.</summary>
    public static RatingCurve FromFit(PowerLawFit fit, string id, long validFromUtcSeconds, Retransformation retransformation = Retransformation.Median) =>
        Fitted(id, validFromUtcSeconds, [new RatingSegment(fit.LnC, fit.Exponent, fit.HeadDatumMetres)], fit.Gaugings, retransformation, fit.DuanFactor, fit.LognormalFactor) with
        {
            Covariance = fit.Covariance,
            ResidualStandardDeviationLn = fit.ResidualStandardDeviationLn,
            StudentT975 = fit.StudentT975,
        };

    /// <summary>A rating of several controls from a fit.</summary>
    public static RatingCurve FromFit(SegmentedFit fit, string id, long validFromUtcSeconds, Retransformation retransformation = Retransformation.Median) =>
        Fitted(id, validFromUtcSeconds, fit.Segments, fit.Gaugings, retransformation, fit.DuanFactor, fit.LognormalFactor) with
        {
            Covariance = fit.Covariance,
            ResidualStandardDeviationLn = fit.ResidualStandardDeviationLn,
            StudentT975 = fit.StudentT975,
        };

    private static RatingCurve Fitted(
        string id, long validFromUtcSeconds, ImmutableArray<RatingSegment> segments, ImmutableArray<Gauging> gaugings, Retransformation retransformation, double duan, double lognormal) => new()
    {
        Id = id,
        ValidFromUtcSeconds = validFromUtcSeconds,
        Segments = segments,
        GaugedDischarge = (gaugings.Min(g => g.CubicMetresPerSecond), gaugings.Max(g => g.CubicMetresPerSecond)),
        Retransformation = retransformation,
        RetransformationFactor = retransformation switch { Retransformation.Duan => duan, Retransformation.Lognormal => lognormal, _ => 1 },
        GaugingIds = [.. gaugings.Where(g => g.Id.Length > 0).Select(g => g.Id)],
    };

    /// <summary>Discharge at a stage and an instant, or the reason for none.</summary>
    /// <param name="stageMetres">Stage as read, m above the station datum, before the shift.</param>
    /// <param name="utcSeconds">The instant, Unix seconds.</param>
    /// <param name="downstreamStageMetres">Second stage downstream on the same datum, m, where there is one.</param>
    public DischargeEstimate Discharge(double stageMetres, long utcSeconds, double? downstreamStageMetres = null)
    {
        if (utcSeconds < ValidFromUtcSeconds || utcSeconds >= ValidToUtcSeconds)
            return Withheld(DischargeState.OutsideValidity, 0);
        DischargeEstimate own = Evaluate(stageMetres, utcSeconds, downstreamStageMetres);
        if (Transition is not { } transition || utcSeconds >= transition.UntilUtcSeconds)
            return own;
        double share = (double)(utcSeconds - ValidFromUtcSeconds) / (transition.UntilUtcSeconds - ValidFromUtcSeconds);
        return RatingTransition.Blend(transition.From.Evaluate(stageMetres, utcSeconds, downstreamStageMetres), own, share);
    }

    private DischargeEstimate Evaluate(double stageMetres, long utcSeconds, double? downstreamStageMetres)
    {
        double shift = DatedShift.InForce(Shifts, stageMetres, utcSeconds), stage = stageMetres + shift;
        if (IsEstavelle && stageMetres < downstreamStageMetres)
            return Withheld(DischargeState.Reversed, shift);
        if (IsBackwater(stageMetres, utcSeconds, downstreamStageMetres))
            return Withheld(DischargeState.Backwater, shift);
        if (stage <= StageOfZeroFlowMetres)
            return new DischargeEstimate { CubicMetresPerSecond = 0, State = DischargeState.BelowZeroFlow, ShiftMetres = shift, Illustrative = Illustrative };
        if (DefinedStage is { } defined && (stage < defined.Lowest || stage > defined.Highest))
            return Withheld(stage < defined.Lowest ? DischargeState.BelowRating : DischargeState.AboveRating, shift);
        int index = SegmentAt(stage);
        if (stage <= Segments[index].HeadDatumMetres && Segments[index].Exponent != 0)
            return Withheld(DischargeState.BelowZeroFlow, shift);
        double median = Segments[index].Discharge(stage);
        DischargeState state = StateOf(median);
        return state == DischargeState.FarBelowGauged ? Withheld(state, shift) : Estimate(index, stage, shift, median, state);
    }

    private DischargeEstimate Estimate(int index, double stage, double shift, double median, DischargeState state)
    {
        RatingSegment segment = Segments[index];
        double head = stage - segment.HeadDatumMetres, q = median * RetransformationFactor;
        double logSlope = segment.Exponent == 0 ? 0 : segment.LogSlopePerMetre(stage), lnHead = segment.Exponent == 0 ? 0 : Elementary.Log(head);
        DischargeEstimate plain = new()
        {
            CubicMetresPerSecond = q,
            State = state,
            ShiftMetres = shift,
            Segment = index,
            HeadMetres = head,
            PerMetre = q * logSlope,
            PerLnC = q,
            PerExponent = q * lnHead,
            PerHeadDatum = -q * logSlope,
            Illustrative = Illustrative,
        };
        if (Covariance.IsEmpty && CommonStandardUncertaintyLn is null)
            return plain;
        double variance = Covariance.IsEmpty ? CommonStandardUncertaintyLn!.Value * CommonStandardUncertaintyLn.Value : LnVariance(index, lnHead, logSlope);
        // Outside the gauged range the half widths double (WMO, ISO 18320 practice in docs/equations/ratings.md 7).
        double t = StudentT975 * (state == DischargeState.Inside ? 1 : 2);
        double curve = Elementary.Exp(t * Math.Sqrt(variance)), gauging = Elementary.Exp(t * Math.Sqrt(variance + ResidualStandardDeviationLn * ResidualStandardDeviationLn));
        return plain with
        {
            StandardErrorLnCurve = Math.Sqrt(variance),
            CurveLow95 = median / curve,
            CurveHigh95 = median * curve,
            GaugingLow95 = median / gauging,
            GaugingHigh95 = median * gauging,
        };
    }

    private double LnVariance(int index, double lnHead, double logSlope)
    {
        int width = 3 * Segments.Length, first = 3 * index;
        ReadOnlySpan<double> j = [1, lnHead, -logSlope];
        double variance = 0;
        for (int row = 0; row < 3; row++)
            for (int column = 0; column < 3; column++)
                variance += j[row] * Covariance[(first + row) * width + first + column] * j[column];
        return Math.Max(variance, 0);
    }

    private DischargeState StateOf(double median)
    {
        if (GaugedDischarge is not { } gauged)
            return DischargeState.Inside;
        if (median > gauged.Highest)
            return median > 2 * gauged.Highest ? DischargeState.UpperBound : DischargeState.ExtrapolatedHigh;
        if (median >= gauged.Lowest)
            return DischargeState.Inside;
        // With a surveyed zero the low end lies between two known points, and a dry overflow outlet must not become a gap.
        return median >= 0.5 * gauged.Lowest || StageOfZeroFlowMetres is not null ? DischargeState.ExtrapolatedLow : DischargeState.FarBelowGauged;
    }

    private bool IsBackwater(double stageMetres, long utcSeconds, double? downstreamStageMetres)
    {
        foreach (BackwaterWindow window in Backwater)
            if (utcSeconds >= window.FromUtcSeconds && utcSeconds < window.ToUtcSeconds)
                return true;
        return stageMetres - downstreamStageMetres < LeastFallMetres;
    }

    private int SegmentAt(double stage)
    {
        // Tables have hundreds of segments: halve the interval instead of walking it.
        int low = 0, high = Segments.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (stage <= Segments[middle].UpperStageMetres)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    private DischargeEstimate Withheld(DischargeState state, double shift) => new() { State = state, ShiftMetres = shift, Illustrative = Illustrative };
}
