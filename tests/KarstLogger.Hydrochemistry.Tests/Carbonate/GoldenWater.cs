using System.Globalization;
using System.Text;
using KarstLogger.Hydrochemistry.Carbonate;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Carbonate;

/// <summary>A row of golden/chemistry: a water and PHREEQC's answer for it under one database. An empty cell is absent.</summary>
internal sealed record GoldenWater(string File, IReadOnlyDictionary<string, string> Cells)
{
    public string ModelTag => Cells["model"];

    public string Name => $"{File} {Cells["id"]} {ModelTag}";

    public WaterSample Sample => new()
    {
        TemperatureCelsius = this["T_C"],
        PH = this["pH"],
        CalciumMilligramsPerLitre = this["Ca"],
        MagnesiumMilligramsPerLitre = this["Mg"],
        SodiumMilligramsPerLitre = this["Na"],
        PotassiumMilligramsPerLitre = this["K"],
        ChlorideMilligramsPerLitre = this["Cl"],
        SulfateMilligramsPerLitre = this["SO4"],
        AlkalinityMilligramsPerLitreAsBicarbonate = this["HCO3"],
    };

    /// <summary>The number in a column; null where the cell is empty.</summary>
    public double? this[string column] => Cells.GetValueOrDefault(column, "") is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>All rows of both files.</summary>
    public static IReadOnlyList<GoldenWater> All() => [.. Read("waters.csv"), .. Read("edge_waters.csv")];

    private static IEnumerable<GoldenWater> Read(string file)
    {
        string[] lines = System.IO.File.ReadAllLines(ReferenceFiles.Path("golden", "chemistry", file));
        string[] header = Split(lines[0]);
        foreach (string line in lines.Skip(1).Where(line => line.Length > 0))
            yield return new GoldenWater(file, header.Zip(Split(line)).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private static string[] Split(string line)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(c);
        }
        return [.. cells, cell.ToString()];
    }
}
