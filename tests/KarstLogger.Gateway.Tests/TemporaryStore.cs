using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Tests;

/// <summary>A real database in a folder of its own, removed at the end of the test.</summary>
public sealed class TemporaryStore : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("karst-store-").FullName;

    public TemporaryStore() => Database = StoreDatabase.Open(DatabaseFile);

    public string DatabaseFile => Path.Combine(folder, "karst.db");

    public StoreDatabase Database { get; private set; }

    public FrameArchive Archive => new(Database);

    /// <summary>Closes the database and opens it anew, as a restarted gateway does.</summary>
    public void Reopen()
    {
        Database.Dispose();
        Database = StoreDatabase.Open(DatabaseFile);
    }

    public long Count(string table) => Database.Read(session => session.Number($"SELECT COUNT(*) FROM {table}")) ?? 0;

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
