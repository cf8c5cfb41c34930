namespace KarstLogger.Gateway.Plots;

/// <summary>What an axis says of a column: the quantity in words and the unit as it is printed. A column of another name keeps its name.</summary>
internal static class ColumnLabel
{
    private static readonly (string Ending, string Unit)[] Units =
    [
        ("_us_cm", "µS/cm"), ("_uscm", "µS/cm"), ("_mg_l", "mg/L"), ("_mgl", "mg/L"), ("_mmol_l", "mmol/L"), ("_molm3", "mol/m³"), ("_m3s", "m³/s"), ("_m3_s", "m³/s"), ("_pa", "Pa"), ("_hpa", "hPa"),
        ("_cel", "°C"), ("_c", "°C"), ("_mv", "mV"), ("_mm", "mm"), ("_ph", "pH"), ("_m", "m"),
    ];

    private static readonly Dictionary<string, string> Quantities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sc25"] = "Specific conductance at 25 °C", ["ec25"] = "Specific conductance at 25 °C", ["ec"] = "Conductivity in situ", ["water_temp"] = "Water temperature", ["temp"] = "Temperature",
        ["hco3"] = "HCO₃⁻", ["ca"] = "Ca²⁺", ["mg"] = "Mg²⁺", ["no3"] = "NO₃⁻", ["so4"] = "SO₄²⁻", ["pco2"] = "CO₂ pressure", ["ph"] = "pH", ["stage"] = "Stage", ["discharge"] = "Discharge", ["q"] = "Discharge",
    };

    /// <summary>The label, e.g. <c>Specific conductance at 25 °C (µS/cm)</c>.</summary>
    public static string Of(string column) => Unit(column) is { } unit ? $"{Quantity(column)} ({unit})" : Quantity(column);

    /// <summary>The unit; null where the name has none that is known.</summary>
    public static string? Unit(string column) => Ending(column) is { Unit: { } unit } ? unit : null;

    private static string Quantity(string column)
    {
        string name = Ending(column) is { Ending: { } ending } ? column[..^ending.Length] : column;
        return Quantities.TryGetValue(name, out string? words) ? words : name;
    }

    private static (string? Ending, string? Unit) Ending(string column) => Units.FirstOrDefault(u => column.Length > u.Ending.Length && column.EndsWith(u.Ending, StringComparison.OrdinalIgnoreCase));
}
