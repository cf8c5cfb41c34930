namespace KarstLogger.Gateway.Store;

/// <summary>Who wants a change and why; both must be said.</summary>
/// <param name="Actor">The person or the program.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="AtUtcMs">When, ms since 1970 UTC.</param>
public sealed record ChangeOrder(string Actor, string Reason, long AtUtcMs);

/// <summary>One line of the audit.</summary>
/// <param name="Id">Number of the line.</param>
/// <param name="Order">Who, why and when.</param>
/// <param name="Subject">What was changed, e.g. <c>station/huanghou</c>.</param>
/// <param name="What">How, in words.</param>
public sealed record AuditEntry(long Id, ChangeOrder Order, string Subject, string What);

/// <summary>
/// The one way by which configuration, ratings, visits and approvals change: the change and its audit line stand in one transaction or not at all.
/// </summary>
public static class AuditTrail
{
    /// <summary>Writes the line of a change; call it first in the transaction of the change. Returns its number.</summary>
    /// <exception cref="ArgumentException">Actor or reason is empty.</exception>
    public static long Record(StoreSession session, ChangeOrder order, string subject, string what)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(order.Actor);
        ArgumentException.ThrowIfNullOrWhiteSpace(order.Reason);
        long id = session.NextNumber("audit");
        session.Execute("INSERT INTO audit (id, at_utc_ms, actor, reason, subject, what) VALUES (@id, @at, @actor, @reason, @subject, @what)",
            id, order.AtUtcMs, order.Actor, order.Reason, subject, what);
        return id;
    }

    /// <summary>Notes that people were at a station; returns the numbers of the visit and of the line.</summary>
    public static (long Visit, long Audit) RecordVisit(StoreSession session, ChangeOrder order, string station, long atUtcSeconds, string what)
    {
        long audit = Record(session, order, $"station/{station}", $"visit: {what}"), visit = session.NextNumber("visit");
        session.Execute("INSERT INTO visit (id, station, at_utc_s, what, audit_id) VALUES (@id, @station, @at, @what, @audit)", visit, station, atUtcSeconds, what, audit);
        return (visit, audit);
    }

    /// <summary>All lines on a subject, oldest first.</summary>
    public static List<AuditEntry> Of(StoreSession session, string subject) => session.Query(
        "SELECT id, at_utc_ms, actor, reason, subject, what FROM audit WHERE subject = @subject ORDER BY id",
        row => new AuditEntry(row.GetInt64(0), new ChangeOrder(row.GetString(2), row.GetString(3), row.GetInt64(1)), row.GetString(4), row.GetString(5)), subject);
}

/// <summary>Public numbers of observed series (SensorThings): given once, kept over every reprocessing, never given again.</summary>
public static class Datastreams
{
    /// <summary>The number of a series, given now if it has none.</summary>
    /// <param name="session">A writing transaction.</param>
    /// <param name="station">Slug.</param>
    /// <param name="variable">Key in the catalogue.</param>
    /// <param name="level">Processing level: 0 raw, 1 checked, 2 derived.</param>
    public static long NumberOf(StoreSession session, string station, string variable, int level)
    {
        if (session.Number("SELECT id FROM datastream WHERE station = @station AND variable = @variable AND level = @level", station, variable, level) is { } given)
            return given;
        long id = session.NextNumber("datastream");
        session.Execute("INSERT INTO datastream (id, station, variable, level) VALUES (@id, @station, @variable, @level)", id, station, variable, level);
        return id;
    }
}
