using static KarstLogger.Hydrochemistry.Pipeline.StationVariable;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>One line of the catalogue.</summary>
/// <param name="Variable">Which variable.</param>
/// <param name="Key">The name in files, API and database; never changed once released (conventions of the field: docs/glossary.md).</param>
/// <param name="Unit">UCUM-like unit as printed.</param>
/// <param name="Name">English name for a heading.</param>
/// <param name="Decimals">Decimals that a reader needs; stored and exported values are not rounded.</param>
/// <param name="Uses">The variables whose flags it takes over: what it is computed from and nothing else.</param>
public sealed record VariableInfo(StationVariable Variable, string Key, string Unit, string Name, int Decimals, params StationVariable[] Uses);

/// <summary>
/// The variables of a station and the one table of who depends on whom (docs/decisions/0009). The pipeline reads <see cref="VariableInfo.Uses"/> to pass flags on,
/// so the table cannot differ from what happens. Only the specific conductance is more than its line: of a sonde that measures in place it takes over the temperature's flag too, and one that gives
/// 25 degC itself has no conductivity in place (Measurement, QualityStep).
/// </summary>
public static class VariableCatalogue
{
    /// <summary>All variables in the order of <see cref="StationVariable"/>.</summary>
    public static IReadOnlyList<VariableInfo> All { get; } =
    [
        new(Depth, "level", "m", "Water above probe", 3),
        new(Stage, "stage", "m", "Stage", 3, Depth),
        new(WaterTemperature, "water_temp", "Cel", "Water temperature", 2),
        new(Ph, "ph", "[pH]", "pH", 2),
        new(ElectricalConductivity, "ec", "uS/cm", "Electrical conductivity in situ", 1),
        new(SpecificConductance, "sc25", "uS/cm", "Specific conductance at 25 degC", 1, ElectricalConductivity),
        new(Rain, "rain", "mm", "Rain", 1),
        new(StationVariable.Discharge, "discharge", "m3/s", "Discharge", 4, Stage),
        new(Calcium, "ca", "mg/L", "Calcium", 1, SpecificConductance),
        new(Magnesium, "mg", "mg/L", "Magnesium", 2, SpecificConductance),
        new(Sodium, "na", "mg/L", "Sodium", 2, SpecificConductance),
        new(Potassium, "k", "mg/L", "Potassium", 2, SpecificConductance),
        new(Chloride, "cl", "mg/L", "Chloride", 2, SpecificConductance),
        new(Sulfate, "so4", "mg/L", "Sulfate", 1, SpecificConductance),
        new(StationVariable.Alkalinity, "hco3", "mg/L", "Alkalinity as HCO3", 1, SpecificConductance),
        new(StationVariable.PCo2, "pco2_pa", "Pa", "pCO2", 0, WaterTemperature, Ph, StationVariable.Alkalinity),
        new(CalciteSaturationIndex, "si_calcite", "1", "Calcite saturation index", 2, WaterTemperature, Ph, StationVariable.Alkalinity, Calcium),
        new(DolomiteSaturationIndex, "si_dolomite", "1", "Dolomite saturation index", 2, WaterTemperature, Ph, StationVariable.Alkalinity, Calcium, Magnesium),
        new(Dic, "dic", "mmol/L", "Dissolved inorganic carbon", 3, WaterTemperature, Ph, StationVariable.Alkalinity),
        new(IonicStrength, "ionic_strength", "mol/kg", "Ionic strength", 5, WaterTemperature, Ph, StationVariable.Alkalinity, Calcium, Magnesium),
        new(ChargeBalanceError, "charge_balance", "%", "Charge balance error", 1, StationVariable.Alkalinity, Calcium, Magnesium, Sodium, Potassium, Chloride, Sulfate),
        new(AlkalinityFlux, "flux_alkalinity", "mol/s", "Alkalinity flux", 4, StationVariable.Discharge, StationVariable.Alkalinity),
        new(DicFlux, "flux_dic", "mol/s", "DIC flux (not the sink)", 4, StationVariable.Discharge, Dic),
        new(CarbonSinkFlux, "flux_c_sink", "g/s", "Carbon-sink flux as C", 4, AlkalinityFlux),
        new(CarbonSinkFluxAsCo2, "flux_co2_sink", "t/a", "Carbon-sink flux as CO2, at the rate of the instant", 2, AlkalinityFlux),
    ];

    /// <summary>The line of one variable.</summary>
    public static VariableInfo Of(StationVariable variable) => All[(int)variable];

    /// <summary>The variable of a key, or null.</summary>
    public static VariableInfo? OfKey(string key) => All.FirstOrDefault(info => info.Key == key);

    /// <summary>True where <paramref name="variable"/> uses <paramref name="input"/>, directly or through others.</summary>
    public static bool DependsOn(StationVariable variable, StationVariable input) =>
        Of(variable).Uses.Any(used => used == input || DependsOn(used, input));
}
