using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using KarstLogger.Gateway.Mqtt;
using KarstLogger.Gateway.Tests.Mqtt;

namespace KarstLogger.Gateway.Tests.Deploy;

/// <summary>The files that a gateway is installed with are accepted by the programs that read them.</summary>
public sealed class DeployFileTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("karst-deploy-").FullName;

    [Theory]
    [InlineData("karst-gateway.service")]
    [InlineData("karst-backup.service")]
    [InlineData("karst-backup.timer")]
    public async Task Systemd_accepts_the_unit(string unit)
    {
        if (PrivateBroker.PathOf("systemd-analyze") is not { } analyze)
            return; // a machine without systemd: the text is checked by the test below
        foreach (string file in Directory.GetFiles(Programs.DeployFolder, "karst-*.*"))
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), File.ReadAllText(file)
                .Replace("/usr/bin/dotnet", Programs.Dotnet, StringComparison.Ordinal).Replace("/usr/local/bin/", Programs.DeployFolder + "/", StringComparison.Ordinal));
        (int code, _, string errors) = await Programs.RunAsync(analyze, ["verify", "--man=no", Path.Combine(folder, unit)]);
        string own = string.Join('\n', errors.Split('\n').Where(line => line.Contains("karst", StringComparison.Ordinal)));
        Assert.True(code == 0 && own.Length == 0, $"{unit}: {code}\n{errors}");
    }

    [Theory]
    [InlineData("karst-gateway.service")]
    [InlineData("karst-backup.service")]
    public void The_service_runs_without_rights_that_it_does_not_need(string unit)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Programs.DeployFolder, unit));
        foreach (string needed in (string[])["User=karst", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes"])
            Assert.Contains(needed, lines);
    }

    [Fact]
    public void The_service_calls_the_gateway_with_options_that_it_has()
    {
        string command = File.ReadAllLines(Path.Combine(Programs.DeployFolder, "karst-gateway.service")).Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal));
        string[] known = [.. KarstLogger.Gateway.Cli.RunVerb.Create().Options.Select(option => option.Name)];
        foreach (string option in command.Split(' ').Where(word => word.StartsWith("--", StringComparison.Ordinal)))
            Assert.Contains(option, known);
    }

    [Fact]
    public async Task Mosquitto_accepts_the_configuration_and_keeps_loggers_apart()
    {
        using Process broker = await StartBrokerAsync();
        try
        {
            await using IMqttEngine gateway = MqttEngines.Create(), logger = MqttEngines.Create(), stranger = MqttEngines.Create();
            Channel<MqttMessage> arrived = Channel.CreateUnbounded<MqttMessage>();
            Assert.Equal(MqttConnectOutcome.Accepted, await gateway.ConnectAsync(Connection("gateway"), message => arrived.Writer.TryWrite(message), _ => { }, CancellationToken.None));
            Assert.Equal(MqttOutcome.Done, await gateway.SubscribeAsync("karst/v1/+/up/#", MqttQos.AtLeastOnce, CancellationToken.None));
            Assert.Equal(MqttConnectOutcome.Accepted, await logger.ConnectAsync(Connection("kl-0a1b2c3d"), _ => { }, _ => { }, CancellationToken.None));
            await logger.PublishAsync("karst/v1/kl-ffffffff/up/data", new byte[] { 1 }, MqttQos.AtLeastOnce, retain: false, CancellationToken.None);
            await logger.PublishAsync("karst/v1/kl-0a1b2c3d/up/data", new byte[] { 2 }, MqttQos.AtLeastOnce, retain: false, CancellationToken.None);
            MqttMessage first = await arrived.Reader.ReadAsync().AsTask().WaitAsync(Deadline);
            Assert.Equal("karst/v1/kl-0a1b2c3d/up/data", first.Topic); // what was sent under another's name came before it and did not arrive
            MqttConnectOutcome refused = await stranger.ConnectAsync(new MqttConnection("127.0.0.1", plainPort, "nobody"), _ => { }, _ => { }, CancellationToken.None);
            Assert.NotEqual(MqttConnectOutcome.Accepted, refused);
        }
        finally
        {
            broker.Kill();
            await broker.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Logrotate_accepts_its_file()
    {
        if (PrivateBroker.PathOf("logrotate") is not { } logrotate)
            return;
        string file = Path.Combine(folder, "karst");
        File.Copy(Path.Combine(Programs.DeployFolder, "logrotate-karst"), file);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        (int code, _, string errors) = await Programs.RunAsync(logrotate, ["--debug", "--state", Path.Combine(folder, "state"), file]);
        Assert.True(code == 0 && !errors.Contains("error:", StringComparison.Ordinal), errors);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private int plainPort;

    private MqttConnection Connection(string user) => new("127.0.0.1", plainPort, user) { Credentials = new MqttCredentials(user, "secret-" + user) };

    private async Task<Process> StartBrokerAsync()
    {
        plainPort = FreePort();
        PrivateBrokerTls tls = TestCertificates.Write(folder);
        File.Copy(tls.CertificateFile, Path.Combine(folder, "broker.crt"));
        File.Copy(Path.Combine(Programs.DeployFolder, "mosquitto", "acl"), Path.Combine(folder, "acl"));
        string passwords = Path.Combine(folder, "passwords");
        File.WriteAllLines(passwords, ((string[])["gateway", "kl-0a1b2c3d"]).Select(user => $"{user}:secret-{user}"));
        (int hashed, _, string complaint) = await Programs.RunAsync(PrivateBroker.RequiredPathOf("mosquitto_passwd"), ["-U", passwords]);
        Assert.True(hashed == 0, complaint);
        string configuration = Path.Combine(folder, "karst.conf");
        File.WriteAllText(configuration, File.ReadAllText(Path.Combine(Programs.DeployFolder, "mosquitto", "karst.conf"))
            .Replace("/etc/mosquitto/karst/", folder + "/", StringComparison.Ordinal)
            .Replace("listener 1883 127.0.0.1", $"listener {plainPort} 127.0.0.1", StringComparison.Ordinal)
            .Replace("listener 8883", $"listener {FreePort()} 127.0.0.1", StringComparison.Ordinal)
            + $"\nuser {Environment.UserName}\nlog_dest stderr\nlog_type all\n");
        Process broker = Process.Start(new ProcessStartInfo(PrivateBroker.RequiredPathOf("mosquitto"), ["-c", configuration]) { RedirectStandardError = true })!;
        List<string> said = [];
        while (await broker.StandardError.ReadLineAsync().WaitAsync(Deadline) is { } line)
        {
            said.Add(line);
            if (line.EndsWith("running", StringComparison.Ordinal))
            {
                Assert.DoesNotContain(said, one => one.Contains("Error", StringComparison.Ordinal) || one.Contains("Warning", StringComparison.Ordinal) && !one.Contains("root", StringComparison.Ordinal));
                _ = broker.StandardError.ReadToEndAsync(); // an unread pipe would stop the broker
                return broker;
            }
        }
        throw new InvalidOperationException($"mosquitto refused the configuration: {string.Join('\n', said)}");
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
