using System.Globalization;
using KarstLogger.Gateway.Mqtt;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using Spectre.Console;

namespace KarstLogger.Simulation;

/// <summary>
/// Four simulated stations against the real broker, the real gateway process and the real store. Virtual time runs in slots of six hours, all stations side by side; between
/// slots the broker is killed and started, in the middle of one the gateway is killed with kill -9.
/// </summary>
public sealed class Demo(DemoOptions options, TimeProvider time)
{
    private const uint SlotSeconds = 6 * 3600;

    // The derivation of 60 days of four stations takes seconds; a machine under load gets a hundredfold.
    private static readonly TimeSpan DeriveDeadline = TimeSpan.FromMinutes(5);

    /// <summary>Days of a headless demo where nothing is said.</summary>
    public const int HeadlessDays = 60;

    /// <summary>Days that a live demo has behind it when its pages open.</summary>
    public const int BackfillDays = 3;

    // A live demo begins in the past and comes up with real time in a time lapse: nothing it shows is dated in the future. 30 days at 2 s a sample last an hour and a half.
    private const uint LapseSeconds = 30 * 86_400;

    private readonly DemoFolder _folder = new(options.Folder);

    /// <summary>Runs the demo; 0 = everything was archived once and derived, 1 = something was lost, doubled or in conflict.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        int days = options.Days ?? (options.IsHeadless ? HeadlessDays : BackfillDays);
        uint end = ((uint)time.GetUtcNow().ToUnixTimeSeconds() - (options.IsHeadless ? 0 : LapseSeconds)) / 900 * 900, start = end - (uint)days * 86400;
        _folder.Renew();
        Say($"{days} simulated days, {Text(start)} to {Text(end)}, seed {options.Seed}; files in {options.Folder}");
        await using PrivateBroker broker = await PrivateBroker.StartAsync(_folder.Broker, DemoStation.All.Select(station => Wire.LoggerId.ToText(station.LoggerId)));
        WriteFiles(broker, start);
        await using DemoControls controls = await DemoControls.StartAsync(options.Pace, cancellation);
        await using DemoGateway gateway = DemoGateway.Start(_folder, broker, new DemoPages(options.IsHeadless ? 0 : options.Port, controls.Address), Say);
        await using DemoFleet fleet = DemoFleet.Create(broker, start, end, options.Seed, time);
        controls.Fleet = fleet;
        await fleet.WhenConnectedAsync(cancellation);
        if (!options.IsHeadless && options.Days is null)
        {
            await fleet.RunUntilAsync(end);
            return await GoLiveAsync(fleet, gateway, cancellation);
        }
        Say(string.Create(CultureInfo.InvariantCulture, $"worst flood of {DemoStation.All[0].Slug}: +{fleet.Faults.FloodRiseMetres:0.00} m in two hours at {Text(fleet.Faults.FloodAt)}"));
        // The last hour is left for the boxes that have not sent everything yet: nothing of a headless demo stays in flash.
        await RunSlotsAsync(fleet, broker, gateway, start, end - 3600, cancellation);
        await fleet.RunUntilSentAsync(end);
        bool isComplete = await ReportAsync(fleet, cancellation);
        if (!options.IsHeadless && !cancellation.IsCancellationRequested)
            await GoLiveAsync(fleet, gateway, cancellation);
        return isComplete ? 0 : 1;
    }

    private async Task<int> GoLiveAsync(DemoFleet fleet, DemoGateway gateway, CancellationToken cancellation)
    {
        Say($"SIMULATED and live: look at {gateway.Address}; a quarter hour every {options.Pace.SecondsPerSample} s, Ctrl-C ends");
        await new DemoLive(fleet, options.Pace, time, Say).RunAsync(cancellation);
        return 0;
    }

    private void WriteFiles(PrivateBroker broker, uint start)
    {
        string presets = Path.Combine(AppContext.BaseDirectory, "presets");
        foreach (DemoStation station in DemoStation.All)
            File.WriteAllText(Path.Combine(_folder.Stations, station.Slug + ".station"), station.StationFile(presets, start));
        File.WriteAllText(_folder.Password, broker.CredentialsOf(PrivateBroker.GatewayUser).Password + "\n");
    }

    private async Task RunSlotsAsync(DemoFleet fleet, PrivateBroker broker, DemoGateway gateway, uint start, uint end, CancellationToken cancellation)
    {
        DemoFaults faults = fleet.Faults;
        for (uint slot = start; slot < end; slot += SlotSeconds)
        {
            cancellation.ThrowIfCancellationRequested();
            uint until = Math.Min(slot + SlotSeconds, end);
            if (broker.IsRunning && faults.BrokerOutage.Holds(slot))
            {
                Say($"{Text(slot)}: broker killed");
                await broker.KillAsync();
            }
            else if (!broker.IsRunning && !faults.BrokerOutage.Holds(slot))
            {
                Say($"{Text(slot)}: broker started again");
                await broker.StartAgainAsync();
                await fleet.WhenConnectedAsync(cancellation);
            }
            if (faults.LinkLoss.FromSeconds >= slot && faults.LinkLoss.FromSeconds < until)
                Say($"{Text(faults.LinkLoss.FromSeconds)}: {DemoStation.All[0].Slug} loses its link until {Text(faults.LinkLoss.ToSeconds)}");
            Task running = fleet.RunUntilAsync(until);
            if (faults.GatewayKilledAt >= slot && faults.GatewayKilledAt < until)
            {
                Say($"{Text(slot)}: gateway killed with kill -9 while uploads are under way");
                await gateway.KillAndRestartAsync();
            }
            await running;
        }
    }

    private async Task<bool> ReportAsync(DemoFleet fleet, CancellationToken cancellation)
    {
        using StoreDatabase store = StoreDatabase.Open(_folder.Store);
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(DeriveDeadline);
        while (store.Read(DirtyIntervals.Stations).Count > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, deadline.Token);
        List<(DemoResult Result, StationConfiguration Station)> results = store.Read(session => fleet.Stations
            .Select(one => (DemoResult.Read(session, one.Station, one.Box.Counters), StationRegister.Find(session, one.Station.Slug)!.Configuration)).ToList());
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = 220;
        DemoTable.Print(console, results);
        foreach ((DemoResult result, _) in results.Where(one => !one.Result.IsComplete))
            Say($"{result.Station.Slug} is NOT complete: lost {result.Lost}, unsent {result.Box.Backlog}, conflicts {result.Conflicts}, reported lost {result.Box.LostFrames}, derived {result.Rows.Count} of {result.Archived}");
        return results.TrueForAll(one => one.Result.IsComplete);
    }

    private static void Say(string message) => Console.Error.WriteLine($"demo: {message}");

    private static string Text(uint utcSeconds) => DateTimeOffset.FromUnixTimeSeconds(utcSeconds).ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
