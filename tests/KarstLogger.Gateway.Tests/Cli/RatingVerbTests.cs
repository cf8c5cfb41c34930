using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using KarstLogger.Gateway.Plots;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Cli;

[Collection(OwnsTheConsole.Name)]
public class RatingVerbTests
{
    private static string ReferenceGaugings(string name, string unitless) =>
        unitless + string.Join('\n', File.ReadLines(ReferenceFiles.Path("golden", "hydrology", "gaugings", name + ".csv")).Skip(1)) + "\n";

    private static string Nordura() => ReferenceGaugings("nordura", "stage_m,discharge_m3s\n");

    private static async Task<string> Fitted(params string[] more) =>
        (await CommandRun.Of(Nordura(), ["rating", "fit", "--id", "nordura", "--from", "2020-01-01", .. more])).Output;

    private static double[] Column(string csv, string name)
    {
        string[][] rows = [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(','))];
        int at = Array.IndexOf(rows[0], name);
        return [.. rows.Skip(1).Select(r => double.Parse(r[at], CultureInfo.InvariantCulture))];
    }

    [SharedFact("golden/hydrology/gaugings")]
    public async Task A_rating_fitted_and_applied_gives_the_reference_discharges_and_their_interval()
    {
        using TemporaryFolder folder = new();
        string rating = folder.File("rating.txt", await Fitted());
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "rating_powerlaw.json")));
        JsonElement expected = reference.RootElement.GetProperty("fits").EnumerateArray().Single(f => f.GetProperty("dataset").GetString() == "nordura");
        double tolerance = reference.RootElement.GetProperty("tol_rel").GetProperty("predict").GetDouble();
        foreach (JsonElement point in expected.GetProperty("predict").EnumerateArray())
        {
            CommandRun run = await CommandRun.Of($"time,stage_m\n2020-06-01T00:00:00Z,{point.GetProperty("h").GetRawText()}\n", "rating", "apply", rating);
            Assert.Equal(1, Column(run.Output, "discharge_m3s")[0] / point.GetProperty("q").GetDouble(), tolerance);
            Assert.Equal(1, Column(run.Output, "gauging_low95_m3s")[0] / point.GetProperty("pi_lo").GetDouble(), tolerance);
            Assert.Equal(1, Column(run.Output, "gauging_high95_m3s")[0] / point.GetProperty("pi_hi").GetDouble(), tolerance);
        }
    }

    [SharedFact("golden/hydrology/gaugings")]
    public async Task The_fit_says_whether_the_three_tests_are_met_and_draws_the_gaugings()
    {
        using TemporaryFolder folder = new();
        CommandRun run = await CommandRun.Of(Nordura(), "rating", "fit", "--from", "2020-01-01", "--plot", folder.Path("r.svg"));
        Assert.Equal(0, run.ExitCode);
        // u of the run test for this set is 1.89 (rating_tests.json), above 1.64.
        Assert.Contains("runs u 1.89", run.Messages, StringComparison.Ordinal);
        Assert.Contains("NOT all tests met", run.Messages, StringComparison.Ordinal);
        XNamespace svg = "http://www.w3.org/2000/svg";
        // 35 gaugings and the legend's dot.
        Assert.Equal(36, XDocument.Load(folder.Path("r.svg")).Descendants(svg + "circle").Count(c => c.Attribute("fill")?.Value == PlotColours.Black));
    }

    [SharedFact("golden/hydrology/gaugings")]
    public async Task A_gauging_with_a_changed_control_suggests_a_shift_which_then_carries_the_rating_through_it()
    {
        using TemporaryFolder folder = new();
        string rating = folder.File("rating.txt", await Fitted());
        CommandRun check = await CommandRun.Of(null, "gauging", "check", rating, "--stage-m", "2.0", "--discharge-m3s", "14", "--at", "2020-07-01");
        Assert.Contains(",yes,", check.Output, StringComparison.Ordinal);
        double shift = Column(check.Output.Replace(",yes,", ",1,", StringComparison.Ordinal).Replace("Inside", "0", StringComparison.Ordinal), "candidate_shift_m")[0];
        CommandRun shifted = await CommandRun.Of(null, "rating", "shift", rating, "--at", "2020-07-01", "--node", string.Create(CultureInfo.InvariantCulture, $"2.0:{shift:R}"), "--reason", "gravel");
        CommandRun applied = await CommandRun.Of("time,stage_m\n2020-06-30T00:00:00Z,2.0\n2020-07-02T00:00:00Z,2.0\n", "rating", "apply", folder.File("shifted.txt", shifted.Output));
        Assert.Equal(14, Column(applied.Output, "discharge_m3s")[1], 1e-6);
        Assert.Equal([0, shift], Column(applied.Output, "shift_m"));
    }

    [SharedTheory("data/ratings")]
    [InlineData("APLO_rating.rdb")]
    [InlineData("comp_BMD.rdb")]
    [InlineData("comp_MUGT1-WFkStonesR-MurfreesboroTN.rdb")]
    public async Task A_table_imported_and_exported_again_keeps_its_defining_points(string file)
    {
        using TemporaryFolder folder = new();
        string path = ReferenceFiles.Path("data", "ratings", file);
        string rating = folder.File("rating.txt", (await CommandRun.Of(null, "rating", "import-rdb", path)).Output);
        CommandRun export = await CommandRun.Of(null, "rating", "export-rdb", rating, "--form", "base");
        Assert.Equal((0, ""), (export.ExitCode, export.Messages));
        (double, double)[] Points(IEnumerable<string> lines, int dep) => [.. lines.Where(l => l.TrimEnd().EndsWith('*')).Select(l => l.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Select(c => (Math.Round(double.Parse(c[0], CultureInfo.InvariantCulture), 6), Math.Round(double.Parse(c[dep], CultureInfo.InvariantCulture), 4)))];
        Assert.Superset(Points(File.ReadLines(path), 2).ToHashSet(), Points(export.Output.Split('\n'), 1).ToHashSet());
    }

    [Fact]
    public async Task Waves_over_low_water_are_told_by_how_much_they_read_high()
    {
        using TemporaryFolder folder = new();
        string rating = folder.File("notch.txt", "format = 1\n[rating notch]\nfrom = 2020-01-01\nprovenance = test\n[segment notch 1]\nc_m3_s = 1.4\nexponent = 2.5\nh0_m = 0.2\n");
        CommandRun run = await CommandRun.Of("time,stage_m\n2020-06-01,0.3\n2020-06-02,0.1\n", "rating", "apply", rating, "--level-sd-m", "0.01", "--format", "json");
        JsonElement rows = JsonDocument.Parse(run.Output).RootElement;
        // 0.01 m over 0.1 m of head with b 2.5: 1.9 % (the reference's own example; 2.5 * 1.5 / 2 * 0.1^2 = 1.875 %). Below the notch there is no water.
        Assert.Equal(1.875, rows[0].GetProperty("level_noise_bias_percent").GetDouble(), 1e-9);
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("level_noise_bias_percent").ValueKind);
    }

    [Fact]
    public async Task A_weir_as_a_rating_gives_the_reference_discharge_above_its_crest()
    {
        using TemporaryFolder folder = new();
        CommandRun made = await CommandRun.Of(null, "rating", "structure", "weir-iso", "--width-m", "0.5", "--channel-width-m", "1", "--crest-height-m", "0.3", "--crest-stage-m", "1.2", "--from", "2020-01-01");
        CommandRun run = await CommandRun.Of("time,stage_m\n2020-06-01,1.35\n2020-06-02,1.1\n", "rating", "apply", folder.File("weir.txt", made.Output));
        // weirs.json: h 0.15 m, p 0.3, b 0.5, B 1.0: 0.052038085 m3/s. Below the crest the weir is dry.
        Assert.Equal(0.052038085, Column(run.Output, "discharge_m3s")[0], 1e-8);
        Assert.Equal(0, Column(run.Output, "discharge_m3s")[1]);
    }

    [Fact]
    public async Task A_drowned_flume_is_refused_with_its_reason()
    {
        CommandRun run = await CommandRun.Of(null, "rating", "structure", "parshall", "--width-m", "0.1524", "--head-m", "0.3", "--tailwater-m", "0.25", "--format", "json");
        Assert.Equal(1, run.ExitCode);
        JsonElement row = JsonDocument.Parse(run.Output).RootElement[0];
        Assert.Equal(JsonValueKind.Null, row.GetProperty("discharge_m3s").ValueKind);
        Assert.Equal("Submerged", row.GetProperty("findings").GetString());
    }

    [SharedFact("golden/hydrology/gaugings")]
    public async Task Refusals_name_file_line_and_field()
    {
        using TemporaryFolder folder = new();
        string bad = folder.File("bad.csv", "stage_m,discharge_m3s\n1.0,0.5\n1.1,abc\n");
        CommandRun run = await CommandRun.Of(null, "rating", "fit", bad, "--from", "2020-01-01");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{bad}, line 3, field 'discharge_m3s'", run.Messages, StringComparison.Ordinal);
        string rating = folder.File("rating.txt", (await Fitted()).Replace("[segment nordura 1]", "shift = 2020-02-01 a:b\n[segment nordura 1]", StringComparison.Ordinal));
        Assert.Contains("is no shift", (await CommandRun.Of("time,stage_m\n", "rating", "apply", rating)).Messages, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandRun.Of(null, "rating", "fit", "--segments", "9", "--from", "2020-01-01")).ExitCode);
    }

    [Fact]
    public async Task A_salt_gauging_is_refused_when_the_two_probes_do_not_balance()
    {
        double Rise(int s) => s is <= 60 or >= 260 ? 0 : s <= 160 ? s - 60 : 260 - s;
        string Csv(double second) => "seconds,sc25_us_cm,sc25_b_us_cm\n" + string.Concat(Enumerable.Range(0, 81).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{5 * i},{400 + Rise(5 * i)},{400 + second * Rise(5 * i)}\n")));
        string[] call = ["gauging", "salt", "--salt-kg", "2", "--factor", "0.0005", "--slug-from-s", "60", "--slug-to-s", "260"];
        CommandRun good = await CommandRun.Of(Csv(1), call), poor = await CommandRun.Of(Csv(1.1), call);
        // 2 kg / (0.0005 kg/m3 per uS/cm * 10 000 uS/cm s) = 0.4 m3/s.
        Assert.Equal(0.4, Column(good.Output.Replace(",\n", ",0\n", StringComparison.Ordinal), "discharge_m3s")[0], 1e-9);
        Assert.Equal(1, poor.ExitCode);
        Assert.Contains("MassBalanceFailed", poor.Messages, StringComparison.Ordinal);
    }
}
