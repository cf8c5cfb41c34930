using System.Diagnostics;
using System.Globalization;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.TestSupport;
using KarstLogger.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace KarstLogger.Benchmarks;

/// <summary>
/// Ten years of quarter hours of one station, simulated, panned and zoomed in chromium as a reader does it: times between frames while keys, wheel and pointer work on the record page.
/// Run: <c>dotnet run -c Release --project benchmarks/KarstLogger.Benchmarks -- ten-years [store]</c>; the store is made where it is not there.
/// </summary>
public static class TenYears
{
    private const uint Logger = 0x0a1b2c3d, Start = 1_451_606_400, Samples = 350_640, PerUpload = 2000;

    // A longer wait between two frames is seen as a stutter (W3C Long Tasks API).
    private const double LongMs = 50;

    /// <summary>Makes the store where it is not there, measures, prints rows for the results.</summary>
    public static async Task RunAsync(string path)
    {
        using StoreDatabase store = StoreDatabase.Open(path);
        SteppedTime time = new(DateTimeOffset.FromUnixTimeSeconds(Start + Samples * 900L + 900));
        Stopwatch watch = Stopwatch.StartNew();
        if (store.Read(session => session.Number("SELECT COUNT(*) FROM frame")) is null or 0)
            Make(store, time);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"store of {Samples} samples, {new FileInfo(path).Length / 1e6:0} MB, ready after {watch.Elapsed.TotalSeconds:0} s"));
        await using WebApplication app = GatewayHttp.Build(HttpSettings.Parse("127.0.0.1:0", null, [], null)!, builder => builder.Services
            .AddSingleton(store).AddSingleton<TimeProvider>(time).AddSingleton<StationDeriver>().AddSingleton<DeriveLoop>());
        await app.StartAsync();
        await MeasureAsync(GatewayHttp.AddressOf(app));
    }

    private static void Make(StoreDatabase store, TimeProvider time)
    {
        string preset = File.ReadAllText(Path.Combine(ReferenceFiles.ProjectRoot, "gateway", "presets", "guizhou-east.corrected.station"));
        string[] lines = [.. preset.Split('\n').Select(line => line.StartsWith("[station ", StringComparison.Ordinal) ? "[station ten-years]" : line)];
        StationConfiguration station = StationFile.Read("ten-years", string.Join('\n', lines) + "\n[deployment 1]\nlogger = kl-0a1b2c3d\nfrom = 2016-01-01\noffset_m = 0.05\n");
        store.Write(session => StationRegister.Put(session, station, new ChangeOrder("bench", "bench", 0)));
        FrameArchive archive = new(store);
        for (uint first = 1; first <= Samples; first += PerUpload)
            archive.Append([Upload(first)]);
        new StationDeriver(store, time).DeriveDirty("ten-years");
    }

    // Seasons, days, a flood every ten days and, once in ten years, a single spike that no zoom may lose.
    private static Upload Upload(uint first)
    {
        List<ReceivedFrame> frames = [];
        for (uint sequence = first; sequence < first + PerUpload && sequence <= Samples; sequence++)
        {
            double season = Math.Sin(sequence / 5580.0), hour = Math.Sin(sequence / 15.28), flood = Math.Exp(-(sequence % 960) / 120.0);
            byte[] bytes = new byte[SampleFrame.ByteCount];
            SampleFrame.Write(new Sample
            {
                LoggerId = Logger, Epoch = 1, Sequence = sequence, UtcSeconds = Start + sequence * 900, ClockSource = ClockSource.Rtc, ClockErrorLog2Milliseconds = 10, IntervalSeconds = 900,
                Flags = FrameFlags.Simulated, Deployment = 1, BatteryMillivoltsMin = 3900, Level = (int)(4000 + 1000 * season + 20 * hour + 2500 * flood), LevelStatus = ProbeStatus.Ok,
                WaterTemperatureHundredths = (int)(1600 + 200 * season + 30 * hour), TemperatureStatus = ProbeStatus.Ok, PhThousandths = (int)(7400 + 50 * season + 15 * hour - 60 * flood),
                PhStatus = ProbeStatus.Ok, EcHundredthsMicrosiemensPerCentimetre = (uint)(32_000 + 2000 * season + 100 * hour - 5000 * flood), EcStatus = ProbeStatus.Ok, EcBasis = EcBasis.At25Alpha0191,
                RainTipsCumulative = sequence / 4 % 60_000, RainStatus = ProbeStatus.Ok,
            }, bytes, 0);
            frames.Add(new ReceivedFrame(Frame.ReadHeader(bytes, 0), bytes));
        }
        return new Upload { Route = FrameRoute.Mqtt, ReceivedUtcMs = (Start + (first + PerUpload) * 900L) * 1000, Frames = frames };
    }

    private static async Task MeasureAsync(string address)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("KARST_CHROMIUM") ?? "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        });
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        Stopwatch watch = Stopwatch.StartNew();
        await page.GotoAsync($"{address}/stations/ten-years?from=2016-01-01T00:00:00Z&to=2026-01-01T00:00:00Z");
        await page.WaitForSelectorAsync("[data-drawn]");
        long drawn = watch.ElapsedMilliseconds;
        string? resolution = await page.GetAttributeAsync("[data-drawn]", "data-drawn");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ten years drawn {drawn} ms after the address was opened, as {resolution}"));
        Console.WriteLine("| what | frames | median | 95 % | longest | over 50 ms |");
        Console.WriteLine("|---|---|---|---|---|---|");
        LocatorBoundingBoxResult box = (await page.Locator(".u-over").First.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await SayAsync(page, "nothing: the page at rest", _ => Task.CompletedTask);
        await SayAsync(page, "pointer moves over ten years", i => page.Mouse.MoveAsync(box.X + 20 + i * (box.Width - 40) / Steps, box.Y + box.Height / 2));
        await SayAsync(page, "wheel zooms in from ten years to days", _ => WheelAsync(page, -120));
        await SayAsync(page, "wheel zooms out again", _ => WheelAsync(page, 120));
        await page.Locator(".stack").FocusAsync();
        await SayAsync(page, "keyboard pans through the years (Page Up, Page Down)", i => page.Keyboard.PressAsync(i % 2 == 0 ? "PageUp" : "PageDown"));
        await page.GetByText("30 days").ClickAsync();
        await page.WaitForSelectorAsync("[data-drawn=raw]");
        await page.Locator(".stack").FocusAsync();
        await SayAsync(page, "keyboard pans through months of single samples", _ => page.Keyboard.PressAsync("PageUp"));
    }

    private const int Steps = 40;

    private static async Task WheelAsync(IPage page, float by)
    {
        await page.Keyboard.DownAsync("Control");
        await page.Mouse.WheelAsync(0, by);
        await page.Keyboard.UpAsync("Control");
    }

    // Times between the frames that the browser drew, from its own clock, while the steps were done one each sixteenth of a second.
    private static async Task SayAsync(IPage page, string what, Func<int, Task> step)
    {
        await page.EvaluateAsync("() => { window.times = []; const on = at => { window.times.push(at); window.going = requestAnimationFrame(on); }; window.going = requestAnimationFrame(on); }");
        for (int i = 0; i < Steps; i++)
        {
            await step(i);
            await page.EvaluateAsync("() => new Promise(done => setTimeout(done, 60))");
        }
        await page.EvaluateAsync("() => new Promise(done => setTimeout(done, 500))");
        double[] times = await page.EvaluateAsync<double[]>("() => { cancelAnimationFrame(window.going); return window.times; }");
        double[] between = [.. times.Zip(times.Skip(1), (a, b) => b - a).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {between.Length} | {between[between.Length / 2]:0} ms | {between[between.Length * 95 / 100]:0} ms | {between[^1]:0} ms | {between.Count(one => one > LongMs)} |"));
    }
}
