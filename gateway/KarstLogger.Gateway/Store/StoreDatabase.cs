using System.Collections.Concurrent;
using KarstLogger.Gateway.Cli;
using Microsoft.Data.Sqlite;

namespace KarstLogger.Gateway.Store;

/// <summary>
/// The gateway's database: SQLite in WAL mode with synchronous=FULL, so that a returned <see cref="Write{T}"/> has reached the disk
/// (in WAL mode the weaker NORMAL may lose the last commits with the power, https://www.sqlite.org/pragma.html#pragma_synchronous).
/// One writer at a time in this process, other processes wait up to <see cref="BusySeconds"/>; readers see the last commit and block nobody.
/// </summary>
public sealed class StoreDatabase : IDisposable
{
    /// <summary>How long a statement waits for another process's transaction before it fails.</summary>
    public const int BusySeconds = 30;

    private readonly string path;
    private readonly Lock writing = new();
    private readonly StoreSession writer;
    private readonly ConcurrentBag<StoreSession> readers = [];

    static StoreDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        // A session belongs to one thread at a time (the writer's lock, the bag of readers), so SQLite need not guard each of its calls again: with its own locks and its count of
        // allocated bytes they took some 7 % of a fleet's time. Answers other than 0 mean that somebody has used SQLite before us, with the locks, which is right too.
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private StoreDatabase(string path)
    {
        this.path = path;
        writer = Connect(path);
    }

    /// <summary>Opens or creates the database file and brings it to this program's version.</summary>
    /// <exception cref="BadInputException">The file is no database, or of a newer version than this program knows.</exception>
    public static StoreDatabase Open(string path)
    {
        try
        {
            StoreDatabase database = new(path);
            database.Write(session => StoreMigrations.Apply(session, path));
            return database;
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is SqliteNotADatabase or SqliteCannotOpen)
        {
            throw new BadInputException(path, null, null, $"cannot be opened as a store: {failure.Message}");
        }
    }

    /// <summary>Runs <paramref name="work"/> in one transaction; when this returns it is on the disk, when it throws nothing has changed.</summary>
    public T Write<T>(Func<StoreSession, T> work)
    {
        lock (writing)
        {
            writer.Begin(writes: true);
            try
            {
                T result = work(writer);
                writer.Commit();
                return result;
            }
            finally
            {
                writer.End();
            }
        }
    }

    /// <summary>As <see cref="Write{T}"/>, without a result.</summary>
    public void Write(Action<StoreSession> work) => Write(session =>
    {
        work(session);
        return true;
    });

    /// <summary>Runs <paramref name="work"/> on one snapshot of the database. What it streams must be used up inside.</summary>
    public T Read<T>(Func<StoreSession, T> work)
    {
        if (!readers.TryTake(out StoreSession? reader))
            reader = Connect(path);
        reader.Begin(writes: false);
        try
        {
            return work(reader);
        }
        finally
        {
            reader.End();
            readers.Add(reader);
        }
    }

    /// <summary>
    /// As <see cref="Read{T}"/>, on the writer's connection, which holds the pages of the last commits in memory: for what was just written (an acknowledgement, the frames of a derivation).
    /// Another connection would have to drop what it holds and read them from the file. Writers wait meanwhile, so it is for milliseconds; not for use inside <see cref="Write{T}"/>.
    /// </summary>
    public T ReadBack<T>(Func<StoreSession, T> work)
    {
        lock (writing)
        {
            writer.Begin(writes: false);
            try
            {
                return work(writer);
            }
            finally
            {
                writer.End();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close(session => session.Dispose());

    /// <summary>
    /// Closes as the system does for a process that was killed: what was committed last stays in the write-ahead log, and the next opening has to find it there. For whoever simulates such a death.
    /// </summary>
    public void Abandon() => Close(session => session.Abandon());

    private void Close(Action<StoreSession> close)
    {
        lock (writing)
            close(writer);
        while (readers.TryTake(out StoreSession? reader))
            close(reader);
    }

    private const int SqliteCannotOpen = 14, SqliteNotADatabase = 26;

    private static StoreSession Connect(string path)
    {
        SqliteConnectionStringBuilder where = new() { DataSource = path, Pooling = false, DefaultTimeout = BusySeconds };
        SqliteConnection connection = new(where.ToString());
        connection.Open();
        StoreSession session = new(connection);
        session.Execute($"PRAGMA busy_timeout = {1000 * BusySeconds}");
        session.Execute("PRAGMA journal_mode = WAL");
        session.Execute("PRAGMA synchronous = FULL");
        return session;
    }
}
