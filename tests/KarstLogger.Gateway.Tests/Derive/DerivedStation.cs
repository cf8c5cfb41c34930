using System.Globalization;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Derive;

/// <summary>A station whose file is put together from parts that a test can change, and the frames of some days of it.</summary>
internal sealed record StationText
{
    public const string Slug = "huanghou";

    public string Area { get; init; } = "12.5";

    public string C { get; init; } = "1.9";

    public string Closed { get; init; } = "";

    public string Shifts { get; init; } = "";

    public string Slope { get; init; } = "0.642";

    public string Thresholds { get; init; } = "";

    public string More { get; init; } = "";

    public StationConfiguration Read() => StationFile.Read("huanghou.station",
        $"""
        format = 1
        [station huanghou]
        [site]
        slug = huanghou
        [position]
        latitude_deg = 25.4
        altitude_m = 740
        [area]
        area_km2 = {Area}
        uncertainty_percent = 20
        method = dye tracer
        from = 2015-06-01
        [deployment 7]
        logger = kl-0a1b2c3d
        from = 2026-03-01T00:00:00Z
        offset_m = 0.42
        [rating weir]
        from = 2020-01-01
        gauged_low_m3_s = 0.02
        gauged_high_m3_s = 5
        residual_sd_ln = 0.1
        provenance = 14 gaugings
        {Closed}
        {Shifts}
        [segment weir 1]
        c_m3_s = {C}
        exponent = 1.5
        h0_m = 0.1
        [regression HCO3]
        slope_mg_l_per_us_cm = {Slope}
        intercept_mg_l = -27.33
        sc25_low_us_cm = 270
        sc25_high_us_cm = 420
        residual_sd_mg_l = 5
        provenance = 44 bottles
        [regression Ca]
        slope_mg_l_per_us_cm = 0.16
        intercept_mg_l = 9.2
        sc25_low_us_cm = 270
        sc25_high_us_cm = 420
        residual_sd_mg_l = 3
        provenance = 44 bottles
        {Thresholds}
        {More}
        """);

    /// <summary>A sample frame: quiet water with a breath, a flood from the fourth day on, and a spike now and then.</summary>
    public static byte[] Frame(int i)
    {
        double flood = i < 300 ? 0 : 0.8 * Math.Min(1, (i - 300) / 6.0) * Math.Exp(-Math.Max(0, i - 306) / 150.0);
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(new Sample
        {
            LoggerId = Frames.Logger, Epoch = Frames.Epoch, Sequence = (uint)i + 1, UtcSeconds = Frames.Start + (uint)i * Frames.QuarterHour, ClockSource = ClockSource.Rtc,
            ClockErrorLog2Milliseconds = 10, IntervalSeconds = 900, BatteryMillivoltsMin = 3910,
            Level = 3000 + (int)(10_000 * flood) + i % 7 * 3 + (i % 211 == 5 ? 9000 : 0), LevelStatus = ProbeStatus.Ok, LevelBasis = LevelBasis.SondeDepth,
            WaterTemperatureHundredths = 1810 + i % 5, TemperatureStatus = ProbeStatus.Ok, PhThousandths = 7600 + i % 9 * 4, PhStatus = ProbeStatus.Ok,
            EcHundredthsMicrosiemensPerCentimetre = 36_000 + (uint)(i % 11 * 20) - (uint)(5000 * flood), EcStatus = ProbeStatus.Ok, EcBasis = EcBasis.At25Alpha0191,
            RainTipsCumulative = (uint)(i / 30), RainStatus = ProbeStatus.Ok,
        }, bytes, 0);
        return bytes;
    }
}

/// <summary>A store with that station, derived after each change as a gateway does.</summary>
internal sealed class DerivedStation : IDisposable
{
    private readonly StationDeriver deriver;

    public DerivedStation() => deriver = new(Store.Database, new SteppedTime(DateTimeOffset.FromUnixTimeSeconds(Frames.Start)));

    public TemporaryStore Store { get; } = new();

    public void Dispose() => Store.Dispose();

    public DerivedDays Put(StationText text)
    {
        Store.Database.Write(session => StationRegister.Put(session, text.Read(), new ChangeOrder("Li", "test", 0)));
        return deriver.DeriveDirty(StationText.Slug);
    }

    public DerivedDays Arrive(IEnumerable<int> samples)
    {
        Store.Archive.Append([Frames.Upload([.. samples.Select(StationText.Frame)])]);
        return deriver.DeriveDirty(StationText.Slug);
    }

    public DerivedDays Derive() => deriver.DeriveDirty(StationText.Slug);

    public long CurrentRun() => Store.Database.Read(session => Runs.Current(session, StationText.Slug)!.Id);

    /// <summary>Every row of a run, each number with all its bits.</summary>
    public List<string> Rows(long? run = null) => Store.Database.Read(session =>
    {
        long which = run ?? Runs.Current(session, StationText.Slug)?.Id ?? 0;
        return StationStateRow.Between(session, StationText.Slug, which, 0, long.MaxValue).Select(Text).ToList();
    });

    private static string Text(StationStateRow row) => string.Join('|', (string[])
    [
        row.Key.ToString(), row.PlacedUtcSeconds.ToString(CultureInfo.InvariantCulture), string.Join(' ', row.Values.Select(Bits)), string.Join(' ', row.StandardUncertainties.Select(Bits)),
        string.Join(' ', row.Flags.Select(flag => (int)flag)), row.Qualifiers, row.Findings,
    ]);

    private static string Bits(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture) : "-";
}
