using System.Globalization;

namespace KarstLogger.Gateway.Hardware;

/// <summary>Nets: complete, driven, and no pin sees a voltage that it does not bear, with each sonde and each supply that can be plugged in.</summary>
internal static class NetCheck
{
    public static IEnumerable<string> Findings(HardwareSet set) =>
        Configurations(set).SelectMany(one => Nets(one.Name, one.Pins).Concat(Connectors(one.Pins)).Concat(Grounds(one.Pins))).Distinct();

    /// <summary>Everything that can be plugged together: the logger with each sonde on its cells, with each other supply, and the gateway.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<WirePin> Pins)> Configurations(HardwareSet set)
    {
        ILookup<string, WirePin> drawings = set.Wiring.ToLookup(pin => pin.Drawing);
        List<WirePin> logger = [.. drawings["board"], .. drawings["logger"]];
        foreach (var drawing in drawings.Where(group => group.Key.StartsWith("sonde-", StringComparison.Ordinal)))
            yield return ($"logger with {drawing.Key}", [.. logger, .. drawing]);
        foreach (var drawing in drawings.Where(group => group.Key.StartsWith("supply-", StringComparison.Ordinal)))
        {
            HashSet<string> replaced = [.. drawing.Select(pin => pin.Connector).Where(connector => connector.StartsWith("J1.", StringComparison.Ordinal))];
            yield return ($"logger with {drawing.Key}", [.. logger.Where(pin => pin.Drawing == "board" || !replaced.Contains(pin.Connector)), .. drawing]);
        }
        yield return ("gateway", [.. drawings["gateway"]]);
    }

    private static IEnumerable<string> Nets(string configuration, IReadOnlyList<WirePin> pins)
    {
        foreach (var net in pins.GroupBy(pin => pin.Net))
        {
            if (net.Count() < 2)
                yield return $"net {net.Key}: ends at {net.First().Part} {net.First().Pin}, nothing is at its other end";
            if (net.Any(pin => pin.Role is "in" or "supply" or "bus") && !net.Any(pin => pin.DrivesV is not null))
                yield return $"net {net.Key} ({configuration}): nothing drives it";
            if (net.Count(pin => pin.Role == "source") > 1)
                yield return $"net {net.Key} ({configuration}): fed by {string.Join(" and ", net.Where(pin => pin.Role == "source").Select(pin => pin.Part))}";
            foreach (WirePin driver in net.Where(pin => pin.DrivesV is not null))
                foreach (WirePin bearer in net.Where(pin => driver.DrivesV < pin.AcceptsMinV || driver.DrivesV > pin.AcceptsMaxV))
                    yield return string.Create(CultureInfo.InvariantCulture,
                        $"net {net.Key} ({configuration}): {driver.Part} {driver.Pin} puts {driver.DrivesV} V on {bearer.Part} {bearer.Pin}, which takes {bearer.AcceptsMinV} to {bearer.AcceptsMaxV} V");
        }
        foreach (var pin in pins.GroupBy(pin => (pin.Part, pin.Pin)).Where(group => group.Select(one => one.Net).Distinct().Count() > 1))
            yield return $"{pin.Key.Part} {pin.Key.Pin}: is on {string.Join(" and ", pin.Select(one => one.Net))}";
    }

    private static IEnumerable<string> Connectors(IReadOnlyList<WirePin> pins)
    {
        foreach (var pin in pins.Where(pin => pin.Connector.Length > 0).GroupBy(pin => pin.Connector).Where(group => group.Select(one => one.Net).Distinct().Count() > 1))
            yield return $"connector {pin.Key}: carries {string.Join(" and ", pin.Select(one => one.Net).Distinct())}";
        foreach (WirePin wire in pins.Where(pin => pin.CableColour.Length > 0 && pin.Connector.Length == 0))
            yield return $"{wire.Part} {wire.Pin}: a {wire.CableColour} wire without a connector";
        foreach (var cable in pins.Where(pin => pin.CableColour.Length > 0 && pin.Drawing.StartsWith("sonde-", StringComparison.Ordinal)).GroupBy(pin => (pin.Part, pin.CableColour)).Where(group => group.Count() > 1))
            yield return $"{cable.Key.Part}: two {cable.Key.CableColour} wires in one cable";
    }

    private static IEnumerable<string> Grounds(IReadOnlyList<WirePin> pins)
    {
        foreach (var part in pins.GroupBy(pin => pin.Part).Where(group => group.Any(pin => pin.Role == "supply") && !group.Any(pin => pin.Role == "ground")))
            yield return $"{part.Key}: has a supply and no ground";
    }
}
