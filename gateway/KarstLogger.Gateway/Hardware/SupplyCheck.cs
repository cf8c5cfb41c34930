using System.Globalization;

namespace KarstLogger.Gateway.Hardware;

/// <summary>Supplies: no regulator beyond its current or its input range, with each battery from full to empty and each sonde at its peak.</summary>
internal static class SupplyCheck
{
    public static IEnumerable<string> Findings(HardwareSet set)
    {
        HashSet<string> rails = [.. set.Rails.Select(rail => rail.Rail)];
        HashSet<string> parts = [.. set.Parts.Select(part => part.Reference)];
        foreach (PartCurrent current in set.Currents.Where(current => !rails.Contains(current.Rail) || !parts.Contains(current.Part)))
            yield return $"power.csv: {current.Part} on {current.Rail} is no part on no rail that the other tables know";
        foreach (PartCurrent current in set.Currents.Where(current => current.MaximumMa < current.TypicalMa))
            yield return $"power.csv: {current.Part} {current.State} draws more typically than at most";
        foreach (string finding in set.Rails.SelectMany(rail => Inputs(set, rail)))
            yield return finding;
        foreach (SondeDuty sonde in set.Sondes)
            foreach (string finding in Loads(set, sonde))
                yield return finding;
    }

    /// <summary>
    /// Highest current that a rail gives at an input voltage of the battery, mA: the worse of the two halves of a wake cycle. The sonde is off before the radio starts
    /// (LoggerCycle), and one radio is on at a time.
    /// </summary>
    public static double PeakMa(HardwareSet set, SupplyRail rail, SondeDuty sonde, double batteryV) =>
        ((string[])["sample", "wifi", "lte"]).Max(half => PeakMa(set, rail, sonde, batteryV, half));

    private static double PeakMa(HardwareSet set, SupplyRail rail, SondeDuty sonde, double batteryV, string half)
    {
        if (rail.On is "sample" or "lte" && rail.On != half)
            return 0;
        double own = set.Currents.Where(current => current.Rail == rail.Rail && (current.State is "sleep" or "awake" || current.State == half))
            .GroupBy(current => current.Part).Sum(part => part.Max(current => current.MaximumMa));
        double sondeMa = rail.On == "sample" ? sonde.MaximumMa : 0;
        double below = set.Rails.Where(other => other.FedBy == rail.Rail)
            .Sum(other => PeakMa(set, other, sonde, batteryV, half) * (other.OutputV ?? batteryV) / (other.EfficiencyPercent / 100) / (rail.OutputV ?? batteryV));
        return own + sondeMa + below;
    }

    private static IEnumerable<string> Inputs(HardwareSet set, SupplyRail rail)
    {
        if (rail.FedBy is not ("battery" or "VBAT"))
        {
            SupplyRail? feeder = set.Rails.FirstOrDefault(other => other.Rail == rail.FedBy);
            if (feeder?.OutputV is not { } feedV || feedV < rail.InputMinV || feedV > rail.InputMaxV)
                yield return $"rail {rail.Rail}: {rail.Regulator} cannot be fed by {rail.FedBy}";
            yield break;
        }
        foreach (BatteryChoice battery in set.Batteries.Where(battery => battery.EmptyV < rail.InputMinV || battery.FullV > rail.InputMaxV))
            yield return string.Create(CultureInfo.InvariantCulture,
                $"rail {rail.Rail}: {rail.Regulator} takes {rail.InputMinV} to {rail.InputMaxV} V, {battery.Battery} gives {battery.EmptyV} to {battery.FullV} V");
    }

    private static IEnumerable<string> Loads(HardwareSet set, SondeDuty sonde)
    {
        double lowestV = set.Batteries.Min(battery => battery.EmptyV);
        foreach (SupplyRail rail in set.Rails.Where(rail => rail.FedBy != "battery"))
        {
            double peakMa = PeakMa(set, rail, sonde, lowestV);
            if (peakMa > rail.LimitMa)
                yield return string.Create(CultureInfo.InvariantCulture, $"rail {rail.Rail}: {peakMa:F0} mA at the peak with {sonde.Sonde}, {rail.Regulator} gives {rail.LimitMa} mA");
        }
        if (set.Rails.FirstOrDefault(rail => rail.On == "sample")?.OutputV is { } sondeV && (sondeV < sonde.SupplyMinV || sondeV > sonde.SupplyMaxV))
            yield return string.Create(CultureInfo.InvariantCulture, $"{sonde.Sonde}: takes {sonde.SupplyMinV} to {sonde.SupplyMaxV} V, the sonde rail gives {sondeV} V");
        foreach (SupplyRail first in set.Rails.Where(rail => rail.FedBy == "battery"))
            foreach (BatteryChoice battery in set.Batteries)
            {
                double peakMa = PeakMa(set, first, sonde, battery.EmptyV);
                if (peakMa > Math.Min(first.LimitMa, battery.MaximumMa))
                    yield return string.Create(CultureInfo.InvariantCulture,
                        $"{battery.Battery} with {sonde.Sonde}: {peakMa:F0} mA at the peak, {Math.Min(first.LimitMa, battery.MaximumMa)} mA are permitted");
            }
    }
}
