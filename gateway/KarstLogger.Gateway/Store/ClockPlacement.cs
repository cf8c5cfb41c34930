using System.Globalization;
using KarstLogger.Gateway.Ingest;
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

    /// <summary>Between a frame and its setting the logger's crystal counts wrong by up to this: 50 ppm, what the logger itself reckons with (firmware ClockKeeper).</summary>
    private const long DriftMsPerThousandSeconds = 50;

    /// <summary>
    /// Places the epoch's frames without a set clock, as far as new frames can have changed it: between the settings before and after them. Returns the instants, new and old,
    /// of those whose place is new, has changed or is gone (a count that turns out to have been lost in between).
    /// </summary>
    /// <param name="session">A writing transaction.</param>
    /// <param name="loggerId">The logger.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="first">First of the new sequences that are clock-set events or without a set clock.</param>
    /// <param name="last">Last of them.</param>
    public static List<long> Place(StoreSession session, uint loggerId, uint epoch, uint first, uint last)
    {
        List<ClockSetting> settings = Settings(session, loggerId, epoch, first, last);
        // Nothing after them tells the time yet.
        if (settings.Count == 0 || settings[^1].Sequence < first)
            return [];
        long above = settings[0].Sequence < first ? settings[0].Sequence : 0, below = settings[^1].Sequence;
        List<Waiting> unset = session.Query(
            """
            SELECT sequence, device_utc_s, placed_utc_s FROM frame
            WHERE logger_id = @logger AND epoch = @epoch AND clock_source = 0 AND sequence > @above AND sequence <= @below ORDER BY sequence
            """,
            row => new Waiting(row.GetInt64(0), row.GetInt64(1), row.FindInt64(2)), loggerId, epoch, above, below);
        List<long> changed = [];
        foreach ((Waiting frame, ClockSetting? by) in Pair(unset, settings))
        {
            long? placed = by is null ? null : frame.DeviceSeconds + by.AfterSeconds - by.BeforeSeconds;
            if (placed == frame.PlacedUtcSeconds)
                continue;
            session.Execute(
                "UPDATE frame SET placed_utc_s = @placed, placement_error_ms = @error WHERE logger_id = @logger AND epoch = @epoch AND sequence = @sequence",
                placed, by?.ErrorMs + WholeSecondsErrorMs + (by?.BeforeSeconds - frame.DeviceSeconds) * DriftMsPerThousandSeconds / 1000, loggerId, epoch, frame.Sequence);
            changed.AddRange(((long?[])[placed, frame.PlacedUtcSeconds]).OfType<long>());
        }
        return changed;
    }

    // The last setting before the new frames, those among them, and the first after them.
    private static List<ClockSetting> Settings(StoreSession session, uint loggerId, uint epoch, uint first, uint last)
    {
        List<ClockSetting> settings = [];
        foreach (ClockSetting before in Events("sequence < @edge ORDER BY sequence DESC", first).Take(1))
            settings.Add(before);
        foreach (ClockSetting setting in Events("sequence >= @edge ORDER BY sequence", first))
        {
            settings.Add(setting);
            if (setting.Sequence > last)
                break;
        }
        return settings;

        IEnumerable<ClockSetting> Events(string which, uint edge) => session.Stream(
            $"SELECT bytes FROM frame WHERE logger_id = @logger AND epoch = @epoch AND kind = 2 AND {which}",
            row => ClockSetting.Of(row.GetBytes(0)), loggerId, epoch, edge).OfType<ClockSetting>();
    }

    /// <summary>
    /// Each frame with the first setting after it. Seconds that run backwards towards the setting, or the logger's own word that its count was lost, mean that the
    /// counter began again in between: what lies before that cannot be placed. Nor can it by a setting of a clock that was set already: the one that belongs to it is lost.
    /// </summary>
    private static IEnumerable<(Waiting Frame, ClockSetting? By)> Pair(List<Waiting> unset, List<ClockSetting> settings)
    {
        int next = settings.Count - 1;
        ClockSetting? by = null;
        long latest = 0;
        for (int i = unset.Count - 1; i >= 0; i--)
        {
            Waiting frame = unset[i];
            while (next >= 0 && settings[next].Sequence > frame.Sequence)
            {
                by = settings[next].SetsUnsetClock ? settings[next] : null;
                latest = settings[next--].BeforeSeconds;
            }
            if (frame.DeviceSeconds > latest)
                by = null;
            latest = frame.DeviceSeconds;
            yield return (frame, by);
        }
    }

    private sealed record Waiting(long Sequence, long DeviceSeconds, long? PlacedUtcSeconds);

    private sealed record ClockSetting(long Sequence, long BeforeSeconds, long AfterSeconds, long? ErrorMs)
    {
        public bool SetsUnsetClock => BeforeSeconds < UploadReading.EarliestSetClockUtcSeconds && AfterSeconds >= UploadReading.EarliestSetClockUtcSeconds;

        public static ClockSetting? Of(byte[] bytes) =>
            EventFrame.Read(bytes, 0) is { Code: EventCode.ClockSet } told
            && long.TryParse(told.Value("before_s"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long before)
            && long.TryParse(told.Value("after_s"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long after)
                ? new ClockSetting(told.Sequence, before, after, FrameArchive.ErrorBoundMs(told)) : null;
    }
}
