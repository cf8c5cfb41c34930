namespace KarstLogger.Gateway.Hardware.Drawings;

/// <summary>Wire colours as they are drawn.</summary>
internal static class WireColours
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["red"] = "#d01c1c", ["black"] = "#111111", ["blue"] = "#1f5fbf", ["green"] = "#1a8f3c", ["white"] = "#c9c9c9", ["brown"] = "#7a4a21", ["yellow"] = "#d8b400",
        ["orange"] = "#e8790c", ["violet"] = "#7d3fae", ["bare"] = "#8f8f8f", ["green-yellow"] = "#6fae1c", ["coaxial"] = "#3a3a3a", ["USB cable"] = "#3a3a3a",
    };

    /// <summary>SVG colour of a wire.</summary>
    public static string Of(string colour) => Known.TryGetValue(colour, out string? drawn) ? drawn : "#555555";
}
