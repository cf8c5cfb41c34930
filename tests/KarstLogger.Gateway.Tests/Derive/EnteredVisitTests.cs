using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Loads;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Tests.Derive;

/// <summary>
/// Visits entered at the gateway as services. The sonde hangs since 2026-03-01T00:00:00Z, frames come every quarter hour for ten days, specific conductance is near 360 uS/cm. A
/// sc25 visit that reads 360 before and 380 after cleaning has a fouling error of 20 uS/cm, above 3 % of 380 = 11.4 uS/cm (docs/equations/drift.md).
/// </summary>
public sealed class EnteredVisitTests : IDisposable
{
    private const long Day = 86_400, First = Frames.Start + 5 * Day + Day / 2, Second = Frames.Start + 8 * Day;
    private readonly DerivedStation station = new();

    public EnteredVisitTests()
    {
        station.Put(new StationText());
        station.Arrive(Enumerable.Range(0, 10 * 96));
    }

    public void Dispose() => station.Dispose();

    [Fact]
    public void An_entered_visit_corrects_from_the_last_service_to_itself_and_leaves_the_frames_alone()
    {
        List<StationStateRow> raw = Rows();
        List<byte[]> frames = FrameBytes();
        Enter(Fouled(First));
        station.Derive();
        List<StationStateRow> corrected = Rows();
        // Half way (2.75 of 5.5 days): half of the 20 uS/cm; at the visit: all of it; after it and at its beginning: none.
        Assert.Equal(10, Conductance(corrected, 264) - Conductance(raw, 264), 9);
        Assert.Equal(20, Conductance(corrected, 528) - Conductance(raw, 528), 9);
        Assert.Equal(0, Conductance(corrected, 529) - Conductance(raw, 529));
        Assert.Equal(0, Conductance(corrected, 0) - Conductance(raw, 0));
        Assert.Equal(frames, FrameBytes());
    }

    [Fact]
    public void Exactly_the_time_back_to_the_previous_service_is_marked_and_its_days_derived()
    {
        Enter(Fouled(First));
        Assert.Equal((Frames.Start, First), Marked());
        station.Derive();
        Enter(Fouled(Second));
        // The second begins where the first ended.
        Assert.Equal((First, Second), Marked());
        DerivedDays done = station.Derive();
        // Days 5 to 8 hold corrected samples; the day before and the days after see them through the quality tests alone.
        int reached = (int)Math.Ceiling(StationPipeline.Reach(new StationText().Read().Settings).BackSeconds / (double)Day);
        Assert.InRange(done.Derived, 4, 4 + 1 + reached);
        Assert.True(done.Copied >= 4);
    }

    [Fact]
    public void The_previewed_year_is_the_year_after_saving_to_the_last_bit()
    {
        VisitBody visit = Fouled(First);
        YearTotalEffect told = Place(place => VisitEntry.Effect(place, visit)).YearTotal!;
        Assert.Equal(Year(), told.BeforeTonnesCo2);
        Enter(visit);
        station.Derive();
        Assert.Equal(Year(), told.AfterTonnesCo2);
        // dHCO3 = 0.642 mg/L per uS/cm: the mean correction of 10 uS/cm over 55 % of the time adds about 0.55 * 6.42 / 203.8 = 1.7 %; the flood lies in the other part too.
        Assert.InRange(told.ChangePercent!.Value, 0.8, 2.6);
    }

    [Fact]
    public void A_withdrawn_visit_leaves_no_trace_in_the_rows_and_stays_in_the_history()
    {
        List<string> before = station.Rows();
        string id = Enter(Fouled(First));
        station.Derive();
        Assert.NotEqual(before, station.Rows());
        VisitWithdrawalBody withdrawal = new() { Visit = id, Reason = "wrong spring" };
        YearTotalEffect told = Place(place => VisitWithdrawalEntry.Effect(place, withdrawal)).YearTotal!;
        station.Store.Database.Write(session => VisitWithdrawalEntry.Save(PlaceOf(session), withdrawal, Order("wrong spring")));
        station.Derive();
        Assert.Equal(before, station.Rows());
        Assert.Equal(Year(), told.AfterTonnesCo2);
        Assert.True(Assert.Single(station.Store.Database.Read(session => StoredEntries.Visits(session, StationText.Slug))).IsWithdrawn);
        Assert.Equal(409, Assert.Throws<ApiRefusal>(() => Place(place => VisitWithdrawalEntry.Effect(place, withdrawal))).Status);
    }

    [Fact]
    public void A_corrected_visit_gives_the_rows_of_a_store_that_never_knew_the_wrong_one()
    {
        Enter(Fouled(First, after: 395) with { Corrects = Enter(Fouled(First)) });
        station.Derive();
        using DerivedStation fresh = new();
        fresh.Put(new StationText());
        fresh.Arrive(Enumerable.Range(0, 10 * 96));
        fresh.Store.Database.Write(session => VisitEntry.Save(PlaceOf(session), Fouled(First, after: 395), Order("visit")));
        fresh.Derive();
        Assert.Equal(fresh.Rows(), station.Rows());
    }

    [Fact]
    public void The_order_in_which_visits_are_entered_does_not_matter()
    {
        Enter(Fouled(Second));
        station.Derive();
        Enter(Fouled(First));
        station.Derive();
        using DerivedStation inOrder = new();
        inOrder.Put(new StationText());
        inOrder.Arrive(Enumerable.Range(0, 10 * 96));
        foreach (long at in (long[])[First, Second])
            inOrder.Store.Database.Write(session => VisitEntry.Save(PlaceOf(session), Fouled(at), Order("visit")));
        inOrder.Derive();
        Assert.Equal(inOrder.Rows(), station.Rows());
    }

    [Fact]
    public async Task Verify_replays_a_run_with_entered_visits_and_reprocess_finds_nothing_to_do()
    {
        Enter(Fouled(First));
        station.Derive();
        CommandRun verified = await CommandRun.Karst(["verify", "--station", StationText.Slug, "--store", station.Store.DatabaseFile]);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Output));
        CommandRun again = await CommandRun.Karst(["reprocess", "--station", StationText.Slug, "--store", station.Store.DatabaseFile]);
        Assert.Matches("^huanghou,2,0,0,[0-9]+$", again.Lines[1]);
    }

    [Fact]
    public void A_station_file_put_again_keeps_the_entered_services_and_may_not_contradict_them()
    {
        Enter(Fouled(First));
        station.Derive();
        station.Put(new StationText { Area = "13" });
        StationConfiguration held = station.Store.Database.Read(session => StationRegister.Find(session, StationText.Slug))!.Configuration;
        SensorVisit service = Assert.Single(held.Settings.Corrections.Services);
        Assert.Equal(("visit-1-sc25", 1L, Frames.Start, First), (service.Id, EnteredServices.VisitOf(service), service.Service.LastServiceUtcSeconds, service.Service.UtcSeconds));
        // What the store shows can be put back as it is; with another number in the section it is refused.
        Put(held.Canonical);
        Assert.Contains("[service visit-1-sc25] comes from an entered visit",
            Assert.Throws<BadInputException>(() => Put(held.Canonical.Replace("monitor_after = 380", "monitor_after = 390", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        const string covering = "[service may]\nparameter = sc25\nlast_service = 2026-03-02\nservice = 2026-03-09\nmonitor_before = 360\nmonitor_after = 361\n";
        Assert.Contains("[service may] of the station file already covers sc25",
            Assert.Throws<BadInputException>(() => Put(new StationText { More = covering }.Read().Canonical)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entered_calibration_makes_the_glass_young_again_and_it_grows_old_from_there()
    {
        double Uncertainty(int row) => Rows()[row].StandardUncertainties[(int)StationVariable.Ph]!.Value;
        // docs/equations/carbonate.md: 0.05 after calibration, 0.05 more in 30 days. Nine days after the deployment: 0.05 + 0.05 * 9 / 30.
        Assert.Equal(0.05 + 0.05 * 9 / 30, Uncertainty(9 * 96), 9);
        Enter(new VisitBody { At = At(First), Reason = "visit", Readings = [new("ph", Standards: [new(7.06, 7.08), new(10.18, 10.19)])] });
        station.Derive();
        Assert.Equal(0.05 + 0.05 * 3.5 / 30, Uncertainty(9 * 96), 9);
        Assert.Equal(0.05 + 0.05 * 5 / 30, Uncertainty(5 * 96), 9);
    }

    [Fact]
    public void A_reading_without_cleaning_or_standard_is_told_to_be_no_service()
    {
        VisitBody visit = new() { At = At(First), Readings = [new("ph", Before: 7.6)] };
        Assert.Contains("no service", Assert.Single(Place(place => VisitEntry.Effect(place, visit)).Text), StringComparison.Ordinal);
    }

    private static VisitBody Fouled(long at, double after = 380) => new() { At = At(at), Reason = "visit", Readings = [new("sc25", Before: 360, After: after)] };

    private static DateTimeOffset At(long utcSeconds) => DateTimeOffset.FromUnixTimeSeconds(utcSeconds);

    private static ChangeOrder Order(string reason) => new("Li", reason, (Frames.Start + 20 * Day) * 1000);

    private static EntryPlace PlaceOf(StoreSession session) => new(session, KnownStation.Find(session, StationText.Slug), (Frames.Start + 20 * Day) * 1000);

    private Effect Place(Func<EntryPlace, Effect> ask) => station.Store.Database.Read(session => ask(PlaceOf(session)));

    private string Enter(VisitBody visit) => station.Store.Database.Write(session => VisitEntry.Save(PlaceOf(session), visit, Order("visit")).Id);

    private void Put(string text) => station.Store.Database.Write(session => StationRegister.Put(session, StationFile.Read("t", text), Order("text")));

    private (long, long) Marked() => station.Store.Database.Read(session => DirtyIntervals.Of(session, StationText.Slug)) is [var only] ? (only.FromUtcSeconds, only.ToUtcSeconds) : default;

    private List<StationStateRow> Rows() => station.Store.Database.Read(session => StationStateRow.Between(session, StationText.Slug, Runs.Current(session, StationText.Slug)!.Id, 0, long.MaxValue).ToList());

    private List<byte[]> FrameBytes() => station.Store.Database.Read(session => ArchivedFrame.InEpoch(session, Frames.Logger, Frames.Epoch, 1, uint.MaxValue).Select(frame => frame.Bytes).ToList());

    private static double Conductance(List<StationStateRow> rows, int i) => rows[i].Value(StationVariable.SpecificConductance)!.Value;

    // The year as 'karst totals' and HTTP give it, from the current run.
    private double Year() => station.Store.Database.Read(session =>
    {
        KnownStation known = KnownStation.Find(session, StationText.Slug);
        StationTotals totals = new(known.Configuration, new StationCalendar(0, 1), PeriodKind.HydrologicalYear, TotalRow.Reader(session, StationText.Slug, known.Run!.Id));
        return Assert.Single(totals.LoadsOver(First, First + 1)).SinkTonnesCo2(known.Configuration.Settings.SinkShare);
    });
}
