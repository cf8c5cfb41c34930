using KarstLogger.Wire;

namespace KarstLogger.Gateway.Store;

/// <summary>A data logger as the gateway knows it from its uploads.</summary>
/// <param name="LoggerId">The logger.</param>
/// <param name="FirstContactUtcMs">First upload, ms since 1970 UTC.</param>
/// <param name="LastContactUtcMs">Latest upload.</param>
/// <param name="NextContactUtcSeconds">When it said it would call again.</param>
/// <param name="ClockOffsetMs">Its clock minus ours at the latest upload; absent where its clock is unset.</param>
/// <param name="Backlog">Frames that waited there after the latest upload.</param>
/// <param name="BatteryMillivoltsMin">From the latest sample; absent before the first.</param>
/// <param name="DuplicateFrames">Frames that it sent again although they were archived: acknowledgements that did not reach it.</param>
public sealed record LoggerState(
    uint LoggerId, long FirstContactUtcMs, long LastContactUtcMs, long? NextContactUtcSeconds, long? ClockOffsetMs, long Backlog, long? BatteryMillivoltsMin,
    long DuplicateFrames);

/// <summary>The loggers that have called.</summary>
public static class LoggerRegister
{
    internal static void Note(StoreSession session, LoggerContact contact, Upload upload, int duplicates)
    {
        ReceivedFrame? newest = upload.Frames.MaxBy(frame => frame.Header.Sequence);
        Sample? sample = upload.Frames.Where(frame => frame.Header.Kind == FrameKind.Sample).MaxBy(frame => frame.Header.Sequence) is { } latest
            ? SampleFrame.Read(latest.Bytes, 0) : null;
        session.Execute(
            """
            INSERT INTO logger (logger_id, first_contact_utc_ms, last_contact_utc_ms, next_contact_utc_s, clock_offset_ms, backlog, battery_millivolts_min, newest_epoch,
                duplicate_frames)
            VALUES (@logger, @now, @now, @next, @offset, @backlog, @battery, @epoch, @duplicates)
            ON CONFLICT (logger_id) DO UPDATE SET last_contact_utc_ms = excluded.last_contact_utc_ms, next_contact_utc_s = excluded.next_contact_utc_s,
                clock_offset_ms = excluded.clock_offset_ms, backlog = excluded.backlog,
                duplicate_frames = logger.duplicate_frames + excluded.duplicate_frames,
                battery_millivolts_min = COALESCE(excluded.battery_millivolts_min, logger.battery_millivolts_min),
                newest_epoch = CASE WHEN @hasframes = 1 THEN excluded.newest_epoch ELSE logger.newest_epoch END
            """,
            contact.LoggerId, upload.ReceivedUtcMs, contact.NextContactUtcSeconds, contact.ClockOffsetMs, contact.Backlog, sample?.BatteryMillivoltsMin,
            newest?.Header.Epoch ?? 0, duplicates, newest is not null);
    }

    internal static uint NewestEpoch(StoreSession session, uint loggerId) =>
        (uint)(session.Number("SELECT newest_epoch FROM logger WHERE logger_id = @logger", loggerId) ?? 0);

    /// <summary>All loggers that have called, by id.</summary>
    public static List<LoggerState> All(StoreSession session) => session.Query(
        """
        SELECT logger_id, first_contact_utc_ms, last_contact_utc_ms, next_contact_utc_s, clock_offset_ms, backlog, battery_millivolts_min,
            duplicate_frames
        FROM logger ORDER BY logger_id
        """, Read);

    private static LoggerState Read(StoreRow row) => new(
        (uint)row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.FindInt64(3), row.FindInt64(4), row.GetInt64(5), row.FindInt64(6), row.GetInt64(7));
}
