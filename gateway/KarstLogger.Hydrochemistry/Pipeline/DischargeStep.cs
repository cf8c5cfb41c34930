using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>Stage to discharge by the rating in force.</summary>
internal static class DischargeStep
{
    // Half width of a 95 % interval in standard deviations of a normal distribution.
    private const double HalfWidth95 = 1.959963984540054;

    internal static void Estimate(DerivedSeries series, StationSettings settings, int i)
    {
        StationSample sample = series.Samples[i];
        RatingCurve? rating = settings.RatingAt(sample.UtcSeconds);
        if (series.Usable(StationVariable.Stage, i) is not { } stage || rating is null)
        {
            series.Derive(StationVariable.Discharge, i, null, QcFlag.Missing);
            return;
        }
        DischargeEstimate estimate = rating.Discharge(stage, sample.UtcSeconds);
        series.SetDischargeState(i, estimate.State);
        series.Derive(StationVariable.Discharge, i, estimate.CubicMetresPerSecond, estimate.Flag, StandardUncertainty(estimate, settings));
    }

    private static double? StandardUncertainty(in DischargeEstimate estimate, StationSettings settings)
    {
        if (estimate is not { GaugingLow95: { } low and > 0, GaugingHigh95: { } high, CubicMetresPerSecond: { } q })
            return null;
        double curve = q * Elementary.Log(high / low) / (2 * HalfWidth95);
        double level = estimate.PerMetre * settings.LevelStandardUncertaintyMetres;
        return Math.Sqrt(curve * curve + level * level);
    }
}
