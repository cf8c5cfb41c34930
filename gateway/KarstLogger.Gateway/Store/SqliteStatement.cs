using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KarstLogger.Gateway.Store;

/// <summary>
/// A prepared statement on SQLite's own interface. Values are bound by position: SQLite numbers named parameters in the order in which they first stand. The provider binds by name, comparing each
/// of the 60 names of a derived row with all before it, and asks for a column's type twice before it reads it; both took more time than the statements themselves.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int _parameterCount;

    private SqliteStatement(sqlite3 database, sqlite3_stmt statement)
    {
        (_database, _statement) = (database, statement);
        _parameterCount = raw.sqlite3_bind_parameter_count(statement);
        Row = new StoreRow(statement);
    }

    /// <summary>True while somebody uses it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>True where it is used again and lives as long as its connection.</summary>
    public bool IsKept { get; set; }

    /// <summary>The row at which the statement stands.</summary>
    public StoreRow Row { get; }

    /// <summary>Prepares a single statement.</summary>
    /// <exception cref="SqliteException">The statement is wrong.</exception>
    public static SqliteStatement Prepare(SqliteConnection connection, string sql)
    {
        sqlite3 database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement), database);
        return new SqliteStatement(database, statement);
    }

    /// <summary>Runs it to its end; returns the number of changed rows.</summary>
    /// <exception cref="SqliteException">Disk full, busy for too long, a broken constraint.</exception>
    public int Run(object?[] values, params ReadOnlySpan<double?[]> numbers)
    {
        Bind(values, numbers);
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Binds the values; the statement stands before its first row.</summary>
    public void Bind(object?[] values, params ReadOnlySpan<double?[]> numbers)
    {
        int count = values.Length;
        foreach (double?[] more in numbers)
            count += more.Length;
        if (count != _parameterCount)
            throw new ArgumentException($"{count} values for the {_parameterCount} parameters of: {raw.sqlite3_sql(_statement).utf8_to_string()}");
        // What is absent is what was not bound; where nothing is, every place is bound anew.
        if (values.Contains(null) || numbers.Length > 0)
            raw.sqlite3_clear_bindings(_statement);
        for (int i = 0; i < values.Length; i++)
            if (values[i] is { } value)
                SqliteException.ThrowExceptionForRC(Bind(i + 1, value), _database);
        int position = values.Length;
        foreach (double?[] more in numbers)
            foreach (double? number in more)
            {
                position++;
                if (number is { } value)
                    SqliteException.ThrowExceptionForRC(Bind(position, value), _database);
            }
    }

    /// <summary>Goes to the next row; false behind the last one.</summary>
    /// <exception cref="SqliteException">Disk full, busy for too long, a broken constraint.</exception>
    public bool Step()
    {
        int result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            SqliteException.ThrowExceptionForRC(result, _database);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Ready for other values.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private int Bind(int position, object value) => value switch
    {
        long number => raw.sqlite3_bind_int64(_statement, position, number),
        int number => raw.sqlite3_bind_int64(_statement, position, number),
        uint number => raw.sqlite3_bind_int64(_statement, position, number),
        bool truth => raw.sqlite3_bind_int64(_statement, position, truth ? 1 : 0),
        double number => Bind(position, number),
        string text => raw.sqlite3_bind_text(_statement, position, text),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, position, bytes),
        _ => throw new ArgumentException($"A value of type {value.GetType().Name} ({value}) cannot be stored."),
    };

    private int Bind(int position, double number) => double.IsNaN(number)
        ? throw new ArgumentException("A number that is none cannot be stored.") : raw.sqlite3_bind_double(_statement, position, number);
}
