using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Simulation;

public sealed class StationRunTests
{
    private const uint Start = 1_767_225_600; // 2026-01-01T00:00:00Z

    private static StationOptions Options(ulong seed) => new()
    {
        LoggerId = 0x11223344, Cave = CavePreset.West, Seed = seed, StartUtcSeconds = Start + 120,
    };

    [Fact]
    public void Sixty_quiet_days_are_stored_and_acknowledged_without_a_hole()
    {
        SimulatedStation station = new(Options(1));
        station.RunUntil(Start + 60 * 86400);
        // A sample at switch-on and one on each quarter hour after it: 60 * 96.
        Assert.InRange(station.Counters.Sampled, 5759, 5761);
        Assert.Equal(station.Counters.Sampled, station.Counters.Journaled);
        Assert.Equal(station.Counters.Sampled, station.Counters.Acknowledged);
        Assert.Equal(0, station.Counters.LostFrames);
        Assert.Empty(station.Loopback!.Conflicts);
        Assert.Equal(0, station.Loopback.BadFrames);
    }

    [Fact]
    public void Each_frame_says_that_it_is_simulated()
    {
        SimulatedStation station = new(Options(2));
        station.RunUntil(Start + 86400);
        Assert.All(station.Loopback!.Archive.Values, frame => Assert.True(Frame.ReadHeader(frame, 0).IsSimulated));
    }

    [Fact]
    public void Samples_lie_on_the_quarter_hours_of_UTC()
    {
        SimulatedStation station = new(Options(3));
        station.RunUntil(Start + 3 * 86400);
        uint[] seconds = [.. Samples(station).Skip(1).Select(sample => sample.UtcSeconds % 900)];
        Assert.All(seconds, second => Assert.InRange(second, 0u, 5u));
    }

    [Fact]
    public void What_is_archived_agrees_with_the_truth_within_the_instruments_noise()
    {
        SimulatedStation station = new(Options(4));
        station.RunUntil(Start + 10 * 86400);
        Dictionary<uint, Sample> archived = Samples(station).ToDictionary(sample => sample.Sequence);
        foreach (TruthRow truth in station.Truth)
        {
            Sample sample = archived[truth.Sequence];
            Assert.Equal(truth.Water.TemperatureCelsius, sample.WaterTemperatureHundredths / 100.0, 0.03);
            Assert.Equal(truth.Water.Ph, sample.PhThousandths / 1000.0, 0.015);
            Assert.Equal(truth.Water.EcInSitu, sample.EcHundredthsMicrosiemensPerCentimetre / 100.0, truth.Water.EcInSitu * 0.003);
            double depth = (sample.Level - truth.Water.AirPressurePascals) / (998.6 * 9.79);
            Assert.Equal(truth.Water.DepthMetres, depth, 0.006);
        }
    }

    private static IEnumerable<Sample> Samples(SimulatedStation station) =>
        station.Loopback!.Archive.Values.Where(frame => Frame.ReadHeader(frame, 0).Kind == FrameKind.Sample).Select(frame => SampleFrame.Read(frame, 0));
}
