using System.Text.Json;
using System.Text.RegularExpressions;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.BoxVisits;
using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Gateway.Tests.Derive;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.BoxVisits;

/// <summary>A visit at an emulated box, its frames through the real archive, and what the gateway makes of them.</summary>
public sealed partial class BoxVisitTests : IDisposable
{
    // Later than the newest frame of any of these tests.
    private const long NowUtcMs = (Frames.Start + 4 * 86_400) * 1000L;

    private readonly DerivedStation station = new();

    public BoxVisitTests() => station.Put(new StationText());

    public void Dispose() => station.Dispose();

    // At 25 degC by the station's law, 1.91 % a degree; noise of the emulated sonde 0.004 degC, 0.003 pH, 0.05 %.
    [Fact]
    public void A_visit_at_the_box_has_the_readings_of_the_sonde_and_what_the_person_typed()
    {
        VisitedBox box = new();
        box.Visit();
        Arrive(box.Sent());
        BoxVisit visit = Assert.Single(Visits());
        Assert.Empty(visit.Missing);
        Assert.Equal(("Li Hua", 1.234, true, null), (visit.People, visit.StaffGageMetres!.Value, visit.Simulated, visit.TakenOverAs));
        Assert.InRange(visit.At!.Value.ToUnixTimeSeconds() - box.CleanedUtcSeconds, 0, 2);
        // The sonde's depth at the staff, 1 mm of noise and 0.5 % between pressure and depth; the deployment's offset is 0.42 m.
        Assert.Equal(box.Water.DepthMetres, visit.DepthMetres!.Value, 0.02);
        Assert.Equal(visit.DepthMetres.Value + 0.42, visit.StageMetres!.Value, 9);
        double factor = 1 / (1 + 0.0191 * (box.Water.TemperatureCelsius - 25)), dirty = box.Water.EcInSitu * VisitedBox.Cell * (1 - VisitedBox.Film) * factor, clean = box.Water.EcInSitu * VisitedBox.Cell * factor;
        VisitReadingBody ec = Reading(visit, "sc25"), ph = Reading(visit, "ph"), t = Reading(visit, "water_temp");
        Assert.Equal(dirty, ec.Before!.Value, 1.0);
        Assert.Equal(clean, ec.After!.Value, 1.5);
        Assert.Equal((380, 381, "percent"), (ec.FieldStart!.Value, ec.FieldEnd!.Value, ec.Mode));
        // 1278 uS/cm at 20 degC is 1278 / (1 - 0.0191 * 5) = 1412.9 at 25; the cell shows 95 % of it.
        StandardBody kcl = Assert.Single(ec.Standards!);
        Assert.Equal(1412.9, kcl.Standard, 1.5);
        Assert.Equal(VisitedBox.Cell * 1412.9, kcl.Reading, 4.0);
        Assert.Equal((8.35, 8.36, "additive"), (ph.FieldStart!.Value, ph.FieldEnd!.Value, ph.Mode));
        Assert.Equal(Shown(box.Water.Ph, box.Water.TemperatureCelsius), ph.Before!.Value, 0.02);
        Assert.Equal(Shown(box.Water.Ph, box.Water.TemperatureCelsius), ph.After!.Value, 0.02);
        // The check in phosphate, then the points of the calibration that are other buffers.
        Assert.Equal([6.881, 4.000, 9.225], ph.Standards!.Select(one => one.Standard), Near(0.003));
        Assert.Equal(ph.Standards!.Select(one => Shown(one.Standard, 20)), ph.Standards!.Select(one => one.Reading), Near(0.02));
        Assert.Equal(100 * VisitedBox.Slope, ph.SlopePercent!.Value, 0.5);
        Assert.Equal((18.1, 18.1), (t.FieldStart!.Value, t.FieldEnd!.Value));
        Assert.Equal(box.Water.TemperatureCelsius, t.Before!.Value, 0.03);
    }

    [Fact]
    public void Each_step_says_what_was_done_or_why_not()
    {
        VisitedBox box = new(days: 1);
        box.Visit();
        Arrive(box.Sent());
        BoxVisit visit = Assert.Single(Visits());
        Assert.Equal(["staff", "before", "clean", "after", "standards", "calibrate", "final", "water", "gauging", "rain", "box", "photos", "check"], visit.Steps.Select(one => one.Name));
        Assert.Equal(("skipped", "no rain gauge"), (visit.Steps[9].State, visit.Steps[9].Said));
        Assert.All(visit.Steps.Where(one => one.Name != "rain"), one => Assert.Equal("done", one.State));
        Assert.Equal(["film, 1 mm tufa", "A1 A2", "salt, Q 0.31 m3/s"], visit.Steps.Where(one => one.Name is "clean" or "water" or "gauging").Select(one => one.Said));
        Assert.Equal([("ph", "good", "sonde"), ("ec", "good", "sonde")], visit.Calibrations.Select(one => (one.What, one.Outcome, one.Target!)));
        Assert.Equal(VisitedBox.OffsetMillivolts, visit.Calibrations[0].OffsetMillivolts!.Value, 0.6);
        // The cell shows 95 %: its constant grows by 1 / 0.95 - 1 = 5.3 %.
        Assert.Equal(5.3, visit.Calibrations[1].CellConstantChangePercent!.Value, 0.4);
        Assert.Contains("clean: film, 1 mm tufa", visit.Text, StringComparison.Ordinal);
        Assert.Contains("rain not done: no rain gauge", visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Taking_it_over_changes_the_derived_values_as_the_same_visit_from_paper_does()
    {
        VisitedBox box = new();
        box.Visit();
        box.Leave(6);
        List<byte[]> frames = box.Sent();
        Arrive(frames);
        List<StationStateRow> raw = Rows(station);
        BoxVisit visit = Assert.Single(Visits());
        VisitBody entry = visit.ToEntry(visit.At!.Value, "visit");
        Effect told = Ask(place => VisitEntry.Effect(place, entry));
        Assert.Equal($"Takes over {visit.Id}.", told.Text[0]);
        Assert.Equal(raw.Select(Numbers), Rows(station).Select(Numbers));
        Assert.Equal("visit-1", Save(entry));
        station.Derive();
        List<StationStateRow> taken = Rows(station);

        using DerivedStation byHand = new();
        byHand.Put(new StationText());
        byHand.Store.Archive.Append([Frames.Upload([.. frames])]);
        byHand.Store.Database.Write(session => VisitEntry.Save(PlaceOf(session), FromPaper(box), Order()));
        byHand.Derive();
        // The paper has the temperature of a standard as that of its bath; the sonde's own is 0.01 degC beside it.
        Assert.Equal(Rows(byHand).Select(row => row.Value(StationVariable.SpecificConductance)!.Value), taken.Select(row => row.Value(StationVariable.SpecificConductance)!.Value), Near(0.1));
        Assert.Equal(Rows(byHand).Select(row => row.Value(StationVariable.Ph)!.Value), taken.Select(row => row.Value(StationVariable.Ph)!.Value), Near(0.0001));
        // A film of 12 % and a cell at 95 %: at the cleaning about a sixth is missing.
        int last = taken.FindLastIndex(row => row.PlacedUtcSeconds <= visit.At!.Value.ToUnixTimeSeconds());
        Assert.InRange(taken[last].Value(StationVariable.SpecificConductance)!.Value / raw[last].Value(StationVariable.SpecificConductance)!.Value, 1.15, 1.22);
        Assert.Equal(raw[^1].Value(StationVariable.SpecificConductance), taken[^1].Value(StationVariable.SpecificConductance));
    }

    [Fact]
    public void It_is_taken_over_once_and_again_only_when_that_visit_is_withdrawn_and_a_correction_keeps_the_link()
    {
        VisitedBox box = new(days: 1);
        box.Visit();
        Arrive(box.Sent());
        BoxVisit visit = Assert.Single(Visits());
        VisitBody entry = visit.ToEntry(visit.At!.Value, "visit");
        Save(entry);
        Assert.Equal("visit-1", Assert.Single(Visits()).TakenOverAs);
        Assert.Contains($"[{visit.Id}]", station.Store.Database.Read(session => AuditTrail.Of(session, $"station/{StationText.Slug}"))[^1].What, StringComparison.Ordinal);
        Assert.Equal(409, Assert.Throws<ApiRefusal>(() => Ask(place => VisitEntry.Effect(place, entry))).Status);
        Assert.Equal(409, Assert.Throws<ApiRefusal>(() => Save(entry)).Status);
        Assert.Equal("visit-2", Save(entry with { BoxVisit = null, StaffGageMetres = 1.334, Corrects = "visit-1" }));
        Assert.Equal("visit-2", Assert.Single(Visits()).TakenOverAs);
        station.Store.Database.Write(session => VisitWithdrawalEntry.Save(PlaceOf(session), new VisitWithdrawalBody { Visit = "visit-2", Reason = "wrong" }, Order()));
        Assert.Null(Assert.Single(Visits()).TakenOverAs);
        Assert.Equal("visit-3", Save(entry));
        Assert.Equal("boxVisit", Assert.Throws<ApiRefusal>(() => Ask(place => VisitEntry.Effect(place, entry with { BoxVisit = "box-kl-00000001-00000001-1" }))).Field);
    }

    [Fact]
    public void Frames_in_any_order_give_the_same_visit()
    {
        VisitedBox box = new(days: 1);
        box.Visit();
        List<byte[]> frames = box.Sent();
        Arrive(frames);
        string inOrder = Text(Visits());
        using DerivedStation reversed = new();
        reversed.Put(new StationText());
        foreach (byte[] frame in Enumerable.Reverse(frames))
            reversed.Store.Archive.Append([Frames.Upload(frame)]);
        Assert.Equal(inOrder, Text(reversed.Store.Database.Read(session => StationBoxVisits.Of(session, new StationText().Read()))));
    }

    [Fact]
    public void A_step_that_has_not_arrived_is_named_with_its_frame_and_no_more_when_it_has()
    {
        VisitedBox box = new(days: 1);
        box.Visit();
        List<byte[]> frames = box.Sent();
        byte[] after = VisitedBox.FrameOf(frames, "after");
        uint sequence = Frame.ReadHeader(after, 0).Sequence;
        Arrive(frames.Where(frame => frame != after));
        BoxVisit partly = Assert.Single(Visits());
        Assert.Equal(["the step 'after'", $"frame {sequence}: not arrived"], partly.Missing.Select(note => note.Text));
        Assert.Null(Reading(partly, "sc25").After);
        Assert.Equal("missing", partly.Steps[3].State);
        Assert.Contains($"Not here of {partly.Id}: the step 'after'.", Ask(place => VisitEntry.Effect(place, partly.ToEntry(partly.At!.Value, "visit"))).Text);
        Arrive([after]);
        Assert.Empty(Assert.Single(Visits()).Missing);
    }

    [Fact]
    public void A_frame_that_the_box_has_overwritten_is_told_as_lost()
    {
        VisitedBox box = new(days: 1);
        box.Visit();
        List<byte[]> frames = box.Sent();
        byte[] photos = VisitedBox.FrameOf(frames, "photos");
        FrameHeader newest = Frame.ReadHeader(frames[^1], 0), gone = Frame.ReadHeader(photos, 0);
        byte[] told = Frames.Event(newest.Sequence + 1, EventCode.OverwrittenRange, $"first={gone.Sequence} last={gone.Sequence}", newest.Epoch, utcSeconds: newest.UtcSeconds + 1);
        Arrive([.. frames.Where(frame => frame != photos), told]);
        Assert.Equal(["the step 'photos'", $"frame {gone.Sequence}: overwritten at the box"], Assert.Single(Visits()).Missing.Select(note => note.Text));
    }

    [Fact]
    public void A_visit_taken_over_before_its_beginning_arrived_is_still_the_same_one_afterwards()
    {
        VisitedBox box = new(days: 1);
        box.Visit();
        List<byte[]> frames = box.Sent();
        int clean = frames.IndexOf(VisitedBox.FrameOf(frames, "clean"));
        Arrive(frames.Skip(clean));
        BoxVisit late = Assert.Single(Visits());
        Assert.Equal(["its beginning: who came, and when", "the step 'staff'", "the step 'before'"], late.Missing.Select(note => note.Text));
        Save(late.ToEntry(late.At!.Value, "visit"));
        Arrive(frames.Take(clean));
        BoxVisit whole = Assert.Single(Visits());
        Assert.Equal((0, "visit-1", "Li Hua"), (whole.Missing.Count, whole.TakenOverAs, whole.People));
        Assert.NotEqual(late.Id, whole.Id);
        // The old name still leads to it.
        Assert.Equal(409, Assert.Throws<ApiRefusal>(() => Save(late.ToEntry(late.At!.Value, "visit"))).Status);
    }

    // What a glass of 95 % and -6 mV at pH 7 shows through the maker's ideal line: 7 + 0.95 (pH - 7) + 6 / (59.16 mV at 25 degC, in proportion to the absolute temperature).
    private static double Shown(double ph, double celsius) => 7 + VisitedBox.Slope * (ph - 7) - VisitedBox.OffsetMillivolts / (59.16 * (celsius + 273.15) / 298.15);

    /// <summary>The visit as a person enters it from what the box said, conductivity brought to 25 degC with a pocket calculator.</summary>
    private static VisitBody FromPaper(VisitedBox box)
    {
        double[][] sonde = [.. box.Paper.Select(line => SondeLine().Match(line)).Where(match => match.Success).Select(match => match.Groups.Values.Skip(1).Select(group => Number(group.Value)).ToArray())],
            standards = [.. box.Paper.Select(line => StandardLine().Match(line)).Where(match => match.Success).Select(match => match.Groups.Values.Skip(1).Select(group => Number(group.Value)).ToArray())],
            points = [.. box.Paper.Select(line => PointLine().Match(line)).Where(match => match.Success).Select(match => match.Groups.Values.Skip(1).Select(group => Number(group.Value)).ToArray())];
        static double At25(double ec, double celsius) => Math.Round(ec / (1 + 0.0191 * (celsius - 25)), 2);
        return new VisitBody
        {
            At = DateTimeOffset.FromUnixTimeSeconds(box.CleanedUtcSeconds), Reason = "visit",
            Readings =
            [
                new("ph", sonde[0][1], sonde[1][1], 8.35, 8.36, [new(standards[0][0], standards[0][1]), new(points[0][0], points[0][1]), new(points[2][0], points[2][1])]) { SlopePercent = 95 },
                new("water_temp", sonde[0][0], sonde[1][0], 18.1, 18.1),
                new("sc25", At25(sonde[0][2], sonde[0][0]), At25(sonde[1][2], sonde[1][0]), 380, 381, [new(At25(standards[1][0], 20), At25(standards[1][1], 20))]) { Mode = "percent" },
            ],
        };
    }

    private void Arrive(IEnumerable<byte[]> frames)
    {
        station.Store.Archive.Append([Frames.Upload([.. frames])]);
        station.Derive();
    }

    private List<BoxVisit> Visits() => station.Store.Database.Read(session => StationBoxVisits.Of(session, StationRegister.Find(session, StationText.Slug)!.Configuration));

    private Effect Ask(Func<EntryPlace, Effect> ask) => station.Store.Database.Read(session => ask(PlaceOf(session)));

    private string Save(VisitBody body) => station.Store.Database.Write(session => VisitEntry.Save(PlaceOf(session), body, Order()).Id);

    private static EntryPlace PlaceOf(StoreSession session) => new(session, KnownStation.Find(session, StationText.Slug), NowUtcMs);

    private static ChangeOrder Order() => new("Wang", "visit", NowUtcMs);

    private static VisitReadingBody Reading(BoxVisit visit, string parameter) => visit.Readings.Single(one => one.Parameter == parameter);

    private static List<StationStateRow> Rows(DerivedStation of) => of.Store.Database.Read(session =>
        StationStateRow.Between(session, StationText.Slug, Runs.Current(session, StationText.Slug)!.Id, 0, long.MaxValue).ToList());

    private static string Numbers(StationStateRow row) => string.Join(' ', row.Values);

    private static string Text(List<BoxVisit> visits) => JsonSerializer.Serialize(visits, ApiJson.Options);

    private static Func<double, double, bool> Near(double within) => (expected, actual) => Math.Abs(expected - actual) <= within;

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Sonde t=([\d.]+) ph=([\d.]+) ec=([\d.]+); field meter")]
    private static partial Regex SondeLine();

    [GeneratedRegex(@"^Standard ([\d.]+), sonde ([\d.]+): drift")]
    private static partial Regex StandardLine();

    [GeneratedRegex(@"^Taken: standard ([\d.]+), reading ([\d.]+), ")]
    private static partial Regex PointLine();
}
