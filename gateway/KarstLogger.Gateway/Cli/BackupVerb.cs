using System.CommandLine;
using Microsoft.Data.Sqlite;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst backup</c>: a consistent copy of the store while the gateway runs.</summary>
public static class BackupVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<string> store = StoreOption.Create();
        Option<string> to = new("--to") { Description = "File to write; must not exist.", Required = true };
        Command backup = new("backup", "Copy the store into a file while the gateway runs; the copy is checked before it gets its name.") { store, to };
        backup.SetAction(parsed => Copy(parsed.GetValue(store)!, parsed.GetValue(to)!));
        return backup;
    }

    private static void Copy(string path, string target)
    {
        StoreOption.OpenExisting(path).Dispose(); // also refuses what is no store
        if (File.Exists(target))
            throw new BadInputException(target, null, null, "exists already; a back-up overwrites nothing");
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(target))))
            throw new BadInputException(target, null, null, "its folder does not exist");
        string part = target + ".part";
        File.Delete(part);
        // VACUUM INTO reads one snapshot of a database in WAL mode, so writers go on (https://www.sqlite.org/lang_vacuum.html).
        Execute(path, "VACUUM INTO $part", ("$part", part));
        string verdict = Execute(part, "PRAGMA integrity_check");
        if (verdict != "ok")
            throw new BadInputException(part, null, null, $"the copy is damaged ({verdict}); it is left there to be looked at");
        using (FileStream written = new(part, FileMode.Open, FileAccess.ReadWrite))
            written.Flush(flushToDisk: true);
        File.Move(part, target);
        Console.Out.WriteLine(target);
    }

    private static string Execute(string database, string sql, params (string Name, string Value)[] parameters)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, string value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteScalar() as string ?? "";
    }
}
