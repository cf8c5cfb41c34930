using System.Globalization;
using KarstLogger.HostSim;
using KarstLogger.Simulation;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Simulation;

/// <summary>The committed long run (benchmarks/results/fleet.md) shows what the fleet is said to show.</summary>
public sealed class FleetTableTests
{
    private static readonly Dictionary<string, string> Rows = Read();

    [Fact]
    public void The_committed_run_is_a_thousand_station_years_over_two_hundred_seeds()
    {
        Assert.True(Number("stations, a seed each") >= 200);
        Assert.True(Number("station-years") >= 1000);
    }

    [Fact]
    public void Every_fault_happened_in_the_committed_run()
    {
        string[] never = [.. Enum.GetNames<FaultKind>().Where(fault => Number(fault) == 0)];
        Assert.True(never.Length == 0, $"never happened: {string.Join(", ", never)}");
    }

    [Fact]
    public void Every_checker_looked_and_none_found_a_broken_promise()
    {
        Assert.All(FleetCheckers.All, checker => Assert.Equal(0, Number(checker.Name)));
        Assert.Equal(0, Number("breaches"));
    }

    private static long Number(string row)
    {
        Assert.True(Rows.TryGetValue(row, out string? text), $"benchmarks/results/fleet.md has no row '{row}'");
        return long.Parse(text, CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, string> Read() =>
        File.ReadLines(Path.Combine(ReferenceFiles.ProjectRoot, "benchmarks", "results", "fleet.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == 4)
            .GroupBy(cells => cells[1]).ToDictionary(cells => cells.Key, cells => cells.Last()[2]);
}
