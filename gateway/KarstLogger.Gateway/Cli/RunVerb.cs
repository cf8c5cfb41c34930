using System.CommandLine;
using System.Runtime.InteropServices;
using KarstLogger.Gateway.Ingest;
using KarstLogger.Gateway.Mqtt;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst run</c>: the gateway.</summary>
public static class RunVerb
{
    private static readonly Option<string> Store = StoreOption.Create();
    private static readonly Option<string> Broker = new("--broker") { Description = "Host and port of the MQTT broker.", DefaultValueFactory = _ => "127.0.0.1:1883" };
    private static readonly Option<string> User = new("--user") { Description = "Broker user and client id of this gateway.", DefaultValueFactory = _ => PrivateBroker.GatewayUser };
    private static readonly Option<string?> PasswordFile = new("--password-file") { Description = "File that holds the broker password alone; absent: no password." };
    private static readonly Option<string?> CaFile = new("--ca-file") { Description = "PEM file of the authority behind the broker's certificate; absent: plain TCP." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command run = new("run", "Ingest uploads from the broker, acknowledge what is stored; ends on Ctrl-C or SIGTERM.") { Store, Broker, User, PasswordFile, CaFile };
        run.SetAction(RunAsync);
        return run;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        using ILoggerFactory logs = LoggerFactory.Create(builder => builder.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace));
        ILogger log = logs.CreateLogger("karst");
        using StoreDatabase store = StoreDatabase.Open(parsed.GetValue(Store)!);
        // The seed only spreads the reconnects of several gateways.
        await using MqttSession session = new(MqttEngines.Create(), Connection(parsed), Environment.ProcessId, TimeProvider.System, log);
        session.StateChanged += state => log.LogInformation("Broker: {Reason}.", state.Reason);
        FrameSubscriber subscriber = new(new FrameArchive(store), TimeProvider.System);
        Task ingesting = new IngestLoop(subscriber, session, TimeProvider.System, log).RunAsync(stop.Token);
        session.Start();
        await ingesting;
        log.LogInformation("Stopped: {Counts}.", subscriber.Counts);
        return 0;
    }

    private static MqttConnection Connection(ParseResult parsed)
    {
        string broker = parsed.GetValue(Broker)!, user = parsed.GetValue(User)!;
        int colon = broker.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(broker[(colon + 1)..], out int port) || port is < 1 or > 65535)
            throw new BadInputException($"--broker '{broker}': the form is host:port, port 1 to 65535.");
        string? passwordFile = parsed.GetValue(PasswordFile), caFile = parsed.GetValue(CaFile);
        if (passwordFile is not null && !File.Exists(passwordFile))
            throw new BadInputException(passwordFile, null, null, "there is no such password file");
        return new MqttConnection(broker[..colon], port, user)
        {
            Credentials = passwordFile is null ? null : new MqttCredentials(user, File.ReadAllText(passwordFile).Trim()),
            Tls = caFile is null ? null : new MqttTls(caFile),
        };
    }
}
