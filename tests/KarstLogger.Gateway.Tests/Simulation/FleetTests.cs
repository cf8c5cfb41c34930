using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using KarstLogger.Simulation;
using Xunit.Abstractions;

namespace KarstLogger.Gateway.Tests.Simulation;

/// <summary>Short runs of the fleet before the real archive and pipeline.</summary>
public sealed class FleetTests(ITestOutputHelper output) : IDisposable
{
    private const double DaysPerYear = 365.25;

    private readonly string _folder = Directory.CreateTempSubdirectory("karst-fleet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Each run tries other years: the seed is drawn here, at the edge, and printed. KARST_SEED replays one.</summary>
    private static ulong NewSeed => ulong.TryParse(Environment.GetEnvironmentVariable("KARST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong given)
        ? given : (ulong)RandomNumberGenerator.GetInt32(1, 100_000_000);

    [Fact]
    public void A_few_station_months_with_a_seed_of_today_break_no_promise()
    {
        ulong seed = NewSeed;
        output.WriteLine($"seed {seed}: replay with KARST_SEED={seed}, or karst emulate --fleet 3 --days 40 --seed {seed}");
        FleetResult result = FleetRun.Run(new FleetOrder(3, 40 / DaysPerYear, seed, _folder), output.WriteLine);
        Assert.True(result.Breaches.Count == 0, $"seed {seed}\n{string.Join('\n', result.Breaches)}");
        Assert.True(result.Archived > 1000, $"seed {seed}: only {result.Archived} frames were archived");
    }

    [Fact]
    public void The_same_seed_gives_the_same_archive_and_results_to_the_last_bit_in_another_process_too()
    {
        string here = Fingerprint(7), again = Fingerprint(7);
        Assert.Equal(here, again);
        Assert.NotEqual(here, Fingerprint(8));
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true };
        foreach (string argument in new[] { typeof(FleetRun).Assembly.Location, "emulate", "--fleet", "1", "--days", "20", "--seed", "7" })
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string table = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Contains(here, table, StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
    }

    private string Fingerprint(ulong seed) => FleetRun.Run(new FleetOrder(1, 20 / DaysPerYear, seed, _folder), output.WriteLine).Fingerprint;
}
