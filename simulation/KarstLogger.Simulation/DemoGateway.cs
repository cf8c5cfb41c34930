using System.Diagnostics;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Mqtt;

namespace KarstLogger.Simulation;

/// <summary>The real gateway program as a process of its own, so that it can be killed like one. Its messages go to a file.</summary>
public sealed class DemoGateway : IAsyncDisposable
{
    private readonly ProcessStartInfo _start;
    private readonly string _logFile;
    private Process _process;

    private DemoGateway(ProcessStartInfo start, string logFile)
    {
        _start = start;
        _logFile = logFile;
        _process = Start();
    }

    /// <summary>Times that the process was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>True while the process runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts a gateway on this store and broker.</summary>
    public static DemoGateway Start(DemoFolder folder, PrivateBroker broker)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in new[]
        {
            typeof(RunVerb).Assembly.Location, "run", "--http", "127.0.0.1:0", "--store", folder.Store, "--stations", folder.Stations,
            "--broker", $"127.0.0.1:{broker.Port}", "--password-file", folder.Password,
        })
            start.ArgumentList.Add(argument);
        return new DemoGateway(start, folder.GatewayLog);
    }

    /// <summary>kill -9, then a new process, as a service supervisor starts one.</summary>
    public async Task KillAndRestartAsync()
    {
        await KillAsync();
        Kills++;
        _process = Start();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private Process Start()
    {
        StreamWriter log = new(_logFile, append: true) { AutoFlush = true };
        Lock writing = new();
        Process process = Process.Start(_start)!;
        void Write(object sender, DataReceivedEventArgs line)
        {
            lock (writing)
                if (line.Data is not null)
                    log.WriteLine(line.Data);
        }
        process.OutputDataReceived += Write;
        process.ErrorDataReceived += Write;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}

/// <summary>The files of one demo.</summary>
/// <param name="Path">The folder.</param>
public sealed record DemoFolder(string Path)
{
    /// <summary>The database.</summary>
    public string Store => System.IO.Path.Combine(Path, "karst.db");

    /// <summary>Station files.</summary>
    public string Stations => System.IO.Path.Combine(Path, "stations");

    /// <summary>The broker's files.</summary>
    public string Broker => System.IO.Path.Combine(Path, "broker");

    /// <summary>The gateway's broker password.</summary>
    public string Password => System.IO.Path.Combine(Path, "gateway.password");

    /// <summary>What the gateway says.</summary>
    public string GatewayLog => System.IO.Path.Combine(Path, "gateway.log");

    /// <summary>Removes what an earlier demo left, and makes the folders.</summary>
    public void Renew()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
        Directory.CreateDirectory(Stations);
    }
}
