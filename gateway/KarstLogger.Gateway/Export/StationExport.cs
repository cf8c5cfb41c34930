using System.Collections.Immutable;
using KarstLogger.Gateway.Completeness;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Export;

/// <summary>A derived row with the times that only the frame knows.</summary>
/// <param name="State">The row.</param>
/// <param name="DeviceUtcSeconds">The logger's own time; seconds counted where its clock was unset.</param>
/// <param name="ReceivedUtcMs">When the gateway received the sample, ms since 1970 UTC.</param>
public sealed record ExportRow(StationStateRow State, long DeviceUtcSeconds, long ReceivedUtcMs);

/// <summary>One remark of the head of an export.</summary>
/// <param name="Key">What it is about.</param>
/// <param name="Text">What it says.</param>
public sealed record ProvenanceLine(string Key, string Text);

/// <summary>
/// A station's current results over a period with everything that a reader must know of them. The rows are read day by day as they are asked for;
/// use them inside the reading transaction that made them.
/// </summary>
public sealed class StationExport
{
    private readonly StoreSession session;
    private readonly Run run;

    private StationExport(StoreSession session, RegisteredStation station, Run run, CompletenessReport completeness) =>
        (this.session, Station, this.run, Completeness) = (session, station, run, completeness);

    /// <summary>The station.</summary>
    public RegisteredStation Station { get; }

    /// <summary>How complete its record is.</summary>
    public CompletenessReport Completeness { get; }

    /// <summary>The columns of values, in order.</summary>
    public static IReadOnlyList<VariableInfo> Columns => VariableCatalogue.All;

    /// <summary>Opens the export of a period; null where nothing of the station has been derived.</summary>
    public static StationExport? Open(StoreSession session, RegisteredStation station, long fromUtcSeconds, long toUtcSeconds, long nowUtcSeconds) =>
        Runs.Current(session, station.Configuration.Slug) is not { } run ? null
            : new StationExport(session, station, run, CompletenessCount.Of(session, station.Configuration, fromUtcSeconds, toUtcSeconds, nowUtcSeconds));

    /// <summary>True where at least one sample of the period was made by a simulation: then so is the whole export.</summary>
    public bool IsSimulated => session.Number(
        "SELECT COUNT(*) FROM station_state WHERE station = @station AND run_id = @run AND simulated = 1 AND placed_utc_s >= @from AND placed_utc_s < @to",
        run.Station, run.Id, Completeness.FromUtcSeconds, Completeness.ToUtcSeconds) > 0;

    /// <summary>What stands before the rows.</summary>
    public ImmutableArray<ProvenanceLine> Provenance => ExportProvenance.Of(Station, run, Completeness, IsSimulated);

    /// <summary>The rows of the period in order of time.</summary>
    public IEnumerable<ExportRow> Rows()
    {
        for (long day = Completeness.FromUtcSeconds; day < Completeness.ToUtcSeconds; day += DerivedDay.Seconds)
        {
            List<StationStateRow> rows = [.. StationStateRow.Between(session, run.Station, run.Id, day, Math.Min(day + DerivedDay.Seconds, Completeness.ToUtcSeconds))];
            foreach (StationStateRow row in rows)
                yield return WithTimes(row);
        }
    }

    private ExportRow WithTimes(StationStateRow row) => session.Query(
        "SELECT device_utc_s, received_utc_ms FROM frame WHERE logger_id = @logger AND epoch = @epoch AND sequence = @sequence",
        frame => new ExportRow(row, frame.GetInt64(0), frame.GetInt64(1)), row.Key.LoggerId, row.Key.Epoch, row.Key.Sequence)[0];
}
