using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Instruments;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Instruments;

/// <summary>An absolute level sensor weighs water and air; the air's part comes from another logger's frames and belongs to the inputs of the day.</summary>
public sealed class BarometerTests : IDisposable
{
    private const uint Sonde = 0x0a1b2c3d, Barometer = 0x00c0ffee;
    private const uint Noon = 1_772_366_400; // 2026-03-01 12:00 UTC

    private readonly TemporaryStore store = new();
    private readonly string folder = Directory.CreateTempSubdirectory("karst-barometer-").FullName;

    public BarometerTests() => ArchiveLevel(Noon, pascals: 107_000);

    [Fact]
    public void Weather_of_3_hPa_is_31_mm_of_water()
    {
        PutStation("above_station_m = 0");
        ArchiveAir(Noon, 97_000);
        double low = Depth();
        ArchiveAir(Noon, 97_300); // a later reading of the same instant replaces the earlier one in the record
        double high = Depth();
        Assert.Equal(0.031, low - high, 0.0005); // hydrology reference 9.5: 3 hPa of weather are 31 mm
    }

    [Fact]
    public void A_barometer_above_the_station_is_brought_down_with_the_air_s_own_temperature()
    {
        PutStation("above_station_m = 300");
        ArchiveAir(Noon, 97_000, celsius: 2);
        double cold = Depth();
        ArchiveAir(Noon, 97_000, celsius: 15);
        double standard = Depth();
        // 300 m of air at 2 degC and not at 288 K: 14 mm at about 850 hPa (reference 9.5); at 970 hPa that is 970/850 of it, 16 mm.
        Assert.Equal(0.016, standard - cold, 0.002);
    }

    [Fact]
    public void A_late_barometer_reading_marks_the_station_and_verify_sees_other_inputs()
    {
        PutStation("above_station_m = 0");
        Assert.Null(DepthOrNull()); // no air, no depth
        Archive(Air(Noon, 97_000, null, 1));
        StationDeriver deriver = Deriver();
        IReadOnlyList<string> differences = Verification.Of(store.Database, "spring", Noon - 86_400, Noon + 86_400).Differences; // the day, and the one whose checks reach back into it
        Assert.NotEmpty(differences);
        Assert.All(differences, difference => Assert.Contains("other inputs", difference, StringComparison.Ordinal));
        Assert.True(deriver.DeriveDirty("spring").Derived > 0);
        Assert.Empty(Verification.Of(store.Database, "spring", Noon - 86_400, Noon + 86_400).Differences);
        Assert.NotNull(DepthOrNull());
    }

    [Fact]
    public void A_silent_barometer_gives_no_pressure()
    {
        PutStation("above_station_m = 0");
        Archive([.. InstrumentFrames.Of(new InstrumentReading { BarometerStatus = ProbeStatus.Silent }, Barometer, 1, 1, Noon, 0, false)]);
        Assert.Null(DepthOrNull());
    }

    [Fact]
    public void A_neighbour_s_box_pressure_takes_the_place_of_a_barometer()
    {
        PutStation("above_station_m = 0");
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(new Sample
        {
            LoggerId = Barometer, Epoch = 1, Sequence = 1, UtcSeconds = Noon, ClockSource = ClockSource.Rtc, BoardStatus = ProbeStatus.Ok, BoxPressureTwoPascals = 97_000 / 2,
        }, bytes, 0);
        Archive(bytes);
        double neighbour = Depth();
        ArchiveAir(Noon, 97_000);
        Assert.Equal(Depth(), neighbour, 12);
    }

    [Fact]
    public async Task A_recorded_table_takes_the_place_of_a_barometer_and_twice_the_same_file_changes_nothing()
    {
        PutStation("above_station_m = 0");
        string file = Path.Combine(folder, "baro.csv");
        File.WriteAllText(file, "time_utc,pressure_pa,air_cel\n2026-03-01T11:30:00Z,96900,10.5\n2026-03-01T12:30:00Z,97100,11\n");
        for (int i = 0; i < 2; i++)
            Assert.Equal(0, await KarstCommandLine.RunAsync(["barometer", file, "--store", store.DatabaseFile, "--logger", "kl-00c0ffee"]));
        Assert.Equal(3, store.Count("frame"));
        double recorded = Depth();
        ArchiveAir(Noon, 97_000); // the mean of the two, at noon
        Assert.Equal(Depth(), recorded, 9);
    }

    [Fact]
    public async Task A_table_in_hectopascal_is_refused_with_line_field_and_range()
    {
        string file = Path.Combine(folder, "baro.csv");
        File.WriteAllText(file, "time_utc,pressure_pa\n2026-03-01T11:30:00Z,969.0\n");
        TextWriter errors = Console.Error;
        StringWriter said = new();
        Console.SetError(said);
        try
        {
            Assert.Equal(1, await KarstCommandLine.RunAsync(["barometer", file, "--store", store.DatabaseFile, "--logger", "kl-00c0ffee"]));
        }
        finally
        {
            Console.SetError(errors);
        }
        Assert.Contains("line 2, field 'pressure_pa': '969.0' is not a number from 40000 to 110000", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, store.Count("frame"));
    }

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private StationDeriver Deriver() => new(store.Database, new SteppedTime(DateTimeOffset.FromUnixTimeSeconds(Noon)));

    private double Depth() => DepthOrNull() ?? throw new InvalidOperationException("no depth");

    private double? DepthOrNull()
    {
        Deriver().DeriveDirty("spring");
        return store.Database.Read(session => StationStateRow.Between(session, "spring", Runs.Current(session, "spring")!.Id, Noon, Noon + 1).Single().Value(StationVariable.Depth));
    }

    private void PutStation(string barometer) => store.Database.Write(session => StationRegister.Put(session, StationFile.Read("s", $"""
        format = 1
        [station spring]
        [site]
        slug = spring
        [position]
        latitude_deg = 26.6
        altitude_m = 300
        [deployment 1]
        logger = kl-0a1b2c3d
        from = 2026-01-01
        offset_m = 0
        level = absolute
        [barometer]
        logger = kl-00c0ffee
        {barometer}
        """), new ChangeOrder("test", "test", 0)));

    private void ArchiveLevel(uint at, int pascals)
    {
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(new Sample
        {
            LoggerId = Sonde, Epoch = 1, Sequence = 1, UtcSeconds = at, ClockSource = ClockSource.Rtc, Deployment = 1, LevelBasis = LevelBasis.AbsolutePascals, Level = pascals,
            LevelStatus = ProbeStatus.Ok, WaterTemperatureHundredths = 1500, TemperatureStatus = ProbeStatus.Ok,
        }, bytes, 0);
        Archive(bytes);
    }

    private uint sequence = 1;

    private void ArchiveAir(uint at, int pascals, double? celsius = null) => Archive(Air(at, pascals, celsius, ++sequence));

    private static byte[] Air(uint at, int pascals, double? celsius, uint sequence)
    {
        List<ExtraChannel> channels = [new ExtraChannel { ChannelId = ChannelIds.AirPressure, Scale = -1, Status = ProbeStatus.Ok, Value = pascals * 10 }];
        if (celsius is { } degrees)
            channels.Add(new ExtraChannel { ChannelId = ChannelIds.AirTemperature, Scale = -2, Status = ProbeStatus.Ok, Value = (int)(degrees * 100) });
        return ExtraChannelsFrame.ToBytes(new ExtraChannels([.. channels]) { LoggerId = Barometer, Epoch = 2, Sequence = sequence, UtcSeconds = at, ClockSource = ClockSource.Gateway });
    }

    private void Archive(params byte[][] frames) => store.Archive.Append([Tests.Frames.Upload(frames)]);
}
