using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>How a discharge stands to its rating. The states from <see cref="FarBelowGauged"/> on have no value: the state is the reason.</summary>
public enum DischargeState
{
    /// <summary>Between the lowest and the highest gauged discharge (or inside a table or structure without gaugings).</summary>
    Inside,

    /// <summary>Above the highest gauged discharge, at most twice as much; interval doubled in ln.</summary>
    ExtrapolatedHigh,

    /// <summary>Below the lowest gauged discharge, at least half as much or above a surveyed stage of zero flow; interval doubled in ln.</summary>
    ExtrapolatedLow,

    /// <summary>Above twice the highest gauged discharge: kept as an upper bound, because a conduit that fills carries less than its low law says (docs/equations/ratings.md 8).</summary>
    UpperBound,

    /// <summary>At or below the surveyed stage of zero flow: zero, with this state. Withheld where the head datum is only fitted.</summary>
    BelowZeroFlow,

    /// <summary>Below half of the lowest gauged discharge, no surveyed stage of zero flow: withheld (docs/equations/ratings.md 7).</summary>
    FarBelowGauged,

    /// <summary>Downstream water holds the stage up (dated window, or too little fall to the second stage): withheld.</summary>
    Backwater,

    /// <summary>The downstream water stands higher than the station's: an estavelle swallows, and no rating tells how much. Withheld.</summary>
    Reversed,

    /// <summary>Below the first row of a table: withheld, never clamped (docs/equations/ratings.md 4).</summary>
    BelowRating,

    /// <summary>Above the last row of a table: withheld, never clamped (docs/equations/ratings.md 4).</summary>
    AboveRating,

    /// <summary>The instant is outside the rating's validity: withheld.</summary>
    OutsideValidity,
}

/// <summary>
/// Discharge of one stage reading, or the reason for none, with its two 95 % intervals and the derivatives that an uncertainty of totals needs
/// (flux uncertainty: docs/equations/flux.md). Derivatives are of the reported discharge, retransformation included; zero where there is no value.
/// </summary>
public readonly record struct DischargeEstimate
{
    /// <summary>Discharge, m3/s; absent where withheld.</summary>
    public double? CubicMetresPerSecond { get; init; }

    /// <summary>How it stands to the rating, or why it is withheld.</summary>
    public DischargeState State { get; init; }

    /// <summary>The shift that was added to the stage, m.</summary>
    public double ShiftMetres { get; init; }

    /// <summary>Index of the rating segment used, from 0; the block of the rating's covariance that belongs to the derivatives.</summary>
    public int Segment { get; init; }

    /// <summary>Lower end of the 95 % interval of the curve itself, m3/s; absent where the rating has no covariance.</summary>
    public double? CurveLow95 { get; init; }

    /// <summary>Upper end of the 95 % interval of the curve itself, m3/s.</summary>
    public double? CurveHigh95 { get; init; }

    /// <summary>Lower end of the 95 % interval for one gauging at this stage, m3/s: the interval that is shown with the value.</summary>
    public double? GaugingLow95 { get; init; }

    /// <summary>Upper end of the 95 % interval for one gauging at this stage, m3/s.</summary>
    public double? GaugingHigh95 { get; init; }

    /// <summary>Standard error of ln Q of the curve (parameters only); absent without covariance.</summary>
    public double? StandardErrorLnCurve { get; init; }

    /// <summary>dQ/dh, m3/s per m.</summary>
    public double PerMetre { get; init; }

    /// <summary>dQ/d ln C, m3/s.</summary>
    public double PerLnC { get; init; }

    /// <summary>dQ/db, m3/s.</summary>
    public double PerExponent { get; init; }

    /// <summary>dQ/dh0, m3/s per m.</summary>
    public double PerHeadDatum { get; init; }

    /// <summary>Head above the segment's datum, h + shift - h0, m; zero where withheld.</summary>
    public double HeadMetres { get; init; }

    /// <summary>The rating is for illustration only (no gaugings of this place behind it): every export must say so.</summary>
    public bool Illustrative { get; init; }

    /// <summary>The QARTOD flag that the rating adds: Pass inside, Suspect where extrapolated or at zero flow, Missing where withheld.</summary>
    public QcFlag Flag => CubicMetresPerSecond is null ? QcFlag.Missing : State == DischargeState.Inside ? QcFlag.Pass : QcFlag.Suspect;
}
