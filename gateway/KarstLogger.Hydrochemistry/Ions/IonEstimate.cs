using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>Where an estimated concentration stands to the regression it comes from.</summary>
[Flags]
public enum IonEstimateFlags
{
    /// <summary>The specific conductance lies in the range of the regression's bottles and the line is not negative.</summary>
    Inside = 0,

    /// <summary>Outside the range by at most 10 % of it.</summary>
    Extrapolated = 1,

    /// <summary>Further outside, or the regression is not valid at that time: no value.</summary>
    Withheld = 2,

    /// <summary>The line is negative there; 0 is given.</summary>
    Clamped = 4,

    /// <summary>The regression has no residual scatter of its own (a published equation that fails the r test): no interval.</summary>
    IntervalUnknown = 8,
}

/// <summary>
/// A concentration read off a regression. <see cref="Concentration"/> and the interval are in the regression's unit; absent where withheld.
/// </summary>
/// <param name="Concentration">The line, clamped to 0; null where withheld.</param>
/// <param name="StandardUncertainty">Prediction standard error: scatter of one sample and of the line; null where unknown.</param>
/// <param name="Lower95">Lower end of the 95 % prediction interval, not below 0.</param>
/// <param name="Upper95">Upper end of the 95 % prediction interval.</param>
/// <param name="Flags">Why the value is doubtful or absent.</param>
public readonly record struct IonEstimate(double? Concentration, double? StandardUncertainty, double? Lower95, double? Upper95, IonEstimateFlags Flags)
{
    /// <summary>The flag that this step adds: Pass inside, Suspect extrapolated, clamped or without interval, Missing where withheld.</summary>
    public QcFlag Flag => Flags == IonEstimateFlags.Inside ? QcFlag.Pass : Flags.HasFlag(IonEstimateFlags.Withheld) ? QcFlag.Missing : QcFlag.Suspect;
}
