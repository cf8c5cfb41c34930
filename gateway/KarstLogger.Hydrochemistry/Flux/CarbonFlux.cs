using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// The carbon carried by the alkalinity of one sample, and the part of it that was taken from air and soil CO2 (docs/equations/flux.md 1, base equation of the hydrochemistry-discharge method).
/// It depends on discharge and on the regression of specific conductance alone: a dead pH electrode leaves it as it is (docs/equations/flux.md 1, flags by dependency).
/// </summary>
/// <param name="AlkalinityMolesPerSecond">Q times alkalinity, mol HCO3 per second; null where an input is absent or failed.</param>
/// <param name="SinkMolesPerSecond">The share from air and soil CO2, mol C per second.</param>
/// <param name="Flag">The worst flag of the inputs that are used.</param>
public readonly record struct CarbonFlux(double? AlkalinityMolesPerSecond, double? SinkMolesPerSecond, QcFlag Flag)
{
    /// <summary>The sink as carbon, g C/s.</summary>
    public double? SinkGramsCarbonPerSecond => SinkMolesPerSecond * MolarMasses.Carbon;

    /// <summary>The sink as CO2 if this sample lasted a year, t CO2/a.</summary>
    public double? SinkTonnesCo2PerYear => SinkMolesPerSecond * MolarMasses.CarbonDioxide * StationCalendar.SecondsPerMeanYear * 1e-6;

    /// <summary>
    /// The flux of one sample: the instantaneous product, never a product of means. <paramref name="discharge"/> and <paramref name="alkalinity"/> with a failed or
    /// missing flag are not used.
    /// </summary>
    public static CarbonFlux Of(Discharge? discharge, QcFlag dischargeFlag, Alkalinity? alkalinity, QcFlag alkalinityFlag, CarbonSinkShare share)
    {
        QcFlag flag = QcFlags.Worst(discharge is null ? QcFlag.Missing : dischargeFlag, alkalinity is null ? QcFlag.Missing : alkalinityFlag);
        if (discharge is not { } q || alkalinity is not { } hco3 || !flag.IsUsable())
            return new(null, null, flag);
        double moles = q.CubicMetresPerSecond * MolarMasses.BicarbonateMolesPerCubicMetre(hco3);
        return new(moles, moles * share.Fraction, flag);
    }
}

/// <summary>The share of the bicarbonate whose carbon comes from air or soil CO2: a stated parameter with its source, never a literal in a formula.</summary>
/// <param name="Fraction">0 to 1.</param>
/// <param name="Source">Why this number.</param>
public sealed record CarbonSinkShare(double Fraction, string Source)
{
    /// <summary>CaCO3 + CO2 + H2O -> Ca + 2 HCO3: one of the two bicarbonates is from air or soil CO2, the other from the rock.</summary>
    public static CarbonSinkShare CarbonateRockByCarbonicAcid { get; } = new(0.5,
        "stoichiometry of carbonate dissolution by carbonic acid; Zeng, Liu & Kaufmann 2019, Nat. Commun. 10:5749, eq. 1");
}
