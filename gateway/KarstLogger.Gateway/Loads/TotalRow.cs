using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Loads;

/// <summary>Gives the rows with from &lt;= time &lt; to in order of time; may be asked more than once.</summary>
public delegate IEnumerable<TotalRow> TotalRowReader(long fromUtcSeconds, long toUtcSeconds);

/// <summary>One derived sample as a total needs it.</summary>
/// <param name="UtcSeconds">The instant, UTC seconds since 1970.</param>
/// <param name="StageMetres">Stage behind a usable discharge, m; otherwise absent.</param>
/// <param name="SpecificConductance">Conductance behind a usable alkalinity, uS/cm; otherwise absent.</param>
/// <param name="RainMillimetres">Rain since the sample before, mm; absent where nobody knows.</param>
public readonly record struct TotalRow(long UtcSeconds, double? StageMetres, double? SpecificConductance, double? RainMillimetres)
{
    private static readonly VariableInfo[] Inputs =
    [
        VariableCatalogue.Of(StationVariable.Stage), VariableCatalogue.Of(StationVariable.SpecificConductance), VariableCatalogue.Of(StationVariable.Rain),
        VariableCatalogue.Of(StationVariable.Discharge), VariableCatalogue.Of(StationVariable.Alkalinity),
    ];

    private const int Stage = 0, Conductance = 1, Rain = 2, Discharge = 3, Alkalinity = 4;

    /// <summary>Reads a run's rows with only the columns that totals need.</summary>
    public static TotalRowReader Reader(StoreSession session, string station, long runId) =>
        (from, to) => SeriesRows.Between(session, station, runId, Inputs, new TimeRange(from, to)).Select(row => Of(row));

    /// <summary>From a whole row.</summary>
    public static TotalRow Of(StationStateRow row)
    {
        double? Usable(StationVariable variable) => row.Flag(variable).IsUsable() ? row.Value(variable) : null;
        return new TotalRow(row.PlacedUtcSeconds, Usable(StationVariable.Discharge) is null ? null : Usable(StationVariable.Stage),
            Usable(StationVariable.Alkalinity) is null ? null : Usable(StationVariable.SpecificConductance), Usable(StationVariable.Rain));
    }

    private static TotalRow Of(in DerivedCells row) => new(
        row.UtcSeconds, Usable(row, Discharge) is null ? null : Usable(row, Stage), Usable(row, Alkalinity) is null ? null : Usable(row, Conductance), Usable(row, Rain));

    private static double? Usable(in DerivedCells row, int i) => row.Flag(i).IsUsable() && !double.IsNaN(row.Value(i)) ? row.Value(i) : null;
}
