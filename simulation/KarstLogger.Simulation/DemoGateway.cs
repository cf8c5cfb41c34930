using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Mqtt;

namespace KarstLogger.Simulation;

/// <summary>The real gateway program as a process of its own, so that it can be killed like one. Its messages go to a file.</summary>
public sealed class DemoGateway : IAsyncDisposable
{
    private const string OneTimeLink = "#code=";

    private readonly ProcessStartInfo _start;
    private readonly string _logFile;
    private Process _process;

    private readonly Action<string> _say;

    private DemoGateway(ProcessStartInfo start, string logFile, string address, Action<string> say)
    {
        _start = start;
        _logFile = logFile;
        _say = say;
        Address = address;
        _process = Start();
    }

    /// <summary>Where its pages are.</summary>
    public string Address { get; }

    /// <summary>Times that the process was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>True while the process runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts a gateway on this store and broker.</summary>
    public static DemoGateway Start(DemoFolder folder, PrivateBroker broker, DemoPages pages, Action<string> say)
    {
        // The same port after a kill: a browser that is open finds its way back.
        string address = $"127.0.0.1:{pages.FreePort()}";
        ProcessStartInfo start = new("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])
        [
            typeof(RunVerb).Assembly.Location, "run", "--http", address, .. pages.Controls is { } controls ? (string[])["--demo-controls", controls] : [], "--store", folder.Store, "--stations", folder.Stations,
            "--broker", $"127.0.0.1:{broker.Port}", "--password-file", folder.Password,
        ])
            start.ArgumentList.Add(argument);
        return new DemoGateway(start, folder.GatewayLog, $"http://{address}", say);
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
                if (line.Data is not null && !line.Data.Contains(OneTimeLink, StringComparison.Ordinal))
                    log.WriteLine(line.Data);
            // A secret belongs on the screen of whoever started the demo, and into no file.
            if (line.Data?.Contains(OneTimeLink, StringComparison.Ordinal) == true)
                _say(line.Data);
        }
        process.OutputDataReceived += Write;
        process.ErrorDataReceived += Write;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}

/// <summary>Where a demo's pages are to be.</summary>
/// <param name="Port">Wanted port; 0 = a free one.</param>
/// <param name="Controls">Address of the boxes' controls; absent where they take no orders.</param>
public sealed record DemoPages(int Port, string? Controls)
{
    /// <summary>The wanted port where it is free, otherwise another one.</summary>
    public int FreePort()
    {
        foreach (int port in (int[])[Port, 0])
        {
            TcpListener listener = new(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                int free = ((IPEndPoint)listener.LocalEndpoint).Port;
                listener.Stop();
                return free;
            }
            catch (SocketException) when (port != 0)
            {
                continue;
            }
        }
        throw new InvalidOperationException("This machine has no free port on loopback.");
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
