using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using KarstLogger.Gateway.Accounts;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Gateway.Tests.Stations;
using KarstLogger.TestSupport;
using KarstLogger.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KarstLogger.Gateway.Tests.Api;

/// <summary>The gateway's HTTP side on a real port with a real store and a clock that stands still; the station is huanghou of the station-file tests.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly TemporaryStore _store = new();
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _log = new();

    private ApiServer(string[] options)
    {
        HttpSettings settings = HttpSettings.Parse("127.0.0.1:0", options.Contains("closed") ? "closed" : null, [], null)!;
        _app = GatewayHttp.Build(settings, builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFilter<KeptLog>(null, LogLevel.Trace).AddProvider(new KeptLog(_log));
            builder.Services.AddSingleton(_store.Database).AddSingleton<TimeProvider>(Time).AddSingleton<StationDeriver>().AddSingleton<DeriveLoop>();
        });
    }

    /// <summary>Two days after the first sample.</summary>
    public SteppedTime Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(Frames.Start + 2 * 86_400));

    public StoreDatabase Store => _store.Database;

    public string StorePath => _store.DatabaseFile;

    /// <summary>Everything that the gateway has logged, at every level.</summary>
    public IReadOnlyCollection<string> Log => _log;

    public HttpClient Client { get; private set; } = new();

    public static async Task<ApiServer> StartAsync(params string[] options)
    {
        ApiServer server = new(options);
        await server._app.StartAsync();
        server.Client = new HttpClient { BaseAddress = new Uri(GatewayHttp.AddressOf(server._app)) };
        server.Client.DefaultRequestHeaders.Add(Access.Header, "1");
        return server;
    }

    /// <summary>Puts the station into force, archives the frames as come now, derives.</summary>
    public void Derive(params byte[][] frames)
    {
        Store.Write(session => StationRegister.Put(session, StationFile.Read("f", StationFileTests.Good), new ChangeOrder("Li", "survey", 0)));
        _store.Archive.Append([Frames.Upload(frames) with { ReceivedUtcMs = Time.GetUtcNow().ToUnixTimeMilliseconds(), Contact = new LoggerContact(Frames.Logger, Frames.Start + 2 * 86_400 + 3600, 4, 20) }]);
        new StationDeriver(Store, Time).DeriveDirty("huanghou");
    }

    /// <summary>A sample with level 0.2000 m (stage 0.62 m with the offset 0.42), pH 7.25, 16.00 degC and 322.65 uS/cm at 25 degC.</summary>
    public static byte[] Water(uint sequence, int level = 2000, int ph = 7250, ProbeStatus phStatus = ProbeStatus.Ok)
    {
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(new Sample
        {
            LoggerId = Frames.Logger, Epoch = Frames.Epoch, Sequence = sequence, UtcSeconds = Frames.Start + sequence * Frames.QuarterHour, ClockSource = ClockSource.Rtc,
            ClockErrorLog2Milliseconds = 10, IntervalSeconds = 900, Level = level, LevelStatus = ProbeStatus.Ok, BatteryMillivoltsMin = 3910, Deployment = 7,
            WaterTemperatureHundredths = 1600, TemperatureStatus = ProbeStatus.Ok, PhThousandths = ph, PhStatus = phStatus,
            EcHundredthsMicrosiemensPerCentimetre = 32_265, EcStatus = ProbeStatus.Ok, EcBasis = EcBasis.At25Alpha0191,
        }, bytes, 0);
        return bytes;
    }

    /// <summary>A sample of which every probe that is fitted is silent.</summary>
    public static byte[] Silent(uint sequence)
    {
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(new Sample
        {
            LoggerId = Frames.Logger, Epoch = Frames.Epoch, Sequence = sequence, UtcSeconds = Frames.Start + sequence * Frames.QuarterHour, ClockSource = ClockSource.Rtc,
            ClockErrorLog2Milliseconds = 10, IntervalSeconds = 900, BatteryMillivoltsMin = 3910, Deployment = 7,
            LevelStatus = ProbeStatus.Silent, TemperatureStatus = ProbeStatus.Silent, PhStatus = ProbeStatus.Silent, EcStatus = ProbeStatus.Silent,
        }, bytes, 0);
        return bytes;
    }

    /// <summary>Makes an account with a password and signs the client in.</summary>
    public async Task SignInAsync(string name, Role role)
    {
        long now = Time.GetUtcNow().ToUnixTimeMilliseconds();
        string code = Store.Write(session =>
        {
            AccountRegister.Put(session, name, role, new ChangeOrder("test", "needed", now));
            return AccountRegister.IssueCode(session, name, role, now);
        });
        (await Client.PostAsJsonAsync("/api/account/claim", new { code, name, password = Password })).EnsureSuccessStatusCode();
    }

    public Task<JsonElement> GetAsync(string address) => Client.GetFromJsonAsync<JsonElement>(address);

    /// <summary>The text that a request is answered with, whatever its status.</summary>
    public async Task<string> TextOfAsync(string address, HttpContent? body) => await (await Client.PostAsync(address, body)).Content.ReadAsStringAsync();

    public async Task<(int Status, JsonElement Body)> PostAsync(string address, object body)
    {
        HttpResponseMessage answer = await Client.PostAsJsonAsync(address, body);
        string text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private sealed class KeptLog(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() => lines.Enqueue("the log ends");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _store.Dispose();
    }
}
