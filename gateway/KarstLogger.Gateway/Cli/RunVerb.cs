using System.CommandLine;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Ingest;
using KarstLogger.Gateway.Instruments;
using KarstLogger.Gateway.Mqtt;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst run</c>: the gateway: ingest, acknowledge, derive, until it is stopped.</summary>
public static class RunVerb
{
    private static readonly Option<string> Store = StoreOption.Create();
    private static readonly Option<string> Broker = new("--broker") { Description = "Host and port of the MQTT broker.", DefaultValueFactory = _ => "127.0.0.1:1883" };
    private static readonly Option<string> User = new("--user") { Description = "Broker user and client id of this gateway.", DefaultValueFactory = _ => PrivateBroker.GatewayUser };
    private static readonly Option<string?> PasswordFile = new("--password-file") { Description = "File that holds the broker password alone; absent: no password." };
    private static readonly Option<string?> CaFile = new("--ca-file") { Description = "PEM file of the authority behind the broker's certificate; absent: plain TCP." };

    private static readonly Option<string?> StationFolder = new("--stations") { Description = "Folder of station files (*.station) to put into force at the start." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command run = new("run", "Archive and acknowledge uploads from the broker and derive results; ends on Ctrl-C or SIGTERM.")
        {
            Store, Broker, User, PasswordFile, CaFile, StationFolder,
        };
        run.SetAction(RunAsync);
        return run;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        MqttConnection connection = Connection(parsed);
        using StoreDatabase store = StoreDatabase.Open(parsed.GetValue(Store)!);
        if (parsed.GetValue(StationFolder) is { } folder)
            PutStations(store, folder);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(store).AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<FrameArchive>().AddSingleton<FrameSubscriber>().AddSingleton<StationDeriver>();
        // The seed only spreads the reconnects of several gateways.
        builder.Services.AddSingleton(services => new MqttSession(
            MqttEngines.Create(), connection, Environment.ProcessId, TimeProvider.System, services.GetRequiredService<ILogger<MqttSession>>()));
        builder.Services.AddHostedService<IngestLoop>().AddHostedService<InstrumentLoop>().AddHostedService<DeriveLoop>();
        using IHost gateway = builder.Build();
        await gateway.RunAsync(cancellation);
        return 0;
    }

    private static void PutStations(StoreDatabase store, string folder)
    {
        if (!Directory.Exists(folder))
            throw new BadInputException(folder, null, null, "there is no such folder (--stations)");
        // All files are read before any is put into force: a fault in one changes nothing.
        List<StationConfiguration> read = [.. Directory.GetFiles(folder, "*.station").Order(StringComparer.Ordinal).Select(StationFile.Load)];
        ChangeOrder order = new(Environment.UserName, $"found in {Path.GetFileName(Path.GetFullPath(folder))} at the start", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (StationConfiguration station in read)
            store.Write(session => StationRegister.Put(session, station, order));
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
