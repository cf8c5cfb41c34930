using System.Globalization;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Gateway.Speciation;

/// <summary>A cell that was refused: which field, what stands there, what is permitted.</summary>
public sealed record FieldRefusal(string Field, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field} {What}";
}

/// <summary>One water as it came in: from a line of a CSV file or an element of a request. A row with a refusal is carried through uncomputed.</summary>
public sealed record WaterRow(int Line, string Id, WaterSample Sample, WaterSurroundings Surroundings, IReadOnlyList<string> Extras, IReadOnlyList<FieldRefusal> Refusals)
{
    /// <summary>The row's own standard uncertainties in the order of <see cref="CarbonateInput"/>; empty where the table has none.</summary>
    public IReadOnlyList<double?> Uncertainties { get; init; } = [];
}

/// <summary>A column that the speciation reads: its name, unit and permitted range.</summary>
/// <param name="Name">The header, exactly.</param>
/// <param name="Unit">The unit for messages.</param>
/// <param name="Least">The least value taken.</param>
/// <param name="Most">The greatest value taken.</param>
/// <param name="Required">True where a file without this column is refused; its cells may be empty all the same.</param>
public sealed record WaterColumn(string Name, string Unit, double Least, double Most, bool Required)
{
    private const double MostConductance = 500_000, LeastHectopascals = 300, MostHectopascals = 1200, LeastAltitude = -500, MostAltitude = 9000;

    /// <summary>The columns in the order of <see cref="WaterValues"/>: measured, ions, optional ions, surroundings.</summary>
    public static readonly IReadOnlyList<WaterColumn> All =
    [
        new("T_C", "degC", WaterLimits.LeastCelsius, WaterLimits.MostCelsius, true),
        new("pH", "", WaterLimits.LeastPH, WaterLimits.MostPH, true),
        new("EC25", "uS/cm", 0, MostConductance, true),
        Ion("Ca", true), Ion("Mg", true), Ion("Na", true), Ion("K", true), Ion("Cl", true), Ion("SO4", true), Ion("HCO3", true),
        Ion("NO3", false), Ion("F", false), Ion("SiO2", false), Ion("Sr", false),
        new("pressure_hPa", "hPa", LeastHectopascals, MostHectopascals, false),
        new("altitude_m", "m", LeastAltitude, MostAltitude, false),
    ];

    /// <summary>The columns with a row's own standard uncertainties, in the order of <see cref="CarbonateInput"/>.</summary>
    public static readonly IReadOnlyList<WaterColumn> Uncertainties =
        [.. StandardUncertainties.Names.Select(name => new WaterColumn("u_" + name, name == "T_C" ? "degC" : name == "pH" ? "" : "mg/L", 0, WaterLimits.MostMilligramsPerLitre, false))];

    /// <summary>The name of the column that identifies a row.</summary>
    public const string Id = "id";

    /// <summary>The refusal of a cell of this column: what stands there and what is permitted.</summary>
    public FieldRefusal Refuse(string cell)
    {
        bool number = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
        string shown = cell.Length > 40 ? cell[..40] + "..." : cell;
        return new(Name, string.Create(CultureInfo.InvariantCulture,
            $"'{shown}' is {(number ? "outside the permitted range" : "not a number")}; permitted {Least} to {Most} {Unit}").TrimEnd());
    }

    private static WaterColumn Ion(string name, bool required) => new(name, "mg/L", 0, WaterLimits.MostMilligramsPerLitre, required);
}

/// <summary>The values of a row in the order of <see cref="WaterColumn.All"/>, null where absent, and what they make together.</summary>
public static class WaterValues
{
    /// <summary>The sample of a row's values.</summary>
    public static WaterSample Sample(ReadOnlySpan<double?> v) => new()
    {
        TemperatureCelsius = v[0],
        PH = v[1],
        CalciumMilligramsPerLitre = v[3],
        MagnesiumMilligramsPerLitre = v[4],
        SodiumMilligramsPerLitre = v[5],
        PotassiumMilligramsPerLitre = v[6],
        ChlorideMilligramsPerLitre = v[7],
        SulfateMilligramsPerLitre = v[8],
        AlkalinityMilligramsPerLitreAsBicarbonate = v[9],
        NitrateMilligramsPerLitre = v[10],
        FluorideMilligramsPerLitre = v[11],
        SilicaMilligramsPerLitre = v[12],
        StrontiumMilligramsPerLitre = v[13],
    };

    /// <summary>The surroundings of a row's values; a row's own pressure comes before its altitude, both before what holds for the whole file.</summary>
    public static WaterSurroundings Surroundings(ReadOnlySpan<double?> v, SpeciationOptions options) => new(
        v[2],
        v[14] * 100 ?? (v[15] is double metres ? GasUnits.StandardPressurePascals(metres) : options.StationPascals),
        options.AtmosphericPpmvDry);
}
