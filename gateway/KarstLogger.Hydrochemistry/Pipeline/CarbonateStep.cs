using KarstLogger.Hydrochemistry.Carbonate;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>
/// Ions, temperature and pH to the carbonate state, with the covariance of what went in: ions that come from one conductivity share its error, temperature, pH and each
/// regression's own scatter are independent. A mean ion without a spread counts as exact; a result whose own inputs have an unknown uncertainty has none.
/// </summary>
internal static class CarbonateStep
{
    internal static void Solve(DerivedSeries series, StationSettings settings, int i)
    {
        WaterSample water = new()
        {
            TemperatureCelsius = series.Usable(StationVariable.WaterTemperature, i),
            PH = series.Usable(StationVariable.Ph, i),
            CalciumMilligramsPerLitre = series.Usable(StationVariable.Calcium, i),
            MagnesiumMilligramsPerLitre = series.Usable(StationVariable.Magnesium, i),
            SodiumMilligramsPerLitre = series.Usable(StationVariable.Sodium, i),
            PotassiumMilligramsPerLitre = series.Usable(StationVariable.Potassium, i),
            ChlorideMilligramsPerLitre = series.Usable(StationVariable.Chloride, i),
            SulfateMilligramsPerLitre = series.Usable(StationVariable.Sulfate, i),
            AlkalinityMilligramsPerLitreAsBicarbonate = series.Usable(StationVariable.Alkalinity, i),
            NitrateMilligramsPerLitre = IonStep.Mean(settings, "NO3")?.MilligramsPerLitre,
            FluorideMilligramsPerLitre = IonStep.Mean(settings, "F")?.MilligramsPerLitre,
            SilicaMilligramsPerLitre = IonStep.Mean(settings, "SiO2")?.MilligramsPerLitre,
            StrontiumMilligramsPerLitre = IonStep.Mean(settings, "Sr")?.MilligramsPerLitre,
        };
        CarbonateUncertainty? uncertainty = CarbonateUncertainty.Propagate(water, Covariance(series, settings, i), settings.Model);
        CarbonateState state = uncertainty?.State ?? CarbonateSolver.Solve(water, settings.Model);
        Derive(series, i, StationVariable.PCo2, state.PCo2Pascals, uncertainty?.PCo2PascalsStandardUncertainty);
        Derive(series, i, StationVariable.CalciteSaturationIndex, state.CalciteSaturationIndex, uncertainty?.StandardUncertainty(CarbonateResult.Calcite));
        Derive(series, i, StationVariable.DolomiteSaturationIndex, state.DolomiteSaturationIndex, uncertainty?.StandardUncertainty(CarbonateResult.Dolomite));
        // Density 1 as PHREEQC's input convention: mmol/kgw is mmol/L to 0.1 % in fresh water.
        Derive(series, i, StationVariable.Dic, state.DicMillimolPerKilogramWater, uncertainty?.StandardUncertainty(CarbonateResult.Dic));
        Derive(series, i, StationVariable.IonicStrength, state.IonicStrengthMolPerKilogramWater, uncertainty?.StandardUncertainty(CarbonateResult.IonicStrength));
        series.Derive(StationVariable.ChargeBalanceError, i, state.ChargeBalanceErrorPercent);
    }

    private static void Derive(DerivedSeries series, int i, StationVariable variable, double? value, double? standardUncertainty)
    {
        foreach (StationVariable used in VariableCatalogue.Of(variable).Uses)
            if (series.StandardUncertainty(used, i) is null)
                standardUncertainty = null;
        series.Derive(variable, i, value, QcFlag.Pass, standardUncertainty);
    }

    private static InputCovariance Covariance(DerivedSeries series, StationSettings settings, int i)
    {
        InputCovariance covariance = new InputCovariance()
            .Add(CarbonateInput.Temperature, series.StandardUncertainty(StationVariable.WaterTemperature, i) ?? 0)
            .Add(CarbonateInput.PH, series.StandardUncertainty(StationVariable.Ph, i) ?? 0);
        foreach ((string ion, CarbonateInput input) in IonStep.FurtherMeans)
            if (IonStep.Mean(settings, ion)?.StandardDeviation is { } deviation)
                covariance.Add(input, deviation);
        double? conductance = series.Usable(StationVariable.SpecificConductance, i);
        Span<(CarbonateInput Input, double Sensitivity)> shared = stackalloc (CarbonateInput, double)[IonStep.Ions.Length];
        int sharing = 0;
        foreach ((string ion, StationVariable variable, CarbonateInput input) in IonStep.Ions)
        {
            if (settings.RegressionAt(ion, series.Samples[i].UtcSeconds) is not { } regression)
                covariance.Add(input, series.StandardUncertainty(variable, i) ?? 0);
            else if (conductance is { } sc)
            {
                IonEstimate estimate = regression.Estimate(sc);
                covariance.Add(input, estimate.StandardUncertainty ?? 0);
                shared[sharing++] = (input, IonStep.SlopeAt(regression, estimate));
            }
        }
        return covariance.AddShared(series.StandardUncertainty(StationVariable.SpecificConductance, i) ?? 0, shared[..sharing]);
    }
}
