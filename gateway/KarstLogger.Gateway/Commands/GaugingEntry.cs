using System.Globalization;
using System.Text.Json;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Commands;

/// <summary>A salt slug as the probes saw it.</summary>
public sealed record SaltSlugBody(
    double SaltKilograms, double KilogramsPerCubicMetrePerMicrosiemens, double SlugFromSeconds, double SlugToSeconds, IReadOnlyList<double> Seconds, IReadOnlyList<double> Sc25,
    IReadOnlyList<double>? Sc25SecondProbe = null, double SaltUncertaintyPercent = 0.5, double CalibrationUncertaintyPercent = 2);

/// <summary>One vertical of a section.</summary>
public sealed record VerticalBody(double DistanceMetres, double DepthMetres, double VelocityMetresPerSecond);

/// <summary>A section with its verticals from bank to bank.</summary>
public sealed record VelocityAreaBody(IReadOnlyList<VerticalBody> Verticals);

/// <summary>A gauging.</summary>
public sealed record GaugingBody : EntryBody
{
    public required DateTimeOffset At { get; init; }

    /// <summary><c>value</c>, <c>salt-slug</c> or <c>velocity-area</c>.</summary>
    public string Method { get; init; } = "value";

    public required double StageMetres { get; init; }

    public double? DischargeCubicMetresPerSecond { get; init; }

    public double? U95CubicMetresPerSecond { get; init; }

    public SaltSlugBody? SaltSlug { get; init; }

    public VelocityAreaBody? VelocityArea { get; init; }

    public string? Text { get; init; }
}

/// <summary>A discharge measurement: computed by the calculators of the core, held against the rating in force.</summary>
public static class GaugingEntry
{
    /// <summary>Readings of one slug; a second for two hours.</summary>
    public const int ReadingsMost = 7200;

    /// <summary>Verticals of one section.</summary>
    public const int VerticalsMost = 200;

    /// <summary>What it says of the rating, and what its shift would make of the year.</summary>
    public static Effect Effect(EntryPlace place, GaugingBody body)
    {
        (Gauging gauging, IReadOnlyList<string> findings) = Measured(place, body);
        long at = gauging.UtcSeconds!.Value;
        if (place.Station.Configuration.Settings.RatingAt(at) is not { } rating)
            return new Effect(["No rating is in force at that instant: the gauging stands alone."]) { Gauging = View(gauging, null, findings) };
        GaugingCheck check = GaugingCheck.Of(rating, gauging, at);
        List<string> text = [Cli.GaugingVerb.Say(check, gauging) + "."];
        YearTotalEffect? year = check is { ShiftSuggested: true, CandidateShiftMetres: { } shift } ? Year(place, rating, gauging, shift) : null;
        if (year is { BeforeTonnesCo2: { } before, AfterTonnesCo2: { } after })
            text.Add(string.Create(CultureInfo.InvariantCulture, $"With the shift from then on, {year.Year} would be {after:0.#} t CO2 for {before:0.#}."));
        return new Effect(text) { Gauging = View(gauging, check, findings), YearTotal = year };
    }

    /// <summary>Stores it.</summary>
    public static (string Id, long Audit) Save(EntryPlace place, GaugingBody body, ChangeOrder order)
    {
        (Gauging gauging, _) = Measured(place, body);
        long audit = AuditTrail.Record(place.Session, order, place.Subject,
            FormattableString.Invariant($"gauging: {gauging.CubicMetresPerSecond:R} m3/s at {gauging.StageMetres:R} m, {body.Method}")), id = place.Session.NextNumber("gauging");
        // What was measured stays beside the result, so that it can be computed again.
        string measured = body.Method switch
        {
            "salt-slug" => JsonSerializer.Serialize(body.SaltSlug, ApiJson.Options),
            "velocity-area" => JsonSerializer.Serialize(body.VelocityArea, ApiJson.Options),
            _ => "",
        };
        place.Session.Execute(
            """
            INSERT INTO gauging (id, station, at_utc_s, stage_m, discharge_m3_s, u95_m3_s, method, measured, note, audit_id)
            VALUES (@id, @station, @at, @stage, @discharge, @u, @method, @measured, @note, @audit)
            """,
            id, place.Station.Slug, gauging.UtcSeconds, gauging.StageMetres, gauging.CubicMetresPerSecond, gauging.Uncertainty95CubicMetresPerSecond, body.Method, measured,
            EntryPlace.Text("text", body.Text), audit);
        return ($"g-{id}", audit);
    }

    private static (Gauging Gauging, IReadOnlyList<string> Findings) Measured(EntryPlace place, GaugingBody body)
    {
        double stage = EntryPlace.Needed("stageMetres", body.StageMetres, -100, 1000);
        long at = place.Past("at", body.At);
        (double q, double? u95, IReadOnlyList<string> findings) = body.Method switch
        {
            "value" => (EntryPlace.Needed("dischargeCubicMetresPerSecond", body.DischargeCubicMetresPerSecond, 1e-6, 1e5),
                EntryPlace.Number("u95CubicMetresPerSecond", body.U95CubicMetresPerSecond, 0, 1e5), (IReadOnlyList<string>)[]),
            "salt-slug" => Computed("saltSlug", Slug(body.SaltSlug ?? throw ApiRefusal.OfField("saltSlug", "saltSlug is missing", "the slug's record"))),
            "velocity-area" => Computed("velocityArea", Section(body.VelocityArea ?? throw ApiRefusal.OfField("velocityArea", "velocityArea is missing", "the section's verticals"))),
            var other => throw ApiRefusal.OfField("method", $"method is '{other}'", "value, salt-slug, velocity-area"),
        };
        return (new Gauging(stage, q) { UtcSeconds = at, Uncertainty95CubicMetresPerSecond = u95 }, findings);
    }

    private static (double, double?, IReadOnlyList<string>) Computed(string field, GaugingResult result) => result.CubicMetresPerSecond is { } q
        ? (q, 2 * result.RelativeUncertainty * q, [.. result.Findings.Select(one => one.ToString())])
        : throw ApiRefusal.OfField(field, $"the measurement is refused: {string.Join(", ", result.Findings)}", "docs/equations/ratings.md 9");

    private static GaugingResult Slug(SaltSlugBody slug)
    {
        if (slug.Seconds is not { Count: > 0 and <= ReadingsMost } || slug.Sc25?.Count != slug.Seconds.Count || (slug.Sc25SecondProbe is { } second && second.Count != slug.Seconds.Count))
            throw ApiRefusal.OfField("saltSlug.seconds", "the columns are empty, too long, or of different lengths", $"1 to {ReadingsMost} readings, one conductivity for each second");
        EntryPlace.Needed("saltSlug.saltKilograms", slug.SaltKilograms, 0.001, 1000);
        EntryPlace.Needed("saltSlug.kilogramsPerCubicMetrePerMicrosiemens", slug.KilogramsPerCubicMetrePerMicrosiemens, 1e-5, 0.01);
        if (!(slug.SlugToSeconds > slug.SlugFromSeconds))
            throw ApiRefusal.OfField("saltSlug.slugToSeconds", "slugToSeconds does not come after slugFromSeconds", "a later second");
        List<SlugPassage> passages = [new([.. slug.Seconds], [.. slug.Sc25], slug.SlugFromSeconds, slug.SlugToSeconds)];
        if (slug.Sc25SecondProbe is { } other)
            passages.Add(new([.. slug.Seconds], [.. other], slug.SlugFromSeconds, slug.SlugToSeconds));
        return SaltSlug.Discharge(slug.SaltKilograms, slug.SaltUncertaintyPercent / 100, slug.KilogramsPerCubicMetrePerMicrosiemens, slug.CalibrationUncertaintyPercent / 100, passages);
    }

    private static GaugingResult Section(VelocityAreaBody section) => section.Verticals is { Count: > 1 and <= VerticalsMost }
        ? VelocityArea.Discharge([.. section.Verticals.Select(one => new GaugingVertical(one.DistanceMetres, one.DepthMetres, one.VelocityMetresPerSecond))])
        : throw ApiRefusal.OfField("velocityArea.verticals", $"{section.Verticals?.Count ?? 0} verticals", $"2 to {VerticalsMost}");

    private static GaugingEffect View(Gauging gauging, GaugingCheck? check, IReadOnlyList<string> findings) => new(
        gauging.StageMetres, gauging.CubicMetresPerSecond, gauging.Uncertainty95CubicMetresPerSecond, check?.Rated.CubicMetresPerSecond, check?.DeviationPercent,
        check is { LnDeviation: not null, ShiftSuggested: false }, check?.CandidateShiftMetres, findings);

    private static YearTotalEffect? Year(EntryPlace place, RatingCurve rating, Gauging gauging, double shift)
    {
        DatedShift dated = new(gauging.UtcSeconds!.Value, [new ShiftNode(gauging.StageMetres, shift)]);
        RatingCurve shifted = rating with { Shifts = [.. rating.Shifts.Append(dated).OrderBy(one => one.UtcSeconds)] };
        StationConfiguration held = place.Station.Configuration;
        StationSettings settings = held.Settings;
        StationConfiguration candidate = held with { Settings = settings with { Ratings = [.. settings.Ratings.Select(one => ReferenceEquals(one, rating) ? shifted : one)] } };
        return YearTotals.Compare(place, gauging.UtcSeconds.Value, candidate, "if the shift is put into force");
    }
}
