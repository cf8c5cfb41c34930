using System.Globalization;
using System.Text.Json;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Quality;

/// <summary>Reads the reference files of golden/hydrology. What a test asks for and does not find is a failure, never a pass.</summary>
internal static class GoldenJson
{
    public static JsonElement Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", name)));
        return document.RootElement.Clone();
    }

    public static double? OptionalNumber(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetDouble() : null;

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static double?[] Values(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? (double?)null : v.GetDouble())];

    public static int[] Flags(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

    public static long[] UtcSeconds(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(v => UtcSeconds(v.GetString()!))];

    public static long UtcSeconds(string text) =>
        (long)(DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal) - DateTime.UnixEpoch).TotalSeconds;
}
