using System.Globalization;
using System.Text.Json;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Springs;

/// <summary>The reference file of the spring analytics, and the series it points to.</summary>
internal static class ReferenceAnalytics
{
    public static JsonElement Root { get; } =
        JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "analytics.json"))).RootElement;

    public static double Tolerance => Root.GetProperty("tol_rel").GetDouble();

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    public static double?[] Nullable(JsonElement array) => [.. array.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? (double?)null : v.GetDouble())];

    /// <summary>The second column of a tab-separated file with one header line.</summary>
    public static double[] Series(JsonElement file) =>
        [.. File.ReadLines(ReferenceFiles.Path(file.GetString()!.Split('/'))).Skip(1).Where(l => l.Length > 0)
            .Select(l => double.Parse(l.Split('\t')[1], CultureInfo.InvariantCulture))];

    /// <summary>Its first column.</summary>
    public static IEnumerable<string> Dates(JsonElement file) =>
        File.ReadLines(ReferenceFiles.Path(file.GetString()!.Split('/'))).Skip(1).Where(l => l.Length > 0).Select(l => l.Split('\t')[0]);
}
