using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Store;

/// <summary>A total or mean of one variable over one of the station's days.</summary>
/// <param name="DayStartUtcSeconds">First instant of the day, UTC seconds since 1970.</param>
/// <param name="Variable">What, with its unit in the name, e.g. <c>co2_sink_t</c>, <c>discharge_mean_m3_s</c>.</param>
/// <param name="Value">Absent where withheld.</param>
/// <param name="U95">Half width of the 95 % interval; absent where unknown.</param>
/// <param name="TimeCoverage">Covered share of the day's time, 0 to 1.</param>
/// <param name="LoadCoverage">Covered share of the load, 0 to 1; absent where it cannot be estimated.</param>
/// <param name="Flag">Worst flag of what went in.</param>
public sealed record DailyTotal(
    long DayStartUtcSeconds, string Variable, double? Value, double? U95, double TimeCoverage, double? LoadCoverage, QcFlag Flag);

/// <summary>The daily totals of the runs.</summary>
public static class DailyTotals
{
    /// <summary>Writes or replaces one.</summary>
    public static void Write(StoreSession session, string station, long runId, DailyTotal total) => session.Execute(
        """
        INSERT INTO daily_total (station, run_id, day_start_utc_s, variable, value, u95, time_coverage, load_coverage, flag)
        VALUES (@station, @run, @day, @variable, @value, @u, @time, @load, @flag)
        ON CONFLICT (station, run_id, day_start_utc_s, variable) DO UPDATE SET
            value = excluded.value, u95 = excluded.u95, time_coverage = excluded.time_coverage, load_coverage = excluded.load_coverage, flag = excluded.flag
        """,
        station, runId, total.DayStartUtcSeconds, total.Variable, total.Value, total.U95, total.TimeCoverage, total.LoadCoverage, (int)total.Flag);

    /// <summary>A run's totals of the days that start in <paramref name="fromUtcSeconds"/> &lt;= start &lt; <paramref name="toUtcSeconds"/>.</summary>
    public static List<DailyTotal> Between(StoreSession session, string station, long runId, long fromUtcSeconds, long toUtcSeconds) => session.Query(
        """
        SELECT day_start_utc_s, variable, value, u95, time_coverage, load_coverage, flag FROM daily_total
        WHERE station = @station AND run_id = @run AND day_start_utc_s >= @from AND day_start_utc_s < @to ORDER BY day_start_utc_s, variable
        """,
        row => new DailyTotal(row.GetInt64(0), row.GetString(1), row.FindDouble(2), row.FindDouble(3),
            row.GetDouble(4), row.FindDouble(5), (QcFlag)row.GetInt32(6)),
        station, runId, fromUtcSeconds, toUtcSeconds);
}
