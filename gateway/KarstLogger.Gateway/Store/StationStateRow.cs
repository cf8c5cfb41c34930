using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Store;

/// <summary>Everything that was derived from one sample in one run. The columns are those of <see cref="VariableCatalogue.All"/>, in its order.</summary>
public sealed record StationStateRow
{
    /// <summary>The sample.</summary>
    public required FrameKey Key { get; init; }

    /// <summary>The instant it belongs to, UTC seconds since 1970: revisable.</summary>
    public required long PlacedUtcSeconds { get; init; }

    /// <summary>Made by a simulation.</summary>
    public required bool Simulated { get; init; }

    /// <summary>One value for each variable; absent = null.</summary>
    public required double?[] Values { get; init; }

    /// <summary>One standard uncertainty (k = 1) for each variable; absent = unknown.</summary>
    public required double?[] StandardUncertainties { get; init; }

    /// <summary>One flag for each variable, also where there is no value.</summary>
    public required QcFlag[] Flags { get; init; }

    /// <summary>Space-separated qualifier codes, e.g. <c>P Ext Clu</c>.</summary>
    public string Qualifiers { get; init; } = "";

    /// <summary>Which test found what, one finding a line.</summary>
    public string Findings { get; init; } = "";

    /// <summary>The value of one variable.</summary>
    public double? Value(StationVariable variable) => Values[(int)variable];

    /// <summary>The flag of one variable.</summary>
    public QcFlag Flag(StationVariable variable) => Flags[(int)variable];

    private const string HeadColumns = "logger_id, epoch, sequence, placed_utc_s, simulated, qualifiers, findings, flags";

    private const int HeadColumnCount = 8;

    private static readonly int VariableCount = VariableCatalogue.All.Count;

    private static readonly string ValueColumns =
        string.Join(", ", VariableCatalogue.All.Select(info => info.Key).Concat(VariableCatalogue.All.Select(info => info.Key + "_u")));

    private static readonly string Insert =
        $"INSERT INTO station_state (station, run_id, {HeadColumns}, {ValueColumns}) VALUES (@station, @run, {Names(HeadColumns)}, {Names(ValueColumns)}) "
        + "ON CONFLICT (station, run_id, logger_id, epoch, sequence) DO NOTHING";

    private static readonly string CopyRows =
        $"""
        INSERT INTO station_state (station, run_id, {HeadColumns}, {ValueColumns}) SELECT @station, @run, {HeadColumns}, {ValueColumns} FROM station_state
        WHERE station = @station AND run_id = @source AND placed_utc_s >= @from AND placed_utc_s < @to
        ON CONFLICT (station, run_id, logger_id, epoch, sequence) DO UPDATE SET {string.Join(", ", $"{HeadColumns}, {ValueColumns}".Split(", ").Select(column => $"{column} = excluded.{column}"))}
        """;

    /// <summary>A run's rows with <paramref name="fromUtcSeconds"/> &lt;= placed time &lt; <paramref name="toUtcSeconds"/>, in order of time and key.</summary>
    public static IEnumerable<StationStateRow> Between(StoreSession session, string station, long runId, long fromUtcSeconds, long toUtcSeconds) => session.Stream(
        $"""
        SELECT {HeadColumns}, {ValueColumns} FROM station_state
        WHERE station = @station AND run_id = @run AND placed_utc_s >= @from AND placed_utc_s < @to ORDER BY placed_utc_s, logger_id, epoch, sequence
        """,
        Read, station, runId, fromUtcSeconds, toUtcSeconds);

    /// <summary>Copies a stretch of rows, placed in from &lt;= time &lt; to, from one run into another.</summary>
    internal static void Copy(StoreSession session, string station, long fromRun, long toRun, long fromUtcSeconds, long toUtcSeconds) =>
        session.Execute(CopyRows, station, toRun, fromRun, fromUtcSeconds, toUtcSeconds);

    internal void Write(StoreSession session, string station, long runId)
    {
        object?[] head = [station, runId, Key.LoggerId, Key.Epoch, Key.Sequence, PlacedUtcSeconds, Simulated, Qualifiers, Findings, FlagText(Flags)];
        if (session.ExecuteWith(Insert, head, Values, StandardUncertainties) == 1)
            return;
        // A sample whose place in time has moved to this day leaves the row of its old day behind until that one is derived again: it goes now, and with it the old day's provenance.
        if (session.Number("DELETE FROM station_state WHERE station = @station AND run_id = @run AND logger_id = @logger AND epoch = @epoch AND sequence = @sequence RETURNING placed_utc_s",
            station, runId, Key.LoggerId, Key.Epoch, Key.Sequence) is { } elsewhere)
            session.Execute("DELETE FROM derived_day WHERE station = @station AND run_id = @run AND day_start_utc_s = @day", station, runId, DerivedDay.StartOf(elsewhere));
        session.ExecuteWith(Insert, head, Values, StandardUncertainties);
    }

    private static string FlagText(QcFlag[] flags) => string.Create(flags.Length, flags, static (text, flags) =>
    {
        for (int i = 0; i < text.Length; i++)
            text[i] = (char)('0' + (int)flags[i]);
    });

    private static StationStateRow Read(StoreRow row)
    {
        string flags = row.GetString(7);
        return new StationStateRow
        {
            Key = new FrameKey((uint)row.GetInt64(0), (uint)row.GetInt64(1), (uint)row.GetInt64(2)),
            PlacedUtcSeconds = row.GetInt64(3), Simulated = row.GetInt64(4) != 0, Qualifiers = row.GetString(5), Findings = row.GetString(6),
            // A row from before a variable was added has no flag for it: there is no value either.
            Flags = [.. Enumerable.Range(0, VariableCount).Select(i => i < flags.Length ? (QcFlag)(flags[i] - '0') : QcFlag.Missing)],
            Values = Numbers(row, HeadColumnCount), StandardUncertainties = Numbers(row, HeadColumnCount + VariableCount),
        };
    }

    private static double?[] Numbers(StoreRow row, int first)
    {
        double?[] numbers = new double?[VariableCount];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = row.FindDouble(first + i);
        return numbers;
    }

    private static string Names(string columns) => string.Join(", ", columns.Split(", ").Select(column => "@" + column));
}
