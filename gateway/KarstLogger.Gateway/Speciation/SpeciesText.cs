using System.Globalization;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Gateway.Speciation;

/// <summary>One water as a table for the eye: where its carbon, calcium and the rest are, and what that means.</summary>
public static class SpeciesText
{
    private static readonly (string Family, string Title)[] Families =
    [
        ("carbonate", "Carbonate (the dissolved inorganic carbon; a pair with calcium or magnesium counts here)"), ("calcium", "Calcium"), ("magnesium", "Magnesium"),
        ("sulfate", "Sulfate"), ("alkali", "Sodium and potassium"), ("chloride", "Chloride"), ("water", "Water itself"),
    ];

    /// <summary>Writes the table of one water.</summary>
    public static void Write(TextWriter to, SpeciatedWater water, SpeciesDistribution distribution, CarbonateModel model)
    {
        CarbonateState state = water.State;
        Line(to, $"{water.Row.Id}: species after {model.Tag} ({model.Database}), {state.Sweeps} sweeps");
        Line(to, $"{"species",-12} {"mmol/kgw",14} {"log10 a",9} {"gamma",8}  constant from");
        foreach (var (family, title) in Families)
        {
            SpeciesAmount[] members = [.. distribution.Species.Where(s => s.Family == family && s.MolalityMolPerKilogramWater > 0).OrderByDescending(s => s.MolalityMolPerKilogramWater)];
            if (members.Length == 0)
                continue;
            Line(to, $"-- {title}");
            foreach (SpeciesAmount s in members)
                Line(to, $"{s.Name,-12} {s.MolalityMolPerKilogramWater * 1e3,14:G6} {Elementary10(s.Activity),9:F4} {s.ActivityCoefficient,8:F4}  {s.Source}");
        }
        Line(to, $"-- What follows");
        Line(to, $"ionic strength       {state.IonicStrengthMolPerKilogramWater:G6} mol/kgw; activity of water {distribution.WaterActivity:F6}");
        Line(to, $"DIC                  {Text(state.DicMillimolPerKilogramWater)} mmol/kgw");
        Line(to, $"CO2 pressure         {Text(state.PCo2Pascals)} Pa (log atm {Text(state.LogPCo2Atm)})");
        Line(to, $"SI calcite           {Text(state.CalciteSaturationIndex)}   aragonite {Text(state.AragoniteSaturationIndex)}   dolomite {Text(state.DolomiteSaturationIndex)}   gypsum {Text(state.GypsumSaturationIndex)}");
        Line(to, $"charge balance       {Text(state.ChargeBalanceErrorPercent)} %");
        foreach (WaterFinding finding in water.Findings)
            Line(to, $"finding              {finding}");
    }

    /// <summary>Writes the constant sets and, row by row, where each differs from the first.</summary>
    public static void WriteModels(TextWriter to)
    {
        foreach (CarbonateModel model in CarbonateModel.All)
        {
            Line(to, $"{model.Tag}{(model == CarbonateModel.Wateq4f ? " (default)" : "")}: {model.Database}");
            foreach (string difference in model.DifferencesFrom(CarbonateModel.Wateq4f))
                Line(to, $"    {difference}");
        }
    }

    private static double Elementary10(double activity) => KarstLogger.Hydrochemistry.Elementary.Log10(activity);

    private static string Text(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "undefined";

    private static void Line(TextWriter to, FormattableString text) => to.Write(text.ToString(CultureInfo.InvariantCulture) + "\n");
}
