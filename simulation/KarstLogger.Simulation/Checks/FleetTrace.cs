using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>What one station's run leaves for the checkers.</summary>
public sealed record FleetTrace
{
    /// <summary>Seed that the station replays from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>True time of the start, UTC seconds.</summary>
    public required uint StartUtcSeconds { get; init; }

    /// <summary>Spring, box, slug.</summary>
    public required DemoStation Plan { get; init; }

    /// <summary>The box with its truth.</summary>
    public required SimulatedStation Box { get; init; }

    /// <summary>What the journal held.</summary>
    public required JournalWitness Witness { get; init; }

    /// <summary>How often each fault has happened.</summary>
    public required FaultTally Faults { get; init; }

    /// <summary>The gateway's store.</summary>
    public required StoreDatabase Store { get; init; }

    /// <summary>The furthest acknowledgement of each epoch that left for the logger.</summary>
    public required IReadOnlyCollection<Acknowledgement> Told { get; init; }

    /// <summary>Frames that were acknowledged before the archive had them.</summary>
    public IReadOnlyCollection<FrameKey> ToldAhead { get; init; } = [];

    /// <summary>Updates that have ended.</summary>
    public IReadOnlyCollection<UpdateOutcome> Updates { get; init; } = [];

    /// <summary>The image that runs at the end.</summary>
    public FaultKind Image { get; init; } = FaultKind.GoodImage;
}
