using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>Stage to discharge by the rating in force.</summary>
internal static class DischargeStep
{
    // Half width of a 95 % interval in standard deviations of a normal distribution.
    private const double HalfWidth95 = 1.959963984540054;

    internal static void Estimate(DerivedSeries series, StationSettings settings, SecondStage? tailwater, int i)
    {
        StationSample sample = series.Samples[i];
        RatingCurve? rating = settings.RatingAt(sample.UtcSeconds);
        if (series.Usable(StationVariable.Stage, i) is not { } stage || rating is null)
        {
            series.Derive(StationVariable.Discharge, i, null, QcFlag.Missing);
            return;
        }
        double? downstream = tailwater?.MetresAt(sample.UtcSeconds);
        DischargeEstimate estimate = rating.Discharge(stage, sample.UtcSeconds, downstream);
        series.SetDischargeState(i, estimate.State);
        // A station that has a second stage and does not hear of it cannot rule out backwater.
        QcFlag flag = tailwater is not null && downstream is null ? QcFlags.Worst(estimate.Flag, QcFlag.Suspect) : estimate.Flag;
        series.Derive(StationVariable.Discharge, i, estimate.CubicMetresPerSecond, flag, StandardUncertainty(estimate, settings));
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
