using System.Text.Json;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Export;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Gateway.Tests.Stations;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Export;

public sealed class StationExportTests : IDisposable
{
    private static readonly long From = Frames.Start, To = Frames.Start + 6 * Frames.QuarterHour;
    private readonly TemporaryStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void The_head_says_whose_data_how_complete_from_which_equations_and_under_which_terms()
    {
        Derive(StationFileTests.Good, Frames.Sample(1), Frames.Sample(2), Frames.Sample(4));
        string[] head = Lines().TakeWhile(line => line[0] == '#').ToArray();
        Assert.Contains("# station: huanghou, Huanghou underground river", head);
        Assert.Contains("# period: 2026-03-01T00:00:00Z to 2026-03-01T01:30:00Z, the end excluded; all times UTC", head);
        Assert.Contains("# completeness: expected 6, received 3 (50.00 %), of these recovered late 0, lost 0, missing 3; additional 0; conflicts 0", head);
        Assert.Contains("# gap: 2026-03-01T00:45:00Z to 2026-03-01T00:45:00Z, 1 samples, missing: taken but not received, or refused", head);
        Assert.Contains("# area: 12.5 km2 +- 20 %, dye tracer, from 2015-06-01T00:00:00Z", head);
        Assert.Contains("# regression: HCO3 = 0.642 SC25 + -27.33 mg/L, 270 to 380 uS/cm, Fitted: 44 bottles", head);
        Assert.Contains("# licence: not stated", head);
        Assert.Contains("# simulated: no", head);
        Assert.Contains("# illustrative: no", head);
        Assert.Contains(head, line => line.StartsWith("# rating: weir, from 2020-01-01T00:00:00Z, sha256 ", StringComparison.Ordinal));
        Assert.Contains(head, line => line.StartsWith("# configuration: version 1, sha256 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_has_three_times_its_key_and_value_uncertainty_and_flag_under_headings_with_units()
    {
        Derive(StationFileTests.Good, Frames.Sample(1, level: 1_200)); // 0.12 m above the probe, offset 0.42 m
        string[] body = Lines().SkipWhile(line => line[0] == '#').ToArray();
        string[] headings = body[0].Split(','), row = Assert.Single(body[1..]).Split(',');
        string Cell(string heading) => row[Array.IndexOf(headings, heading)];
        Assert.Equal("2026-03-01T00:15:00Z", Cell("time_utc"));
        Assert.Equal("2026-03-01T00:15:00Z", Cell("received_utc"));
        Assert.Equal(("kl-0a1b2c3d", "1"), (Cell("logger"), Cell("sequence")));
        Assert.Equal(0.54, double.Parse(Cell("stage [m]"), System.Globalization.CultureInfo.InvariantCulture), 12);
        // 1.9 (0.54 - 0.1)^1.5 = 0.55454 by hand.
        Assert.Equal(0.55454, double.Parse(Cell("discharge [m3/s]"), System.Globalization.CultureInfo.InvariantCulture), 5);
        Assert.Equal(("", "9"), (Cell("ph [[pH]]"), Cell("ph_flag")));
    }

    [Fact]
    public void One_simulated_sample_marks_the_whole_export_and_a_made_up_area_is_named()
    {
        byte[] simulated = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(new Sample
        {
            LoggerId = Frames.Logger, Epoch = Frames.Epoch, Sequence = 2, UtcSeconds = Frames.Start + 1800, ClockSource = ClockSource.Rtc, Flags = FrameFlags.Simulated,
        }, simulated, 0);
        Derive(StationFileTests.Good.Replace("method = dye tracer", "method = none\nillustrative = yes", StringComparison.Ordinal), Frames.Sample(1), simulated);
        Assert.Contains("# simulated: yes: made by a simulation, not measured", Lines());
        Assert.Contains("# illustrative: yes: area without a source; nothing computed from them is a result", Lines());
        Assert.Equal(["0", "1"], Lines().SkipWhile(line => line[0] == '#').Skip(1).Select(line => line.Split(',')[^1]));
    }

    [Fact]
    public void Json_has_the_same_rows_and_leaves_absent_values_out()
    {
        Derive(StationFileTests.Good, Frames.Sample(1), Frames.Sample(2));
        using MemoryStream stream = new();
        Export(export => ExportJson.Write(export, stream));
        using JsonDocument json = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(2, json.RootElement.GetProperty("rows").GetArrayLength());
        JsonElement row = json.RootElement.GetProperty("rows")[0];
        Assert.Equal("2026-03-01T00:15:00Z", row.GetProperty("time_utc").GetString());
        Assert.False(row.TryGetProperty("ph", out _));
        Assert.Equal(9, row.GetProperty("ph_flag").GetInt32());
        Assert.Equal(4, json.RootElement.GetProperty("completeness").GetProperty("missing").GetInt64());
    }

    [Fact]
    public void Before_anything_was_derived_there_is_no_export()
    {
        StationConfiguration station = StationFile.Read("f", StationFileTests.Good);
        store.Database.Write(session => StationRegister.Put(session, station, new ChangeOrder("Li", "survey", 0)));
        Assert.Null(store.Database.Read(session => StationExport.Open(session, new RegisteredStation(station, 1), From, To, To)));
    }

    private void Derive(string stationText, params byte[][] frames)
    {
        StationConfiguration station = StationFile.Read("f", stationText);
        store.Database.Write(session => StationRegister.Put(session, station, new ChangeOrder("Li", "survey", 0)));
        store.Archive.Append([Frames.Upload(frames)]);
        new StationDeriver(store.Database, new SteppedTime(DateTimeOffset.FromUnixTimeSeconds(To))).DeriveDirty("huanghou");
    }

    private void Export(Action<StationExport> use) => store.Database.Read(session =>
    {
        use(StationExport.Open(session, StationRegister.Find(session, "huanghou")!, From, To, To)!);
        return true;
    });

    private string[] Lines()
    {
        using StringWriter text = new();
        Export(export => ExportCsv.Write(export, text));
        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
