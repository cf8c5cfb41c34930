using System.Globalization;
using System.Text.Json;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Cli;

[Collection(OwnsTheConsole.Name)]
public class SpringVerbTests
{
    private static JsonElement Reference() => JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "analytics.json"))).RootElement;

    private static string RealSpring(int rows) => "time,discharge_m3s\n" + string.Concat(
        File.ReadLines(ReferenceFiles.Path("data", "springs", "karstid_default_daily_q_m3s.tsv")).Skip(1).Take(rows).Select(l => l.Replace('\t', ',') + "\n"));

    private static double Value(CommandRun run, string quantity) => double.Parse(
        run.Output.Split('\n').Single(l => l.StartsWith(quantity + ",", StringComparison.Ordinal)).Split(',')[1], CultureInfo.InvariantCulture);

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public async Task Mangin_of_the_reference_recession_comes_out_of_the_verb()
    {
        JsonElement recession = Reference().GetProperty("recession"), mangin = recession.GetProperty("mangin");
        double[] q = [.. recession.GetProperty("q").EnumerateArray().Select(v => v.GetDouble())];
        string csv = "time,discharge_m3s\n" + string.Concat(q.Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2020, 1, 1).AddDays(i):yyyy-MM-dd},{v}\n")));
        CommandRun run = await CommandRun.Of(csv, "recession", "--infiltration-days", "12", "--transit-m3-per-year", "1e8", "--begin", "2020-01-01", "--end", "2020-02-29");
        Assert.Equal(mangin.GetProperty("i").GetDouble(), Value(run, "Mangin: i"), 1e-6);
        Assert.Equal(mangin.GetProperty("k_years").GetDouble(), Value(run, "Mangin: k"), 1e-6);
        Assert.Equal(mangin.GetProperty("alpha_per_day").GetDouble(), Value(run, "Maillet on Q: alpha"), 1e-7);
    }

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public async Task The_longest_recession_of_the_real_spring_is_found_by_itself() =>
        Assert.Contains($"first day,{Reference().GetProperty("recession").GetProperty("real").GetProperty("date_start").GetString()}T00:00:00Z",
            (await CommandRun.Of(RealSpring(541), "recession")).Output, StringComparison.Ordinal);

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public async Task Baseflow_of_the_real_spring_has_the_reference_index()
    {
        CommandRun run = await CommandRun.Of(RealSpring(541), "baseflow", "--pad-days", "30");
        double expected = Reference().GetProperty("baseflow").GetProperty("real").GetProperty("bfi_lh_3pass_pad30").GetDouble();
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"baseflow index {expected:0.0000}, 0 of 541 days"), run.Messages, StringComparison.Ordinal);
    }

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public async Task Missing_days_of_a_record_stay_missing_in_its_baseflow()
    {
        // The record leaves out 1 to 7 June 2015, before its row 541.
        CommandRun run = await CommandRun.Of(RealSpring(700), "baseflow");
        Assert.Contains("7 of 707 days without a mean", run.Messages, StringComparison.Ordinal);
        Assert.Contains("2015-06-03,,\n", run.Output, StringComparison.Ordinal);
    }

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public async Task Rain_events_of_the_reference_file_come_out_with_their_instants()
    {
        JsonElement rain = Reference().GetProperty("rain_events");
        string csv = "time,rain_mm\n" + string.Concat(rain.GetProperty("p_mm").EnumerateArray().Select((v, i) => $"{900 * i},{v.GetRawText()}\n"));
        CommandRun run = await CommandRun.Of(csv, "events", "--rain");
        JsonElement first = rain.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("mit_h").GetDouble() == 6 && c.GetProperty("min_depth_mm").GetDouble() == 1).GetProperty("events")[0];
        // Steps 20 to 31 of a quarter of an hour from the epoch on: 05:00 to 08:00.
        Assert.Equal("1970-01-01T05:00:00Z,1970-01-01T08:00:00Z", string.Join(',', run.Output.Split('\n')[1].Split(',')[..2]));
        Assert.Equal(first.GetProperty("depth_mm").GetDouble(), double.Parse(run.Output.Split('\n')[1].Split(',')[2], CultureInfo.InvariantCulture));
    }

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public async Task Floods_carry_their_share_of_the_record_and_their_loop()
    {
        // The reference loop as a flood: every sample lies above 0.5 m3/s.
        JsonElement loop = Reference().GetProperty("hysteresis");
        double[] q = [.. loop.GetProperty("q").EnumerateArray().Select(v => v.GetDouble())], c = [.. loop.GetProperty("c").EnumerateArray().Select(v => v.GetDouble())];
        string csv = "time,discharge_m3s,sc25_us_cm\n" + string.Concat(q.Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{3600 * i},{v},{c[i]}\n")));
        CommandRun run = await CommandRun.Of(csv, "events", "--loop", "sc25_us_cm", "--threshold-m3s", "0.5", "--format", "json");
        JsonElement flood = Assert.Single(JsonDocument.Parse(run.Output).RootElement.EnumerateArray());
        Assert.Equal(loop.GetProperty("HI_mean").GetDouble(), flood.GetProperty("hysteresis_index").GetDouble(), 1e-6);
        Assert.Equal(100, flood.GetProperty("volume_share_percent").GetDouble(), 1e-9);
    }

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public async Task The_daily_cycle_is_cut_at_the_stations_midnight()
    {
        JsonElement diel = Reference().GetProperty("diel");
        // Local midnight in UTC+8 is 16:00 UTC of the day before: 1970-01-02T00:00+08:00 is second 57 600.
        string csv = "time,water_temp_cel\n" + string.Concat(diel.GetProperty("y").EnumerateArray().Select((v, i) => $"{57_600 + 900 * i},{(v.ValueKind == JsonValueKind.Null ? "" : v.GetRawText())}\n"));
        CommandRun run = await CommandRun.Of(csv, "diel", "--column", "water_temp_cel", "--utc-offset-h", "8");
        string[] first = run.Output.Split('\n')[1].Split(',');
        Assert.Equal("1970-01-02", first[0]);
        Assert.Equal(diel.GetProperty("days")[0].GetProperty("peak_hour").GetDouble(), double.Parse(first[5], CultureInfo.InvariantCulture), 1e-5);
    }

    [Fact]
    public async Task A_record_that_goes_back_in_time_is_refused_at_its_line()
    {
        CommandRun run = await CommandRun.Of("time,discharge_m3s\n2020-01-02,1\n2020-01-01,1\n", "baseflow");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("line 3, field 'time'", run.Messages, StringComparison.Ordinal);
    }
}
