using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Gateway.Speciation;

/// <summary>A number of a result: its column name and how it is read. The same list makes the CSV and the JSON.</summary>
public sealed record ResultColumn(string Name, Func<SpeciatedWater, double?> Read)
{
    /// <summary>The state of the water.</summary>
    public static readonly IReadOnlyList<ResultColumn> State =
    [
        new("log_pCO2_atm", w => w.State.LogPCo2Atm),
        new("pCO2_Pa", w => w.State.PCo2Pascals),
        new("SI_Calcite", w => w.State.CalciteSaturationIndex),
        new("SI_Aragonite", w => w.State.AragoniteSaturationIndex),
        new("SI_Dolomite", w => w.State.DolomiteSaturationIndex),
        new("SI_Gypsum", w => w.State.GypsumSaturationIndex),
        new("mu", w => w.State.IonicStrengthMolPerKilogramWater),
        new("DIC_mmolkgw", w => w.State.DicMillimolPerKilogramWater),
    ];

    /// <summary>The check of the analysis itself.</summary>
    public static readonly ResultColumn ChargeBalanceError = new("cbe_in_pct", w => w.State.ChargeBalanceErrorPercent);

    /// <summary>Standard uncertainties, one beside each number of the state.</summary>
    public static readonly IReadOnlyList<ResultColumn> StandardDeviations =
    [
        new("log_pCO2_atm_sd", w => w.Uncertainty?.StandardUncertainty(CarbonateResult.LogPCo2)),
        new("pCO2_Pa_sd", w => w.Uncertainty?.PCo2PascalsStandardUncertainty),
        new("SI_Calcite_sd", w => w.Uncertainty?.StandardUncertainty(CarbonateResult.Calcite)),
        new("SI_Aragonite_sd", w => w.Uncertainty?.StandardUncertainty(CarbonateResult.Aragonite)),
        new("SI_Dolomite_sd", w => w.Uncertainty?.StandardUncertainty(CarbonateResult.Dolomite)),
        new("SI_Gypsum_sd", w => w.Uncertainty?.StandardUncertainty(CarbonateResult.Gypsum)),
        new("mu_sd", w => w.Uncertainty?.StandardUncertainty(CarbonateResult.IonicStrength)),
        new("DIC_mmolkgw_sd", w => w.Uncertainty?.StandardUncertainty(CarbonateResult.Dic)),
    ];

    /// <summary>CO2 in the units of a gas analyser.</summary>
    public static readonly IReadOnlyList<ResultColumn> Gas =
    [
        new("pCO2_uatm", w => w.State.PCo2Pascals is double p ? GasUnits.Microatmospheres(p) : null),
        new("pCO2_ppmv_dry", w => w.State.PCo2Pascals is double p && w.Row.Surroundings.StationPascals is double station && w.Row.Sample.TemperatureCelsius is double t
            ? GasUnits.PpmvDry(p, station, t) : null),
    ];

    /// <summary>The water after equilibration.</summary>
    public static readonly IReadOnlyList<ResultColumn> After =
    [
        new("after_pH", w => w.After?.Water.PH),
        new("after_pCO2_Pa", w => w.After?.State.PCo2Pascals),
        new("after_SI_Calcite", w => w.After?.State.CalciteSaturationIndex),
        new("after_DIC_mmolkgw", w => w.After?.State.DicMillimolPerKilogramWater),
        new("after_Ca", w => w.After?.Water.CalciumMilligramsPerLitre),
        new("after_HCO3", w => w.After?.Water.AlkalinityMilligramsPerLitreAsBicarbonate),
        new("calcite_dissolved_mmolL", w => w.After?.CalciteDissolvedMillimolPerLitre),
    ];
}
