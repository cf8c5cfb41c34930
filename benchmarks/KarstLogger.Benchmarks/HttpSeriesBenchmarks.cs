using System.Diagnostics;
using System.Net.Http;
using BenchmarkDotNet.Attributes;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.TestSupport;
using KarstLogger.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace KarstLogger.Benchmarks;

/// <summary>A year of quarter hours, ten variables, over HTTP on loopback from a real store: asked for are 50 ms to the first byte and 1 s to the last.</summary>
public class HttpSeriesBenchmarks
{
    private const uint Logger = 0x0a1b2c3d, Start = 1_735_689_600, Samples = 35_040, PerUpload = 1000;

    private const string Address =
        "/api/stations/bench/series?from=2025-01-01&to=2026-01-01&variables=stage,water_temp,ph,sc25,discharge,ca,hco3,pco2_pa,si_calcite,flux_c_sink";

    private readonly string _folder = Directory.CreateTempSubdirectory("karst-bench-").FullName;
    private readonly byte[] _buffer = new byte[1 << 16];
    private StoreDatabase _store = null!;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    /// <summary>Archives and derives the year, then opens the gateway's HTTP side.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _store = StoreDatabase.Open(Path.Combine(_folder, "karst.db"));
        string preset = File.ReadAllText(Path.Combine(ReferenceFiles.ProjectRoot, "gateway", "presets", "guizhou-east.corrected.station"));
        string[] lines = [.. preset.Split('\n').Select(line => line.StartsWith("[station ", StringComparison.Ordinal) ? "[station bench]" : line)];
        StationConfiguration station = StationFile.Read("bench", string.Join('\n', lines) +
            "\n[deployment 1]\nlogger = kl-0a1b2c3d\nfrom = 2025-01-01\noffset_m = 0.05\n");
        _store.Write(session => StationRegister.Put(session, station, new ChangeOrder("bench", "bench", 0)));
        FrameArchive archive = new(_store);
        for (uint first = 1; first <= Samples; first += PerUpload)
            archive.Append([Upload(first)]);
        SteppedTime time = new(DateTimeOffset.FromUnixTimeSeconds(Start + 366 * 86_400));
        new StationDeriver(_store, time).DeriveDirty("bench");
        _app = GatewayHttp.Build(HttpSettings.Parse("127.0.0.1:0", null, [], null)!, builder => builder.Services
            .AddSingleton(_store).AddSingleton<TimeProvider>(time).AddSingleton<StationDeriver>().AddSingleton<DeriveLoop>());
        _app.StartAsync().GetAwaiter().GetResult();
        _client = new HttpClient { BaseAddress = new Uri(GatewayHttp.AddressOf(_app)) };
        string day = _client.GetStringAsync(Address.Replace("from=2025-01-01&to=2026-01-01", "from=2025-07-01&to=2025-07-02", StringComparison.Ordinal)).GetAwaiter().GetResult();
        if (day.Contains("null", StringComparison.Ordinal)) // a year of absent values is written in half the bytes and time
            throw new InvalidOperationException("The year must have every value: " + day);
        Console.WriteLine($"// JSON {CompleteAsync("&resolution=raw").GetAwaiter().GetResult()} bytes, CSV {CompleteAsync("&format=csv&resolution=raw").GetAwaiter().GetResult()} bytes");
    }

    /// <summary>Stops it and removes the store.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _client.Dispose();
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>
    /// One request read to its end, as a reader does it, with the time to its first byte: a request that is given up after the first byte would leave its clearing away to the next one.
    /// BenchmarkDotNet cannot take the time inside of an operation, so <see cref="FirstByte"/> does.
    /// </summary>
    public async Task<(double FirstByteMs, double LastByteMs)> ReadOnceAsync()
    {
        long begin = Stopwatch.GetTimestamp();
        using HttpResponseMessage answer = await _client.GetAsync(Address + "&resolution=raw", HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        int read = await body.ReadAsync(_buffer.AsMemory(0, 1));
        double first = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        while (read > 0)
            read = await body.ReadAsync(_buffer);
        return (first, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
    }

    /// <summary>To the last byte of JSON.</summary>
    [Benchmark]
    public Task<long> JsonComplete() => CompleteAsync("&resolution=raw");

    /// <summary>To the last byte of CSV, completeness certificate included.</summary>
    [Benchmark]
    public Task<long> CsvComplete() => CompleteAsync("&format=csv&resolution=raw");

    /// <summary>The same year in days, as a chart of the whole year asks for it.</summary>
    [Benchmark]
    public Task<long> JsonDays() => CompleteAsync("&resolution=day");

    private async Task<long> CompleteAsync(string more)
    {
        using HttpResponseMessage answer = await _client.GetAsync(Address + more, HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        long bytes = 0;
        for (int read; (read = await body.ReadAsync(_buffer)) > 0;)
            bytes += read;
        return bytes;
    }

    private static Upload Upload(uint first)
    {
        List<ReceivedFrame> frames = [];
        for (uint sequence = first; sequence < first + PerUpload && sequence <= Samples; sequence++)
        {
            byte[] bytes = new byte[SampleFrame.ByteCount];
            double season = Math.Sin(sequence / 5000.0), hour = Math.Sin(sequence / 15.0);
            SampleFrame.Write(new Sample
            {
                LoggerId = Logger, Epoch = 1, Sequence = sequence, UtcSeconds = Start + sequence * 900, ClockSource = ClockSource.Rtc, ClockErrorLog2Milliseconds = 10,
                IntervalSeconds = 900, Deployment = 1, BatteryMillivoltsMin = 3900, Level = (int)(4000 + 1000 * season + 20 * hour), LevelStatus = ProbeStatus.Ok,
                WaterTemperatureHundredths = (int)(1600 + 200 * season + 10 * hour), TemperatureStatus = ProbeStatus.Ok,
                PhThousandths = (int)(7400 + 50 * season + 10 * hour), PhStatus = ProbeStatus.Ok,
                EcHundredthsMicrosiemensPerCentimetre = (uint)(32_000 + 2000 * season + 100 * hour), EcStatus = ProbeStatus.Ok, EcBasis = EcBasis.At25Alpha0191,
            }, bytes, 0);
            frames.Add(new ReceivedFrame(Frame.ReadHeader(bytes, 0), bytes));
        }
        return new Upload { Route = FrameRoute.Mqtt, ReceivedUtcMs = (Start + (first + PerUpload) * 900L) * 1000, Frames = frames };
    }
}
