using KarstLogger.Gateway.Mqtt;
using KarstLogger.HostSim;
using KarstLogger.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace KarstLogger.Simulation;

/// <summary>The demo's boxes, each on its own thread and with its own connection to the broker.</summary>
public sealed class DemoFleet : IAsyncDisposable
{
    // Hourly uploads of four samples, as in the field: the radio is what drains the battery.
    private const string Configuration = "format = 1\n[link]\nsamples_per_upload = 4\n";

    private readonly List<BrokerLink> _links;

    private DemoFleet(List<(DemoStation, SimulatedStation)> stations, List<BrokerLink> links, DemoFaults faults)
    {
        Stations = stations;
        _links = links;
        Faults = faults;
    }

    /// <summary>The boxes.</summary>
    public IReadOnlyList<(DemoStation Station, SimulatedStation Box)> Stations { get; }

    /// <summary>What goes wrong.</summary>
    public DemoFaults Faults { get; }

    /// <summary>Boxes switched on at the start; the first one loses its link around its worst flood.</summary>
    public static DemoFleet Create(PrivateBroker broker, uint startUtcSeconds, uint endUtcSeconds, int seed, TimeProvider time)
    {
        List<BrokerLink> links = [];
        List<(DemoStation, SimulatedStation)> stations = [];
        DemoFaults? faults = null;
        foreach (DemoStation station in DemoStation.All)
        {
            BrokerLink link = new(broker.ConnectionOf(LoggerId.ToText(station.LoggerId)), seed + links.Count, time, NullLogger.Instance);
            links.Add(link);
            StationOptions options = new()
            {
                LoggerId = station.LoggerId, Cave = station.Cave, Seed = (ulong)(seed * 100 + links.Count), StartUtcSeconds = startUtcSeconds, Link = link, KeepTruth = false,
                ConfigurationText = Configuration,
            };
            if (stations.Count == 0)
                (options, faults) = DemoFaults.WithFlood(startUtcSeconds, endUtcSeconds, options);
            if (stations.Count == 0)
                options.Faults.Link.Outages.Add(faults!.LinkLoss);
            SimulatedStation box = new(options);
            link.VirtualUtcMilliseconds = () => box.Time.UtcMilliseconds;
            stations.Add((station, box));
        }
        return new DemoFleet(stations, links, faults!);
    }

    /// <summary>Completes when every box is connected to the broker.</summary>
    public Task WhenConnectedAsync(CancellationToken cancellation) => Task.WhenAll(_links.Select(link => link.WhenConnectedAsync(cancellation)));

    /// <summary>Runs every box until true time has reached the instant.</summary>
    public Task RunUntilAsync(uint utcSeconds) => Task.WhenAll(Stations.Select(one => Task.Run(() => one.Box.RunUntil(utcSeconds))));

    /// <summary>Runs every box on until it has nothing unsent, at most until the instant.</summary>
    public Task RunUntilSentAsync(uint utcSeconds) => Task.WhenAll(Stations.Select(one => Task.Run(() =>
    {
        while (one.Box.Counters.Backlog > 0 && one.Box.Time.UtcSeconds < utcSeconds)
            one.Box.Step();
    })));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (BrokerLink link in _links)
            await link.DisposeAsync();
    }
}
