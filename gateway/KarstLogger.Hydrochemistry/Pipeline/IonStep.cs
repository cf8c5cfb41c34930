using KarstLogger.Hydrochemistry.Carbonate;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>Specific conductance to ions by the regressions in force; ions that no conductivity tells by their mean.</summary>
internal static class IonStep
{
    /// <summary>The ions of the pipeline: symbol, variable, and place in the speciation.</summary>
    internal static readonly (string Ion, StationVariable Variable, CarbonateInput Input)[] Ions =
    [
        ("Ca", StationVariable.Calcium, CarbonateInput.Calcium),
        ("Mg", StationVariable.Magnesium, CarbonateInput.Magnesium),
        ("Na", StationVariable.Sodium, CarbonateInput.Sodium),
        ("K", StationVariable.Potassium, CarbonateInput.Potassium),
        ("Cl", StationVariable.Chloride, CarbonateInput.Chloride),
        ("SO4", StationVariable.Sulfate, CarbonateInput.Sulfate),
        ("HCO3", StationVariable.Alkalinity, CarbonateInput.Alkalinity),
    ];

    /// <summary>What a station may state as a mean only: it is in the charge balance and the ionic strength, and is no variable of its own. Absent counts as none.</summary>
    internal static readonly (string Ion, CarbonateInput Input)[] FurtherMeans =
    [
        ("NO3", CarbonateInput.Nitrate), ("F", CarbonateInput.Fluoride), ("SiO2", CarbonateInput.Silica), ("Sr", CarbonateInput.Strontium),
    ];

    internal static void Estimate(DerivedSeries series, StationSettings settings, int i)
    {
        long utcSeconds = series.Samples[i].UtcSeconds;
        double? conductance = series.Usable(StationVariable.SpecificConductance, i);
        foreach ((string ion, StationVariable variable, _) in Ions)
        {
            if (settings.RegressionAt(ion, utcSeconds) is { } regression)
                SetFromRegression(series, settings, regression, conductance, variable, i);
            else if (Mean(settings, ion) is { } mean)
                series.Set(variable, i, mean.MilligramsPerLitre, QcFlag.Pass, mean.StandardDeviation);
            else
                series.Set(variable, i, null, QcFlag.Missing);
        }
    }

    private static void SetFromRegression(DerivedSeries series, StationSettings settings, IonRegression regression, double? conductance, StationVariable variable, int i)
    {
        if (conductance is not { } sc)
        {
            series.Derive(variable, i, null, QcFlag.Missing);
            return;
        }
        IonEstimate estimate = regression.Estimate(sc);
        double gain = SlopeAt(regression, estimate) * sc * settings.ConductivityGainStandardUncertainty;
        double? uncertainty = estimate.StandardUncertainty is { } u ? Math.Sqrt(u * u + gain * gain) : null;
        series.Derive(variable, i, estimate.Concentration, estimate.Flag, uncertainty);
    }

    /// <summary>How much the ion moves with the conductivity, mg/L per uS/cm; a line clamped to 0 moves with nothing.</summary>
    internal static double SlopeAt(IonRegression regression, in IonEstimate estimate) => estimate.Flags.HasFlag(IonEstimateFlags.Clamped) ? 0 : regression.Slope;

    internal static MeanIon? Mean(StationSettings settings, string ion)
    {
        foreach (MeanIon mean in settings.MeanIons)
            if (mean.Ion == ion)
                return mean;
        return null;
    }
}
