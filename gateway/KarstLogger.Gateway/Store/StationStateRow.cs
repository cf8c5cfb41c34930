using System.Data.Common;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Store;

/// <summary>Everything that was derived from one sample in one run. A row is replaced when its run derives it again; rows of older runs stay.</summary>
public sealed record StationStateRow
{
    /// <summary>The sample.</summary>
    public required FrameKey Key { get; init; }

    /// <summary>The instant it belongs to, UTC seconds since 1970: revisable.</summary>
    public required long PlacedUtcSeconds { get; init; }

    /// <summary>When this row was derived, ms since 1970 UTC; not part of any hash.</summary>
    public required long ResultUtcMs { get; init; }

    /// <summary>Made by a simulation.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Values in the order of <see cref="StateVariables.All"/>; absent = null.</summary>
    public required double?[] Values { get; init; }

    /// <summary>One flag for each value, also for absent ones.</summary>
    public required QcFlag[] Flags { get; init; }

    /// <summary>Space-separated qualifier codes, e.g. <c>P Ext Clu</c>.</summary>
    public string Qualifiers { get; init; } = "";

    /// <summary>Which test found what, one finding a line.</summary>
    public string Findings { get; init; } = "";

    /// <summary>SHA-256 over all inputs (docs/decisions/0006-provenance.md).</summary>
    public required byte[] InputHash { get; init; }

    /// <summary>SHA-256 over values and flags.</summary>
    public required byte[] ValueHash { get; init; }

    private const string HeadColumns =
        "logger_id, epoch, sequence, placed_utc_s, result_utc_ms, simulated, qualifiers, findings, flags, input_hash, value_hash";

    private const int HeadColumnCount = 11;

    private static readonly string ValueColumns = string.Join(", ", StateVariables.All.Select(variable => variable.Key));

    private static readonly string Upsert =
        $"""
        INSERT INTO station_state (station, run_id, {HeadColumns}, {ValueColumns})
        VALUES (@station, @run, {Names(HeadColumns)}, {Names(ValueColumns)})
        ON CONFLICT (station, run_id, logger_id, epoch, sequence) DO UPDATE SET {Assignments}
        """;

    /// <summary>Writes or replaces the row in its run.</summary>
    public void Write(StoreSession session, string station, long runId)
    {
        object?[] values = new object?[2 + HeadColumnCount + Values.Length];
        object?[] head =
        [
            station, runId, Key.LoggerId, Key.Epoch, Key.Sequence, PlacedUtcSeconds, ResultUtcMs, Simulated, Qualifiers, Findings,
            string.Create(Flags.Length, Flags, static (text, flags) =>
            {
                for (int i = 0; i < text.Length; i++)
                    text[i] = (char)('0' + (int)flags[i]);
            }),
            InputHash, ValueHash,
        ];
        head.CopyTo(values, 0);
        for (int i = 0; i < Values.Length; i++)
            values[head.Length + i] = Values[i];
        session.Execute(Upsert, values);
    }

    /// <summary>A run's rows with <paramref name="fromUtcSeconds"/> &lt;= placed time &lt; <paramref name="toUtcSeconds"/>, in order of time and key.</summary>
    public static IEnumerable<StationStateRow> Between(StoreSession session, string station, long runId, long fromUtcSeconds, long toUtcSeconds) => session.Stream(
        $"""
        SELECT {HeadColumns}, {ValueColumns} FROM station_state
        WHERE station = @station AND run_id = @run AND placed_utc_s >= @from AND placed_utc_s < @to ORDER BY placed_utc_s, logger_id, epoch, sequence
        """,
        Read, station, runId, fromUtcSeconds, toUtcSeconds);

    /// <summary>
    /// Removes a run's rows in an interval that is about to be written again: a sample whose place in time has moved must not stay behind at its old one.
    /// </summary>
    public static void RemoveBetween(StoreSession session, string station, long runId, long fromUtcSeconds, long toUtcSeconds) => session.Execute(
        "DELETE FROM station_state WHERE station = @station AND run_id = @run AND placed_utc_s >= @from AND placed_utc_s < @to",
        station, runId, fromUtcSeconds, toUtcSeconds);

    private static StationStateRow Read(DbDataReader row)
    {
        double?[] values = new double?[StateVariables.All.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = row.IsDBNull(HeadColumnCount + i) ? null : row.GetDouble(HeadColumnCount + i);
        string flags = row.GetString(8);
        return new StationStateRow
        {
            Key = new FrameKey((uint)row.GetInt64(0), (uint)row.GetInt64(1), (uint)row.GetInt64(2)),
            PlacedUtcSeconds = row.GetInt64(3), ResultUtcMs = row.GetInt64(4), Simulated = row.GetInt64(5) != 0,
            Qualifiers = row.GetString(6), Findings = row.GetString(7),
            // A row from before a variable was added has no flag for it: nobody evaluated it.
            Flags = [.. Enumerable.Range(0, values.Length).Select(i => i < flags.Length ? (QcFlag)(flags[i] - '0') : QcFlag.Missing)],
            InputHash = (byte[])row.GetValue(9), ValueHash = (byte[])row.GetValue(10), Values = values,
        };
    }

    private static string Names(string columns) => string.Join(", ", columns.Split(", ").Select(column => "@" + column));

    private static string Assignments =>
        string.Join(", ", $"{HeadColumns}, {ValueColumns}".Split(", ").Skip(3).Select(column => $"{column} = excluded.{column}"));
}
