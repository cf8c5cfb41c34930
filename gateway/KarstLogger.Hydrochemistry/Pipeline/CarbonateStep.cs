using KarstLogger.Hydrochemistry.Carbonate;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>Ions, temperature and pH to the carbonate state.</summary>
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
        };
        CarbonateState state = CarbonateSolver.Solve(water, settings.Model);
        series.Derive(StationVariable.PCo2, i, state.PCo2Pascals);
        series.Derive(StationVariable.CalciteSaturationIndex, i, state.CalciteSaturationIndex);
        series.Derive(StationVariable.DolomiteSaturationIndex, i, state.DolomiteSaturationIndex);
        // Density 1 as PHREEQC's input convention: mmol/kgw is mmol/L to 0.1 % in fresh water.
        series.Derive(StationVariable.Dic, i, state.DicMillimolPerKilogramWater);
        series.Derive(StationVariable.IonicStrength, i, state.IonicStrengthMolPerKilogramWater);
        series.Derive(StationVariable.ChargeBalanceError, i, state.ChargeBalanceErrorPercent);
    }
}
