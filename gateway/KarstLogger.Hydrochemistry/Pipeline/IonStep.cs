using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>Specific conductance to ions by the regressions in force; ions that no conductivity tells by their mean.</summary>
internal static class IonStep
{
    private static readonly (string Ion, StationVariable Variable)[] Ions =
    [
        ("Ca", StationVariable.Calcium),
        ("Mg", StationVariable.Magnesium),
        ("Na", StationVariable.Sodium),
        ("K", StationVariable.Potassium),
        ("Cl", StationVariable.Chloride),
        ("SO4", StationVariable.Sulfate),
        ("HCO3", StationVariable.Alkalinity),
    ];

    internal static void Estimate(DerivedSeries series, StationSettings settings, int i)
    {
        long utcSeconds = series.Samples[i].UtcSeconds;
        double? conductance = series.Usable(StationVariable.SpecificConductance, i);
        foreach ((string ion, StationVariable variable) in Ions)
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
        double gain = regression.Slope * sc * settings.ConductivityGainStandardUncertainty;
        double? uncertainty = estimate.StandardUncertainty is { } u ? Math.Sqrt(u * u + gain * gain) : null;
        series.Derive(variable, i, estimate.Concentration, estimate.Flag, uncertainty);
    }

    private static MeanIon? Mean(StationSettings settings, string ion)
    {
        foreach (MeanIon mean in settings.MeanIons)
            if (mean.Ion == ion)
                return mean;
        return null;
    }
}
