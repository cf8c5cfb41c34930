using SQLitePCL;

namespace KarstLogger.Gateway.Store;

/// <summary>The row at which a query stands; good until the next one. Columns are counted from 0.</summary>
public sealed class StoreRow
{
    private readonly sqlite3_stmt _statement;

    internal StoreRow(sqlite3_stmt statement) => _statement = statement;

    /// <summary>True where the column has no value.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>A whole number; absent where the column has no value.</summary>
    public long? FindInt64(int column)
    {
        long number = raw.sqlite3_column_int64(_statement, column);
        // SQLite gives 0 for an absent value: only then its type is worth a call.
        return number == 0 && IsNull(column) ? null : number;
    }

    /// <summary>A number; absent where the column has no value.</summary>
    public double? FindDouble(int column)
    {
        double number = raw.sqlite3_column_double(_statement, column);
        return number == 0 && IsNull(column) ? null : number;
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="InvalidOperationException">The column has no value.</exception>
    public long GetInt64(int column) => FindInt64(column) ?? throw Absent(column);

    /// <summary>A whole number of 32 bits.</summary>
    /// <exception cref="InvalidOperationException">The column has no value.</exception>
    /// <exception cref="OverflowException">It is too large.</exception>
    public int GetInt32(int column) => checked((int)GetInt64(column));

    /// <summary>A number.</summary>
    /// <exception cref="InvalidOperationException">The column has no value.</exception>
    public double GetDouble(int column) => FindDouble(column) ?? throw Absent(column);

    /// <summary>A text.</summary>
    /// <exception cref="InvalidOperationException">The column has no value.</exception>
    public string GetString(int column) => IsNull(column) ? throw Absent(column) : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>Bytes.</summary>
    /// <exception cref="InvalidOperationException">The column has no value.</exception>
    public byte[] GetBytes(int column)
    {
        ReadOnlySpan<byte> bytes = raw.sqlite3_column_blob(_statement, column);
        return bytes.Length != 0 || !IsNull(column) ? bytes.ToArray() : throw Absent(column);
    }

    private InvalidOperationException Absent(int column) => new($"Column {column} ({raw.sqlite3_column_name(_statement, column).utf8_to_string()}) has no value.");
}
