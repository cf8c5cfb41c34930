using System.Globalization;
using KarstLogger.HostSim;

namespace KarstLogger.Simulation;

/// <summary>The result of a fleet run as tables in Markdown: what was run, which promise was broken how often, which fault happened how often.</summary>
public static class FleetTable
{
    /// <summary>Prints to a writer.</summary>
    public static void Print(FleetResult result, ulong firstSeed, TextWriter to)
    {
        Row(to, "what", "number");
        Row(to, "---", "---:");
        Row(to, "stations, a seed each", Whole(result.Stations));
        Row(to, "seeds", $"{Whole((long)firstSeed)} to {Whole((long)firstSeed + result.Stations - 1)}");
        Row(to, "station-years", result.StationYears.ToString("0.##", CultureInfo.InvariantCulture));
        Row(to, "samples taken", Whole(result.Samples));
        Row(to, "frames archived", Whole(result.Archived));
        Row(to, "frames lost, each reported by its box", Whole(result.Lost));
        Row(to, "rows derived", Whole(result.Derived));
        Row(to, "breaches", Whole(result.Breaches.Count));
        Row(to, "fingerprint of archives and results", result.Fingerprint);
        to.WriteLine();
        Row(to, "checker", "breaches");
        Row(to, "---", "---:");
        foreach (FleetChecker checker in FleetCheckers.All)
            Row(to, checker.Name, Whole(result.Breaches.Count(breach => breach.Check == checker.Name)));
        to.WriteLine();
        Row(to, "fault", "times");
        Row(to, "---", "---:");
        foreach (FaultKind fault in Enum.GetValues<FaultKind>())
            Row(to, fault.ToString(), Whole(result.Faults[fault]));
    }

    private static void Row(TextWriter to, string left, string right) => to.WriteLine($"| {left} | {right} |");

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
