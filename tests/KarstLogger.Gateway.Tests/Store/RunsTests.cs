using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Tests.Store;

public sealed class RunsTests : IDisposable
{
    private const string Station = "huanghou";
    private readonly TemporaryStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void The_current_run_is_a_pointer_and_older_runs_stay_readable()
    {
        long first = Start(), second = Start();
        Assert.Null(store.Database.Read(session => Runs.Current(session, Station)));
        store.Database.Write(session => Runs.MakeCurrent(session, Station, first));
        Replace(first, 0, Row(1, 7.25));
        Replace(second, 0, Row(1, 7.31));
        store.Database.Write(session =>
        {
            Runs.Finish(session, second, isComplete: true, 20);
            Runs.MakeCurrent(session, Station, second);
        });
        Assert.Equal(second, store.Database.Read(session => Runs.Current(session, Station))!.Id);
        Assert.Equal([7.25], Ph(first));
        Assert.Equal([7.31], Ph(second));
        Assert.Equal(["running", "complete"], store.Database.Read(session => Runs.Of(session, Station)).Select(run => run.State));
    }

    [Fact]
    public void A_day_derived_again_replaces_its_rows_with_all_their_values_and_flags_and_its_hashes()
    {
        long run = Start();
        Replace(run, 0, Row(1, 7.25), Row(2, 7.25));
        StationStateRow again = Row(1, null);
        Replace(run, 0, again);
        StationStateRow read = Assert.Single(Rows(run));
        Assert.Equal(again.Values, read.Values);
        Assert.Equal(again.StandardUncertainties, read.StandardUncertainties);
        Assert.Equal(again.Flags, read.Flags);
        Assert.Equal((again.Key, again.PlacedUtcSeconds, again.Simulated, again.Qualifiers, again.Findings),
            (read.Key, read.PlacedUtcSeconds, read.Simulated, read.Qualifiers, read.Findings));
        DerivedDay day = Assert.Single(store.Database.Read(session => DerivedDay.Between(session, Station, run, 0, 86_400)));
        Assert.Equal([1], day.InputHash);
    }

    [Fact]
    public void A_day_that_comes_out_the_same_keeps_its_rows_and_gets_the_hash_of_what_went_in()
    {
        long run = Start();
        StationStateRow row = Row(1, 7.25);
        Replace(run, 0, row);
        store.Database.Write(session => new DerivedDay(0, 6, [77], ValueHash(row)).Replace(session, Station, run, []));
        Assert.Equal(row.Key, Assert.Single(Rows(run)).Key);
        DerivedDay day = Assert.Single(store.Database.Read(session => DerivedDay.Between(session, Station, run, 0, 86_400)));
        Assert.Equal(6, day.ResultUtcMs);
        Assert.Equal([77], day.InputHash);
    }

    [Fact]
    public void A_sample_whose_place_in_time_has_moved_to_another_day_has_one_row()
    {
        long run = Start();
        Replace(run, 0, Row(1, 7.25));
        Replace(run, DerivedDay.Seconds, Row(1, 7.25) with { PlacedUtcSeconds = DerivedDay.Seconds + 900 });
        Assert.Equal([DerivedDay.Seconds + 900], Rows(run).Select(row => row.PlacedUtcSeconds));
    }

    [Fact]
    public void Rows_come_in_the_order_of_time_and_the_end_of_the_period_is_outside()
    {
        long run = Start();
        Replace(run, 0, Row(3, 7), Row(1, 7), Row(2, 7));
        Assert.Equal([1u, 2u], Rows(run, 900, 2700).Select(row => row.Key.Sequence));
    }

    [Fact]
    public void One_owner_derives_a_station_until_its_lease_runs_out()
    {
        Assert.True(Take("a", 0));
        Assert.False(Take("b", 500));
        Assert.True(Take("a", 900)); // renewed to 1900
        Assert.False(Take("b", 1500));
        Assert.True(Take("b", 1900));
        store.Database.Write(session => Leases.Release(session, Station, "a"));
        Assert.False(Take("a", 2000));
        store.Database.Write(session => Leases.Release(session, Station, "b"));
        Assert.True(Take("a", 2000));
    }

    [Fact]
    public void A_daily_total_that_is_derived_again_replaces_the_old_one()
    {
        long run = Start();
        DailyTotal first = new(86_400, "co2_sink_t", 1.5, 0.2, 1, 0.98, QcFlag.Pass), again = first with { Value = null, U95 = null, TimeCoverage = 0.5, Flag = QcFlag.Missing };
        store.Database.Write(session => DailyTotals.Write(session, Station, run, first));
        store.Database.Write(session => DailyTotals.Write(session, Station, run, again));
        Assert.Equal([again], store.Database.Read(session => DailyTotals.Between(session, Station, run, 0, 86_401)));
    }

    [Fact]
    public void New_frames_mark_the_stations_where_their_logger_was_deployed_then()
    {
        Deploy("old-cave", 1, 0, Frames.Start);
        Deploy(Station, 1, Frames.Start, null);
        store.Archive.Append([Frames.Upload(Frames.Sample(1), Frames.Sample(2), Frames.Sample(100))]);
        List<DirtyInterval> marks = Marks();
        // Samples 2 and 100 are a day apart: two marks.
        Assert.Equal([(Frames.Start + 900L, Frames.Start + 1800L), (Frames.Start + 90_000L, Frames.Start + 90_000L)],
            marks.Select(mark => (mark.FromUtcSeconds, mark.ToUtcSeconds)));
        Assert.Equal([Station], store.Database.Read(DirtyIntervals.Stations));
        store.Archive.Append([Frames.Upload(Frames.Sample(1))]);
        Assert.Equal(2, Marks().Count);
        store.Database.Write(session => DirtyIntervals.Clear(session, marks[..1]));
        Assert.Equal([marks[1]], Marks());
    }

    [Fact]
    public void Arrivals_beside_a_mark_or_inside_it_are_added_to_it()
    {
        Deploy(Station, 1, Frames.Start, null);
        foreach (uint[] sequences in (uint[][])[[30, 31], [10, 11], [20]])
            store.Archive.Append([Frames.Upload([.. sequences.Select(sequence => Frames.Sample(sequence))])]);
        DirtyInterval mark = Assert.Single(Marks());
        Assert.Equal((Frames.Start + 9_000L, Frames.Start + 27_900L), (mark.FromUtcSeconds, mark.ToUtcSeconds));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(21)]
    public void A_mark_to_which_something_was_added_since_it_was_read_stays(uint late)
    {
        Deploy(Station, 1, Frames.Start, null);
        store.Archive.Append([Frames.Upload(Frames.Sample(13), Frames.Sample(20))]);
        List<DirtyInterval> read = Marks();
        store.Archive.Append([Frames.Upload(Frames.Sample(late))]);
        store.Database.Write(session => DirtyIntervals.Clear(session, read));
        DirtyInterval left = Assert.Single(Marks());
        Assert.InRange(Frames.Start + late * 900L, left.FromUtcSeconds, left.ToUtcSeconds);
        store.Database.Write(session => DirtyIntervals.Clear(session, [left]));
        Assert.Empty(Marks());
    }

    [Fact]
    public void A_mark_grows_no_longer_than_a_day()
    {
        Deploy(Station, 1, Frames.Start, null);
        for (uint sequence = 1; sequence <= 300; sequence += 10)
            store.Archive.Append([Frames.Upload(Frames.Sample(sequence))]);
        List<DirtyInterval> marks = Marks();
        Assert.All(marks, mark => Assert.InRange(mark.ToUtcSeconds - mark.FromUtcSeconds, 0, DirtyIntervals.GrowsToSeconds));
        Assert.InRange(marks.Count, 3, 6);
        Assert.Equal((Frames.Start + 900L, Frames.Start + 291 * 900L), (marks.Min(mark => mark.FromUtcSeconds), marks.Max(mark => mark.ToUtcSeconds)));
    }

    private long Start() => store.Database.Write(session => Runs.Start(session, Station, "1", "wateq4f", 1, [1, 2], 10));

    private bool Take(string owner, long now) => store.Database.Write(session => Leases.TryTake(session, Station, owner, now, now + 1000));

    private List<DirtyInterval> Marks() => store.Database.Read(session => DirtyIntervals.Of(session, Station));

    private void Deploy(string station, int number, long from, long? to) => store.Database.Write(session => session.Execute(
        "INSERT INTO deployment (station, number, logger_id, sonde_slot, from_utc_s, to_utc_s) VALUES (@station, @number, @logger, 0, @from, @to)",
        station, number, Frames.Logger, from, to));

    private List<StationStateRow> Rows(long run, long from = 0, long to = long.MaxValue) =>
        store.Database.Read(session => StationStateRow.Between(session, Station, run, from, to).ToList());

    private IEnumerable<double?> Ph(long run) => Rows(run).Select(row => row.Value(StationVariable.Ph));

    private void Replace(long run, long dayStart, params StationStateRow[] rows) => store.Database.Write(session =>
        new DerivedDay(dayStart, 5, [(byte)rows.Length], ValueHash(rows)).Replace(session, Station, run, rows));

    private static StationStateRow Row(uint sequence, double? ph)
    {
        double?[] values = new double?[VariableCatalogue.All.Count], uncertainties = new double?[values.Length];
        QcFlag[] flags = [.. values.Select(_ => QcFlag.Missing)];
        (values[(int)StationVariable.Ph], uncertainties[(int)StationVariable.Ph]) = (ph, ph is null ? null : 0.05);
        flags[(int)StationVariable.Ph] = ph is null ? QcFlag.Missing : QcFlag.Suspect;
        return new StationStateRow
        {
            Key = new FrameKey(1, 2, sequence), PlacedUtcSeconds = sequence * 900, Simulated = true, Values = values, StandardUncertainties = uncertainties,
            Flags = flags, Qualifiers = "P Ext", Findings = "ph spike 0.5",
        };
    }

    // Another hash for other rows, as the pipeline's is.
    private static byte[] ValueHash(params StationStateRow[] rows) =>
        [.. rows.SelectMany(row => row.Values.SelectMany(value => BitConverter.GetBytes(value ?? double.NaN)).Concat(BitConverter.GetBytes(row.PlacedUtcSeconds)))];
}
