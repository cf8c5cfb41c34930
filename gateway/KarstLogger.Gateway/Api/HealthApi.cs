using KarstLogger.Gateway.Loggers;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Api;

/// <summary>A start of a logger.</summary>
public sealed record ResetView(DateTimeOffset Utc, string Reason, string Text);

/// <summary>How a logger's link went since it was first switched on; bytes are those of the day.</summary>
public sealed record LinkView(long? Tries, long? FailuresInARow, long? Reattaches, long? PowerCycles, long? Reboots, long? DayAirBytes);

/// <summary>How a logger is; the columns have one point an hour. Firmware, configuration and link are as of its last status, null before the first.</summary>
public sealed record LoggerHealthView(
    string Logger, DateTimeOffset? LastContact, DateTimeOffset? ExpectedNextContact, long? BatteryMillivolts, long? ClockOffsetMilliseconds, long BacklogFrames,
    long? JournalDaysLeft, string JournalDaysText, string? Firmware, string? FirmwareSlot, long? ConfigurationNumber, LinkView? Link, long DuplicateFrames, IReadOnlyList<ResetView> Resets,
    IReadOnlyList<long> Utc, IReadOnlyList<int> BatteryMillivoltsMin, IReadOnlyList<int?> BoardCelsius, IReadOnlyList<int?> BoardRelativeHumidityPercent);

/// <summary>The loggers of a station.</summary>
public sealed record HealthView(IReadOnlyList<LoggerHealthView> Loggers);

/// <summary>Battery, clock, backlog, journal and resets of a station's loggers.</summary>
public static class HealthApi
{
    private const long LookBackSeconds = 30 * 86_400L;

    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/stations/{slug}/health", (string slug, HttpContext context, StoreDatabase store, TimeProvider time) =>
        Answer.Json(context, store.Read(session =>
        {
            KnownStation station = KnownStation.Find(session, slug);
            return new HealthView([.. StationReader.CallingLoggers(session, station.Configuration, time.GetUtcNow().ToUnixTimeSeconds())
                .Select(logger => Of(session, station, logger))]);
        }))).Produces<HealthView>().WithSummary("How the station's loggers are.");

    private static LoggerHealthView Of(StoreSession session, KnownStation station, LoggerState logger)
    {
        long end = (station.NewestUtcSeconds ?? 0) + 1;
        List<long> utc = [];
        List<int> battery = [];
        List<int?> celsius = [], humidity = [];
        foreach (Sample sample in session.Stream(
            "SELECT bytes FROM frame WHERE logger_id = @logger AND placed_utc_s >= @from AND placed_utc_s < @to AND kind = @kind ORDER BY placed_utc_s, epoch, sequence",
            row => SampleFrame.Read(row.GetBytes(0), 0), logger.LoggerId, end - LookBackSeconds, end, (int)FrameKind.Sample))
        {
            long hour = sample.UtcSeconds / 3600 * 3600L;
            if (utc.Count > 0 && utc[^1] == hour)
                continue;
            utc.Add(hour);
            battery.Add(sample.BatteryMillivoltsMin);
            bool hasBoard = ProbeStatuses.HasValue(sample.BoardStatus);
            celsius.Add(hasBoard ? sample.BoardDegreesCelsius : null);
            humidity.Add(hasBoard ? sample.BoardRelativeHumidityPercent : null);
        }
        LoggerStatus? status = LoggerStatus.Of(session, logger.LoggerId);
        return new LoggerHealthView(
            LoggerId.ToText(logger.LoggerId), ApiJson.Instant(logger.LastContactUtcMs / 1000), ApiJson.Instant(logger.NextContactUtcSeconds), logger.BatteryMillivoltsMin,
            logger.ClockOffsetMs, logger.Backlog, status?.Number("journal_days_left"), JournalText(status), status?.Word("firmware"), status?.Word("slot"), status?.Number("config"),
            LinkOf(status), logger.DuplicateFrames, Resets(session, station.Configuration, end),
            utc, battery, celsius, humidity);
    }

    private static LinkView? LinkOf(LoggerStatus? status) => status is null ? null : new LinkView(
        status.Number("link_tries"), status.Number("link_failures"), status.Number("link_reattaches"), status.Number("link_power_cycles"), status.Number("link_reboots"), status.Number("day_air_bytes"));

    private static string JournalText(LoggerStatus? status) => status?.Number("journal_days_left") is { } days
        ? FormattableString.Invariant($"Without any contact its journal lasts {days} days more (it holds {status.Number("journal_frames")} samples, {status.Number("backlog")} frames wait); told {ApiJson.Text(status.ReceivedUtcMs / 1000)}.")
        : "The logger has not said how much its journal holds.";

    private static List<ResetView> Resets(StoreSession session, StationConfiguration station, long end) =>
    [
        .. EventsApi.OfLoggers(session, station, new TimeRange(end - LookBackSeconds, end)).Where(one => one.Kind == "boot")
            .Select(one => new ResetView(one.Utc, one.Title[(one.Title.IndexOf(':', StringComparison.Ordinal) + 2)..], one.Text)),
    ];
}
