using System.Globalization;
using System.Text;
using System.Text.Json;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Quality;

/// <summary><c>karst qc</c> as a person runs it.</summary>
public sealed class QcVerbTests
{
    [SharedFact("data/lro")]
    public async Task A_real_record_gets_flags_for_each_sample_and_its_dropout_fails()
    {
        string file = ReferenceFiles.Path("data", "lro", "LR_FB_BA_2014.csv");

        CommandRun run = await CommandRun.Karst(["qc", file, "--time", "datetime_local", "--utc-offset", "-07:00", "--stage", "stage_cm_raw*0.01",
            "--water-temp", "temp_c_raw", "--ph", "ph_raw", "--sc25", "ec25_uscm_raw", "--missing", "-9999"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(File.ReadLines(file).Count(), run.Lines.Length); // a header and a row per sample
        // The record's second sample: 0.743 degC and 7.645 uS/cm between 7.48 and 7.72 degC and 258.3 uS/cm, no stage; 13:15 at UTC-7 is 20:15.
        string[] dropout = run.Lines.Single(line => line.StartsWith("2014-06-20T20:15:00Z,", StringComparison.Ordinal)).Split(',');
        Assert.Equal(["9", "4", "4"], [Field(run, dropout, "stage_flag"), Field(run, dropout, "water_temp_flag"), Field(run, dropout, "sc25_flag")]);
        Assert.Contains("sc25 Spike 4", dropout[^1], StringComparison.Ordinal);
        Assert.Contains("Missing 29", run.Messages, StringComparison.Ordinal); // the record's missing temperatures
    }

    [Fact]
    public async Task Standard_input_gives_json_and_the_ioos_roll_up_passes_what_is_missing()
    {
        StringBuilder csv = new("utc,stage\n");
        for (int i = 0; i < 8; i++)
            csv.Append(CultureInfo.InvariantCulture, $"2024-06-01T0{i / 4}:{i % 4 * 15:00}:00Z,{(i == 5 ? "" : $"0.8{i}")}\n");

        CommandRun worst = await CommandRun.Karst(["qc", "--format", "json"], csv.ToString());
        CommandRun ioos = await CommandRun.Karst(["qc", "--format", "json", "--rollup", "ioos"], csv.ToString());

        Assert.Equal<IEnumerable<int>>(new[] { 1, 1, 1, 1, 1, 9, 1, 1 }, StageFlags(worst));
        Assert.Equal<IEnumerable<int>>(new[] { 3, 1, 1, 1, 1, 1, 1, 1 }, StageFlags(ioos)); // the first sample has none before it: its time is suspect
    }

    [Fact]
    public async Task A_threshold_file_moves_a_limit_and_zero_switches_a_test_off()
    {
        string csv = "utc,ph\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"2024-06-01T{i:00}:00:00Z,{(i == 4 ? "7.9" : $"7.4{i}")}\n"));
        string folder = Directory.CreateTempSubdirectory("karst-qc").FullName, wide = Path.Combine(folder, "wide.txt"), wrong = Path.Combine(folder, "wrong.txt");
        File.WriteAllText(wide, "format = 1\n[thresholds]\nph_spike_fail_ph = 0\nph_spike_suspect_ph = 0.4\n");
        File.WriteAllText(wrong, "format = 1\n[thresholds]\nph_spike_fail_ph = much\nph_spikes = 1\n");

        Assert.Contains("ph Spike 4", (await CommandRun.Karst(["qc"], csv)).Output, StringComparison.Ordinal);
        Assert.Contains("ph Spike 3", (await CommandRun.Karst(["qc", "--settings", wide], csv)).Output, StringComparison.Ordinal);
        CommandRun refused = await CommandRun.Karst(["qc", "--settings", wrong], csv);
        Directory.Delete(folder, recursive: true);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("line 3", refused.Messages, StringComparison.Ordinal);
        Assert.Contains("line 4", refused.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utc,stage\n2024-06-01T00:00:00Z,deep\n", "line 2, field 'stage': 'deep' is not a number")]
    [InlineData("utc,stage\n2024-06-01 00:00,1\n", "line 2, field 'utc': '2024-06-01 00:00' has no time zone")]
    [InlineData("utc,stage\n2024-06-31T00:00:00Z,1\n", "line 2, field 'utc': '2024-06-31T00:00:00Z' is no time")]
    [InlineData("utc,depth\n2024-06-01T00:00:00Z,1\n", "there is nothing to check")]
    [InlineData("time,stage\n2024-06-01T00:00:00Z,1\n", "line 1, field 'utc'")]
    public async Task Bad_input_is_refused_with_its_place(string csv, string message)
    {
        CommandRun run = await CommandRun.Karst(["qc"], csv);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Messages, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_level_that_follows_the_barometer_and_a_turned_conductivity_are_told()
    {
        StringBuilder csv = new("utc,stage,sc25,hPa\n");
        for (int i = 0; i < 14 * 96; i++)
        {
            double air = 870 + 6 * Math.Sin(i / 65.0), stage = 0.8 + 0.0102 * (air - 870); // an absolute probe without compensation
            csv.Append(CultureInfo.InvariantCulture, $"{1_700_000_100L + 900 * i},{stage:F5},{420 + (i < 7 * 96 ? -100 : 100) * (stage - 0.8):F3},{air:F3}\n");
        }

        CommandRun run = await CommandRun.Karst(["qc", "--air-pressure", "hPa*100"], csv.ToString());

        Assert.Contains("stage: Uncompensated", run.Messages, StringComparison.Ordinal);
        Assert.Contains("sc25: its relation to the stage turned from -1.00 to 1.00", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_call_ends_with_two() => Assert.Equal(2, (await CommandRun.Karst(["qc", "--rollup", "best"])).ExitCode);

    private static string Field(CommandRun run, string[] row, string column) => row[Array.IndexOf(run.Lines[0].Split(','), column)];

    private static int[] StageFlags(CommandRun run)
    {
        using JsonDocument json = JsonDocument.Parse(run.Output);
        return [.. json.RootElement.GetProperty("samples").EnumerateArray().Select(s => s.GetProperty("stage").GetInt32())];
    }
}
