using System.CommandLine;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Ingest;
using KarstLogger.Gateway.Instruments;
using KarstLogger.Gateway.Loggers;
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

    private static readonly Option<string> Http = new("--http") { Description = "Address and port of the pages and the API; port 0 takes a free one; none = no HTTP.", DefaultValueFactory = _ => "127.0.0.1:8080" };
    private static readonly Option<string?> Reading = new("--reading") { Description = "open: everyone who reaches the address may read; closed: accounts only. Absent: open on loopback, closed elsewhere." };
    private static readonly Option<string[]> Hosts = new("--host") { Description = "Host name that requests may carry, e.g. behind a reverse proxy; may be repeated. Absent: loopback names on loopback, any elsewhere." };
    private static readonly Option<string?> DemoControls = new("--demo-controls") { Description = "Address where a demo's boxes take faults; the demo itself sets it." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command run = new("run", "Archive and acknowledge uploads from the broker, derive results, serve pages and API; ends on Ctrl-C or SIGTERM.")
        {
            Store, Broker, User, PasswordFile, CaFile, StationFolder, Http, Reading, Hosts, DemoControls,
        };
        run.SetAction(RunAsync);
        return run;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        MqttConnection connection = Connection(parsed);
        HttpSettings? http = HttpSettings.Parse(parsed.GetValue(Http)!, parsed.GetValue(Reading), parsed.GetValue(Hosts) ?? [], parsed.GetValue(DemoControls));
        using StoreDatabase store = StoreDatabase.Open(parsed.GetValue(Store)!);
        if (parsed.GetValue(StationFolder) is { } folder)
            PutStations(store, folder);
        using IHost gateway = http is null ? Plain(store, connection) : GatewayHttp.Build(http, builder => AddTo(builder, store, connection));
        try
        {
            await gateway.RunAsync(cancellation);
        }
        catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new BadInputException($"--http {parsed.GetValue(Http)}: the port is taken; choose another one, 0 for a free one, or none.");
        }
        return 0;
    }

    private static IHost Plain(StoreDatabase store, MqttConnection connection)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        AddTo(builder, store, connection);
        return builder.Build();
    }

    private static void AddTo(IHostApplicationBuilder builder, StoreDatabase store, MqttConnection connection)
    {
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(store).AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<FrameArchive>().AddSingleton<FrameSubscriber>().AddSingleton<StationDeriver>();
        // The seed only spreads the reconnects of several gateways.
        builder.Services.AddSingleton(services => new MqttSession(
            MqttEngines.Create(), connection, Environment.ProcessId, TimeProvider.System, services.GetRequiredService<ILogger<MqttSession>>()));
        // The office subscribes before the ingest starts the session.
        builder.Services.AddSingleton<OfficeLoop>().AddHostedService(services => services.GetRequiredService<OfficeLoop>());
        builder.Services.AddSingleton<DeriveLoop>().AddHostedService<IngestLoop>().AddHostedService<InstrumentLoop>()
            .AddHostedService(services => services.GetRequiredService<DeriveLoop>());
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
