using System.Globalization;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Loggers;

/// <summary>What a logger last said of itself (docs/wire-format.md, "Status").</summary>
/// <param name="LoggerId">The logger.</param>
/// <param name="ReceivedUtcMs">When it came, ms since 1970 UTC.</param>
/// <param name="Text">The message as it came.</param>
public sealed record LoggerStatus(uint LoggerId, long ReceivedUtcMs, string Text)
{
    /// <summary>Most characters kept of a message: twice what the firmware sends at most.</summary>
    public const int TextMost = 2048;

    /// <summary>The line of <c>key=value</c> words.</summary>
    public string Line => Text.Split('\n')[0];

    /// <summary>The logger's own words below the line: its refusal of a configuration; empty where there are none.</summary>
    public string Remark => Text.Contains('\n', StringComparison.Ordinal) ? Text[(Text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : "";

    /// <summary>A word, or null.</summary>
    public string? Word(string key) => Words.Value(Line, key);

    /// <summary>A word as a whole number; null where it is absent or none.</summary>
    public long? Number(string key) => long.TryParse(Word(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>A word as a checksum of 8 hexadecimal digits.</summary>
    public long? Mark(string key) => uint.TryParse(Word(key), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint mark) ? mark : null;

    /// <summary>All words, in their order.</summary>
    public Dictionary<string, string> AllWords() => Line.Split(' ').Select(word => (word, At: word.IndexOf('=', StringComparison.Ordinal))).Where(one => one.At > 0)
        .DistinctBy(one => one.word[..one.At]).ToDictionary(one => one.word[..one.At], one => one.word[(one.At + 1)..]);

    /// <summary>Until when it hears commands at once, ms since 1970 UTC.</summary>
    public long AwakeUntilUtcMs => ReceivedUtcMs + (Number("awake_s") ?? 0) * 1000;

    /// <summary>When it said it would call again, UTC seconds.</summary>
    public long? NextContactUtcSeconds => Number("next_contact_s") is { } seconds and >= 0 and <= int.MaxValue ? ReceivedUtcMs / 1000 + seconds : null;

    /// <summary>The latest status of a logger, or null.</summary>
    public static LoggerStatus? Of(StoreSession session, uint loggerId) => session.Query(
        "SELECT logger_id, received_utc_ms, text FROM logger_status WHERE logger_id = @logger", Read, loggerId).FirstOrDefault();

    /// <summary>Keeps a status: as the latest, as the last of its hour, and as the announcement of the next contact.</summary>
    public static void Keep(StoreSession session, LoggerStatus status)
    {
        session.Execute(
            """
            INSERT INTO logger_status (logger_id, received_utc_ms, text) VALUES (@logger, @received, @text)
            ON CONFLICT (logger_id) DO UPDATE SET received_utc_ms = excluded.received_utc_ms, text = excluded.text
            """, status.LoggerId, status.ReceivedUtcMs, status.Text);
        // The line of the hour is written anew by each status within it.
        session.Execute("DELETE FROM logger_status_hour WHERE logger_id = @logger AND hour_utc_s = @hour", status.LoggerId, status.HourUtcSeconds);
        session.Execute(
            """
            INSERT INTO logger_status_hour (logger_id, hour_utc_s, battery_millivolts, journal_days_left, backlog, lost_frames, clock_offset_ms, link_tries, link_failures,
                link_reattaches, link_power_cycles, link_reboots, day_air_bytes)
            VALUES (@logger, @hour, @battery, @days, @backlog, @lost, @offset, @tries, @failures, @reattaches, @cycles, @reboots, @bytes)
            """,
            status.LoggerId, status.HourUtcSeconds, status.Number("battery_mv"), status.Number("journal_days_left"), status.Number("backlog"), status.Number("lost"),
            status.Number("clock_offset_ms"), status.Number("link_tries"), status.Number("link_failures"), status.Number("link_reattaches"), status.Number("link_power_cycles"),
            status.Number("link_reboots"), status.Number("day_air_bytes"));
        if (status.NextContactUtcSeconds is { } next)
            session.Execute("UPDATE logger SET next_contact_utc_s = @next WHERE logger_id = @logger", next, status.LoggerId);
    }

    private long HourUtcSeconds => ReceivedUtcMs / 3_600_000 * 3600;

    private static LoggerStatus Read(StoreRow row) => new((uint)row.GetInt64(0), row.GetInt64(1), row.GetString(2));
}

/// <summary>The numbers of one hour's last status.</summary>
public sealed record LoggerHour(
    long HourUtcSeconds, long? BatteryMillivolts, long? JournalDaysLeft, long? Backlog, long? LostFrames, long? ClockOffsetMs, long? LinkTries, long? LinkFailures,
    long? LinkReattaches, long? LinkPowerCycles, long? LinkReboots, long? DayAirBytes)
{
    /// <summary>The hours of a stretch, in order.</summary>
    public static List<LoggerHour> Between(StoreSession session, uint loggerId, long fromUtcSeconds, long toUtcSeconds) => session.Query(
        """
        SELECT hour_utc_s, battery_millivolts, journal_days_left, backlog, lost_frames, clock_offset_ms, link_tries, link_failures, link_reattaches, link_power_cycles,
            link_reboots, day_air_bytes
        FROM logger_status_hour WHERE logger_id = @logger AND hour_utc_s >= @from AND hour_utc_s < @to ORDER BY hour_utc_s
        """,
        row => new LoggerHour(row.GetInt64(0), row.FindInt64(1), row.FindInt64(2), row.FindInt64(3), row.FindInt64(4), row.FindInt64(5), row.FindInt64(6), row.FindInt64(7), row.FindInt64(8), row.FindInt64(9), row.FindInt64(10), row.FindInt64(11)),
        loggerId, fromUtcSeconds, toUtcSeconds);
}
