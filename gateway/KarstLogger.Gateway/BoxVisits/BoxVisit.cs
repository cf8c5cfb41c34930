using System.Globalization;
using System.Text;
using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.BoxVisits;

/// <summary>One step of a visit at the box.</summary>
/// <param name="Name">As the box names it (docs/console.md, <c>visit</c>).</param>
/// <param name="State"><c>done</c>, <c>skipped</c>, <c>left</c> (not reached) or <c>missing</c> (the box went on from it, but its event is not here).</param>
/// <param name="Utc">When; absent where the event has no place in time or is not here.</param>
/// <param name="Said">What was said or read; of a skipped step why.</param>
public sealed record BoxVisitStep(string Name, string State, DateTimeOffset? Utc, string Said);

/// <summary>
/// A visit at the box, read from its archived events each time somebody looks (docs/decisions/0181). The fields from <see cref="At"/> to <see cref="Readings"/> are those of an entered visit:
/// taking it over is entering them.
/// </summary>
/// <param name="Id">Its name, <c>box-</c> with the key of its first event that is known.</param>
/// <param name="Logger">The data logger.</param>
public sealed record BoxVisit(string Id, string Logger)
{
    /// <summary>The instant at which its corrections end: of the cleaning, else of the first reading; absent where it has no place in time.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Who came; empty where that is not known.</summary>
    public string People { get; init; } = "";

    /// <summary>Staff gage, m above its zero.</summary>
    public double? StaffGageMetres { get; init; }

    /// <summary>What was done and what not, in words.</summary>
    public string Text { get; init; } = "";

    /// <summary>What was read at the sensors.</summary>
    public IReadOnlyList<VisitReadingBody> Readings { get; init; } = [];

    /// <summary>Water above the sonde when the staff gage was read, m.</summary>
    public double? DepthMetres { get; init; }

    /// <summary>Stage of the box at that moment, m: <see cref="DepthMetres"/> and the deployment's offset.</summary>
    public double? StageMetres { get; init; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>When it was ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>True where an emulated box wrote it.</summary>
    public bool Simulated { get; init; }

    /// <summary>Its steps in their order; none of a calibration outside a visit.</summary>
    public IReadOnlyList<BoxVisitStep> Steps { get; init; } = [];

    /// <summary>Its calibrations.</summary>
    public IReadOnlyList<BoxCalibration> Calibrations { get; init; } = [];

    /// <summary>What a person should know before taking it over.</summary>
    public IReadOnlyList<BoxVisitNote> Remarks { get; init; } = [];

    /// <summary>What is not here; empty where every event is.</summary>
    public IReadOnlyList<BoxVisitNote> Missing { get; init; } = [];

    /// <summary>The standing visit that it was taken over as, e.g. <c>visit-4</c>; absent where it was not.</summary>
    public string? TakenOverAs { get; init; }

    /// <summary>Number of that visit.</summary>
    internal long? TakenOverBy { get; init; }

    /// <summary>The keys of its events.</summary>
    internal IReadOnlyList<FrameKey> Keys { get; init; } = [];

    /// <summary>The entry that takes it over, at its own instant or at one that a person names.</summary>
    public VisitBody ToEntry(DateTimeOffset at, string reason) => new()
    {
        At = at, People = People, StaffGageMetres = StaffGageMetres, Text = Text, Readings = Readings, BoxVisit = Id, Reason = reason,
    };

    /// <summary>The facts of one occasion; what needs more than its events is the caller's.</summary>
    internal static BoxVisit Of(IReadOnlyList<BoxEvent> events, BoxReadings reader)
    {
        List<BoxCalibration> calibrations = BoxCalibration.Among(events);
        List<BoxVisitStep> steps = StepsOf(events);
        // A calibration of the level reads the staff too.
        BoxEvent? staff = events.LastOrDefault(one => one.Step == "staff" && one.Number("staff_m") is not null) ?? events.LastOrDefault(one => one.Number("staff_m") is not null);
        BoxEvent? begin = events.FirstOrDefault(one => one.Step == "begin");
        List<VisitReadingBody> readings = reader.Of(events, calibrations);
        return new BoxVisit(BoxVisitLink.Text(events[0].Key), LoggerId.ToText(events[0].Key.LoggerId))
        {
            At = AtOf(events), People = begin?.Phrase("by") ?? "", StaffGageMetres = staff?.Number("staff_m"), DepthMetres = staff?.Number("depth_m"), Text = TextOf(steps, calibrations),
            Readings = readings, Began = begin?.Utc, Ended = events.FirstOrDefault(one => one.Step == "end")?.Utc, Simulated = events.Any(one => one.Told.IsSimulated),
            Steps = steps, Calibrations = calibrations, Remarks = [.. reader.Remarks.Distinct()], Keys = [.. events.Select(one => one.Key)],
        };
    }

    // Fouling ends with the cleaning; where nobody cleaned, the first reading that tells something is what the record is compared with.
    private static DateTimeOffset? AtOf(IReadOnlyList<BoxEvent> events)
    {
        DateTimeOffset? Of(string step) => events.LastOrDefault(one => one.Step == step && one.Told.Value("skipped") is null)?.Utc;
        return Of("clean") ?? Of("after") ?? Of("before") ?? events.FirstOrDefault(one => one.Step == "standard" || one.Told.Value("point") is not null)?.Utc
            ?? events.FirstOrDefault(one => one.Utc is not null)?.Utc;
    }

    private static List<BoxVisitStep> StepsOf(IReadOnlyList<BoxEvent> events)
    {
        if (events.All(one => one.Step is null))
            return [];
        BoxEvent? end = events.FirstOrDefault(one => one.Step == "end");
        int skipped = (int)(end?.Number("skipped") ?? 0);
        int reached = end?.Number("steps_left") is { } left ? BoxVisitSteps.Names.Count - (int)left
            : events.Max(one => one.Step is null or "check" ? -1 : BoxVisitSteps.IndexOf(one.Step == "standard" ? "standards" : one.Step));
        return
        [
            .. BoxVisitSteps.Names.Select((name, i) => events.LastOrDefault(one => one.Step == name) is { } told
                ? new BoxVisitStep(name, told.Told.Value("skipped") is null ? "done" : "skipped", told.Utc, told.Told.Value("done") is null ? Said(told) : name == "standards" ? Checks(events) : "")
                : new BoxVisitStep(name, i >= reached ? "left" : (skipped & (1 << i)) != 0 ? "skipped" : "missing", null, "")),
        ];
    }

    // As the box read them, before anything is brought to 25 degC.
    private static string Checks(IReadOnlyList<BoxEvent> events) => string.Join("; ", events.Where(one => one.Step == "standard")
        .Select(one => $"{one.Told.Value("what")} {one.Told.Value("value")} read {one.Told.Value("reading")} at {one.Told.Value("t")} degC"));

    private static string Said(BoxEvent told) =>
        told.Phrase("reason") ?? told.Phrase("what") ?? told.Phrase("bottles") ?? string.Join(", ", told.Told.Text.Split(' ').Where(word => !word.StartsWith("step=", StringComparison.Ordinal)));

    private static string TextOf(List<BoxVisitStep> steps, List<BoxCalibration> calibrations)
    {
        StringBuilder text = new();
        void Add(string what) => text.Append(text.Length > 0 ? "; " : "").Append(what);
        foreach (BoxVisitStep step in steps.Where(one => one.State == "done" && one.Said.Length > 0 && one.Name is "clean" or "water" or "gauging" or "rain" or "box" or "photos"))
            Add($"{step.Name}: {step.Said}");
        foreach (BoxCalibration one in calibrations)
            Add($"{one.What} calibration {one.Outcome}" + (one.SlopePercent is { } slope ? string.Create(CultureInfo.InvariantCulture, $", slope {slope:0.0} %") : ""));
        foreach (BoxVisitStep step in steps.Where(one => one.State == "skipped"))
            Add($"{step.Name} not done: {(step.Said.Length > 0 ? step.Said : "no reason known")}");
        return text.Length <= EntryBody.TextMost ? text.ToString() : text.ToString(0, EntryBody.TextMost);
    }
}
