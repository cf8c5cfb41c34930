using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Hardware;
using KarstLogger.Gateway.Instruments;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.TestSupport;
using KarstLogger.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace KarstLogger.Gateway.Tests.Instruments;

/// <summary>The gateway's own instruments, as far as no hardware is needed.</summary>
public class InstrumentTests
{
    private const uint Logger = 0x00c0ffee;

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 7, 30, TimeSpan.Zero);

    private static readonly InstrumentReading Fine = new()
    {
        BarometerStatus = ProbeStatus.Ok, AirPressurePascals = 87_654.3, AirDegreesCelsius = -3.27, AirRelativeHumidityPercent = 61.25,
        RainStatus = ProbeStatus.Ok, RainTips = 7, SupplyStatus = ProbeStatus.Ok, SupplyVolts = 13.604, SupplyAmperes = 0.812,
    };

    [Fact]
    public void A_bouncing_contact_is_one_tip_and_the_next_tip_counts()
    {
        SteppedTime time = new(Start);
        TipDebounce bucket = new(time, TimeSpan.FromMilliseconds(200));
        foreach (int waitMs in (int[])[0, 3, 2, 90, 4, 1401, 5]) // closes, bounces, opens with bounces, then the next tip at 500 mm/h
        {
            time.Advance(TimeSpan.FromMilliseconds(waitMs));
            bucket.Edge();
        }
        Assert.Equal(2, bucket.Tips);
    }

    [Fact]
    public void A_fluttering_contact_goes_on_counting_one_tip_in_each_quiet_time()
    {
        SteppedTime time = new(Start);
        TipDebounce bucket = new(time, TimeSpan.FromMilliseconds(200));
        for (int i = 0; i < 100; i++, time.Advance(TimeSpan.FromMilliseconds(10)))
            bucket.Edge();
        Assert.Equal(5, bucket.Tips); // 100 edges in one second: at 0, 200, 400, 600 and 800 ms
    }

    [Theory]
    [InlineData("10:07:30", 450)]
    [InlineData("10:15:00", 900)]
    [InlineData("23:59:59", 1)]
    public void Readings_fall_on_the_quarter_hours(string now, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), InstrumentLoop.UntilNextMark(Start.Date.ToUniversalTime().Add(TimeSpan.Parse(now, System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void A_reading_comes_back_from_its_frames_in_full()
    {
        IReadOnlyList<byte[]> frames = InstrumentFrames.Of(Fine, Logger, 5, 10, 1_772_359_200, rainBefore: 100, isFirst: false);
        Assert.All(frames, bytes => Assert.Equal(FrameFault.None, Frame.Check(bytes, 0, bytes.Length)));
        Sample sample = SampleFrame.Read(frames[0], 0);
        Assert.Equal((43_827, -3, 61, 13_604, 107u), (sample.BoxPressureTwoPascals, sample.BoardDegreesCelsius, sample.BoardRelativeHumidityPercent, sample.BatteryMillivoltsMin, sample.RainTipsCumulative));
        Assert.Equal((ProbeStatus.NotFitted, ProbeStatus.NotFitted), (sample.LevelStatus, sample.PhStatus));
        ExtraChannels extra = ExtraChannelsFrame.Read(frames[1], 0);
        Assert.Equal((11u, 10u), (extra.Sequence, extra.ParentSequence));
        Assert.Equal(
            [(ChannelIds.AirPressure, 876_543, -1), (ChannelIds.AirTemperature, -327, -2), (ChannelIds.AirRelativeHumidity, 6125, -2), (ChannelIds.SupplyVoltage, 13_604, -3), (ChannelIds.SupplyCurrent, 812, -3)],
            extra.Channels.Select(channel => (channel.ChannelId, channel.Value, channel.Scale)));
    }

    [Fact]
    public void A_silent_barometer_is_a_status_without_a_number()
    {
        IReadOnlyList<byte[]> frames = InstrumentFrames.Of(Fine with { BarometerStatus = ProbeStatus.Silent }, Logger, 5, 10, 1, 0, false);
        Sample sample = SampleFrame.Read(frames[0], 0);
        Assert.Equal((ProbeStatus.Silent, 0), (sample.BoardStatus, sample.BoxPressureTwoPascals));
        Assert.Equal((ProbeStatus.Silent, 0), (ExtraChannelsFrame.Read(frames[1], 0).Channels[0].Status, ExtraChannelsFrame.Read(frames[1], 0).Channels[0].Value));
    }

    [Fact]
    public void Sequences_and_tips_run_on_over_a_restart_and_the_first_sample_says_that_tips_may_be_missing()
    {
        using TemporaryStore store = new();
        InstrumentJournal before = new(store.Database, Logger, chance: 99);
        before.Append(Fine, Start);
        before.Append(Fine with { RainTips = 9 }, Start.AddMinutes(15));
        InstrumentJournal after = new(store.Database, Logger, chance: 12345);
        after.Append(Fine with { RainTips = 1 }, Start.AddMinutes(30));
        List<ArchivedFrame> frames = store.Database.Read(session => ArchivedFrame.InEpoch(session, Logger, 99, 1, 100).ToList());
        Assert.Equal([1u, 2u, 3u, 4u, 5u, 6u], frames.Select(frame => frame.Key.Sequence));
        List<Sample> samples = [.. frames.Where((_, i) => i % 2 == 0).Select(frame => SampleFrame.Read(frame.Bytes, 0))];
        Assert.Equal([7u, 9u, 10u], samples.Select(sample => sample.RainTipsCumulative));
        Assert.Equal([true, false, true], samples.Select(sample => (sample.Flags & FrameFlags.RainCounterRestarted) != 0));
        Assert.All(frames, frame => Assert.Equal(FrameRoute.Instrument, frame.Route));
    }

    [Fact]
    public void The_section_of_the_station_file_is_read_with_the_pins_of_the_drawing()
    {
        InstrumentSettings settings = Station("logger = kl-00c0ffee\nbme280_address = 0x76\ntipping_bucket_gpio = 17\nstatus_led_gpio = 27\nina219_address = 0x40").Instruments!;
        Assert.Equal(new InstrumentSettings(Logger, 1, 0x76, 17, 200, 27, 0x40, 100), settings);
        Assert.Null(StationFile.Read("s", Head).Instruments);
    }

    [Theory]
    [InlineData("logger = kl-f0000001", "line 9, field 'logger': 'kl-f0000001' is no logger; permitted: kl- and 8 hexadecimal digits from kl-00000000 to kl-efffffff")]
    [InlineData("logger = kl-00c0ffee\nbme280_address = 118", "line 10, field 'bme280_address': '118' is no address; permitted: 0x76 to 0x77")]
    [InlineData("logger = kl-00c0ffee\ntipping_bucket_gpio = 40", "line 10, field 'tipping_bucket_gpio': '40' is not a whole number from 2 to 27")]
    [InlineData("logger = kl-00c0ffee\nstatus_led_gpio = 17\ntipping_bucket_gpio = 17", "field 'status_led_gpio': '17' is the rain gauge's pin already")]
    [InlineData("logger = kl-00c0ffee\nbarometer = yes", "is not known in section [instruments]")]
    public void A_fault_in_the_section_is_named_with_line_field_and_range(string section, string message) =>
        Assert.Contains(message, Assert.Throws<BadInputException>(() => Station(section)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_usual_pins_are_those_of_the_pin_map()
    {
        IReadOnlyList<PinUse> pins = HardwareSet.Read(Path.Combine(ReferenceFiles.ProjectRoot, "hardware")).Pins;
        Assert.Equal(InstrumentSettings.TippingBucketGpioUsual, pins.Single(use => use.Constant == "TippingBucketGpio").Gpio);
        Assert.Equal(InstrumentSettings.StatusLedGpioUsual, pins.Single(use => use.Constant == "StatusLedGpio").Gpio);
    }

    [Fact]
    public async Task The_loop_archives_on_the_quarter_hour_and_shows_faults_on_the_LED()
    {
        using TemporaryStore store = new();
        PutStation(store);
        SteppedTime time = new(Start);
        Queue<InstrumentReading> readings = new([Fine, Fine, Fine with { BarometerStatus = ProbeStatus.Silent }, Fine]); // the first is the look at the start
        List<bool> led = [];
        using InstrumentLoop loop = new(store.Database, time, NullLogger<InstrumentLoop>.Instance, (_, _) => new InstrumentAccess(readings.Dequeue, led.Add, "test"));
        await loop.StartAsync(CancellationToken.None);
        for (int mark = 0; mark < 3; mark++) // 10:15, 10:30; when the loop waits for 10:45 both are archived
            await time.AdvanceToNextTimerAsync(TimeSpan.FromSeconds(30));
        await loop.StopAsync(CancellationToken.None);
        List<Sample> samples = [.. Samples(store).Take(2)];
        Assert.Equal(["10:15", "10:30"], samples.Select(sample => DateTimeOffset.FromUnixTimeSeconds(sample.UtcSeconds).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal([ProbeStatus.Ok, ProbeStatus.Silent], samples.Select(sample => sample.BoardStatus));
        Assert.Equal([true, false], led.Take(2));
    }

    [Fact]
    public async Task Without_hardware_the_loop_says_not_fitted_and_archives_nothing()
    {
        using TemporaryStore store = new();
        PutStation(store);
        SteppedTime time = new(Start);
        using InstrumentLoop loop = new(store.Database, time, NullLogger<InstrumentLoop>.Instance);
        await loop.StartAsync(CancellationToken.None);
        for (int mark = 0; mark < 2; mark++)
            await time.AdvanceToNextTimerAsync(TimeSpan.FromSeconds(30));
        await loop.StopAsync(CancellationToken.None);
        Assert.Equal(0, store.Count("frame"));
        Assert.Equal("barometer not fitted, rain gauge not fitted, supply monitor not fitted", InstrumentReading.NotFitted.Describe());
    }

    private const string Head = "format = 1\n[station office]\n[site]\nslug = office\n[position]\nlatitude_deg = 26.6\naltitude_m = 1250\n";

    private static StationConfiguration Station(string instruments) => StationFile.Read("s", $"{Head}[instruments]\n{instruments}\n");

    private static void PutStation(TemporaryStore store) => store.Database.Write(session => StationRegister.Put(
        session, Station("logger = kl-00c0ffee\nbme280_address = 0x76\ntipping_bucket_gpio = 17\nina219_address = 0x40"), new ChangeOrder("test", "test", 0)));

    private static List<Sample> Samples(TemporaryStore store) => store.Database.Read(session => ArchivedFrame.Between(session, Logger, 0, long.MaxValue).ToList())
        .Where(frame => frame.Bytes[0] >> 4 == (int)FrameKind.Sample).Select(frame => SampleFrame.Read(frame.Bytes, 0)).ToList();
}
