using System.Text.Json;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Derive;

/// <summary>
/// A catchment with two outlets and an inflow, each a station of still water, three days of quarter hours. Q = C (h - 0.1)^1.5 at h = 1.1 m is C; HCO3 = 0.61 SC - 0.84 mg/L: at 301.37737...
/// uS/cm it is what the tests name. Rating and regression have scatter only, so that intervals can be told by hand.
/// </summary>
public sealed class CatchmentTotalsTests : IDisposable
{
    private const long Day = 86_400;
    private readonly TemporaryStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task The_total_is_the_outlets_less_the_inflow_with_the_name_of_a_missing_one()
    {
        // Outlets 2 and 0.5 m3/s, inflow 0.3 m3/s, all with 3 mol/m3 (183.0504 mg/L): (2 + 0.5 - 0.3) * 3 * 86400 = 570 240 mol a day; half * 44.0095e-6 = 12.548 t CO2.
        Put("main", 1, 2, 301.4596);
        Put("high", 2, 0.5, 301.4596);
        Put("swallet", 3, 0.3, 301.4596);
        string file = Catchment("[outlet main]\n[outlet high]\nflow = overflow\n[inflow swallet]\ntravel_h = 6\n");
        CommandRun added = await CommandRun.Karst(["sites", "add", file, "--reason", "survey", "--store", store.DatabaseFile]);
        Assert.Equal(0, added.ExitCode);
        CommandRun run = await Totals("csv");
        string[] day = run.Lines[2].Split(',');
        Assert.Equal(("2026-03-02", "valid", ""), (day[0], day[3], day[4]));
        Assert.Equal(2.2 * Day, Number(day[5]), 20.0); // every other level is 0.1 mm higher
        Assert.Equal(12.548, Number(day[6]), 0.002);
        // The first day begins six hours before the inflow's first water is there: 75 % of its time, provisional.
        Assert.Equal("provisional", run.Lines[1].Split(',')[3]);
        // A fourth station that nobody knows.
        await CommandRun.Karst(["sites", "add", Catchment("[outlet main]\n[outlet lost-spring]\n"), "--reason", "survey", "--store", store.DatabaseFile]);
        CommandRun withheld = await Totals("csv");
        // The fourth day has one sample of the main outlet.
        Assert.All(withheld.Lines.Skip(1).Take(3), line => Assert.Equal(("withheld", "lost-spring", ""), (line.Split(',')[3], line.Split(',')[4], line.Split(',')[6])));
        Assert.Contains("withheld, without a total of lost-spring", withheld.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_regression_that_both_share_cancels_where_the_same_water_goes_in_and_out()
    {
        // One regional regression: what the inflow brings in wrongly the outlet carries out as wrongly. Outlet and inflow of equal load: the parameters' part is 0, the discharges' scatter is not.
        Put("main", 1, 2, 301.4596);
        Put("swallet", 3, 2, 301.4596);
        await CommandRun.Karst(["sites", "add", Catchment("[outlet main]\n[inflow swallet]\n"), "--reason", "survey", "--store", store.DatabaseFile]);
        JsonElement day = JsonDocument.Parse((await Totals("json")).Output).RootElement.GetProperty("items")[1];
        Assert.Equal(0, day.GetProperty("sinkTonnesCo2").GetProperty("value").GetDouble(), 9);
        Dictionary<string, double> shares = day.GetProperty("budget").EnumerateArray().ToDictionary(one => one.GetProperty("source").GetString()!, one => one.GetProperty("share").GetDouble());
        Assert.False(shares.GetValueOrDefault("RegressionParameters") > 1e-12);
        Assert.True(shares["RatingResidual"] > 0.5);
        // u of one discharge's scatter: 10 % of 2 * 3 * 86400 mol, nearly fully correlated within a day (tau 30 d); two of them: sqrt 2 * 51 840 mol = 73 313 mol, times half of 44.0095e-6: 1.613 t CO2.
        double u = day.GetProperty("sinkTonnesCo2").GetProperty("u").GetDouble();
        Assert.InRange(u, 1.60, 1.75);
    }

    [Theory]
    [InlineData("[outlet main]\n[outlet main]\n", "stands twice")]
    [InlineData("[inflow main]\n", "[outlet station] is missing")]
    [InlineData("[outlet main]\ntravel_h = 3\n", "travel_h")]
    [InlineData("[outlet main]\n[spring x]\n", "section [spring] is not known; permitted: catchment, area, outlet, inflow, unmeasured")]
    public void A_fault_of_a_catchment_file_is_told(string sections, string told) =>
        Assert.Contains(told, Assert.Throws<BadInputException>(() => CatchmentFile.Read("c", "format = 1\n[catchment gorge]\n" + sections)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_known_path_that_nobody_measures_leaves_the_total_provisional_and_is_named()
    {
        CatchmentConfiguration read = CatchmentFile.Read("c", "format = 1\n[catchment gorge]\n[outlet main]\n[unmeasured river-bed]\npath = underflow\nremark = dye seen 2024\n");
        Assert.Equal("underflow river-bed (dye seen 2024)", Assert.Single(read.UnmeasuredPaths));
    }

    private string Catchment(string sections)
    {
        string file = Path.Combine(Path.GetDirectoryName(store.DatabaseFile)!, "gorge.catchment");
        File.WriteAllText(file, "format = 1\n[catchment gorge]\nname = Gorge\n[area]\narea_km2 = 40\nuncertainty_percent = 20\nmethod = dye tracer\nfrom = 2015-01-01\n" + sections);
        return file;
    }

    private Task<CommandRun> Totals(string format) =>
        CommandRun.Karst(["totals", "--catchment", "gorge", "--kind", "day", "--utc-offset-minutes", "0", "--format", format, "--store", store.DatabaseFile]);

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private void Put(string slug, uint logger, double c, double conductance)
    {
        StationConfiguration station = StationFile.Read(slug, string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"""
            format = 1
            [station {slug}]
            [site]
            slug = gorge
            [position]
            latitude_deg = 25.4
            altitude_m = 740
            [deployment 1]
            logger = kl-0000000{logger}
            from = 2026-03-01
            offset_m = 0
            [rating r-{slug}]
            from = 2020-01-01
            gauged_low_m3_s = 0.001
            gauged_high_m3_s = 50
            residual_sd_ln = 0.1
            provenance = gaugings
            [segment r-{slug} 1]
            c_m3_s = {c}
            exponent = 1.5
            h0_m = 0.1
            [regression HCO3]
            slope_mg_l_per_us_cm = 0.61
            intercept_mg_l = -0.84
            sc25_low_us_cm = 100
            sc25_high_us_cm = 600
            residual_sd_mg_l = 5
            covariance = 4 0.0001 -0.01
            samples = 44
            provenance = regional pool
            """));
        store.Database.Write(session => StationRegister.Put(session, station, new ChangeOrder("Li", "test", 0)));
        store.Archive.Append([Frames.Upload([.. Enumerable.Range(0, 3 * 96 + 1).Select(i => Frame(logger, i, conductance))])]);
        new StationDeriver(store.Database, new SteppedTime(DateTimeOffset.FromUnixTimeSeconds(Frames.Start))).DeriveDirty(slug);
    }

    private static byte[] Frame(uint logger, int i, double conductance)
    {
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(new Sample
        {
            LoggerId = logger, Epoch = 5, Sequence = (uint)i + 1, UtcSeconds = Frames.Start + (uint)i * Frames.QuarterHour, ClockSource = ClockSource.Rtc, ClockErrorLog2Milliseconds = 10,
            IntervalSeconds = 900, BatteryMillivoltsMin = 3910, Level = 11_000 + i % 2, LevelStatus = ProbeStatus.Ok, LevelBasis = LevelBasis.SondeDepth, WaterTemperatureHundredths = 1810 + i % 5,
            TemperatureStatus = ProbeStatus.Ok, EcHundredthsMicrosiemensPerCentimetre = (uint)Math.Round(100 * conductance) + (uint)(i % 3), EcStatus = ProbeStatus.Ok, EcBasis = EcBasis.At25Alpha0191,
        }, bytes, 0);
        return bytes;
    }
}
