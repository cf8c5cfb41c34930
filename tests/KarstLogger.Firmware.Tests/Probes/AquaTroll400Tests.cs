using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Probes;

public sealed class AquaTroll400Tests
{
    private const uint Start = 1_767_225_600;

    private static SimulatedStation Station(ulong seed, StationFaults? faults = null) => new(new StationOptions
    {
        LoggerId = 9, Cave = CavePreset.North, Seed = seed, StartUtcSeconds = Start, Faults = faults ?? new(),
    });

    private static Sample Last(SimulatedStation station) => station.Loopback!.Archive.Values
        .Where(frame => Frame.ReadHeader(frame, 0).Kind == FrameKind.Sample).Select(frame => SampleFrame.Read(frame, 0)).MaxBy(sample => sample.Sequence)!;

    [Fact]
    public void Every_parameter_is_found_by_its_id_and_the_level_is_absolute_pressure()
    {
        SimulatedStation station = Station(1);
        station.Step();
        Sample sample = Last(station);
        Assert.Equal([ProbeStatus.Ok, ProbeStatus.Ok, ProbeStatus.Ok, ProbeStatus.Ok], [sample.LevelStatus, sample.TemperatureStatus, sample.PhStatus, sample.EcStatus]);
        Assert.Equal(LevelBasis.AbsolutePascals, sample.LevelBasis);
        Assert.NotEqual(0, sample.PhElectrodeTenthsOfMillivolt);
        Assert.NotEqual(0, sample.LevelProbeTemperatureHundredths);
    }

    [Theory]
    [InlineData(1, ProbeStatus.UserCalibrationExpired, true)]
    [InlineData(2, ProbeStatus.FactoryCalibrationExpired, true)]
    [InlineData(3, ProbeStatus.Error, false)]
    [InlineData(5, ProbeStatus.Warning, true)]
    [InlineData(6, ProbeStatus.Calibrating, true)]
    [InlineData(7, ProbeStatus.OffLine, false)]
    public void The_sondes_own_doubt_comes_with_the_value(ushort quality, ProbeStatus expected, bool hasValue)
    {
        SimulatedStation station = Station(2);
        ((AquaTroll400Emulator)station.Bus.Device!).PhDataQuality = quality;
        station.Step();
        Assert.Equal(expected, Last(station).PhStatus);
        Assert.Equal(hasValue, Last(station).PhThousandths != 0);
        Assert.Equal(ProbeStatus.Ok, Last(station).EcStatus);
    }

    [Fact]
    public void A_silent_sonde_costs_no_sample_only_its_values()
    {
        StationFaults faults = new();
        faults.Bus.Silent = true;
        SimulatedStation station = Station(3, faults);
        station.RunUntil(Start + 7200);
        Assert.InRange(station.Counters.Journaled, 8, 9);
        Assert.Equal(ProbeStatus.Silent, Last(station).LevelStatus);
        Assert.Equal(ProbeStatus.Ok, Last(station).RainStatus);
    }

    [Fact]
    public void A_noisy_cable_never_brings_a_false_value_into_the_record()
    {
        StationFaults faults = new();
        faults.Bus.BitFlipShare = 0.2;
        faults.Bus.CutShortShare = 0.1;
        faults.Bus.NoiseShare = 0.3;
        SimulatedStation station = Station(4, faults);
        station.RunUntil(Start + 3 * 86400);
        Dictionary<uint, TruthRow> truth = station.Truth.ToDictionary(row => row.Sequence);
        int withValue = 0;
        foreach (byte[] frame in station.Loopback!.Archive.Values.Where(frame => Frame.ReadHeader(frame, 0).Kind == FrameKind.Sample))
        {
            Sample sample = SampleFrame.Read(frame, 0);
            if (sample.TemperatureStatus != ProbeStatus.Ok)
                continue;
            withValue++;
            Assert.Equal(truth[sample.Sequence].Water.TemperatureCelsius, sample.WaterTemperatureHundredths / 100.0, 0.05);
        }
        Assert.True(withValue > 250, $"only {withValue} of 289 samples have a temperature");
    }

    [Fact]
    public void A_swapped_sonde_is_noticed_by_its_serial_number()
    {
        SimulatedStation station = Station(5);
        station.RunUntil(Start + 3600);
        ((AquaTroll400Emulator)station.Bus.Device!).Serial = 987654;
        station.RunUntil(Start + 7200);
        LoggerEvent[] seen = [.. station.Loopback!.Archive.Values.Where(frame => Frame.ReadHeader(frame, 0).Kind == FrameKind.Event)
            .Select(frame => EventFrame.Read(frame, 0)).Where(one => one.Code == EventCode.SondeSeen)];
        Assert.Equal(2, seen.Length);
        Assert.Equal("987654", seen[1].Value("serial"));
        Assert.Equal(seen[0].Value("serial"), seen[1].Value("before"));
    }
}
