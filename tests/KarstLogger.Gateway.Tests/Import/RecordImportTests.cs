using System.Text;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Import;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Gateway.Tests.Stations;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Import;

public sealed class RecordImportTests : IDisposable
{
    private const string Mapping =
        """
        format = 1
        [file]
        utc_offset = -07:00
        missing = -9999
        suspect_qualifier = 4
        [column time]
        name = when
        form = yyyy-MM-dd HH:mm
        [column stage]
        name = stage_cm
        unit = cm
        [column ph]
        name = ph
        qualifier = ph_qual
        [column rain]
        name = rain_mm
        """;

    private static readonly StationConfiguration Station = StationFile.Read("f",
        StationFileTests.Good.Replace("kl-0a1b2c3d", "import", StringComparison.Ordinal).Replace("2026-03-01T00:00:00Z", "2010-01-01", StringComparison.Ordinal));

    private readonly TemporaryStore store = new();
    private readonly List<ImportRefusal> refusals = [];

    public void Dispose() => store.Dispose();

    [Fact]
    public void A_row_becomes_a_sample_in_utc_with_the_numbers_of_the_file_as_scaled_integers()
    {
        Assert.Equal(1, Import("when,stage_cm,ph,ph_qual,rain_mm\n2019-01-01 00:15,52.86,8.4,,0\n").Stored);
        Sample sample = Assert.Single(Samples());
        // 00:15 at UTC-7 is 07:15 UTC: 1546326900 s (date -u -d '2019-01-01 07:15' +%s).
        Assert.Equal(1_546_326_900u, sample.UtcSeconds);
        Assert.Equal((5286, ProbeStatus.Ok), (sample.Level, sample.LevelStatus));
        Assert.Equal((8400, ProbeStatus.Ok), (sample.PhThousandths, sample.PhStatus));
        Assert.Equal((ProbeStatus.NotFitted, 7, ImportLogger.IdOf("huanghou")), (sample.EcStatus, sample.Deployment, sample.LoggerId));
    }

    [Fact]
    public void A_missing_marker_is_absent_a_qualifier_makes_suspect_and_neither_is_a_fault()
    {
        ImportOutcome outcome = Import("when,stage_cm,ph,ph_qual,rain_mm\n2019-01-01 00:15,-9999,8.4,4,\n2019-01-01 00:30,1,8.4,10,0\n");
        Assert.Equal((ProbeStatus.Silent, ProbeStatus.Warning, ProbeStatus.Silent), (Samples()[0].LevelStatus, Samples()[0].PhStatus, Samples()[0].RainStatus));
        Assert.Equal(0, Samples()[0].Level);
        Assert.Equal(ProbeStatus.Ok, Samples()[1].PhStatus);
        Assert.Equal(new ImportOutcome(2, 0, 0, 0, 0, 0), outcome);
    }

    [Fact]
    public void A_value_that_no_frame_holds_is_told_with_line_and_field_and_the_rest_of_the_row_is_kept()
    {
        ImportOutcome outcome = Import("when,stage_cm,ph,ph_qual,rain_mm\n2019-01-01 00:15,52.86,7999,,0\n2019-01-01 00:30,dry,8.4,,0\n");
        Assert.Equal((2L, 2L), (outcome.Stored, outcome.RefusedFields));
        Assert.Equal([ProbeStatus.OutOfRange, ProbeStatus.Ok], Samples().Select(sample => sample.PhStatus));
        Assert.Equal([ProbeStatus.Ok, ProbeStatus.Rejected], Samples().Select(sample => sample.LevelStatus));
        Assert.Equal([(2, "ph"), (3, "stage_cm")], refusals.Select(refusal => (refusal.Line, refusal.Field!)));
        Assert.Contains("7999 pH is outside what a frame holds: -32.768 to 32.767", refusals[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_a_readable_time_is_refused_and_kept_as_text_and_its_number_stays_free()
    {
        ImportOutcome outcome = Import("when,stage_cm,ph,ph_qual,rain_mm\n2019-13-01 00:15,52.86,8.4,,0\n2019-01-01 00:30,52.86,8.4,,0\n2019-01-01 00:45\n");
        Assert.Equal((1L, 2L), (outcome.Stored, outcome.RefusedRows));
        Assert.Equal([2u], Samples().Select(sample => sample.Sequence));
        List<(string, string)> kept = store.Database.Read(session => session.Query(
            "SELECT origin, bytes FROM rejected_frame ORDER BY origin", row => (row.GetString(0), Encoding.UTF8.GetString(row.GetBytes(1)))));
        Assert.StartsWith("a.csv, line 2, field 'when': '2019-13-01 00:15' is no time", kept[0].Item1, StringComparison.Ordinal);
        Assert.Equal("2019-13-01 00:15,52.86,8.4,,0", kept[0].Item2);
        Assert.StartsWith("a.csv, line 4: has 1 fields", kept[1].Item1, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_file_again_is_all_duplicates_and_a_longer_one_adds_its_new_rows()
    {
        const string first = "when,stage_cm,ph,ph_qual,rain_mm\n2019-01-01 00:15,52.86,8.4,,0.4\n";
        Import(first);
        Assert.Equal((0L, 1L), (Import(first) is var again ? (again.Stored, again.Duplicates) : default));
        Assert.Equal((1L, 1L), (Import(first + "2019-01-01 00:30,52.80,8.4,,0.2\n") is var longer ? (longer.Stored, longer.Duplicates) : default));
        Assert.Equal(1, Import(first.Replace("52.86", "52.87", StringComparison.Ordinal)).Conflicts);
    }

    [Fact]
    public void Rain_by_interval_becomes_a_running_count_of_tips()
    {
        // 0.2 mm a tip: 0.4 mm, 0, 1.0 mm are 2, 0 and 5 tips.
        Import("when,stage_cm,ph,ph_qual,rain_mm\n2019-01-01 00:15,1,8,,0.4\n2019-01-01 00:30,1,8,,0\n2019-01-01 00:45,1,8,,1.0\n");
        Assert.Equal([2u, 2u, 7u], Samples().Select(sample => sample.RainTipsCumulative));
    }

    [Fact]
    public void More_decimals_than_the_frame_holds_are_rounded_and_counted()
    {
        Assert.Equal(1, Import("when,stage_cm,ph,ph_qual,rain_mm\n2019-01-01 00:15,52.868,8.4,,0\n").Rounded);
        Assert.Equal(5287, Samples()[0].Level);
    }

    [Fact]
    public void A_missing_column_and_a_station_without_an_import_deployment_are_refused()
    {
        BadInputException refusal = Assert.Throws<BadInputException>(() => Import("when,stage\n"));
        Assert.Contains("a.csv, line 1, field 'stage_cm': there is no such column; the file has: when, stage", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("logger = import", Assert.Throws<BadInputException>(() =>
            Import("when,stage_cm,ph,ph_qual,rain_mm\n", StationFile.Read("f", StationFileTests.Good))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unit = cm", "unit = furlong", "line 11, field 'unit': 'furlong' is not known; permitted: m, cm, mm, ft")]
    [InlineData("utc_offset = -07:00", "utc_offset = MST", "line 3, field 'utc_offset': 'MST' is no offset")]
    [InlineData("[column ph]", "[column redox]", "[column redox] is not known; permitted: time, stage")]
    [InlineData("name = rain_mm", "nmae = rain_mm", "field 'name': missing")]
    public void A_fault_of_a_mapping_is_told_with_its_line_and_what_is_permitted(string good, string bad, string told) =>
        Assert.Contains(told, Assert.Throws<BadInputException>(() => ImportMapping.Read("m", Mapping.Replace(good, bad, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_hand_carried_export_with_a_torn_end_fills_the_gaps_and_doubles_nothing()
    {
        store.Archive.Append([Frames.Upload(Frames.Sample(1), Frames.Sample(4))]);
        byte[] card = [.. Frames.Sample(1), .. Frames.Sample(2), 1, 2, 3, .. Frames.Sample(3), .. Frames.Sample(4), .. Frames.Sample(5)[..40]];
        ImportOutcome outcome = new RecordImport(store.Database, TimeProvider.System).ImportFrames("card.bin", card);
        Assert.Equal(new ImportOutcome(2, 2, 0, 2, 0, 0), outcome);
        Assert.Equal(4u, store.Archive.For(Frames.Logger, Frames.Epoch, 1, DateTimeOffset.UnixEpoch).CommittedThrough);
    }

    [Fact]
    public void What_a_terminal_caught_of_a_serial_export_is_the_same_frames_and_a_garbled_line_is_kept_as_refused()
    {
        store.Archive.Append([Frames.Upload(Frames.Sample(1))]);
        string caught = string.Join("\r\n",
        [
            "> export --since 0 --frames", Convert.ToHexStringLower(Frames.Sample(1)), Convert.ToHexStringLower(Frames.Sample(2)), "# more: export --since 00000007:3 --frames",
            "> log 1", "2026-01-01T00:00:00Z 00000007:2 sample \u6D1E", Convert.ToHexStringLower(Frames.Sample(3))[..100] + "?" + Convert.ToHexStringLower(Frames.Sample(3))[101..],
            Convert.ToHexStringLower(Frames.Sample(4)), "# end of the record",
        ]);
        ImportOutcome outcome = new RecordImport(store.Database, TimeProvider.System).ImportFrames("terminal.log", Encoding.UTF8.GetBytes(caught));
        Assert.Equal(new ImportOutcome(2, 1, 0, 1, 0, 0), outcome);
    }

    [SharedFact("data/lro")]
    public void A_real_year_of_quarter_hours_with_sensor_failures_is_archived_row_by_row()
    {
        string file = ReferenceFiles.Path("data", "lro", "LR_FB_BA_2014.csv");
        ImportMapping mapping = ImportMapping.Load(Path.Combine(ReferenceFiles.ProjectRoot, "docs", "how-to", "examples", "logan-river.mapping"));
        using FileStream stream = File.OpenRead(file);
        ImportOutcome outcome = new RecordImport(store.Database, TimeProvider.System).ImportCsv(Station, mapping, "fb.csv", stream, refusals.Add);
        Assert.Equal(File.ReadLines(file).Count() - 1, outcome.Stored + outcome.RefusedRows);
        Assert.Equal(0, outcome.RefusedRows);
    }

    private ImportOutcome Import(string text, StationConfiguration? station = null)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        return new RecordImport(store.Database, TimeProvider.System).ImportCsv(station ?? Station, ImportMapping.Read("m", Mapping), "a.csv", stream, refusals.Add);
    }

    private List<Sample> Samples() => store.Database.Read(session =>
        ArchivedFrame.InEpoch(session, ImportLogger.IdOf("huanghou"), ImportLogger.EpochOf("huanghou", "a.csv"), 1, uint.MaxValue)
            .Select(frame => SampleFrame.Read(frame.Bytes, 0)).ToList());
}
