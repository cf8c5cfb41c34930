using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Hydrochemistry.Tests.Carbonate;

/// <summary>Degassing and calcite equilibrium: PHREEQC's own pairs of pH and pCO2, and the conservation laws.</summary>
public sealed class EquilibrationTests
{
    [Fact]
    public void A_water_brought_to_the_pCO2_that_PHREEQC_gives_takes_the_pH_that_PHREEQC_had()
    {
        foreach (GoldenWater water in GoldenWater.All().Where(water => water["log_pCO2_atm"] is not null && water["HCO3"] > 10))
        {
            CarbonateModel model = CarbonateModel.Find(water.ModelTag)!;
            EquilibratedWater? after = Equilibration.ToCarbonDioxide(water.Sample with { PH = 7 }, water["pCO2_Pa"]!.Value, model);
            Assert.True(after is not null, $"{water.Name}: no balance");
            Assert.True(Math.Abs(after.Water.PH!.Value - water["pH"]!.Value) < 2e-6, $"{water.Name}: pH {after.Water.PH}");
        }
    }

    [Fact]
    public void Degassing_leaves_the_alkalinity_and_takes_carbon()
    {
        foreach (GoldenWater water in Springs())
        {
            CarbonateState before = CarbonateSolver.Solve(water.Sample, CarbonateModel.Wateq4f);
            EquilibratedWater after = Equilibration.ToCarbonDioxide(water.Sample, before.PCo2Pascals!.Value / 3, CarbonateModel.Wateq4f)!;
            Assert.Equal(water["HCO3"], after.Water.AlkalinityMilligramsPerLitreAsBicarbonate);
            Assert.True(after.State.DicMillimolPerKilogramWater < before.DicMillimolPerKilogramWater);
            Assert.True(after.State.CalciteSaturationIndex > before.CalciteSaturationIndex);
        }
    }

    [Fact]
    public void Closed_calcite_equilibrium_has_an_index_of_zero_and_gains_the_carbon_that_dissolved()
    {
        foreach (GoldenWater water in Springs())
        {
            CarbonateState before = CarbonateSolver.Solve(water.Sample, CarbonateModel.Wateq4f);
            EquilibratedWater? after = Equilibration.ToCalcite(water.Sample, null, CarbonateModel.Wateq4f);
            Assert.True(after is not null, $"{water.Name}: no balance");
            Assert.True(Math.Abs(after.State.CalciteSaturationIndex!.Value) < 1e-6, $"{water.Name}: {after.State.CalciteSaturationIndex}");
            double gained = after.State.DicMillimolPerKilogramWater!.Value - before.DicMillimolPerKilogramWater!.Value;

            // 1 mmol/L is 1.000 to 1.005 mmol/kgw in waters to 5 g/L.
            Assert.True(Math.Abs(gained - after.CalciteDissolvedMillimolPerLitre) <= 0.01 * Math.Abs(gained) + 1e-5, $"{water.Name}: {gained} {after.CalciteDissolvedMillimolPerLitre}");
            Assert.Equal(before.CalciteSaturationIndex < 0, after.CalciteDissolvedMillimolPerLitre > 0);
        }
    }

    [Fact]
    public void Without_an_alkalinity_there_is_no_balance()
    {
        WaterSample water = new() { TemperatureCelsius = 15, PH = 7, CalciumMilligramsPerLitre = 80 };
        Assert.Null(Equilibration.ToCarbonDioxide(water, 40, CarbonateModel.Wateq4f));
        Assert.Null(Equilibration.ToCalcite(water, null, CarbonateModel.Wateq4f));
    }

    private static IEnumerable<GoldenWater> Springs() => GoldenWater.All().Where(water => water.ModelTag == "wateq4f" && water["Ca"] > 20 && water["HCO3"] > 60 && water["pH"] < 9 && water["mu"] < 0.1);
}
