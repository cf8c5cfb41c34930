using System.Globalization;
using System.Security.Cryptography;
using KarstLogger.HostSim;

namespace KarstLogger.Firmware.Tests.Simulation;

public sealed class FleetTests
{
    /// <summary>The first seed comes from KARST_FLEET_SEED where that is set, so that a continuous build can try a new one each time and print it.</summary>
    private static ulong FirstSeed => ulong.TryParse(Environment.GetEnvironmentVariable("KARST_FLEET_SEED"), CultureInfo.InvariantCulture, out ulong seed) ? seed : 1;

    [Fact]
    public void A_small_fleet_in_bad_weather_breaks_no_promise()
    {
        FleetReport report = Fleet.Run(8, 0.15, FirstSeed);
        Assert.True(report.PowerCuts > 20, $"only {report.PowerCuts} power cuts: the faults were not injected");
        Assert.True(report.Violations.Count == 0, string.Join("\n", report.Violations.Take(10)));
    }

    [Fact]
    public void The_same_seed_replays_the_same_bytes()
    {
        Assert.Equal(Fingerprint(7), Fingerprint(7));
        Assert.NotEqual(Fingerprint(7), Fingerprint(8));
    }

    private static string Fingerprint(ulong seed)
    {
        SimulatedStation station = Fleet.RunStation(seed, 0.05);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (byte[] frame in station.Loopback!.Archive.Values)
            hash.AppendData(frame);
        return Convert.ToHexString(hash.GetCurrentHash());
    }
}
