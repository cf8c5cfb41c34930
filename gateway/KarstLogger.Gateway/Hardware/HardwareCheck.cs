using System.Globalization;

namespace KarstLogger.Gateway.Hardware;

/// <summary>
/// What must hold between the tables of <c>hardware/</c> before anything is ordered or soldered. Each finding is one sentence that names the part, pin or net;
/// a set without findings can be built.
/// </summary>
public static class HardwareCheck
{
    /// <summary>All findings, in the order of the rules.</summary>
    public static IReadOnlyList<string> Findings(HardwareSet set) =>
        [.. PinCheck.Findings(set), .. NetCheck.Findings(set), .. SupplyCheck.Findings(set), .. Parts(set)];

    // A logger hangs in the sun on a gorge wall and in winter fog; a gateway stands in a house.
    private const double LoggerMinC = -5, LoggerMaxC = 50, GatewayMinC = 0, GatewayMaxC = 40;

    private static IEnumerable<string> Parts(HardwareSet set)
    {
        HashSet<string> wired = [.. set.Wiring.Select(pin => pin.Part)];
        HashSet<string> placed = [.. set.Assembly.Select(place => place.Part)];
        HashSet<string> known = [.. set.Parts.Select(part => part.Reference)];
        foreach (string twice in set.Parts.GroupBy(part => part.Reference).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return $"{twice}: stands twice in the bill of materials";
        foreach (string part in wired.Concat(placed).Where(part => !known.Contains(part)).Distinct())
            yield return $"{part}: is wired or placed, but not in the bill of materials";
        foreach (BomPart part in set.Parts)
        {
            if (part.AlternativeFor.Length > 0 && !known.Contains(part.AlternativeFor))
                yield return $"{part.Reference}: is an alternative for {part.AlternativeFor}, which is not in the bill of materials";
            bool used = wired.Contains(part.Reference) || placed.Contains(part.Reference) || part.AlternativeFor.Length > 0 || part.Board == "gateway" && part.Kind != "electrical";
            if (!used)
                yield return $"{part.Reference}: is in the bill of materials, but neither wired nor placed";
            (double minC, double maxC) = part.Board == "logger" ? (LoggerMinC, LoggerMaxC) : (GatewayMinC, GatewayMaxC);
            if (part.AlternativeFor.Length == 0 && (part.TemperatureMinC > minC || part.TemperatureMaxC < maxC))
                yield return string.Create(CultureInfo.InvariantCulture, $"{part.Reference}: works from {part.TemperatureMinC} to {part.TemperatureMaxC} degC; the {part.Board} needs {minC} to {maxC}");
        }
        foreach (var address in set.Parts.Where(part => part.I2cAddress.Length > 0 && part.AlternativeFor.Length == 0).GroupBy(part => (part.Board, part.I2cAddress)).Where(group => group.Count() > 1))
            yield return $"I2C address {address.Key.I2cAddress} on the {address.Key.Board}: {string.Join(" and ", address.Select(part => part.Reference))}";
    }
}
