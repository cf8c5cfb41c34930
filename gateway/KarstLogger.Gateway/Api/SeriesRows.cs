using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Api;

/// <summary>One derived sample as a series needs it; it points into the row that is being read and is good until the next one.</summary>
public readonly struct DerivedCells
{
    private readonly StoreRow _row;
    private readonly string _flags;
    private readonly int[] _positions;

    internal DerivedCells(StoreRow row, int[] positions) => (_row, _flags, _positions) = (row, row.GetString(3), positions);

    /// <summary>The instant, UTC seconds since 1970.</summary>
    public long UtcSeconds => _row.GetInt64(0);

    /// <summary>Made by a simulation.</summary>
    public bool IsSimulated => _row.GetInt64(1) != 0;

    /// <summary>Space-separated codes.</summary>
    public string Qualifiers => _row.GetString(2);

    /// <summary>The flag of the i-th variable that was asked for; a row from before the variable was added has none and no value.</summary>
    public QcFlag Flag(int i) => _positions[i] < _flags.Length ? (QcFlag)(_flags[_positions[i]] - '0') : QcFlag.Missing;

    /// <summary>Its value; absent = NaN, which stays inside the answer's making and is never written.</summary>
    public double Value(int i) => Number(4 + 2 * i);

    /// <summary>Its standard uncertainty; unknown = NaN.</summary>
    public double Uncertainty(int i) => Number(5 + 2 * i);

    private double Number(int column) => _row.IsNull(column) ? double.NaN : _row.GetDouble(column);
}

/// <summary>Reads the rows of a run with only the columns that are asked for.</summary>
public static class SeriesRows
{
    /// <summary>Rows in order of time and key.</summary>
    public static IEnumerable<DerivedCells> Between(StoreSession session, string station, long runId, IReadOnlyList<VariableInfo> variables, TimeRange range)
    {
        int[] positions = [.. variables.Select(info => (int)info.Variable)];
        string columns = string.Concat(variables.Select(info => $", {info.Key}, {info.Key}_u"));
        return session.Stream(
            $"""
            SELECT placed_utc_s, simulated, qualifiers, flags{columns} FROM station_state
            WHERE station = @station AND run_id = @run AND placed_utc_s >= @from AND placed_utc_s < @to ORDER BY placed_utc_s, logger_id, epoch, sequence
            """,
            row => new DerivedCells(row, positions), station, runId, range.FromUtcSeconds, range.ToUtcSeconds);
    }
}
