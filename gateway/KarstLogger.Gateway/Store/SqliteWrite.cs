using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KarstLogger.Gateway.Store;

/// <summary>
/// A prepared statement that changes rows, on SQLite's own interface. Values are bound by position: SQLite numbers named parameters in the order in which they first stand, and the
/// provider's binding by name compares each of the 60 names of a derived row with all before it, which took more time than the insert.
/// </summary>
internal sealed class SqliteWrite : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    private SqliteWrite(sqlite3 database, sqlite3_stmt statement) => (_database, _statement) = (database, statement);

    /// <summary>True for a statement that changes rows and nothing else.</summary>
    public static bool Changes(string sql) =>
        sql.StartsWith("INSERT ", StringComparison.Ordinal) || sql.StartsWith("UPDATE ", StringComparison.Ordinal) || sql.StartsWith("DELETE ", StringComparison.Ordinal);

    /// <summary>Prepares a single statement.</summary>
    /// <exception cref="SqliteException">The statement is wrong.</exception>
    public static SqliteWrite Prepare(SqliteConnection connection, string sql)
    {
        sqlite3 database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement), database);
        return new SqliteWrite(database, statement);
    }

    /// <summary>Runs it; returns the number of changed rows.</summary>
    /// <exception cref="SqliteException">Disk full, busy for too long, a broken constraint.</exception>
    public int Run(object?[] values)
    {
        if (values.Length != raw.sqlite3_bind_parameter_count(_statement))
            throw new ArgumentException($"{values.Length} values for a statement with {raw.sqlite3_bind_parameter_count(_statement)} parameters.");
        for (int i = 0; i < values.Length; i++)
            SqliteException.ThrowExceptionForRC(Bind(i + 1, values[i]), _database);
        int result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            SqliteException.ThrowExceptionForRC(result, _database);
        return raw.sqlite3_changes(_database);
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private int Bind(int position, object? value) => value switch
    {
        null or DBNull => raw.sqlite3_bind_null(_statement, position),
        long number => raw.sqlite3_bind_int64(_statement, position, number),
        int number => raw.sqlite3_bind_int64(_statement, position, number),
        uint number => raw.sqlite3_bind_int64(_statement, position, number),
        bool truth => raw.sqlite3_bind_int64(_statement, position, truth ? 1 : 0),
        double number when !double.IsNaN(number) => raw.sqlite3_bind_double(_statement, position, number),
        string text => raw.sqlite3_bind_text(_statement, position, text),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, position, bytes),
        _ => throw new ArgumentException($"A value of type {value.GetType().Name} ({value}) cannot be stored."),
    };
}
