using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Store;

/// <summary>A stretch of a station's time whose results are out of date.</summary>
/// <param name="Id">Number of the mark.</param>
/// <param name="FromUtcSeconds">First instant, UTC seconds since 1970.</param>
/// <param name="ToUtcSeconds">Last instant, inclusive.</param>
/// <param name="Cause"><c>arrival</c> or what was changed.</param>
public sealed record DirtyInterval(long Id, long FromUtcSeconds, long ToUtcSeconds, string Cause);

/// <summary>
/// Marks of what must be derived again. A mark is only ever added, and removed by its id in the transaction that writes the new results,
/// so that frames arriving in the meantime are not forgotten.
/// </summary>
public static class DirtyIntervals
{
    /// <summary>Arrivals further apart than this become separate marks, so that one late frame of last month does not redo the month.</summary>
    public const long SeparateAfterSeconds = 6 * 3600;

    /// <summary>Marks an interval of one station.</summary>
    public static void Mark(StoreSession session, string station, long fromUtcSeconds, long toUtcSeconds, string cause, long nowUtcMs) => session.Execute(
        "INSERT INTO dirty_interval (id, station, from_utc_s, to_utc_s, cause, marked_utc_ms) VALUES (@id, @station, @from, @to, @cause, @now)",
        session.NextNumber("dirty_interval"), station, fromUtcSeconds, toUtcSeconds, cause, nowUtcMs);

    /// <summary>Stations with marks.</summary>
    public static List<string> Stations(StoreSession session) =>
        session.Query("SELECT DISTINCT station FROM dirty_interval ORDER BY station", row => row.GetString(0));

    /// <summary>A station's marks, oldest instant first.</summary>
    public static List<DirtyInterval> Of(StoreSession session, string station) => session.Query(
        "SELECT id, from_utc_s, to_utc_s, cause FROM dirty_interval WHERE station = @station ORDER BY from_utc_s, id",
        row => new DirtyInterval(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3)), station);

    /// <summary>Removes marks that have been dealt with: call it in the transaction that writes their results.</summary>
    public static void Clear(StoreSession session, IEnumerable<DirtyInterval> done)
    {
        foreach (DirtyInterval mark in done)
            session.Execute("DELETE FROM dirty_interval WHERE id = @id", mark.Id);
    }

    /// <summary>Marks the instants of new frames at every station where their logger was deployed then.</summary>
    internal static void MarkArrivals(StoreSession session, uint loggerId, List<long> instants, long nowUtcMs)
    {
        foreach ((long from, long to) in Stretches(instants))
            foreach (string station in session.Query(
                """
                SELECT DISTINCT station FROM deployment WHERE logger_id = @logger AND from_utc_s <= @to AND (to_utc_s IS NULL OR to_utc_s > @from) ORDER BY station
                """, row => row.GetString(0), loggerId, to, from))
                Mark(session, station, from, to, "arrival", nowUtcMs);
        MarkAirPressure(session, loggerId, instants, nowUtcMs);
    }

    // Stations whose station file names this logger as their barometer or their tailwater: a reading is joined to others over the gap that the record permits (the barometer's is the longer one).
    private static void MarkAirPressure(StoreSession session, uint loggerId, List<long> instants, long nowUtcMs)
    {
        List<string> stations = session.Query(
            """
            SELECT DISTINCT c.station FROM configuration c JOIN station s ON s.slug = c.station AND s.configuration_version = c.version
            WHERE c.section IN ('barometer', 'tailwater') AND c.canonical LIKE '%logger = ' || @logger || '%' ORDER BY c.station
            """, row => row.GetString(0), LoggerId.ToText(loggerId));
        foreach (string station in stations)
            foreach ((long from, long to) in Stretches(instants))
                Mark(session, station, from - BarometerRecord.DefaultGapSecondsMost, to + BarometerRecord.DefaultGapSecondsMost, "neighbouring sensor", nowUtcMs);
    }

    private static IEnumerable<(long From, long To)> Stretches(List<long> instants)
    {
        long? from = null;
        long to = 0;
        foreach (long instant in instants.Order())
        {
            if (from is { } begun && instant - to > SeparateAfterSeconds)
            {
                yield return (begun, to);
                from = null;
            }
            from ??= instant;
            to = instant;
        }
        if (from is { } last)
            yield return (last, to);
    }
}
