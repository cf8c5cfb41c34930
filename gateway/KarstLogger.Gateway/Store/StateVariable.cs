using System.Collections.Immutable;

namespace KarstLogger.Gateway.Store;

/// <summary>
/// One column of a derived row: its key in code, JSON and exports, its unit (UCUM), the decimals that an export prints and what it means.
/// Units and keys: docs/glossary; the keys of the values that also travel elsewhere are those of ODM2 and the USGS parameter list.
/// </summary>
/// <param name="Key">Name of the column, e.g. <c>sc25</c>.</param>
/// <param name="Unit">UCUM unit.</param>
/// <param name="Decimals">Decimals in CSV.</param>
/// <param name="Meaning">In words.</param>
public sealed record StateVariable(string Key, string Unit, int Decimals, string Meaning);

/// <summary>The value columns of <c>station_state</c>, in the order of the table. New ones are added at the end, together with a migration.</summary>
public static class StateVariables
{
    /// <summary>All, in order; a row's values and flags have this order.</summary>
    public static ImmutableArray<StateVariable> All { get; } =
    [
        new("level", "m", 4, "water above the probe"),
        new("stage", "m", 4, "water surface above the station datum"),
        new("water_temp", "Cel", 2, "water temperature"),
        new("ec", "uS/cm", 2, "electrical conductivity as measured, at the water's temperature"),
        new("sc25", "uS/cm", 2, "specific conductance at 25 degC"),
        new("ph", "[pH]", 3, "pH at the water's temperature"),
        new("rain", "mm", 2, "rain since the previous sample"),
        new("battery_v", "V", 3, "lowest battery voltage of the cycle"),
        new("air_pressure_pa", "Pa", 0, "air pressure at the station"),
        new("discharge", "m3/s", 6, "discharge by the rating"),
        new("discharge_low95", "m3/s", 6, "lower end of the 95 % interval of the discharge"),
        new("discharge_high95", "m3/s", 6, "upper end of the 95 % interval of the discharge"),
        new("ca", "mg/L", 3, "calcium"),
        new("mg", "mg/L", 3, "magnesium"),
        new("na", "mg/L", 3, "sodium"),
        new("k", "mg/L", 3, "potassium"),
        new("cl", "mg/L", 3, "chloride"),
        new("so4", "mg/L", 3, "sulfate"),
        new("hco3", "mg/L", 3, "bicarbonate (alkalinity as HCO3)"),
        new("hco3_low95", "mg/L", 3, "lower end of the 95 % prediction interval of hco3"),
        new("hco3_high95", "mg/L", 3, "upper end of the 95 % prediction interval of hco3"),
        new("alkalinity", "meq/L", 5, "alkalinity"),
        new("dic", "mmol/L", 5, "dissolved inorganic carbon"),
        new("co2_aq", "mmol/L", 6, "CO2(aq)"),
        new("ionic_strength", "mol/kg", 7, "ionic strength"),
        new("charge_balance", "%", 2, "charge balance error, (cations - anions)/(cations + anions)"),
        new("pco2_pa", "Pa", 2, "partial pressure of CO2 in equilibrium with the water, absolute"),
        new("pco2_uatm", "uatm", 1, "the same in microatmospheres"),
        new("co2_ppmv_dry", "ppmv", 1, "the same as mole fraction of dry air at the station's pressure"),
        new("si_calcite", "1", 4, "saturation index of calcite, log10(IAP/K)"),
        new("si_dolomite", "1", 4, "saturation index of dolomite, log10(IAP/K)"),
        new("flux_dic", "g/s", 5, "all dissolved inorganic carbon carried, as C; not the sink"),
        new("flux_c_sink", "g/s", 5, "carbon taken from air and soil CO2, as C"),
        new("flux_co2_sink", "g/s", 5, "carbon taken from air and soil CO2, as CO2"),
        new("flux_co2_sink_low95", "g/s", 5, "lower end of the 95 % interval of flux_co2_sink"),
        new("flux_co2_sink_high95", "g/s", 5, "upper end of the 95 % interval of flux_co2_sink"),
    ];

    /// <summary>Where the variable stands in <see cref="All"/>.</summary>
    /// <exception cref="ArgumentException">There is no such variable.</exception>
    public static int IndexOf(string key)
    {
        for (int i = 0; i < All.Length; i++)
            if (All[i].Key == key)
                return i;
        throw new ArgumentException($"No state variable '{key}'.", nameof(key));
    }
}
