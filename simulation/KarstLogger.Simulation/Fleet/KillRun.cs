using KarstLogger.Gateway.Mqtt;
using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using KarstLogger.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace KarstLogger.Simulation;

/// <summary>What a run with real processes is asked to do.</summary>
/// <param name="Stations">Boxes, 1 to 4: one for each spring of the demo.</param>
/// <param name="Days">Virtual days.</param>
/// <param name="Kills">How often the gateway is killed with kill -9; with every fifth death the broker dies too.</param>
/// <param name="Seed">Seed of springs, boxes and moments of death.</param>
/// <param name="Folder">Where broker, store and logs lie; emptied at the start.</param>
public sealed record KillOrder(int Stations, int Days, int Kills, ulong Seed, string Folder);

/// <summary>What it found.</summary>
/// <param name="Kills">Deaths of the gateway.</param>
/// <param name="BrokerKills">Deaths of the broker.</param>
/// <param name="Archived">Frames in the archive.</param>
/// <param name="Duplicates">Frames that came again: answers that a death had swallowed.</param>
/// <param name="Breaches">Broken promises.</param>
public sealed record KillResult(int Kills, int BrokerKills, long Archived, long Duplicates, IReadOnlyList<Breach> Breaches);

/// <summary>
/// Boxes in virtual time against the real broker and the real gateway process, which is killed with kill -9 in the middle of ingest and derivation again and again: what one process
/// cannot try on itself, a death at any instruction. At the end the same checkers look at the same evidence.
/// </summary>
public sealed class KillRun(KillOrder order, TimeProvider time, Action<string> say)
{
    private const int KillsPerBrokerDeath = 5;
    private const uint DaySeconds = 86400;

    // The last of the boxes' time is left for what they have not sent yet.
    private const uint QuietSeconds = DaySeconds;

    // What is left to derive at the end takes seconds; a machine under load gets a hundredfold.
    private static readonly TimeSpan DeriveDeadline = TimeSpan.FromMinutes(5);

    private readonly DemoFolder _folder = new(order.Folder);
    private readonly Chance _chance = new(order.Seed ^ 0xDEAD);

    /// <summary>Runs to the end.</summary>
    public async Task<KillResult> RunAsync(CancellationToken cancellation)
    {
        uint end = (uint)time.GetUtcNow().ToUnixTimeSeconds() / 900 * 900, start = end - (uint)order.Days * DaySeconds;
        DemoStation[] plans = [.. DemoStation.All.Take(order.Stations)];
        _folder.Renew();
        await using PrivateBroker broker = await PrivateBroker.StartAsync(_folder.Broker, plans.Select(plan => LoggerId.ToText(plan.LoggerId)));
        string presets = Path.Combine(AppContext.BaseDirectory, "presets");
        foreach (DemoStation plan in plans)
            File.WriteAllText(Path.Combine(_folder.Stations, plan.Slug + ".station"), plan.StationFile(presets, start));
        File.WriteAllText(_folder.Password, broker.CredentialsOf(PrivateBroker.GatewayUser).Password + "\n");
        List<KilledBox> boxes = [.. plans.Select((plan, i) => new KilledBox(plan, order.Seed + (ulong)i, start, broker.ConnectionOf(LoggerId.ToText(plan.LoggerId)), time))];
        try
        {
            await using DemoGateway gateway = DemoGateway.Start(_folder, broker, new DemoPages(0, null), say);
            await Task.WhenAll(boxes.Select(box => box.Link.WhenConnectedAsync(cancellation)));
            int brokerKills = await KillAsync(boxes, broker, gateway, start, end - QuietSeconds, cancellation);
            await Task.WhenAll(boxes.Select(box => Task.Run(() => box.RunUntilSent(end), cancellation)));
            return await CheckAsync(boxes, gateway.Kills, brokerKills, cancellation);
        }
        finally
        {
            foreach (KilledBox box in boxes)
                await box.Link.DisposeAsync();
        }
    }

    private async Task<int> KillAsync(List<KilledBox> boxes, PrivateBroker broker, DemoGateway gateway, uint start, uint end, CancellationToken cancellation)
    {
        int brokerKills = 0;
        for (int kill = 0; kill < order.Kills; kill++)
        {
            uint from = start + (uint)((end - start) * (long)kill / order.Kills), to = start + (uint)((end - start) * (kill + 1L) / order.Kills);
            // Part of the way in peace, so that frames stand in the archive; the death falls into what comes then.
            await Task.WhenAll(boxes.Select(box => Task.Run(() => box.Box.RunUntil(from + (uint)((to - from) * _chance.Unit())), cancellation)));
            Task running = Task.WhenAll(boxes.Select(box => Task.Run(() => box.Box.RunUntil(to), cancellation)));
            if (kill % KillsPerBrokerDeath == KillsPerBrokerDeath - 1)
            {
                brokerKills++;
                await broker.KillAsync();
            }
            await gateway.KillAndRestartAsync();
            if (!broker.IsRunning)
                await broker.StartAgainAsync();
            await running;
            await Task.WhenAll(boxes.Select(box => box.Link.WhenConnectedAsync(cancellation)));
        }
        return brokerKills;
    }

    private async Task<KillResult> CheckAsync(List<KilledBox> boxes, int kills, int brokerKills, CancellationToken cancellation)
    {
        using StoreDatabase store = StoreDatabase.Open(_folder.Store);
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(DeriveDeadline);
        while (store.Read(DirtyIntervals.Stations).Count > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, deadline.Token);
        List<Breach> breaches = [];
        foreach (KilledBox box in boxes)
            breaches.AddRange(FleetCheckers.Check(new FleetEvidence(box.Trace(store))));
        return store.Read(session => new KillResult(kills, brokerKills, session.Number("SELECT COUNT(*) FROM frame") ?? 0, LoggerRegister.All(session).Sum(logger => logger.DuplicateFrames), breaches));
    }
}

/// <summary>A box of such a run: its link notes what it is told.</summary>
internal sealed class KilledBox
{
    // Hourly uploads: many moments to die in.
    private const string Configuration = "format = 1\n[link]\nsamples_per_upload = 4\n";

    private readonly DemoStation _plan;
    private readonly ulong _seed;
    private readonly uint _start;
    private readonly NotingLink _noting;
    private readonly JournalWitness _witness;

    public KilledBox(DemoStation plan, ulong seed, uint start, MqttConnection connection, TimeProvider time)
    {
        (_plan, _seed, _start) = (plan, seed, start);
        Link = new BrokerLink(connection, (int)(seed % int.MaxValue), time, NullLogger.Instance);
        _noting = new NotingLink(Link);
        Box = new SimulatedStation(new StationOptions
        {
            LoggerId = plan.LoggerId, Cave = plan.Cave, Seed = seed, StartUtcSeconds = start, Link = _noting, ConfigurationText = Configuration,
        });
        Link.VirtualUtcMilliseconds = () => Box.Time.UtcMilliseconds;
        _witness = new JournalWitness(plan.LoggerId);
        Box.Flash.Committed = _witness.See;
    }

    public BrokerLink Link { get; }

    public SimulatedStation Box { get; }

    public void RunUntilSent(uint utcSeconds)
    {
        while (Box.Counters.Backlog > 0 && Box.Time.UtcSeconds < utcSeconds)
            Box.Step();
    }

    public FleetTrace Trace(StoreDatabase store) => new()
    {
        Faults = new FaultTally(),
        Seed = _seed, StartUtcSeconds = _start, Plan = _plan, Box = Box, Witness = _witness, Store = store, Told = _noting.Told.Values,
    };
}

/// <summary>Passes everything through and keeps the furthest acknowledgement of each epoch.</summary>
internal sealed class NotingLink(Firmware.Core.Ports.ILink below) : Firmware.Core.Ports.ILink
{
    public Dictionary<uint, Acknowledgement> Told { get; } = [];

    public bool Open(int effort, int timeoutMs) => below.Open(effort, timeoutMs);

    public bool Publish(string topic, byte[] payload) => below.Publish(topic, payload);

    public Firmware.Core.Ports.LinkMessage? Receive(int timeoutMs)
    {
        Firmware.Core.Ports.LinkMessage? message = below.Receive(timeoutMs);
        if (message is not null && message.Topic.EndsWith("/down/ack", StringComparison.Ordinal) && Acknowledgement.Read(message.Payload) is { } told
            && (!Told.TryGetValue(told.Epoch, out Acknowledgement? before) || told.CommittedThrough >= before.CommittedThrough))
            Told[told.Epoch] = told;
        return message;
    }

    public void Close() => below.Close();
}
