using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KarstLogger.Gateway.Store;

/// <summary>
/// One database connection inside one transaction. Values are bound in the order in which their <c>@names</c> first stand in the statement;
/// statements are prepared once. Only SQL that SQLite and PostgreSQL both take is passed in (docs/decisions/0062-store.md).
/// </summary>
public sealed class StoreSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteStatement> statements = new(StatementText.Same);

    internal StoreSession(SqliteConnection connection) => this.connection = connection;

    /// <summary>Runs a statement; returns the number of changed rows.</summary>
    public int Execute(string sql, params object?[] values) => ExecuteWith(sql, values);

    /// <summary>Runs a statement whose last values are many numbers, absent where they are null; returns the number of changed rows.</summary>
    internal int ExecuteWith(string sql, object?[] values, params ReadOnlySpan<double?[]> numbers)
    {
        SqliteStatement statement = Take(sql);
        try
        {
            return statement.Run(values, numbers);
        }
        finally
        {
            PutBack(statement);
        }
    }

    /// <summary>Runs several statements without values, as a migration is.</summary>
    internal void ExecuteScript(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle!, sql), connection.Handle!);

    /// <summary>Runs a query; all rows at once.</summary>
    public List<T> Query<T>(string sql, Func<StoreRow, T> read, params object?[] values) => [.. Stream(sql, read, values)];

    /// <summary>Runs a query; one row at a time, for results that may be larger than memory.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<StoreRow, T> read, params object?[] values)
    {
        SqliteStatement statement = Take(sql);
        try
        {
            statement.Bind(values);
            while (statement.Step())
                yield return read(statement.Row);
        }
        finally
        {
            statement.Reset();
            PutBack(statement);
        }
    }

    /// <summary>The first column of the first row as a whole number; absent where there is no row or it is NULL.</summary>
    public long? Number(string sql, params object?[] values) => Stream(sql, row => row.FindInt64(0), values).FirstOrDefault();

    /// <summary>The next number of a kind, never given before.</summary>
    public long NextNumber(string kind) => Number(
        "INSERT INTO number_given (kind, last) VALUES (@kind, 1) ON CONFLICT (kind) DO UPDATE SET last = number_given.last + 1 RETURNING last", kind)
        ?? throw new InvalidOperationException($"No number for '{kind}'.");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteStatement statement in statements.Values)
            statement.Dispose();
        connection.Dispose();
    }

    /// <summary>Closes the connection without emptying the write-ahead log into the database, even if it is the last one.</summary>
    internal void Abandon()
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_db_config(connection.Handle!, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _), connection.Handle!);
        Dispose();
    }

    /// <summary>Begins a transaction; one that writes waits for other processes here and not in its middle.</summary>
    internal void Begin(bool writes) => Execute(writes ? "BEGIN IMMEDIATE" : "BEGIN");

    internal void Commit() => Execute("COMMIT");

    /// <summary>Rolls back what was not committed.</summary>
    internal void End()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            Execute("ROLLBACK");
    }

    // A statement that is being read from may be wanted a second time meanwhile: that one is not kept.
    private SqliteStatement Take(string sql)
    {
        if (!statements.TryGetValue(sql, out SqliteStatement? statement))
            statements.Add(sql, statement = SqliteStatement.Prepare(connection, sql));
        else if (statement.IsTaken)
            return SqliteStatement.Prepare(connection, sql);
        statement.IsTaken = statement.IsKept = true;
        return statement;
    }

    private static void PutBack(SqliteStatement statement)
    {
        statement.IsTaken = false;
        if (!statement.IsKept)
            statement.Dispose();
    }

    // Nearly every text comes as the same object each time; the usual hash would go through all of its thousand letters to find it.
    private sealed class StatementText : IEqualityComparer<string>
    {
        public static StatementText Same { get; } = new();

        public bool Equals(string? a, string? b) => string.Equals(a, b);

        public int GetHashCode(string sql) => HashCode.Combine(sql.Length, sql[sql.Length / 2], sql[sql.Length / 4], sql[^(1 + sql.Length / 4)]);
    }
}
