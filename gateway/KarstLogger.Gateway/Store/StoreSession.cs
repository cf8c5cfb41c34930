using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace KarstLogger.Gateway.Store;

/// <summary>
/// One database connection inside one transaction. Values are bound in the order in which their <c>@names</c> first stand in the statement;
/// statements are prepared once. Only SQL that SQLite and PostgreSQL both take is passed in (docs/decisions/0062-store.md).
/// </summary>
public sealed partial class StoreSession : IDisposable
{
    private readonly DbConnection connection;
    private readonly Dictionary<string, DbCommand> prepared = [];
    private readonly Dictionary<string, SqliteWrite> writes = [];
    private DbTransaction? transaction;

    internal StoreSession(DbConnection connection) => this.connection = connection;

    /// <summary>Runs a statement; returns the number of changed rows.</summary>
    public int Execute(string sql, params object?[] values)
    {
        if (connection is not SqliteConnection sqlite || !SqliteWrite.Changes(sql))
            return Bound(sql, values).ExecuteNonQuery();
        if (!writes.TryGetValue(sql, out SqliteWrite? write))
            writes[sql] = write = SqliteWrite.Prepare(sqlite, sql);
        return write.Run(values);
    }

    /// <summary>Runs a query; all rows at once.</summary>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
    {
        using DbDataReader reader = Bound(sql, values).ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Runs a query; one row at a time, for results that may be larger than memory.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
    {
        using DbCommand command = Create(sql);
        Bind(command, values);
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
            yield return read(reader);
    }

    /// <summary>The first column of the first row as a whole number; absent where there is no row or it is NULL.</summary>
    public long? Number(string sql, params object?[] values) => Bound(sql, values).ExecuteScalar() is long number ? number : null;

    /// <summary>The next number of a kind, never given before.</summary>
    public long NextNumber(string kind) => Number(
        "INSERT INTO number_given (kind, last) VALUES (@kind, 1) ON CONFLICT (kind) DO UPDATE SET last = number_given.last + 1 RETURNING last", kind)
        ?? throw new InvalidOperationException($"No number for '{kind}'.");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DbCommand command in prepared.Values)
            command.Dispose();
        foreach (SqliteWrite write in writes.Values)
            write.Dispose();
        transaction?.Dispose();
        connection.Dispose();
    }

    internal void Begin(Func<DbConnection, DbTransaction> begin) => transaction = begin(connection);

    internal void Commit()
    {
        transaction?.Commit();
        End();
    }

    internal void End()
    {
        transaction?.Dispose(); // rolls back what was not committed
        transaction = null;
    }

    private DbCommand Bound(string sql, object?[] values)
    {
        if (!prepared.TryGetValue(sql, out DbCommand? command))
            prepared[sql] = command = Create(sql);
        command.Transaction = transaction;
        Bind(command, values);
        return command;
    }

    private DbCommand Create(string sql)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (string name in ParameterName().Matches(sql).Select(match => match.Value).Distinct())
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private static void Bind(DbCommand command, object?[] values)
    {
        if (values.Length != command.Parameters.Count)
            throw new ArgumentException($"{values.Length} values for the {command.Parameters.Count} parameters of: {command.CommandText}");
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                uint number => (long)number,
                int number => (long)number,
                bool truth => truth ? 1L : 0L,
                _ => values[i],
            };
    }

    [GeneratedRegex("@[a-z_0-9]+")]
    private static partial Regex ParameterName();
}
