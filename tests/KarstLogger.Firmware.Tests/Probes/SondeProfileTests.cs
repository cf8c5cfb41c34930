using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes;
using KarstLogger.Firmware.Probes.Modbus;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Probes;

public sealed class SondeProfileTests
{
    private const uint Start = 1_767_225_600;

    private static Sample FirstSample(string configuration, Func<SondeBody, VirtualTime, ISerialDevice>? sonde, out TruthRow truth)
    {
        SimulatedStation station = new(new StationOptions
        {
            LoggerId = 9, Cave = CavePreset.East, Seed = 11, StartUtcSeconds = Start, ConfigurationText = configuration, Sonde = sonde,
        });
        station.Step();
        truth = station.Truth[0];
        return station.Loopback!.Archive.Values.Where(frame => Frame.ReadHeader(frame, 0).Kind == FrameKind.Sample).Select(frame => SampleFrame.Read(frame, 0)).Single();
    }

    public static TheoryData<string> BuiltIn() => new(SondeModels.Names);

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Each_built_in_sonde_brings_its_quantities_into_the_frame_as_the_water_has_them(string model)
    {
        Sample sample = FirstSample($"format = 1\n[logger]\nsonde = {model}\n", null, out TruthRow truth);
        int withValue = 0;
        if (sample.TemperatureStatus == ProbeStatus.Ok)
            withValue += Near(truth.Water.TemperatureCelsius, sample.WaterTemperatureHundredths / 100.0, 0.06);
        if (sample.PhStatus == ProbeStatus.Ok)
            withValue += Near(truth.Water.Ph, sample.PhThousandths / 1000.0, 0.02);
        if (sample.EcStatus == ProbeStatus.Ok)
            withValue += Near(sample.EcBasis == EcBasis.InSitu ? truth.Water.EcInSitu : truth.Water.Ec25, sample.EcHundredthsMicrosiemensPerCentimetre / 100.0, 2);
        if (sample.LevelStatus == ProbeStatus.Ok)
            withValue += Near(truth.Water.DepthMetres, DepthOf(sample, truth), 0.006);
        Assert.True(withValue >= 1, "no quantity has a value");
        Assert.DoesNotContain([sample.LevelStatus, sample.TemperatureStatus, sample.PhStatus, sample.EcStatus], status => status is not (ProbeStatus.Ok or ProbeStatus.NotFitted));
    }

    [Fact]
    public void A_set_of_three_probes_on_one_pair_of_wires_makes_one_whole_sample()
    {
        Sample sample = FirstSample("format = 1\n[logger]\nsonde = y520@1+y532@2+keller-vented@3\n", null, out TruthRow truth);
        Assert.Equal([ProbeStatus.Ok, ProbeStatus.Ok, ProbeStatus.Ok, ProbeStatus.Ok], [sample.LevelStatus, sample.TemperatureStatus, sample.PhStatus, sample.EcStatus]);
        Assert.Equal(LevelBasis.GaugePascals, sample.LevelBasis);
        Near(truth.Water.Ph, sample.PhThousandths / 1000.0, 0.02);
        Near(truth.Water.DepthMetres, DepthOf(sample, truth), 0.006);
    }

    private const string Ctdp = """
        format = 1
        [logger]
        sonde = ctdp300
        [sonde ctdp300]
        baud = 19200
        address = 7
        warm_up_ms = 3000
        level_basis = depth
        ec_basis = at25-0191
        registers_count_from = 1
        channel = level m 4 101 float-be
        channel = temperature C 4 103 int16 times=0.1
        channel = ph pH 4 104 uint16 times=0.01 never-zero
        channel = ec mS/cm 4 0x0069 float-swapped sentinel=-9999
        """;

    [Fact]
    public void A_sonde_that_only_the_configuration_describes_is_read_without_a_rebuild()
    {
        Sample sample = FirstSample(Ctdp, (body, time) => new TableEmulator(7, new SerialSettings(19200, 8, SerialParity.None, 1), 125, false,
        [
            new EmulatedRange(100, _ =>
            {
                body.Feel(time.UtcMilliseconds);
                byte[] level = BitConverter.GetBytes((float)body.DepthMetres);
                byte[] ec = BitConverter.GetBytes((float)(body.Ec25 / 1000));
                int temperature = (int)Math.Round(body.TemperatureCelsius * 10);
                int ph = (int)Math.Round(body.Ph * 100);
                return [level[3], level[2], level[1], level[0], (byte)(temperature >> 8), (byte)temperature, (byte)(ph >> 8), (byte)ph, ec[1], ec[0], ec[3], ec[2]];
            }),
        ]), out TruthRow truth);
        Assert.Equal([ProbeStatus.Ok, ProbeStatus.Ok, ProbeStatus.Ok, ProbeStatus.Ok], [sample.LevelStatus, sample.TemperatureStatus, sample.PhStatus, sample.EcStatus]);
        Near(truth.Water.DepthMetres, sample.Level / 10000.0, 0.006);
        Near(truth.Water.TemperatureCelsius, sample.WaterTemperatureHundredths / 100.0, 0.06);
        Near(truth.Water.Ph, sample.PhThousandths / 1000.0, 0.02);
        Near(truth.Water.Ec25, sample.EcHundredthsMicrosiemensPerCentimetre / 100.0, 1);
        Assert.Equal(EcBasis.At25Alpha0191, sample.EcBasis);
    }

    [Fact]
    public void A_described_sonde_is_emulated_from_its_description_as_it_is_by_hand()
    {
        Sample sample = FirstSample(Ctdp, null, out TruthRow truth);
        Assert.Equal([ProbeStatus.Ok, ProbeStatus.Ok, ProbeStatus.Ok, ProbeStatus.Ok], [sample.LevelStatus, sample.TemperatureStatus, sample.PhStatus, sample.EcStatus]);
        Near(truth.Water.DepthMetres, sample.Level / 10000.0, 0.006);
        Near(truth.Water.TemperatureCelsius, sample.WaterTemperatureHundredths / 100.0, 0.06);
        Near(truth.Water.Ph, sample.PhThousandths / 1000.0, 0.02);
        Near(truth.Water.Ec25, sample.EcHundredthsMicrosiemensPerCentimetre / 100.0, 1);
    }

    public static TheoryData<string> WithProfile() => new(SondeModels.Names.Except(["aquatroll400", "hydros21"])); // the one discovers its map, the other is no Modbus sonde

    [Theory]
    [MemberData(nameof(WithProfile))]
    public void A_driver_and_an_emulator_made_of_the_same_profile_understand_each_other_as_driver_and_makers_table_do(string model)
    {
        string configuration = $"format = 1\n[logger]\nsonde = {model}\n";
        Sample byTable = FirstSample(configuration, null, out _);
        Sample byProfile = FirstSample(configuration, (body, time) =>
        {
            LoggerConfiguration read = LoggerConfiguration.Read(ConfigText.Parse("test", configuration));
            SondeProfile profile = SondeCatalogue.Create(read, new SimulatedBus(time, new Chance(1), new BusFaults()), new SimulatedClock(time, true, 0))!.Profile;
            return new ProfileEmulator(profile, profile.Address, body, 7);
        }, out _);
        Assert.Equal([byTable.LevelStatus, byTable.TemperatureStatus, byTable.PhStatus, byTable.EcStatus], [byProfile.LevelStatus, byProfile.TemperatureStatus, byProfile.PhStatus, byProfile.EcStatus]);
        // The same water, but another number of looks at it, so another noise: a few times that of SondeBody (1 mm of water or 9.8 Pa, 0.004 degC, 0.003 pH, 0.05 % of the conductivity).
        Near(byTable.Level, byProfile.Level, 60);
        Near(byTable.WaterTemperatureHundredths, byProfile.WaterTemperatureHundredths, 3);
        Near(byTable.PhThousandths, byProfile.PhThousandths, 15);
        Near(byTable.EcHundredthsMicrosiemensPerCentimetre, byProfile.EcHundredthsMicrosiemensPerCentimetre, 100);
    }

    [Theory]
    [InlineData("float-be", "0x40C80000")]
    [InlineData("float-le", "0x0000C840")]
    [InlineData("float-swapped", "0x000040C8")]
    [InlineData("int16", "0x0006")]
    [InlineData("uint16", "0x0006")]
    [InlineData("int32", "0x00000006")]
    public void An_emulated_number_stands_in_its_registers_as_the_form_says(string form, string registers)
    {
        // After an hour in a beaker the temperature stands still; 6.25 is a whole number of binary digits.
        ConfigText text = ConfigText.Parse("test", $"format = 1\n[logger]\nsonde = x\n[sonde x]\npower_on_ms = 0\nwarm_up_ms = 0\nchannel = temperature C 3 8 {form}\n");
        SondeProfile profile = LoggerConfiguration.Read(text).Described("x")!;
        VirtualTime time = new(Start * 1000L);
        SondeBody body = new(new SimulatedCave(CavePreset.East, 1, time.UtcMilliseconds), new Chance(1)) { Stuck = true, Beaker = new Beaker(7, 100, 6.25) };
        body.Feel(time.UtcMilliseconds);
        time.Advance(3_600_000);
        ProfileEmulator sonde = new(profile, 1, body, 7);
        sonde.Supply(true, time.UtcMilliseconds);
        byte[] question = [1, 3, 0, 8, 0, (byte)profile.Reads[0].Count];
        int crc = ModbusFrame.Crc16(question, 0, question.Length);
        byte[] answer = sonde.Answer([.. question, (byte)crc, (byte)(crc >> 8)], time.UtcMilliseconds, out _)!;
        Assert.Equal(registers, "0x" + Convert.ToHexString(answer[3..^2]));
    }

    [Fact]
    public void An_emulated_sonde_that_is_read_before_it_is_warm_says_half()
    {
        string cold = Ctdp.Replace("warm_up_ms = 3000", "warm_up_ms = 0", StringComparison.Ordinal);
        SondeProfile slow = LoggerConfiguration.Read(ConfigText.Parse("test", Ctdp)).Described("ctdp300")!;
        Sample sample = FirstSample(cold, (body, _) => new ProfileEmulator(slow, 7, body, 7), out TruthRow truth);
        Near(truth.Water.Ph / 2, sample.PhThousandths / 1000.0, 0.02);
    }

    [Theory]
    [InlineData("channel = level m 4 101 float-be", "channel = level uS/cm 4 101 float-be", "quantity and unit")]
    [InlineData("channel = level m 4 101 float-be", "channel = level m 6 101 float-be", "permitted: 3, 4")]
    [InlineData("channel = level m 4 101 float-be", "channel = level m 4 0 float-be", "permitted: 1 to 65535")]
    [InlineData("channel = level m 4 101 float-be", "channel = level m 4 101 double", "permitted: float-be")]
    [InlineData("channel = level m 4 101 float-be", "channel = level m 4 101", "fewer than five words")]
    [InlineData("baud = 19200", "baud = 7", "from 1200 to 115200")]
    [InlineData("baud = 19200", "bauds = 19200", "is not known in section")]
    [InlineData("sonde = ctdp300", "sonde = ctdp301", "'ctdp301' is not known")]
    [InlineData("level_basis = depth", "level_basis = air", "permitted: depth gauge absolute")]
    public void A_fault_in_the_description_names_line_field_and_what_is_permitted(string line, string instead, string message)
    {
        ConfigText text = ConfigText.Parse("config", Ctdp.Replace(line, instead, StringComparison.Ordinal));
        LoggerConfiguration.Read(text);
        Assert.Contains(text.Errors.Cast<string>(), error => error.Contains(message, StringComparison.Ordinal) && error.Contains("line", StringComparison.Ordinal));
    }

    private static double DepthOf(Sample sample, TruthRow truth) => sample.LevelBasis switch
    {
        LevelBasis.SondeDepth => sample.Level / 10000.0,
        LevelBasis.GaugePascals => sample.Level / (998.6 * 9.79),
        _ => (sample.Level - truth.Water.AirPressurePascals) / (998.6 * 9.79),
    };

    private static int Near(double expected, double actual, double tolerance)
    {
        Assert.Equal(expected, actual, tolerance);
        return 1;
    }
}
