using System.Globalization;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.BoxVisits;
using KarstLogger.Gateway.Quality;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Drift;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Commands;

/// <summary>One standard: its true value and what the sensor read in it.</summary>
public sealed record StandardBody(double Standard, double Reading);

/// <summary>What was read at one sensor, in the order of USGS TM 1-D3.</summary>
public sealed record VisitReadingBody(
    string Parameter, double? Before = null, double? After = null, double? FieldStart = null, double? FieldEnd = null, IReadOnlyList<StandardBody>? Standards = null)
{
    /// <summary><c>additive</c>, or <c>percent</c> for sc25, whose error grows with the reading.</summary>
    public string Mode { get; init; } = "additive";

    /// <summary>Slope of the pH glass found at its calibration, percent of Nernst's, 50 to 110.</summary>
    public double? SlopePercent { get; init; }

    /// <summary>When fouling began; absent = at the last service.</summary>
    public DateTimeOffset? FoulingOnset { get; init; }
}

/// <summary>A visit.</summary>
public sealed record VisitBody : EntryBody
{
    public required DateTimeOffset At { get; init; }

    public double? StaffGageMetres { get; init; }

    public double? StaffGageU95Metres { get; init; }

    public string? Text { get; init; }

    public string? People { get; init; }

    public IReadOnlyList<VisitReadingBody> Readings { get; init; } = [];

    /// <summary>Name of the visit that this one replaces, e.g. <c>visit-4</c>; absent for a new one.</summary>
    public string? Corrects { get; init; }

    /// <summary>Name of the visit at the box that is taken over, e.g. <c>box-kl-0a1b2c3d-0000004d-17</c>; absent for a visit entered by hand.</summary>
    public string? BoxVisit { get; init; }
}

/// <summary>People at the station: readings before and after cleaning, standards, staff gage.</summary>
public static class VisitEntry
{
    /// <summary>Readings of one visit.</summary>
    public const int ReadingsMost = 10;

    /// <summary>Standards of one reading.</summary>
    public const int StandardsMost = 10;

    // A recorded stage further away in time than two intervals of a quarter hour says nothing of the staff gage.
    private const long NearSeconds = 1800;

    /// <summary>What the visit says of the sensors and of the stage, and what its corrections make of the year.</summary>
    public static Effect Effect(EntryPlace place, VisitBody body)
    {
        long at = Check(place, body);
        long? corrects = VisitServices.NumberOf(place, body.Corrects);
        List<string> text = [];
        if (BoxVisitLink.Find(place, body.BoxVisit, corrects) is { } box)
            text.AddRange([$"Takes over {box.Id}.", .. box.Missing.Select(one => $"Not here of {box.Id}: {one.Text}."), .. box.Remarks.Select(one => one.Text)]);
        StationConfiguration candidate = VisitServices.Candidate(place, Readings(body, at, 0), corrects);
        List<ReadingEffect> readings = [.. body.Readings.Select(reading => Judge(candidate, reading, text))];
        (double Stage, QcFlag Flag)? recorded = RecordedStage(place, at);
        double? deviation = recorded?.Stage - body.StaffGageMetres;
        if (body.StaffGageMetres is { } gage)
            text.Add(deviation is { } off
                ? string.Create(CultureInfo.InvariantCulture, $"Recorded stage {recorded!.Value.Stage:0.000} m, staff gage {gage:0.000} m: the record is {Math.Abs(off):0.000} m {(off >= 0 ? "above" : "below")} it.")
                : "No recorded stage within half an hour: the staff gage stands alone.");
        return new Effect(text)
        {
            Readings = readings, StageDeviationMetres = deviation, StageMetres = recorded?.Stage, StageFlag = recorded?.Flag,
            YearTotal = YearTotals.Compare(place, at, candidate, "with the corrections that follow from the visit"),
        };
    }

    /// <summary>Stores it and brings its services into force.</summary>
    public static (string Id, long Audit) Save(EntryPlace place, VisitBody body, ChangeOrder order)
    {
        long at = Check(place, body);
        long? corrects = VisitServices.NumberOf(place, body.Corrects);
        string? link = BoxVisitLink.Of(place, BoxVisitLink.Find(place, body.BoxVisit, corrects), corrects);
        (long visit, long audit) = AuditTrail.RecordVisit(place.Session, order, place.Station.Slug, at, EntryPlace.Text("text", body.Text) + (link is null ? "" : $" [{link}]"));
        place.Session.Execute("UPDATE visit SET staff_gage_m = @gage, staff_gage_u95_m = @u, people = @people, box_visit = @box WHERE id = @id",
            body.StaffGageMetres, body.StaffGageU95Metres, EntryPlace.Text("people", body.People), link, visit);
        foreach (EnteredReading reading in Readings(body, at, visit))
            place.Session.Execute(
                """
                INSERT INTO visit_reading (visit_id, parameter, monitor_before, monitor_after, field_start, field_end, standards, mode, slope_percent, fouling_onset_utc_s)
                VALUES (@visit, @parameter, @before, @after, @start, @end, @standards, @mode, @slope, @onset)
                """,
                visit, reading.Parameter, reading.MonitorBefore, reading.MonitorAfter, reading.FieldStart, reading.FieldEnd, reading.Standards, reading.Mode, reading.SlopePercent,
                reading.FoulingOnsetUtcSeconds);
        if (corrects is { } old)
            VisitServices.Withdraw(place, old, audit);
        StationRegister.TakeOverVisits(place.Session, place.Station.Registered, order.AtUtcMs);
        return ($"visit-{visit}", audit);
    }

    private static List<EnteredReading> Readings(VisitBody body, long at, long visit) =>
    [
        .. body.Readings.Select(reading => new EnteredReading(visit, at, reading.Parameter)
        {
            MonitorBefore = reading.Before, MonitorAfter = reading.After, FieldStart = reading.FieldStart, FieldEnd = reading.FieldEnd,
            Standards = string.Join(' ', (reading.Standards ?? []).Select(one => FormattableString.Invariant($"{one.Standard:R}:{one.Reading:R}"))),
            Mode = reading.Mode, SlopePercent = reading.SlopePercent, FoulingOnsetUtcSeconds = reading.FoulingOnset?.ToUnixTimeSeconds(),
        }),
    ];

    private static long Check(EntryPlace place, VisitBody body)
    {
        EntryPlace.Number("staffGageMetres", body.StaffGageMetres, -100, 1000);
        EntryPlace.Number("staffGageU95Metres", body.StaffGageU95Metres, 0, 10);
        if (body.Readings.Count > ReadingsMost || body.Readings.DistinctBy(one => one.Parameter).Count() < body.Readings.Count)
            throw ApiRefusal.OfField("readings", $"{body.Readings.Count} readings", $"at most {ReadingsMost}, each parameter once");
        for (int i = 0; i < body.Readings.Count; i++)
            Check($"readings[{i}]", body.Readings[i], body.At);
        if (body.Readings.Count == 0 && body.StaffGageMetres is null)
            EntryPlace.Text("text", body.Text, isNeeded: true);
        return place.Past("at", body.At);
    }

    private static void Check(string field, VisitReadingBody reading, DateTimeOffset at)
    {
        (double least, double most) = reading.Parameter switch
        {
            "ph" => (0.0, 14.0),
            "water_temp" => (-5.0, 60.0),
            "sc25" => (0.0, 200_000.0),
            _ => throw ApiRefusal.OfField($"{field}.parameter", $"parameter is '{reading.Parameter}'", "ph, water_temp, sc25"),
        };
        EntryPlace.Number($"{field}.before", reading.Before, least, most);
        EntryPlace.Number($"{field}.after", reading.After, least, most);
        EntryPlace.Number($"{field}.fieldStart", reading.FieldStart, least, most);
        EntryPlace.Number($"{field}.fieldEnd", reading.FieldEnd, least, most);
        EntryPlace.Number($"{field}.slopePercent", reading.SlopePercent, 50, 110);
        if (reading.Mode is not "additive" && !(reading is { Mode: "percent", Parameter: "sc25" }))
            throw ApiRefusal.OfField($"{field}.mode", $"mode is '{reading.Mode}'", "additive; percent for sc25");
        if (reading.FoulingOnset >= at)
            throw ApiRefusal.OfField($"{field}.foulingOnset", "foulingOnset does not come before the visit", "an instant before at");
        IReadOnlyList<StandardBody> standards = reading.Standards ?? [];
        if (standards.Count > StandardsMost || standards.DistinctBy(one => one.Reading).Count() < standards.Count)
            throw ApiRefusal.OfField($"{field}.standards", $"{standards.Count} standards", $"at most {StandardsMost}, each with another reading");
        foreach (StandardBody one in standards)
        {
            EntryPlace.Needed($"{field}.standards.standard", one.Standard, least, most);
            if (EntryPlace.Needed($"{field}.standards.reading", one.Reading, least, most) == 0)
                throw ApiRefusal.OfField($"{field}.standards.reading", "reading is 0", "a number other than 0: the drift is a share of it");
        }
    }

    // The visit that is being entered has the number 0 in the candidate.
    private static ReadingEffect Judge(StationConfiguration candidate, VisitReadingBody reading, List<string> text)
    {
        SensorVisit? service = candidate.Settings.Corrections.Services.FirstOrDefault(one => one.Id == $"{EnteredServices.NamePrefix}0-{reading.Parameter}");
        if (service is null)
        {
            text.Add($"{reading.Parameter}: no service: it takes a reading before and after cleaning or a standard, and a sonde that hung there.");
            return new ReadingEffect(reading.Parameter, null, null, 0, null, null, false, false);
        }
        ServiceAssessment found = ServiceAssessment.Of(service.Service, mode: service.Mode);
        string verdict = found.IsUnpublishable ? "too large: the stretch since the last service cannot be used"
            : found.CorrectionApplies ? "above the criterion: a correction is due" : "within the criterion";
        text.Add(found.Grade is null ? $"{reading.Parameter}: nothing that could be judged."
            : string.Create(CultureInfo.InvariantCulture, $"{reading.Parameter}: fouling {found.FoulingError:+0.###;-0.###;0}, drift {found.DriftError:+0.###;-0.###;0}; {verdict} ({found.Criterion:0.###}). Grade {found.Grade}."));
        if (found.IsWaterTakenAsSteady)
            text.Add($"{reading.Parameter}: no field meter, so a change of the water itself is taken for fouling.");
        return new ReadingEffect(reading.Parameter, found.FoulingError, found.DriftError, found.SumOfErrors, found.Criterion, found.Grade?.ToString(), found.CorrectionApplies, found.IsUnpublishable);
    }

    private static (double Stage, QcFlag Flag)? RecordedStage(EntryPlace place, long at)
    {
        if (place.Station.Run is not { } run)
            return null;
        (long Distance, double Stage, QcFlag Flag)? nearest = null;
        foreach (DerivedCells row in SeriesRows.Between(place.Session, place.Station.Slug, run.Id, [VariableCatalogue.Of(StationVariable.Stage)], new TimeRange(at - NearSeconds, at + NearSeconds + 1)))
            if (!double.IsNaN(row.Value(0)) && (nearest is null || Math.Abs(row.UtcSeconds - at) < nearest.Value.Distance))
                nearest = (Math.Abs(row.UtcSeconds - at), row.Value(0), row.Flag(0));
        return nearest is { } found ? (found.Stage, found.Flag) : null;
    }
}
