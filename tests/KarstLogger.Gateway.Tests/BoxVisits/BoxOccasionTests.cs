using KarstLogger.Firmware.Core.Field;
using KarstLogger.Gateway.BoxVisits;
using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Tests.Derive;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.BoxVisits;

/// <summary>Which events make one visit, where it stands in time, and what becomes of odd ones. Events are written here as the box would (docs/console.md); one a quarter hour.</summary>
public sealed class BoxOccasionTests : IDisposable
{
    private readonly DerivedStation station = new();

    public BoxOccasionTests() => station.Put(new StationText());

    public void Dispose() => station.Dispose();

    [Fact]
    public void The_steps_are_those_of_the_box_in_its_order() =>
        Assert.Equal(Enumerable.Range(0, VisitSteps.Count).Select(VisitSteps.Name), BoxVisitSteps.Names);

    [Fact]
    public void A_visit_still_open_at_the_box_says_that_its_end_is_not_here_and_steps_beyond_are_left()
    {
        Arrive(Step(1, "begin by=Li"), Step(2, "staff staff_m=1.0000"), Step(3, "before t=18.00 ph=7.500 stable=1"));
        BoxVisit visit = Assert.Single(Visits());
        Assert.Equal(["its end: it is still open at the box, or the event has not arrived"], visit.Missing.Select(note => note.Text));
        Assert.Equal(["done", "done", "left"], visit.Steps.Take(3).Select(one => one.State));
    }

    [Fact]
    public void Where_end_and_beginning_between_two_visits_are_lost_a_step_that_lies_behind_begins_the_second()
    {
        Arrive(Step(1, "begin by=Li"), Step(2, "staff staff_m=1.0000"), Step(3, "before ph=7.500 stable=1"), Step(9, "staff staff_m=1.1000"), Step(10, "end steps_left=12 skipped=0"));
        List<BoxVisit> visits = Visits();
        Assert.Equal([1.1, 1.0], visits.Select(one => one.StaffGageMetres!.Value));
        Assert.Equal(["its beginning: who came, and when"], visits[0].Missing.Select(note => note.Text));
    }

    [Fact]
    public void A_departure_check_in_the_middle_does_not_tear_a_visit()
    {
        Arrive(Step(1, "begin by=Li"), Step(2, "staff staff_m=1.0000"), Step(3, "check safe=0 faults=sonde"), Step(4, "before ph=7.500 stable=1"), Step(5, "end steps_left=11 skipped=0"));
        BoxVisit visit = Assert.Single(Visits());
        Assert.Empty(visit.Missing);
        Assert.Equal(7.5, Assert.Single(visit.Readings).Before);
    }

    [Fact]
    public void A_step_whose_skipping_was_lost_is_skipped_by_the_word_of_the_end()
    {
        // skipped = 4: bit 2, the cleaning.
        Arrive(Step(1, "begin by=Li"), Step(2, "staff staff_m=1.0000"), Step(3, "before ph=7.500 stable=1"), Step(5, "after ph=7.510 stable=1"), Step(6, "end steps_left=9 skipped=4"));
        BoxVisit visit = Assert.Single(Visits());
        Assert.Equal(("skipped", "frame 4: not arrived"), (visit.Steps[2].State, Assert.Single(visit.Missing).Text));
    }

    [Fact]
    public void Without_cleaning_the_second_reading_is_left_out_and_said()
    {
        Arrive(Step(1, "begin by=Li"), Step(2, "before ph=7.500 field_ph=7.48 stable=1"), Step(3, "clean skipped=1 reason=brush_forgotten"), Step(4, "after ph=7.510 stable=1"));
        BoxVisit visit = Assert.Single(Visits());
        VisitReadingBody ph = Assert.Single(visit.Readings);
        Assert.Equal((7.5, null, 7.48), (ph.Before!.Value, ph.After, ph.FieldStart!.Value));
        Assert.Equal("not-cleaned", Assert.Single(visit.Remarks).Code);
        Assert.Contains("clean not done: brush forgotten", visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calibration_outside_a_visit_is_an_occasion_of_its_own_and_one_that_was_refused_gives_no_standards()
    {
        Arrive(Cal(1, "ph begin=1 target=record serial=1"), Cal(2, "ph point=1 standard=7.000 reading=7.050 t=25.00"), Cal(3, "ph point=2 standard=4.000 reading=4.080 t=25.00"),
            Cal(4, "ph good=1 target=record slope_tenths_percent=972 offset_tenths_mv=31 before_minus_buffer=0.050"),
            Cal(60, "ec begin=1 target=sonde serial=1"), Cal(61, "ec point=1 standard=0.00 reading=0.40 t=25.00"), Cal(62, "ec good=0 code=sonde-silent"));
        List<BoxVisit> visits = Visits();
        Assert.Equal(2, visits.Count);
        Assert.Empty(visits[0].Readings);
        Assert.Equal(("refused", "sonde-silent"), (visits[0].Calibrations[0].Outcome, visits[0].Calibrations[0].Code));
        VisitReadingBody ph = Assert.Single(visits[1].Readings);
        Assert.Equal([new StandardBody(7, 7.05), new StandardBody(4, 4.08)], ph.Standards!);
        Assert.Equal(97.2, ph.SlopePercent);
        Assert.Equal(("coefficients-in-record-only", "ph"), (Assert.Single(visits[1].Remarks).Code, visits[1].Remarks[0].What));
        Assert.Empty(visits[1].Steps);
    }

    // ISO 7888: f25(18 degC) = 1.168. The station's law: 1 / (1 - 0.0191 * 7) = 1.154334, so 400 uS/cm in situ are 461.73, and 400 by the table are 400 / 1.168 * 1.154334 = 395.32.
    [Theory]
    [InlineData(EcBasis.InSitu, 461.73, null)]
    [InlineData(EcBasis.At25Alpha0191, 400.0, null)]
    [InlineData(EcBasis.At25NaturalWater, 395.32, null)]
    [InlineData(EcBasis.Unknown, 400.0, "No sample says whether the sonde shows conductivity at 25 degC: its readings are taken as such.")]
    public void Conductivity_comes_to_25_degC_from_what_the_sonde_shows(EcBasis basis, double expected, string? remark)
    {
        Sample beside = SampleFrame.Read(Frames.Sample(1), 0);
        beside.EcBasis = basis;
        byte[] sample = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(beside, sample, 0);
        Arrive(sample, Step(2, "begin by=Li"), Step(3, "before t=18.00 ec=400.00 field_ec=396.00 stable=1"));
        BoxVisit visit = Assert.Single(Visits());
        VisitReadingBody ec = visit.Readings.Single(one => one.Parameter == "sc25");
        Assert.Equal((expected, 396), (ec.Before!.Value, ec.FieldStart!.Value));
        Assert.Equal(remark is null ? [] : [remark], visit.Remarks.Select(note => note.Text));
    }

    [Fact]
    public void A_conductivity_as_measured_without_a_temperature_is_left_out_and_said()
    {
        Arrive(Frames.Sample(1), Step(2, "begin by=Li"), Step(3, "before ec=400.00 ph=7.500 stable=0"));
        BoxVisit visit = Assert.Single(Visits());
        Assert.Equal("ph", Assert.Single(visit.Readings).Parameter);
        Assert.Equal("conductivity-without-temperature", Assert.Single(visit.Remarks).Code);
    }

    [Fact]
    public void Of_a_standard_that_was_checked_twice_the_second_reading_counts_and_before_the_point_of_a_calibration()
    {
        Arrive(Step(1, "begin by=Li"), Step(2, "standard what=ph nominal=7.000 value=7.000 reading=7.100 t=25.00 drift=0.100"), Step(3, "standard what=ph nominal=7.000 value=7.000 reading=7.060 t=25.00 drift=0.060"),
            Step(4, "standards done=1"), Cal(5, "ph begin=1 target=sonde serial=1"), Cal(6, "ph point=1 standard=7.000 reading=7.050 t=25.00"), Cal(7, "ph point=2 standard=4.000 reading=4.080 t=25.00"),
            Cal(8, "ph good=1 target=sonde slope_tenths_percent=972 offset_tenths_mv=31"));
        BoxVisit visit = Assert.Single(Visits());
        Assert.Equal([new StandardBody(7, 7.06), new StandardBody(4, 4.08)], Assert.Single(visit.Readings).Standards!);
        Assert.Equal("ph 7.000 read 7.060 at 25.00 degC", visit.Steps[4].Said.Split("; ")[1]);
    }

    [Fact]
    public void Before_the_clock_was_set_a_visit_has_no_place_in_time_until_the_archive_gives_it_one()
    {
        byte[] Unset(uint sequence, string text) => Frames.Event(sequence, EventCode.VisitStep, $"step={text}", clock: ClockSource.Unset, utcSeconds: 100 * sequence);
        Arrive(Unset(1, "begin by=Li"), Unset(2, "staff staff_m=1.0000"), Unset(3, "end steps_left=12 skipped=0"));
        BoxVisit visit = Assert.Single(Visits());
        Assert.Equal((null, null), (visit.At, visit.Began));
        // The journal's second 400 was 2026-03-02T00:00:00Z: the visit was begun 300 s before.
        Arrive(Frames.Event(4, EventCode.ClockSet, $"before_s=400 after_s={Frames.Start + 86_400} source=3", utcSeconds: Frames.Start + 86_400));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Frames.Start + 86_400 - 300), Assert.Single(Visits()).Began);
    }

    [Fact]
    public void A_visit_before_the_sonde_hung_here_is_not_of_this_station()
    {
        Arrive(Frames.Event(1, EventCode.VisitStep, "step=begin by=Li", utcSeconds: Frames.Start - 86_400), Frames.Event(2, EventCode.VisitStep, "step=end steps_left=13 skipped=0", utcSeconds: Frames.Start - 86_000));
        Assert.Empty(Visits());
    }

    private static byte[] Step(uint sequence, string text) => Frames.Event(sequence, EventCode.VisitStep, $"step={text}");

    private static byte[] Cal(uint sequence, string text) => Frames.Event(sequence, EventCode.Calibration, $"what={text}");

    private void Arrive(params byte[][] frames)
    {
        station.Store.Archive.Append([Frames.Upload(frames)]);
        station.Derive();
    }

    private List<BoxVisit> Visits() => station.Store.Database.Read(session => StationBoxVisits.Of(session, StationRegister.Find(session, StationText.Slug)!.Configuration));
}
