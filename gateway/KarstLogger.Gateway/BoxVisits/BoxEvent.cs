using System.Globalization;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.BoxVisits;

/// <summary>One event of a visit or of a calibration at the box, as the archive has it.</summary>
/// <param name="Key">Its frame.</param>
/// <param name="PlacedUtcSeconds">When, as the archive places the frame, UTC seconds since 1970; absent while nobody can say.</param>
/// <param name="Told">What the box wrote (docs/console.md, <c>visit</c> and <c>cal</c>).</param>
public sealed record BoxEvent(FrameKey Key, long? PlacedUtcSeconds, LoggerEvent Told)
{
    /// <summary>The step of a visit; absent for a calibration.</summary>
    public string? Step => Told.Code == EventCode.VisitStep ? Told.Value("step") : null;

    /// <summary>When, as an instant.</summary>
    public DateTimeOffset? Utc => PlacedUtcSeconds is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null;

    /// <summary>A word of the event with its blanks: the box writes them as underlines, so that its words stay whole.</summary>
    public string? Phrase(string key) => Told.Value(key)?.Replace('_', ' ');

    /// <summary>A number of the event; absent where there is none.</summary>
    public double? Number(string key) =>
        double.TryParse(Told.Value(key), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    /// <summary>All events of a logger that belong to visits or calibrations, by epoch and sequence: the order in which the box wrote them, however they arrived.</summary>
    public static IEnumerable<BoxEvent> Of(StoreSession session, uint loggerId) => session.Stream(
        "SELECT epoch, sequence, placed_utc_s, bytes FROM frame WHERE logger_id = @logger AND kind = 2 ORDER BY epoch, sequence",
        row => new BoxEvent(new FrameKey(loggerId, (uint)row.GetInt64(0), (uint)row.GetInt64(1)), row.FindInt64(2), EventFrame.Read(row.GetBytes(3), 0)),
        loggerId).Where(one => one.Told.Code is EventCode.VisitStep or EventCode.Calibration);
}
