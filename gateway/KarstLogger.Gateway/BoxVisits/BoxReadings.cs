using KarstLogger.Gateway.Commands;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.BoxVisits;

/// <summary>
/// What was read at the sensors during a visit at the box, in the form of an entered visit: before and after cleaning with the field meter, standards, slope of the glass. The sonde's conductivity is
/// brought to 25 degC by the station's law, as its samples are; the field meter's is taken as read at 25 degC, as the visit sheet has it.
/// </summary>
/// <param name="basis">What the sonde's conductivity is.</param>
/// <param name="law">The station's compensation.</param>
internal sealed class BoxReadings(EcBasis basis, CompensationLaw law)
{
    // Key in the record, key at the box, and how near two values are of one and the same standard: buffers lie at least 1 pH apart (docs/console.md), conductivity standards a factor.
    private static readonly (string Parameter, string Key, Func<double, double> SameWithin)[] Parameters = [("ph", "ph", _ => 0.5), ("water_temp", "t", _ => 0), ("sc25", "ec", value => 0.1 * value)];

    /// <summary>What a person should know of the readings before taking them over.</summary>
    public List<BoxVisitNote> Remarks { get; } = [];

    /// <summary>The readings of one occasion.</summary>
    public List<VisitReadingBody> Of(IReadOnlyList<BoxEvent> events, IReadOnlyList<BoxCalibration> calibrations)
    {
        BoxEvent? before = Reading(events, "before"), after = Reading(events, "after");
        if (after is not null && events.Any(one => one.Step == "clean" && one.Told.Value("skipped") is not null))
        {
            after = null;
            Remarks.Add(new BoxVisitNote("not-cleaned", "The sonde was not cleaned: the second reading tells no fouling and is left out."));
        }
        if (basis == EcBasis.Unknown && events.Any(one => one.Number("ec") is not null))
            Remarks.Add(new BoxVisitNote("conductivity-basis-unknown", "No sample says whether the sonde shows conductivity at 25 degC: its readings are taken as such."));
        foreach (BoxCalibration one in calibrations.Where(one => one is { Outcome: "good", Target: "record" }))
            Remarks.Add(new BoxVisitNote("coefficients-in-record-only", $"The coefficients of the {one.What} calibration stand in the record only: the sonde goes on with its old ones.", one.What));
        return
        [
            .. Parameters.Select(one => new VisitReadingBody(one.Parameter, Sonde(before, one.Key), Sonde(after, one.Key), before?.Number($"field_{one.Key}"), after?.Number($"field_{one.Key}"),
                Standards(events, calibrations, one.Key, one.SameWithin))
            {
                // An error of the cell is a share of the reading, and its standard lies far from the water.
                Mode = one.Parameter == "sc25" ? "percent" : "additive",
                SlopePercent = one.Parameter == "ph" ? calibrations.LastOrDefault(other => other is { What: "ph", Outcome: "good" })?.SlopePercent : null,
            }).Where(HasAny),
        ];
    }

    private static BoxEvent? Reading(IReadOnlyList<BoxEvent> events, string step) => events.LastOrDefault(one => one.Step == step && one.Told.Value("skipped") is null);

    private static bool HasAny(VisitReadingBody reading) =>
        reading.Before is not null || reading.After is not null || reading.FieldStart is not null || reading.FieldEnd is not null || reading.SlopePercent is not null || reading.Standards!.Count > 0;

    private double? Sonde(BoxEvent? read, string key) => read is null ? null : Shown(read, key, key);

    // The checks of the visit, then the points of the first calibration that was good: both were read with the old coefficients. Of one standard the last check counts, and a check before a point.
    private List<StandardBody> Standards(IReadOnlyList<BoxEvent> events, IReadOnlyList<BoxCalibration> calibrations, string key, Func<double, double> sameWithin)
    {
        IEnumerable<BoxEvent> checks = events.Where(one => one.Step == "standard" && one.Told.Value("what") == key).Reverse(),
            points = calibrations.FirstOrDefault(one => one.What == key && one.Outcome == "good")?.Events.Where(one => one.Told.Value("point") is not null) ?? [];
        List<StandardBody> standards = [];
        foreach (StandardBody one in checks.Select(one => Standard(one, key, "value")).Concat(points.Select(one => Standard(one, key, "standard"))).OfType<StandardBody>())
            if (standards.Count < VisitEntry.StandardsMost && !standards.Any(other => Math.Abs(other.Standard - one.Standard) <= sameWithin(one.Standard) || other.Reading == one.Reading))
                standards.Add(one);
        return standards;
    }

    // Air, the first point of a conductivity calibration, is no standard: nothing can be said of its share.
    private StandardBody? Standard(BoxEvent told, string key, string word) =>
        Shown(told, key, word) is { } standard and > 0 && Shown(told, key, "reading") is { } reading and > 0 ? new StandardBody(standard, reading) : null;

    // A number of an event as the record has that quantity.
    private double? Shown(BoxEvent told, string key, string word)
    {
        double? value = told.Number(word), celsius = told.Number("t");
        if (key != "ec" || value is not (>= 0 and <= 200_000))
            return value;
        CompensationLaw? own = basis switch
        {
            EcBasis.At25Alpha0191 => CompensationLaw.Linear0191,
            EcBasis.At25Alpha020 => CompensationLaw.Linear0200,
            EcBasis.At25NaturalWater => CompensationLaw.NaturalWater,
            _ => null,
        };
        if (own == law || (own is null && basis != EcBasis.InSitu))
            return value;
        double? factor = celsius is >= -5 and <= 50 && WaterTemperature.FromDegreesCelsius(celsius.Value) is var water ? law.FactorTo25(water) / (own is null ? 1 : own.FactorTo25(water)) : null;
        if (factor is null && basis == EcBasis.InSitu)
            Remarks.Add(new BoxVisitNote("conductivity-without-temperature", "A conductivity without a temperature cannot be brought to 25 degC and is left out."));
        // The box shows 0.01 uS/cm; more digits would say nothing.
        return basis == EcBasis.InSitu ? Rounded(value * factor) : Rounded(value * (factor ?? 1));
    }

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 2) : null;
}
