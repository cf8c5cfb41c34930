using System.Globalization;
using System.Text.RegularExpressions;

namespace KarstLogger.Gateway.Hardware;

/// <summary>Pins of the processors: nothing twice, nothing that the module needs for itself, and the map says what the wiring says.</summary>
internal static partial class PinCheck
{
    /// <summary>The only use that a strapping pin is given: it decides how the chip starts, so nothing else may pull it.</summary>
    private const string StrappingUse = "boot select";

    public static IEnumerable<string> Findings(HardwareSet set) => [.. Uses(set), .. Wiring(set)];

    private static IEnumerable<string> Uses(HardwareSet set)
    {
        foreach (var pin in set.Pins.GroupBy(use => (use.Board, use.Gpio)).Where(group => group.Count() > 1))
            yield return $"{pin.Key.Board} GPIO {pin.Key.Gpio}: used twice, for {string.Join(" and ", pin.Select(use => use.Function))}";
        foreach (var constant in set.Pins.Where(use => use.Constant.Length > 0).GroupBy(use => use.Constant).Where(group => group.Count() > 1))
            yield return $"constant {constant.Key}: stands for several pins";
        Dictionary<int, PinRule> rules = set.PinRules.ToDictionary(rule => rule.Gpio);
        foreach (PinUse use in set.Pins.Where(use => use.Board == "logger"))
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"logger GPIO {use.Gpio} ({use.Function})");
            if (!rules.TryGetValue(use.Gpio, out PinRule? rule))
                yield return $"{name}: the ESP32 has no such pin";
            else if (rule.Rule is "flash" or "psram" or "absent")
                yield return $"{name}: {rule.Reason}";
            else if (rule.Rule == "strapping" && use.Function != StrappingUse)
                yield return $"{name}: is a strapping pin, {rule.Reason}";
            else if (rule.Rule == "input-only" && use.Direction is "out" or "bidirectional")
                yield return $"{name}: {rule.Reason}";
        }
    }

    private static IEnumerable<string> Wiring(HardwareSet set)
    {
        var wired = set.Wiring.Select(pin => (Pin: pin, Match: ProcessorPin().Match(pin.Pin)))
            .Where(one => one.Match.Success && one.Pin.Part is "U1" or "GW1")
            .Select(one => (one.Pin, Board: one.Pin.Part == "U1" ? "logger" : "gateway", Gpio: int.Parse(one.Match.Groups[1].Value, CultureInfo.InvariantCulture)))
            .ToList();
        foreach (var one in wired)
        {
            PinUse? use = set.Pins.FirstOrDefault(use => use.Board == one.Board && use.Gpio == one.Gpio);
            if (use is null)
                yield return $"{one.Board} GPIO {one.Gpio}: is wired to {one.Pin.Net}, but not in the pin map";
            else if (!Agrees(use.Direction, one.Pin.Role))
                yield return $"{one.Board} GPIO {one.Gpio}: the pin map says {use.Direction}, the wiring says {one.Pin.Role} on {one.Pin.Net}";
        }
        foreach (PinUse use in set.Pins.Where(use => !wired.Any(one => one.Board == use.Board && one.Gpio == use.Gpio)))
            yield return $"{use.Board} GPIO {use.Gpio}: is in the pin map ({use.Function}), but not wired";
    }

    private static bool Agrees(string direction, string role) => direction switch
    {
        "out" => role == "out",
        "bidirectional" => role == "bus",
        _ => role == "in",
    };

    [GeneratedRegex(@"^(?:IO|GPIO)(\d+)\b")]
    private static partial Regex ProcessorPin();
}
