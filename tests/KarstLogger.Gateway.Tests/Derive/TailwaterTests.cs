using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Derive;

/// <summary>
/// A second stage downstream. The station's own stage is 0.72 m and a little more (depth 0.30 m, offset 0.42 m); the tailwater's probe stands on the station's datum, its depth is its stage. The rating holds with a
/// fall of at least 0.10 m.
/// </summary>
public sealed class TailwaterTests : IDisposable
{
    private const uint Tail = 0x00000077;
    private readonly DerivedStation station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task Tail_water_that_holds_the_stage_up_withholds_discharge_with_its_reason_and_leaves_the_chemistry()
    {
        station.Put(Estavelle());
        station.Arrive(Enumerable.Range(0, 96));
        // Free fall until noon, 0.07 m of fall in the afternoon, above the own stage in the evening, nothing in the last hours.
        TailArrives(i => i < 48 ? 0.30 : i < 64 ? 0.65 : 0.90, 80);
        station.Derive();
        List<StationStateRow> rows = Rows();
        Assert.Equal(("P", QcFlag.Pass), (rows[20].Qualifiers, rows[20].Flag(StationVariable.Discharge)));
        Assert.Equal(("P Bkw", QcFlag.Missing, null), (rows[55].Qualifiers, rows[55].Flag(StationVariable.Discharge), rows[55].Value(StationVariable.Discharge)));
        Assert.Equal(("P Rev", (double?)null), (rows[70].Qualifiers, rows[70].Value(StationVariable.AlkalinityFlux)));
        // A station that does not hear of its tail water cannot rule out backwater: kept, and doubted.
        Assert.Equal(QcFlag.Suspect, rows[90].Flag(StationVariable.Discharge));
        Assert.NotNull(rows[90].Value(StationVariable.Discharge));
        Assert.All([rows[55], rows[70]], row => Assert.True(row.Value(StationVariable.PCo2) > 0));
        CommandRun verified = await CommandRun.Karst(["verify", "--station", StationText.Slug, "--store", station.Store.DatabaseFile]);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Output));
    }

    [Fact]
    public void Tail_water_that_arrives_late_gives_the_rows_of_a_store_that_had_it_first()
    {
        station.Put(Estavelle());
        station.Arrive(Enumerable.Range(0, 96));
        TailArrives(_ => 0.65, 96);
        station.Derive();
        using DerivedStation first = new();
        first.Put(Estavelle());
        Append(first, _ => 0.65, 96);
        first.Arrive(Enumerable.Range(0, 96));
        Assert.Equal(first.Rows(), station.Rows());
        Assert.Contains(Rows(), row => row.Qualifiers == "P Bkw");
    }

    [Fact]
    public void Without_the_word_estavelle_higher_tail_water_is_backwater()
    {
        station.Put(Estavelle() with { Closed = "least_fall_m = 0.1" });
        station.Arrive(Enumerable.Range(0, 96));
        TailArrives(_ => 0.90, 96);
        station.Derive();
        Assert.Equal("P Bkw", Rows()[50].Qualifiers);
    }

    [Fact]
    public void A_second_stage_is_joined_over_half_an_hour_and_not_further()
    {
        SecondStage stage = new([(0, 1.0), (1800, 2.0), (7200, 3.0)]);
        Assert.Equal((1.5, 3.0), (stage.MetresAt(900), stage.MetresAt(7200)));
        Assert.Null(stage.MetresAt(4000));
        Assert.Null(stage.MetresAt(7201));
    }

    private static StationText Estavelle() => new() { Closed = "least_fall_m = 0.1\nestavelle = yes", More = "[tailwater]\nlogger = kl-00000077\noffset_m = 0\n" };

    private void TailArrives(Func<int, double> stage, int count) => Append(station, stage, count);

    private static void Append(DerivedStation to, Func<int, double> stage, int count) => to.Store.Archive.Append([Frames.Upload([.. Enumerable.Range(0, count).Select(i =>
    {
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(new Sample
        {
            LoggerId = Tail, Epoch = 3, Sequence = (uint)i + 1, UtcSeconds = Frames.Start + (uint)i * Frames.QuarterHour, ClockSource = ClockSource.Rtc, ClockErrorLog2Milliseconds = 10, IntervalSeconds = 900,
            BatteryMillivoltsMin = 3910, Level = (int)Math.Round(10_000 * stage(i)), LevelStatus = ProbeStatus.Ok, LevelBasis = LevelBasis.SondeDepth,
        }, bytes, 0);
        return bytes;
    })])]);

    private List<StationStateRow> Rows() => station.Store.Database.Read(session => StationStateRow.Between(session, StationText.Slug, Runs.Current(session, StationText.Slug)!.Id, 0, long.MaxValue).ToList());
}
