
namespace KarstLogger.Gateway.Store;

/// <summary>One derivation of a station with one pipeline, model and configuration. Live derivation goes on in the current run.</summary>
/// <param name="Id">Number of the run.</param>
/// <param name="Station">Slug.</param>
/// <param name="State"><c>running</c>, <c>complete</c> or <c>failed</c>.</param>
/// <param name="StartedUtcMs">ms since 1970 UTC.</param>
/// <param name="FinishedUtcMs">Absent while running.</param>
/// <param name="PipelineVersion">Version of the pipeline.</param>
/// <param name="Model">Tag of the chemistry model, e.g. <c>wateq4f</c>.</param>
/// <param name="ConfigurationVersion">Version of the station's configuration.</param>
/// <param name="ConfigurationHash">Its SHA-256.</param>
public sealed record Run(
    long Id, string Station, string State, long StartedUtcMs, long? FinishedUtcMs, string PipelineVersion, string Model, long ConfigurationVersion, byte[] ConfigurationHash);

/// <summary>The runs of all stations and which of them is the current one.</summary>
public static class Runs
{
    private const string Columns = "id, run.station, state, started_utc_ms, finished_utc_ms, pipeline_version, model, configuration_version, configuration_hash";

    /// <summary>Begins a run; it is not current before <see cref="MakeCurrent"/>.</summary>
    public static long Start(StoreSession session, string station, string pipelineVersion, string model, long configurationVersion, byte[] configurationHash, long nowUtcMs)
    {
        long id = session.NextNumber("run");
        session.Execute(
            """
            INSERT INTO run (id, station, state, started_utc_ms, pipeline_version, model, configuration_version, configuration_hash)
            VALUES (@id, @station, 'running', @now, @pipeline, @model, @version, @hash)
            """,
            id, station, nowUtcMs, pipelineVersion, model, configurationVersion, configurationHash);
        return id;
    }

    /// <summary>Ends a run as <c>complete</c> or <c>failed</c>.</summary>
    public static void Finish(StoreSession session, long runId, bool isComplete, long nowUtcMs) => session.Execute(
        "UPDATE run SET state = @state, finished_utc_ms = @now WHERE id = @id", isComplete ? "complete" : "failed", nowUtcMs, runId);

    /// <summary>Points the station at this run; the older ones stay queryable.</summary>
    public static void MakeCurrent(StoreSession session, string station, long runId) => session.Execute(
        "INSERT INTO current_run (station, run_id) VALUES (@station, @run) ON CONFLICT (station) DO UPDATE SET run_id = excluded.run_id", station, runId);

    /// <summary>The station's current run; null before the first.</summary>
    public static Run? Current(StoreSession session, string station) => session.Query(
        $"SELECT {Columns} FROM run JOIN current_run ON run.id = current_run.run_id WHERE current_run.station = @station", Read, station).FirstOrDefault();

    /// <summary>All runs of a station, oldest first.</summary>
    public static List<Run> Of(StoreSession session, string station) =>
        session.Query($"SELECT {Columns} FROM run WHERE run.station = @station ORDER BY id", Read, station);

    private static Run Read(StoreRow row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.FindInt64(4),
        row.GetString(5), row.GetString(6), row.GetInt64(7), row.GetBytes(8));
}

/// <summary>Which gateway process derives a station: any may ingest, one owner derives.</summary>
public static class Leases
{
    /// <summary>
    /// Takes or renews the station's lease until <paramref name="expiresUtcMs"/>; false where another owner's has not run out at <paramref name="nowUtcMs"/>.
    /// </summary>
    public static bool TryTake(StoreSession session, string station, string owner, long nowUtcMs, long expiresUtcMs) => session.Execute(
        """
        INSERT INTO lease (station, owner, expires_utc_ms) VALUES (@station, @owner, @expires)
        ON CONFLICT (station) DO UPDATE SET owner = excluded.owner, expires_utc_ms = excluded.expires_utc_ms
        WHERE lease.owner = excluded.owner OR lease.expires_utc_ms <= @now
        """,
        station, owner, expiresUtcMs, nowUtcMs) == 1;

    /// <summary>Gives the lease back, if it is still this owner's.</summary>
    public static void Release(StoreSession session, string station, string owner) =>
        session.Execute("DELETE FROM lease WHERE station = @station AND owner = @owner", station, owner);
}
