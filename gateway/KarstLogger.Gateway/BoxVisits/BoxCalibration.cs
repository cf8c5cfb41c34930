using KarstLogger.Wire;

namespace KarstLogger.Gateway.BoxVisits;

/// <summary>A calibration at the box, as its events tell it.</summary>
/// <param name="What"><c>ph</c>, <c>ec</c> or <c>level</c>.</param>
public sealed record BoxCalibration(string What)
{
    /// <summary>When its last event was written; absent where that has no place in time.</summary>
    public DateTimeOffset? Utc { get; init; }

    /// <summary><c>good</c>, <c>refused</c>, <c>cancelled</c>, or <c>open</c> where no end is known.</summary>
    public string Outcome { get; init; } = "open";

    /// <summary>Why it was refused, a code of docs/console.md.</summary>
    public string? Code { get; init; }

    /// <summary><c>sonde</c> where the sonde took the coefficients, <c>record</c> where they stand in the record only; absent for the level.</summary>
    public string? Target { get; init; }

    /// <summary>Slope of the pH glass, percent of Nernst's, 90 to 102.</summary>
    public double? SlopePercent { get; init; }

    /// <summary>Voltage of the glass at pH 7, mV, -30 to 30.</summary>
    public double? OffsetMillivolts { get; init; }

    /// <summary>Change of the cell constant, percent.</summary>
    public double? CellConstantChangePercent { get; init; }

    /// <summary>Datum offset (staff less depth), m.</summary>
    public double? OffsetMetres { get; init; }

    /// <summary>True where its first event is known.</summary>
    public bool BeginIsKnown { get; init; }

    /// <summary>Its events, in their order.</summary>
    internal IReadOnlyList<BoxEvent> Events { get; init; } = [];

    /// <summary>The calibrations among the events of one occasion.</summary>
    internal static List<BoxCalibration> Among(IEnumerable<BoxEvent> events)
    {
        List<BoxCalibration> found = [];
        List<BoxEvent> open = [];
        foreach (BoxEvent one in events.Where(one => one.Told.Code == EventCode.Calibration))
        {
            if (open.Count > 0 && (one.Told.Value("begin") is not null || one.Told.Value("what") != open[0].Told.Value("what") || IsEnd(open[^1])))
            {
                found.Add(Of(open));
                open = [];
            }
            open.Add(one);
        }
        if (open.Count > 0)
            found.Add(Of(open));
        return found;
    }

    private static bool IsEnd(BoxEvent one) => one.Told.Value("good") is not null || one.Told.Value("cancelled") is not null;

    private static BoxCalibration Of(List<BoxEvent> events)
    {
        BoxEvent last = events[^1];
        return new BoxCalibration(events[0].Told.Value("what") ?? "")
        {
            Utc = last.Utc,
            Outcome = last.Told.Value("cancelled") is not null ? "cancelled" : last.Told.Value("good") switch { "1" => "good", null => "open", _ => "refused" },
            Code = last.Told.Value("code"), Target = last.Told.Value("target") ?? events[0].Told.Value("target"),
            SlopePercent = last.Number("slope_tenths_percent") / 10, OffsetMillivolts = last.Number("offset_tenths_mv") / 10,
            CellConstantChangePercent = last.Number("cell_change_tenths_percent") / 10, OffsetMetres = last.Number("offset_m"),
            BeginIsKnown = events[0].Told.Value("begin") is not null, Events = events,
        };
    }
}
