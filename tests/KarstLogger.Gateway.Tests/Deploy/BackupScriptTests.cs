using KarstLogger.Gateway.Mqtt;
using KarstLogger.Gateway.Store;
using static KarstLogger.Gateway.Tests.Deploy.Programs;

namespace KarstLogger.Gateway.Tests.Deploy;

/// <summary>The scripts on a real store: what was archived is there after a restore, and a release that does not stay up is taken back.</summary>
public sealed class BackupScriptTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("karst-backup-").FullName;
    private readonly Dictionary<string, string> environment;

    public BackupScriptTests()
    {
        environment = new()
        {
            ["KARST_STORE"] = StoreFile, ["KARST_STATIONS"] = In("stations"), ["KARST_BACKUPS"] = In("backups"), ["KARST_PROGRAM"] = Programs.Gateway, ["KARST_KEEP"] = "2",
            ["KARST_SYSTEMCTL"] = In("systemctl"), ["KARST_OWNER"] = Environment.UserName, ["KARST_ROOT"] = In("opt"), ["KARST_WATCH_SECONDS"] = "1",
        };
        Directory.CreateDirectory(In("stations"));
        File.WriteAllText(In("stations/a.station"), "format = 1\n");
        WriteSystemctl("exit 0");
        Archive(sequence: 1);
    }

    private string StoreFile => In("karst.db");

    [Fact]
    public async Task What_was_archived_before_the_backup_is_there_after_a_restore_and_what_came_later_is_kept_aside()
    {
        string backup = await BackupAsync();
        Archive(sequence: 2);
        File.WriteAllText(In("stations/a.station"), "spoilt");
        (int code, string output, string errors) = await ScriptAsync("karst-restore", backup);
        Assert.True(code == 0, errors);
        Assert.Equal(1, Frames(StoreFile));
        Assert.Equal("format = 1\n", File.ReadAllText(In("stations/a.station")));
        Assert.Equal(2, Frames(Path.Combine(Directory.GetDirectories(folder, "before-restore-*").Single(), "karst.db")));
        Assert.Contains("import their frames", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_backup_changes_nothing()
    {
        string backup = await BackupAsync();
        byte[] bytes = File.ReadAllBytes(backup);
        bytes[bytes.Length / 2] ^= 0xFF;
        File.WriteAllBytes(backup, bytes);
        (int code, _, string errors) = await ScriptAsync("karst-restore", backup);
        Assert.NotEqual(0, code);
        Assert.Contains("nothing was changed", errors, StringComparison.Ordinal);
        Assert.Equal(1, Frames(StoreFile));
        Assert.Empty(Directory.GetDirectories(folder, "before-restore-*"));
    }

    [Fact]
    public async Task Only_the_newest_nightly_backups_are_kept_and_those_before_an_upgrade_stay()
    {
        Directory.CreateDirectory(In("backups"));
        foreach (string old in (string[])["karst-20260101T000000Z-nightly", "karst-20260102T000000Z-nightly", "karst-20260101T000000Z-before-1.0.0"])
            File.WriteAllText(In($"backups/{old}.tar.gz"), "");
        string newest = await BackupAsync();
        Assert.Equal(
            ["karst-20260101T000000Z-before-1.0.0.tar.gz", "karst-20260102T000000Z-nightly.tar.gz", Path.GetFileName(newest)],
            Directory.GetFiles(In("backups")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_upgrade_that_does_not_stay_up_goes_back_with_its_store()
    {
        Directory.CreateDirectory(In("opt/releases/1.0.0"));
        File.CreateSymbolicLink(In("opt/current"), In("opt/releases/1.0.0"));
        await ReleaseAsync();
        WriteSystemctl("[ \"$1\" != is-active ]"); // starts and stops, but never stays up
        (int code, _, string errors) = await ScriptAsync("karst-upgrade", In("release.tar.gz"), "1.1.0");
        Assert.Equal(1, code);
        Assert.Contains("1.1.0 does not stay up; going back", errors, StringComparison.Ordinal);
        Assert.Equal(In("opt/releases/1.0.0"), new FileInfo(In("opt/current")).ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        Assert.Equal(1, Frames(StoreFile));
    }

    [Fact]
    public async Task An_upgrade_that_stays_up_is_current_and_has_its_backup()
    {
        Directory.CreateDirectory(In("opt/releases/1.0.0"));
        File.CreateSymbolicLink(In("opt/current"), In("opt/releases/1.0.0"));
        await ReleaseAsync();
        (int code, string output, string errors) = await ScriptAsync("karst-upgrade", In("release.tar.gz"), "1.1.0");
        Assert.True(code == 0, errors);
        Assert.Contains("running 1.1.0", output, StringComparison.Ordinal);
        Assert.Equal(In("opt/releases/1.1.0"), new FileInfo(In("opt/current")).ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        Assert.Single(Directory.GetFiles(In("backups"), "*-before-1.1.0.tar.gz"));
    }

    [Fact]
    public async Task Shellcheck_has_nothing_to_say()
    {
        if (PrivateBroker.PathOf("shellcheck") is not { } shellcheck)
            return;
        (int code, string output, _) = await RunAsync(shellcheck, ((string[])["karst-backup", "karst-restore", "karst-upgrade"]).Select(script => Path.Combine(DeployFolder, script)));
        Assert.True(code == 0, output);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string In(string name) => Path.Combine(folder, name);

    private Task<(int Code, string Output, string Errors)> ScriptAsync(string script, params string[] arguments) =>
        RunAsync("bash", [Path.Combine(DeployFolder, script), .. arguments], environment);

    private async Task<string> BackupAsync()
    {
        (int code, string output, string errors) = await ScriptAsync("karst-backup");
        Assert.True(code == 0, errors);
        return output.Trim();
    }

    private async Task ReleaseAsync()
    {
        Directory.CreateDirectory(In("new"));
        File.WriteAllText(In("new/karst-gateway.dll"), "a release");
        Assert.Equal(0, (await RunAsync("tar", ["-C", In("new"), "-czf", In("release.tar.gz"), "."])).Code);
    }

    private void WriteSystemctl(string body)
    {
        File.WriteAllText(In("systemctl"), $"#!/usr/bin/env bash\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(In("systemctl"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Archive(uint sequence)
    {
        using StoreDatabase store = StoreDatabase.Open(StoreFile);
        new FrameArchive(store).Append([Tests.Frames.Upload(Tests.Frames.Sample(sequence))]);
    }

    private static long Frames(string file)
    {
        using StoreDatabase store = StoreDatabase.Open(file);
        return store.Read(session => session.Number("SELECT COUNT(*) FROM frame")) ?? 0;
    }
}
