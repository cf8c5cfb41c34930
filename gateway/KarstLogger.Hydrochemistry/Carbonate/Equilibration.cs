namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>A water after it has come to balance: its new analysis (pH, and calcium and alkalinity where calcite took part), its state, and the calcite dissolved.</summary>
/// <param name="Water">The water as it is then.</param>
/// <param name="State">Its carbonate chemistry.</param>
/// <param name="CalciteDissolvedMillimolPerLitre">Positive where calcite dissolved, negative where it settled out, 0 where it took no part.</param>
public sealed record EquilibratedWater(WaterSample Water, CarbonateState State, double CalciteDissolvedMillimolPerLitre);

/// <summary>
/// What a water becomes on its way from the spring: losing (or taking up) CO2 at constant alkalinity, and dissolving or settling calcite (docs/equations/carbonate.md,
/// with the worked example). Equilibrium only: how long it takes is not said here, and calcite often stays oversaturated for hours.
/// </summary>
public static class Equilibration
{
    /// <summary>pH between which a balance is looked for: below it lies water under tens of atmospheres of CO2, above it nothing that holds carbonate.</summary>
    private const double LeastPH = 4.5, MostPH = 12.5;

    /// <summary>The most calcite that is let dissolve, mmol/L: several times what water under 1 atm of CO2 can hold.</summary>
    private const double MostCalciteMillimol = 60;

    /// <summary>Accuracy of the pH found, and of the calcite found in mmol/L.</summary>
    private const double Accuracy = 1e-11;

    /// <summary>The water at a given CO2 pressure: alkalinity and ions stay, pH follows. CO2 exchange moves no alkalinity.</summary>
    /// <param name="water">With temperature, pH and alkalinity.</param>
    /// <param name="pascals">CO2 fugacity in Pa, above 0.</param>
    /// <param name="model">The constant set.</param>
    /// <returns>Null where the water's state or the balance does not exist (no alkalinity; a pressure that no pH from 3 to 13 gives).</returns>
    public static EquilibratedWater? ToCarbonDioxide(in WaterSample water, double pascals, CarbonateModel model) =>
        pascals > 0 && AtPressure(water, Elementary.Log10(pascals / GasUnits.PascalsPerAtmosphere), model) is WaterSample balanced
            ? new EquilibratedWater(balanced, CarbonateSolver.Solve(balanced, model), 0) : null;

    /// <summary>The water in balance with calcite: with the CO2 it has (closed, DIC grows by what dissolves) or under a given CO2 pressure (open).</summary>
    /// <param name="water">With temperature, pH, calcium and alkalinity.</param>
    /// <param name="pascals">CO2 fugacity in Pa that is held; null = closed to gas.</param>
    /// <param name="model">The constant set.</param>
    /// <returns>Null where the water has no index of calcite or no balance is found.</returns>
    public static EquilibratedWater? ToCalcite(WaterSample water, double? pascals, CarbonateModel model)
    {
        CarbonateState before = CarbonateSolver.Solve(water, model);
        if (before.CalciteSaturationIndex is null || pascals is <= 0)
            return null;
        double? logAtm = pascals is double p ? Elementary.Log10(p / GasUnits.PascalsPerAtmosphere) : null;
        double perKilogram = MolalScale.Of(water.ToLanes()).PerKilogram * 1e3;

        WaterSample? With(double calcite)
        {
            WaterSample changed = water with
            {
                CalciumMilligramsPerLitre = water.CalciumMilligramsPerLitre + calcite * FormulaWeight.Calcium,
                AlkalinityMilligramsPerLitreAsBicarbonate = water.AlkalinityMilligramsPerLitreAsBicarbonate + 2 * calcite * FormulaWeight.Bicarbonate,
            };
            return logAtm is double held ? AtPressure(changed, held, model) : AtDic(changed, before.DicMillimolPerKilogramWater!.Value + calcite * perKilogram, model);
        }

        // Without a balance at a trial amount the water is far undersaturated (no carbonate left): the index counts as very low.
        double Index(double calcite) => With(calcite) is WaterSample w ? CarbonateSolver.Solve(w, model).CalciteSaturationIndex ?? -20 : -20;
        (double least, double most) = Bracket(Index, MostSettling(water, before, perKilogram));
        return Root(Index, least, most) is double dissolved && With(dissolved) is WaterSample balanced
            ? new EquilibratedWater(balanced, CarbonateSolver.Solve(balanced, model), dissolved) : null;
    }

    /// <summary>The most calcite that can settle (negative, mmol/L): nearly all of the calcium, the alkalinity or the carbon, whichever ends first.</summary>
    private static double MostSettling(in WaterSample water, in CarbonateState before, double perKilogram) => -0.999 * Math.Min(
        before.DicMillimolPerKilogramWater!.Value / perKilogram,
        Math.Min(water.CalciumMilligramsPerLitre!.Value / FormulaWeight.Calcium, water.AlkalinityMilligramsPerLitreAsBicarbonate!.Value / FormulaWeight.Bicarbonate / 2));

    /// <summary>Amounts between which the index changes its sign: towards settling where the water is oversaturated, else outwards by doubling.</summary>
    private static (double Least, double Most) Bracket(Func<double, double> index, double mostSettling)
    {
        if (index(0) > 0)
            return (mostSettling, 0);
        double most = 0.25;
        while (most < MostCalciteMillimol && index(most) < 0)
            most *= 2;
        return (0, most);
    }

    private static WaterSample? AtPressure(WaterSample water, double logAtm, CarbonateModel model) =>
        AtPH(water, w => CarbonateSolver.Solve(w, model).LogPCo2Atm - logAtm);

    private static WaterSample? AtDic(WaterSample water, double dicMillimol, CarbonateModel model) =>
        AtPH(water, w => CarbonateSolver.Solve(w, model) is { LogPCo2Atm: not null } state ? Elementary.Log(state.DicMillimolPerKilogramWater!.Value / dicMillimol) : null);

    /// <summary>The water at the pH where an excess vanishes that falls with pH; where no carbonate is left the excess counts as very low.</summary>
    private static WaterSample? AtPH(WaterSample water, Func<WaterSample, double?> excess) =>
        water.AlkalinityMilligramsPerLitreAsBicarbonate is not null && water.TemperatureCelsius is not null
        && Root(pH => excess(water with { PH = pH }) ?? -20, LeastPH, MostPH) is double found
            ? water with { PH = found } : null;

    /// <summary>
    /// Halving between ends of opposite sign. MathNet's Brent was tried: it meets not-a-number on the step where no carbonate is left, and a third of the solver calls saved
    /// is no gain here.
    /// </summary>
    private static double? Root(Func<double, double> f, double least, double most)
    {
        bool risesFromBelow = f(least) < 0;
        if (f(most) < 0 == risesFromBelow)
            return null;
        while (most - least > Accuracy)
        {
            double middle = 0.5 * (least + most);
            if (f(middle) < 0 == risesFromBelow)
                least = middle;
            else
                most = middle;
        }
        return 0.5 * (least + most);
    }
}
