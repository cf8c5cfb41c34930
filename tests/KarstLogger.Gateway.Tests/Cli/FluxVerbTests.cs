using System.Globalization;
using System.Text.Json;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Cli;

[Collection(OwnsTheConsole.Name)]
public class FluxVerbTests
{
    private static readonly JsonElement Reference =
        JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "uncertainty.json"))).RootElement;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gaugings_bottles_and_a_series_give_the_reference_total_and_its_budget(bool throughStationFile)
    {
        using TemporaryFolder folder = new();
        CommandRun run = await CommandRun.Of(null, await Arguments(folder, throughStationFile, "--format", "json"));
        Assert.Equal(0, run.ExitCode);
        JsonElement period = JsonDocument.Parse(run.Output).RootElement.GetProperty("periods")[0];
        double tolerance = Reference.GetProperty("tol_rel").GetDouble(), load = Reference.GetProperty("load_mol").GetDouble();
        Near(load, period.GetProperty("coveredLoadMoles").GetDouble(), tolerance);
        Near(Reference.GetProperty("volume_m3").GetDouble(), period.GetProperty("volumeCubicMetres").GetDouble(), tolerance);
        JsonElement sink = period.GetProperty("sinkTonnesCo2");
        Near(Reference.GetProperty("u_total_mol").GetDouble() / load, sink.GetProperty("standardUncertainty").GetDouble() / sink.GetProperty("total").GetDouble(), tolerance);
        double rating = Reference.GetProperty("variance_components").GetProperty("A_rating_params").GetDouble();
        double whole = Math.Pow(Reference.GetProperty("u_total_mol").GetDouble(), 2);
        Near(rating / whole, sink.GetProperty("sources")[0].GetProperty("shareOfVariance").GetDouble(), 2 * tolerance);
    }

    [Fact]
    public async Task Days_with_gaps_are_given_with_their_standing_and_a_withheld_day_has_no_sink()
    {
        string series = ReferenceFiles.Path("golden", "hydrology", "flux_series.csv");
        CommandRun run = await CommandRun.Of(File.ReadAllText(series), "flux", "--period", "day", "--utc-offset-minutes", "0");
        string[][] rows = [.. run.Output.TrimEnd().Split('\n').Skip(1).Select(l => l.Split(','))];
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "flux_integration.json")));
        double tolerance = expected.RootElement.GetProperty("tol_rel").GetDouble();
        foreach (JsonElement day in expected.RootElement.GetProperty("days").EnumerateArray().Where(d => d.GetProperty("max_gap_s").GetInt32() == 7200))
        {
            string[] row = rows.Single(r => r[0] == day.GetProperty("day").GetString());
            Near(day.GetProperty("load_mol").GetDouble(), double.Parse(row[9], CultureInfo.InvariantCulture), tolerance);
            Assert.Equal(day.GetProperty("coverage").GetDouble() < 0.75, row[3] == "Withheld");
            Assert.Equal(row[3] == "Withheld", row[10].Length == 0);
        }
        Assert.Contains("without an interval", run.Messages, StringComparison.Ordinal);
        Assert.All(rows, r => Assert.Equal("", r[11]));
    }

    [Fact]
    public async Task The_area_and_the_rain_give_an_intensity_and_a_doubted_water_balance()
    {
        using TemporaryFolder folder = new();
        // 374 748.59 m3 (reference) on 2 km2 are 187.4 mm: more than 0.9 of 200 mm.
        CommandRun run = await CommandRun.Of(null, await Arguments(folder, false, "--area-km2", "2", "--rain-mm", "200", "--plot", folder.Path("b.svg")));
        Assert.Contains("runoff 187 mm against rain 200 mm: the area is too small", run.Messages, StringComparison.Ordinal);
        Assert.Contains("area: ", File.ReadAllText(folder.Path("b.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_station_file_brings_its_rating_its_regression_and_its_dated_area()
    {
        using TemporaryFolder folder = new();
        string[] plain = await Arguments(folder, true, "--format", "json", "--area-km2", "2", "--area-u", "0.1");
        string rating = File.ReadAllText(folder.Path("rating")), regressions = File.ReadAllText(folder.Path("regressions"));
        string station = folder.File("huanghou.station", $"""
            format = 1
            [station huanghou]
            name = Huanghou
            [site]
            slug = huanghou
            [position]
            latitude_deg = 25.4
            altitude_m = 740
            [area]
            area_km2 = 2
            uncertainty_percent = 20
            method = tracer
            from = 1970-01-01
            {rating.Replace("format = 1", "", StringComparison.Ordinal)}
            {regressions.Replace("format = 1", "", StringComparison.Ordinal)}
            """);
        CommandRun whole = await CommandRun.Of(null, ["flux", plain[1], "--station", station, .. plain[(Array.IndexOf(plain, "--period"))..^4]]);
        Assert.Equal((await CommandRun.Of(null, plain)).Output, whole.Output);
        Assert.Contains("intensityTonnesCo2PerSquareKilometreYear", whole.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time_utc,q_m3s,hco3_mgl\n2020-05-01T00:15:00Z,1,200\n2020-05-01T00:00:00Z,1,200\n", "line 3, field 'time_utc': the instants must ascend")]
    [InlineData("time_utc,q_m3s\n2020-05-01T00:15:00Z,1\n", "line 1, field 'hco3_molm3': the header has no such column")]
    [InlineData("time_utc,q_m3s,hco3_mgl\n2020-05-01T00:15:00Z,much,200\n", "line 2, field 'q_m3s': 'much' is not a number from -10000 to 10000")]
    [InlineData("time_utc,q_m3s,hco3_mgl\n2020-05-01T00:15:00Z,,200\n", "fewer than two rows have both")]
    public async Task A_bad_series_is_refused_with_its_place(string text, string expected)
    {
        CommandRun run = await CommandRun.Of(text, "flux");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Messages, StringComparison.Ordinal);
    }

    /// <summary>The reference's gaugings, bottles and series as the files a person would have: the models as they are fitted, or as sections of a station file.</summary>
    private static async Task<string[]> Arguments(TemporaryFolder folder, bool throughStationFile, params string[] more)
    {
        string gaugings = folder.File("gaugings.csv", Columns("stage_m,q_m3s", Reference.GetProperty("gaugings"), "h", "q"));
        string bottles = folder.File("bottles.csv", Columns("ec25_uscm,HCO3 [mmol/L]", Reference.GetProperty("samples"), "ec25", "hco3_mol_m3"));
        string regressions = folder.File("regressions", (await CommandRun.Of(null, "regress", bottles, "--format", throughStationFile ? "station" : "json")).Output);
        string[] rating = throughStationFile
            ? ["--rating", folder.File("rating", (await CommandRun.Of(null, "rating", "fit", gaugings, "--from", "1970-01-01")).Output)] : ["--gaugings", gaugings];
        string name = Reference.GetProperty("series").GetString()!.Split(' ')[0];
        List<string> arguments = ["flux", ReferenceFiles.Path("golden", "hydrology", name), .. rating, "--regression", regressions, "--period", "whole"];
        foreach (JsonElement day in Reference.GetProperty("config").GetProperty("block_edges_days").EnumerateArray())
            arguments.AddRange(["--service", DateTimeOffset.FromUnixTimeSeconds((long)(86400 * day.GetDouble())).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)]);
        return [.. arguments, .. more];
    }

    private static string Columns(string header, JsonElement parent, string x, string y) => header + "\n" + string.Join('\n',
        parent.GetProperty(x).EnumerateArray().Zip(parent.GetProperty(y).EnumerateArray(), (a, b) => $"{a.GetRawText()},{b.GetRawText()}"));

    private static void Near(double expected, double found, double relativeTolerance) => Assert.Equal(expected, found, relativeTolerance * Math.Abs(expected));
}
