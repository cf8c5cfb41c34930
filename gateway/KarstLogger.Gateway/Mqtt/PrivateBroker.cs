using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace KarstLogger.Gateway.Mqtt;

/// <summary>
/// An Eclipse Mosquitto of our own on loopback, for the demo and the tests: generated passwords, the fixed access list, persistence, everything in one
/// private folder. It dies with the process that started it, and it can be killed and started again at the same port.
/// </summary>
public sealed class PrivateBroker : IAsyncDisposable
{
    /// <summary>The gateway's broker user: everything below <c>karst/v1</c>.</summary>
    public const string GatewayUser = "gateway";

    // mosquitto answers within milliseconds; a loaded machine gets a hundredfold.
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(20);

    // A port that was free when asked for may be taken a moment later by another process.
    private const int PortAttempts = 5;

    // The broker in the background, its end passed on; when our end of standard input closes (we died, even by kill -9) it is killed.
    private const string Watchdog =
        """exec 3<&0; "$0" -c "$1" 3<&- & p=$!; { cat <&3; kill -9 $p; } >/dev/null 2>&1 & w=$!; exec 3<&-; wait $p; r=$?; kill $w 2>/dev/null; exit $r""";

    private readonly PrivateBrokerFiles files;
    private readonly string program;
    private Process? process;

    private PrivateBroker(string program, PrivateBrokerFiles files) => (this.program, this.files) = (program, files);

    /// <summary>TCP port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>True while the broker's process runs.</summary>
    public bool IsRunning => process is { HasExited: false };

    /// <summary>Starts a broker with one account for the gateway and one for each logger.</summary>
    /// <param name="folder">Private folder for its files, created if absent; readable by the owner only.</param>
    /// <param name="loggerIds">Logger ids (<c>kl-</c> + 8 hex): each is the broker's user of that logger.</param>
    /// <param name="tls">Certificate of the broker; absent = plain TCP.</param>
    /// <exception cref="MqttPrerequisiteMissingException">mosquitto is not installed.</exception>
    public static async Task<PrivateBroker> StartAsync(string folder, IEnumerable<string> loggerIds, PrivateBrokerTls? tls = null)
    {
        string program = RequiredPathOf("mosquitto");
        PrivateBrokerFiles files = new(folder, tls);
        await files.WriteAccountsAsync(RequiredPathOf("mosquitto_passwd"), loggerIds);
        PrivateBroker broker = new(program, files);
        for (int attempt = 1; ; attempt++)
        {
            broker.Port = FreePort();
            files.WriteConfiguration(broker.Port);
            try
            {
                await broker.StartAgainAsync();
                return broker;
            }
            catch (IOException) when (attempt < PortAttempts)
            {
                await broker.KillAsync();
            }
        }
    }

    /// <summary>The path of a program on this machine, null when it is not installed. Debian puts mosquitto into a folder that is not on everybody's PATH.</summary>
    public static string? PathOf(string program)
    {
        string folders = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin";
        return folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>The path of a program that must be there.</summary>
    /// <exception cref="MqttPrerequisiteMissingException">It is not installed.</exception>
    public static string RequiredPathOf(string program) =>
        PathOf(program) ?? throw new MqttPrerequisiteMissingException($"{program} (part of Eclipse Mosquitto, the MQTT broker)");

    /// <summary>The account of the gateway or of a logger.</summary>
    public MqttCredentials CredentialsOf(string user) => files.CredentialsOf(user);

    /// <summary>A connection to this broker as the given user, the client id being the user's name.</summary>
    public MqttConnection ConnectionOf(string user) =>
        new("127.0.0.1", Port, user) { Credentials = CredentialsOf(user), Tls = files.Tls is null ? null : new MqttTls(files.Tls.CaFile) };

    /// <summary>Starts the broker again at the same port with what it had stored.</summary>
    /// <exception cref="IOException">It did not start; the message holds its last words.</exception>
    public async Task StartAgainAsync()
    {
        ProcessStartInfo start = new("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "-c", Watchdog, program, files.ConfigurationFile })
            start.ArgumentList.Add(argument);
        Channel<string?> words = Channel.CreateBounded<string?>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropWrite });
        process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) => words.Writer.TryWrite(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource deadline = new(StartDeadline);
        string last = "";
        try
        {
            while (await words.Reader.ReadAsync(deadline.Token) is { } line)
            {
                last = line;
                if (line.EndsWith(" running", StringComparison.Ordinal)) // "mosquitto version 2.0.11 running": the listener is open
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            last = $"silent for {StartDeadline.TotalSeconds} s after: {last}";
        }
        throw new IOException($"mosquitto did not start on port {Port}: {last}");
    }

    /// <summary>kill -9, and waits until the process and its port are gone. What was not stored is lost, as with a power cut.</summary>
    public async Task KillAsync()
    {
        if (process is null)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(); // waits for the end of the broker's output too, so the broker itself is gone
        process.Dispose();
        process = null;
    }

    /// <summary>Kills the broker; its folder stays, it belongs to the caller.</summary>
    public async ValueTask DisposeAsync() => await KillAsync();

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
