using System.Globalization;
using System.Text.Json;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Quality;

/// <summary><c>karst drift</c> on the services of golden/hydrology/drift.json.</summary>
public sealed class DriftVerbTests
{
    private const string ServiceHeader = "id,parameter,last_service,service,fouling_onset,monitor_before,monitor_after,field_start,field_end,standards\n";

    [SharedTheory("golden/hydrology/drift.json")]
    [InlineData("additive", "corrected")]
    [InlineData("percent", "corrected_percent_mode")]
    public async Task A_series_is_corrected_as_the_reference_says(string mode, string expected)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "drift.json")));
        double tolerance = golden.RootElement.GetProperty("tol_abs").GetDouble();
        foreach (JsonElement item in golden.RootElement.GetProperty("cases").EnumerateArray())
        {
            string parameter = item.GetProperty("parameter").GetString() is "temp" ? "water_temp" : item.GetProperty("parameter").GetString() is "ec25" ? "sc25" : item.GetProperty("parameter").GetString()!;
            JsonElement[] samples = [.. item.GetProperty("samples").EnumerateArray()];
            string series = $"utc,{parameter}\n" + string.Concat(samples.Select(s => $"{Seconds(s, "t_h")},{s.GetProperty("raw").GetRawText()}\n"));

            CommandRun run = await WithServices(Row("visit", parameter, item), file =>
                CommandRun.Karst(["drift", "--services", file, "--parameter", parameter, "--mode", mode, "--always"], series));

            Assert.True(run.ExitCode == 0, run.Messages);
            double[] corrected = [.. run.Lines.Skip(1).Select(line => double.Parse(line.Split(',')[4], CultureInfo.InvariantCulture))];
            Assert.Equal(samples.Length, corrected.Length);
            Assert.All(samples.Zip(corrected), pair => Assert.Equal(pair.First.GetProperty(expected).GetDouble(), pair.Second, tolerance));
        }
    }

    [Fact]
    public async Task A_stretch_that_cannot_be_published_has_no_corrected_value()
    {
        string row = "storm,sc25,0,864000,,280,430,,,\n"; // 150 of 430 uS/cm: more than 30 %

        CommandRun run = await WithServices(row, file => CommandRun.Karst(["drift", "--services", file, "--parameter", "sc25"], "utc,sc25\n0,400\n432000,350\n864900,430\n"));

        Assert.Equal(["1970-01-01T00:00:00Z,400,0,0,400,no", "1970-01-06T00:00:00Z,350,0,0,,yes", "1970-01-11T00:15:00Z,430,0,0,430,no"], run.Lines.Skip(1));
        Assert.Contains("poor,yes", run.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.9", true)]
    [InlineData("0.1", false)]
    public async Task Errors_that_climb_in_depositing_water_are_named_as_tufa(string saturationIndex, bool named)
    {
        string rows = string.Concat(Enumerable.Range(0, 6).Select(i => $"v{i},sc25,{i * 864000},{(i + 1) * 864000},,{400 - i},400,,,\n"));

        CommandRun run = await WithServices(rows, file => CommandRun.Karst(["drift", "--services", file, "--parameter", "sc25", "--assess", "--si-calcite", saturationIndex]));

        Assert.Equal(named, run.Messages.Contains("tufa", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("visit,sc25,864000,0,,,,,,\n", "line 2, field 'service': must be later than last_service")]
    [InlineData("visit,sc25,0,864000,,,,,,250=246\n", "line 2, field 'standards': '250=246' is no pair")]
    [InlineData("visit,sc25,0,864000,,,,,,250:246 260:246\n", "line 2, field 'standards': the reading 246 stands twice")]
    [InlineData("visit,salt,0,864000,,,,,,\n", "line 2, field 'parameter'")]
    [InlineData("visit,ph,0,864000,,,,,,\n", "there is no service of sc25")]
    [InlineData("a,sc25,0,864000,,,,,,\na,sc25,864000,900000,,,,,,\n", "two services of the parameter have one id")]
    public async Task Bad_services_are_refused_with_their_place(string row, string message)
    {
        CommandRun run = await WithServices(row, file => CommandRun.Karst(["drift", "--services", file, "--parameter", "sc25", "--assess"]));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Messages, StringComparison.Ordinal);
    }

    private static async Task<CommandRun> WithServices(string rows, Func<string, Task<CommandRun>> run)
    {
        string folder = Directory.CreateTempSubdirectory("karst-drift").FullName, file = Path.Combine(folder, "services.csv");
        File.WriteAllText(file, ServiceHeader + rows);
        try
        {
            return await run(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Row(string id, string parameter, JsonElement item) => string.Join(',', id, parameter, Seconds(item, "t_start_h"), Seconds(item, "t_end_h"),
        Seconds(item, "t_fouling_onset_h"), Text(item, "monitor_before_cleaning"), Text(item, "monitor_after_cleaning"), Text(item, "field_meter_start"), Text(item, "field_meter_end"),
        string.Join(' ', item.GetProperty("standards").EnumerateArray().Zip(item.GetProperty("sensor_in_standards").EnumerateArray(), (v, r) => $"{v.GetRawText()}:{r.GetRawText()}"))) + "\n";

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetRawText();

    private static string Seconds(JsonElement item, string name) => ((long)Math.Round(item.GetProperty(name).GetDouble() * 3600)).ToString(CultureInfo.InvariantCulture);
}
