using System.Globalization;
using System.Text.Json;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Ions;

/// <summary>Reading of the JSON and CSV reference files of hydrology.</summary>
internal static class ReferenceJson
{
    public static JsonElement Hydrology(string file) =>
        JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", file))).RootElement;

    public static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    public static double Number(this JsonElement parent, string key) => parent.GetProperty(key).GetDouble();

    public static double ParseNumber(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The rows of a comma-separated file below its header, by column name.</summary>
    public static IEnumerable<Dictionary<string, string>> Rows(params string[] path)
    {
        string[] lines = File.ReadAllLines(ReferenceFiles.Path(path));
        string[] header = lines[0].Split(',');
        return lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',').Zip(header).ToDictionary(p => p.Second, p => p.First));
    }
}
