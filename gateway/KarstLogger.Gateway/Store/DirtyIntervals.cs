using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Store;

/// <summary>A stretch of a station's time whose results are out of date.</summary>
/// <param name="Id">Number of the mark.</param>
/// <param name="FromUtcSeconds">First instant, UTC seconds since 1970.</param>
/// <param name="ToUtcSeconds">Last instant, inclusive.</param>
/// <param name="Cause"><c>arrival</c> or what was changed.</param>
/// <param name="Revision">How often something was added to it.</param>
public sealed record DirtyInterval(long Id, long FromUtcSeconds, long ToUtcSeconds, string Cause, long Revision);

/// <summary>
/// Marks of what must be derived again. A mark is added or grows, and is removed in the transaction that writes the new results only while it is as it was read,
/// so that frames arriving in the meantime are not forgotten.
/// </summary>
public static class DirtyIntervals
{
    /// <summary>Arrivals further apart than this become separate marks, so that one late frame of last month does not redo the month.</summary>
    public const long SeparateAfterSeconds = 6 * 3600;

    /// <summary>A mark of arrivals grows no longer than this: an import of years is derived piece by piece while it goes on.</summary>
    public const long GrowsToSeconds = DerivedDay.Seconds;

    /// <summary>Marks an interval of one station.</summary>
    public static void Mark(StoreSession session, string station, long fromUtcSeconds, long toUtcSeconds, string cause, long nowUtcMs) => session.Execute(
        "INSERT INTO dirty_interval (id, station, from_utc_s, to_utc_s, cause, marked_utc_ms) VALUES (@id, @station, @from, @to, @cause, @now)",
        session.NextNumber("dirty_interval"), station, fromUtcSeconds, toUtcSeconds, cause, nowUtcMs);

    /// <summary>Stations with marks.</summary>
    public static List<string> Stations(StoreSession session) =>
        session.Query("SELECT DISTINCT station FROM dirty_interval ORDER BY station", row => row.GetString(0));

    /// <summary>A station's marks, oldest instant first.</summary>
    public static List<DirtyInterval> Of(StoreSession session, string station) => session.Query(
        "SELECT id, from_utc_s, to_utc_s, cause, revision FROM dirty_interval WHERE station = @station ORDER BY from_utc_s, id",
        row => new DirtyInterval(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetInt64(4)), station);

    /// <summary>Removes marks that have been dealt with, but for those to which something was added since they were read: call it in the transaction that writes their results.</summary>
    public static void Clear(StoreSession session, IEnumerable<DirtyInterval> done)
    {
        foreach (DirtyInterval mark in done)
            session.Execute("DELETE FROM dirty_interval WHERE id = @id AND revision = @revision", mark.Id, mark.Revision);
    }

    /// <summary>Marks the instants of new frames at every station where their logger was deployed then.</summary>
    internal static void MarkArrivals(StoreSession session, uint loggerId, List<long> instants, long nowUtcMs)
    {
        foreach ((long from, long to) in Stretches(instants))
            foreach (string station in session.Query(
                """
                SELECT DISTINCT station FROM deployment WHERE logger_id = @logger AND from_utc_s <= @to AND (to_utc_s IS NULL OR to_utc_s > @from) ORDER BY station
                """, row => row.GetString(0), loggerId, to, from))
                if (!Grow(session, station, from, to))
                    Mark(session, station, from, to, Arrival, nowUtcMs);
        MarkAirPressure(session, loggerId, instants, nowUtcMs);
    }

    // Arrivals beside a standing mark or inside it are added to it: a mark of their own would be three pages more in the commit of nearly every upload.
    private static bool Grow(StoreSession session, string station, long fromUtcSeconds, long toUtcSeconds) => session.Execute(
        $"""
        UPDATE dirty_interval SET revision = revision + 1,
            from_utc_s = CASE WHEN from_utc_s < @from THEN from_utc_s ELSE @from END, to_utc_s = CASE WHEN to_utc_s > @to THEN to_utc_s ELSE @to END
        WHERE station = @station AND cause = '{Arrival}' AND from_utc_s <= @near_to AND to_utc_s >= @near_from AND from_utc_s >= @earliest AND to_utc_s <= @latest
        """,
        fromUtcSeconds, toUtcSeconds, station, toUtcSeconds + SeparateAfterSeconds, fromUtcSeconds - SeparateAfterSeconds, toUtcSeconds - GrowsToSeconds, fromUtcSeconds + GrowsToSeconds) > 0;

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

    private const string Arrival = "arrival";

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
