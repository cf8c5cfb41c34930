using System.Globalization;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>Something that a reader of a result must know: a stable name, and a sentence with its numbers.</summary>
public sealed record WaterFinding(string Name, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Text}";
}

/// <summary>What surrounds a water and is not part of its analysis.</summary>
/// <param name="SpecificConductanceMicrosiemensPerCentimetre">Measured, at 25 degC.</param>
/// <param name="StationPascals">Air pressure at the station, absolute.</param>
/// <param name="AtmosphericPpmvDry">CO2 of the free air, ppmv of dry air.</param>
public readonly record struct WaterSurroundings(
    double? SpecificConductanceMicrosiemensPerCentimetre = null, double? StationPascals = null, double AtmosphericPpmvDry = GasUnits.AtmosphericPpmvDry);

/// <summary>The checks on one water: each doubt is a named finding with its numbers; no value is changed or withheld by them.</summary>
public static class WaterFindings
{
    /// <summary>A charge balance error beyond this, in percent, is named: 5 % is the usual bound for an accepted analysis (Standard Methods 1030 E; Hem 1985).</summary>
    public const double ChargeBalanceLimitPercent = 5;

    /// <summary>Conductance from the ions further than this from the measured one, in percent, is named (Standard Methods 1030 E: 0.9 to 1.1).</summary>
    public const double ConductanceLimitPercent = 10;

    /// <summary>Ionic strength up to which agreement with PHREEQC was tested, mol/kgw.</summary>
    public const double ValidatedIonicStrength = 0.35;

    /// <summary>All findings of a water and its state.</summary>
    public static IReadOnlyList<WaterFinding> Of(in WaterSample water, in CarbonateState state, in WaterSurroundings surroundings)
    {
        List<WaterFinding> findings = [.. Gaps(state.Gaps)];
        if ((state.Gaps & CarbonateGaps.InputRefused) != 0)
            return findings;
        if (state.ChargeBalanceErrorPercent is double error && Math.Abs(error) > ChargeBalanceLimitPercent)
            findings.Add(new("charge_balance", Text($"cations {ChargeBalance.CationsMilliequivalentsPerLitre(water):F3}, anions {ChargeBalance.AnionsMilliequivalentsPerLitre(water):F3} meq/L, {error:+0.0;-0.0} % (limit {ChargeBalanceLimitPercent} %)")));
        if (Conductance(water, surroundings.SpecificConductanceMicrosiemensPerCentimetre) is WaterFinding conductance)
            findings.Add(conductance);
        if (water.TemperatureCelsius is < -0.5 or > 90)
            findings.Add(new("temperature_outside_validated_range", Text($"{water.TemperatureCelsius} degC; agreement with PHREEQC is tested from -0.5 to 90 degC")));
        if (water.PH is < 4.3 or > 12)
            findings.Add(new("pH_outside_validated_range", Text($"pH {water.PH}; agreement with PHREEQC is tested from 4.3 to 12")));
        if (state.IonicStrengthMolPerKilogramWater > ValidatedIonicStrength)
            findings.Add(new("ionic_strength_outside_validated_range", Text($"{state.IonicStrengthMolPerKilogramWater:F3} mol/kgw; agreement with PHREEQC is tested to {ValidatedIonicStrength}")));
        if (BelowAtmosphere(water, state, surroundings) is WaterFinding below)
            findings.Add(below);
        return findings;
    }

    private static WaterFinding? Conductance(in WaterSample water, double? measured)
    {
        if (measured is not > 0 || IonicConductance.MicrosiemensPerCentimetre(water) is not double computed)
            return null;
        double percent = 100 * (computed / measured.Value - 1);
        return Math.Abs(percent) <= ConductanceLimitPercent ? null
            : new("conductance_from_ions", Text($"{computed:F1} uS/cm from the ions, {measured:F1} measured, {percent:+0.0;-0.0} % (limit {ConductanceLimitPercent} %)"));
    }

    private static WaterFinding? BelowAtmosphere(in WaterSample water, in CarbonateState state, in WaterSurroundings surroundings)
    {
        if (surroundings.StationPascals is not double station || state.PCo2Pascals is not double fugacity || water.TemperatureCelsius is not double celsius)
            return null;
        double air = GasUnits.AtmosphericPascals(surroundings.AtmosphericPpmvDry, station, celsius);
        return fugacity >= air ? null
            : new("pCO2_below_atmosphere", Text($"{fugacity:F1} Pa; air of {surroundings.AtmosphericPpmvDry} ppmv (dry) at {station / 100:F1} hPa holds {air:F1} Pa: rare in a spring, look at the pH"));
    }

    private static IEnumerable<WaterFinding> Gaps(CarbonateGaps gaps)
    {
        foreach (CarbonateGaps gap in Enum.GetValues<CarbonateGaps>())
            if (gap != CarbonateGaps.None && gaps.HasFlag(gap))
                yield return Describe(gap);
    }

    private static WaterFinding Describe(CarbonateGaps gap) => gap switch
    {
        CarbonateGaps.CalciumAbsent => new("calcium_absent", "no index of calcite, aragonite, dolomite, gypsum"),
        CarbonateGaps.MagnesiumAbsent => new("magnesium_absent", "no index of dolomite"),
        CarbonateGaps.SulfateAbsent => new("sulfate_absent", "no index of gypsum"),
        CarbonateGaps.AlkalinityNotGiven => new("alkalinity_not_given", "no pCO2, no DIC, no carbonate index"),
        CarbonateGaps.AlkalinityBelowHydroxide => new("alkalinity_below_hydroxide", "the hydroxide of this pH alone exceeds the alkalinity: no carbonate is left, pH or alkalinity is wrong"),
        CarbonateGaps.TemperatureAbsent => new("temperature_absent", "nothing is computed"),
        CarbonateGaps.PHAbsent => new("pH_absent", "nothing is computed"),
        CarbonateGaps.InputRefused => new("input_refused", "an input is not a number or outside its permitted range; nothing is computed"),
        CarbonateGaps.NotConverged => new("not_converged", "the calculation did not settle; nothing is given"),
        _ => throw new ArgumentOutOfRangeException(nameof(gap), gap, null),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
