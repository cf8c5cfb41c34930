namespace KarstLogger.Gateway.Store;

/// <summary>
/// A UTC day of a station in a run: its rows are always derived and replaced together, and its two hashes are their provenance
/// (docs/decisions/0006-windows-and-days.md, 0008-runs-and-provenance.md).
/// </summary>
/// <param name="DayStartUtcSeconds">First instant, UTC seconds since 1970; a multiple of 86 400.</param>
/// <param name="ResultUtcMs">When it was derived, ms since 1970 UTC; in no hash.</param>
/// <param name="InputHash">SHA-256 of frames of the window, configuration sections in force, model and pipeline version.</param>
/// <param name="ValueHash">SHA-256 of values and flags.</param>
public sealed record DerivedDay(long DayStartUtcSeconds, long ResultUtcMs, byte[] InputHash, byte[] ValueHash)
{
    /// <summary>Seconds of a UTC day.</summary>
    public const long Seconds = 86_400;

    /// <summary>
    /// Replaces all rows of the day. Without rows (every sample of the day has moved elsewhere) the day is emptied. Where the rows that stand have the same hash, only what they are computed from
    /// is new: a late sample reaches three days forward and changes a value in few of them.
    /// </summary>
    public void Replace(StoreSession session, string station, long runId, IReadOnlyList<StationStateRow> rows)
    {
        if (!Between(session, station, runId, DayStartUtcSeconds, DayStartUtcSeconds + 1).Any(held => held.ValueHash.AsSpan().SequenceEqual(ValueHash)))
        {
            session.Execute("DELETE FROM station_state WHERE station = @station AND run_id = @run AND placed_utc_s >= @from AND placed_utc_s < @to",
                station, runId, DayStartUtcSeconds, DayStartUtcSeconds + Seconds);
            foreach (StationStateRow row in rows)
                row.Write(session, station, runId);
        }
        session.Execute(
            """
            INSERT INTO derived_day (station, run_id, day_start_utc_s, result_utc_ms, input_hash, value_hash) VALUES (@station, @run, @day, @result, @input, @value)
            ON CONFLICT (station, run_id, day_start_utc_s) DO UPDATE SET
                result_utc_ms = excluded.result_utc_ms, input_hash = excluded.input_hash, value_hash = excluded.value_hash
            """,
            station, runId, DayStartUtcSeconds, ResultUtcMs, InputHash, ValueHash);
    }

    /// <summary>The day that holds an instant.</summary>
    public static long StartOf(long utcSeconds) => utcSeconds - (utcSeconds % Seconds + Seconds) % Seconds;

    /// <summary>Takes the day over from another run in which the same went in: rows, hashes and the time of their making as they are.</summary>
    public void CopyFrom(StoreSession session, string station, long otherRun, long runId)
    {
        Replace(session, station, runId, []);
        StationStateRow.Copy(session, station, otherRun, runId, DayStartUtcSeconds, DayStartUtcSeconds + Seconds);
    }

    /// <summary>A run's days that start in <paramref name="fromUtcSeconds"/> &lt;= start &lt; <paramref name="toUtcSeconds"/>, in order.</summary>
    public static List<DerivedDay> Between(StoreSession session, string station, long runId, long fromUtcSeconds, long toUtcSeconds) => session.Query(
        """
        SELECT day_start_utc_s, result_utc_ms, input_hash, value_hash FROM derived_day
        WHERE station = @station AND run_id = @run AND day_start_utc_s >= @from AND day_start_utc_s < @to ORDER BY day_start_utc_s
        """,
        row => new DerivedDay(row.GetInt64(0), row.GetInt64(1), row.GetBytes(2), row.GetBytes(3)), station, runId, fromUtcSeconds, toUtcSeconds);
}
