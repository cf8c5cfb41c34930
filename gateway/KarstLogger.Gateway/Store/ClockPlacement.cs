using System.Globalization;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Store;

/// <summary>
/// Gives frames from before the clock was set their place in time: the clock-set event that follows them says how the journal's seconds and UTC stand
/// (before_s, after_s). The device time itself is never edited, and the place is worked out anew when frames in between arrive later.
/// </summary>
internal static class ClockPlacement
{
    /// <summary>Both times of a clock-set event are whole seconds, so their difference is right within one.</summary>
    private const long WholeSecondsErrorMs = 1000;

    /// <summary>Places the epoch's frames without a set clock; returns the instants, new and old, of those whose place is new or has changed.</summary>
    public static List<long> Place(StoreSession session, uint loggerId, uint epoch)
    {
        List<Waiting> unset = session.Query(
            "SELECT sequence, device_utc_s, placed_utc_s FROM frame WHERE logger_id = @logger AND epoch = @epoch AND clock_source = 0 ORDER BY sequence",
            row => new Waiting(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt64(2)), loggerId, epoch);
        if (unset.Count == 0)
            return [];
        List<ClockSetting> settings = session.Query(
            "SELECT bytes FROM frame WHERE logger_id = @logger AND epoch = @epoch AND kind = 2 ORDER BY sequence",
            row => EventFrame.Read((byte[])row.GetValue(0), 0), loggerId, epoch).Select(ClockSetting.Of).OfType<ClockSetting>().ToList();
        List<long> changed = [];
        foreach ((Waiting frame, ClockSetting by) in Pair(unset, settings))
        {
            long placed = frame.DeviceSeconds + by.AfterSeconds - by.BeforeSeconds;
            if (placed == frame.PlacedUtcSeconds)
                continue;
            session.Execute(
                "UPDATE frame SET placed_utc_s = @placed, placement_error_ms = @error WHERE logger_id = @logger AND epoch = @epoch AND sequence = @sequence",
                placed, by.ErrorMs + WholeSecondsErrorMs, loggerId, epoch, frame.Sequence);
            changed.Add(placed);
            if (frame.PlacedUtcSeconds is { } before)
                changed.Add(before);
        }
        return changed;
    }

    /// <summary>
    /// Each frame with the first setting after it. Seconds that run backwards towards the setting mean that the counter began again in between:
    /// what lies before that cannot be placed.
    /// </summary>
    private static IEnumerable<(Waiting Frame, ClockSetting By)> Pair(List<Waiting> unset, List<ClockSetting> settings)
    {
        int next = settings.Count - 1;
        ClockSetting? by = null;
        long latest = 0;
        for (int i = unset.Count - 1; i >= 0; i--)
        {
            Waiting frame = unset[i];
            while (next >= 0 && settings[next].Sequence > frame.Sequence)
            {
                by = settings[next--];
                latest = by.BeforeSeconds;
            }
            if (by is null || frame.DeviceSeconds > latest)
            {
                by = null;
                continue;
            }
            latest = frame.DeviceSeconds;
            yield return (frame, by);
        }
    }

    private sealed record Waiting(long Sequence, long DeviceSeconds, long? PlacedUtcSeconds);

    private sealed record ClockSetting(long Sequence, long BeforeSeconds, long AfterSeconds, long? ErrorMs)
    {
        public static ClockSetting? Of(LoggerEvent told) =>
            told.Code == EventCode.ClockSet
            && long.TryParse(told.Value("before_s"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long before)
            && long.TryParse(told.Value("after_s"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long after)
                ? new ClockSetting(told.Sequence, before, after, FrameArchive.ErrorBoundMs(told)) : null;
    }
}
