using KarstLogger.HostSim;

namespace KarstLogger.Simulation;

/// <summary>The gateway's clock in virtual time: always right, as NTP keeps it.</summary>
public sealed class VirtualClock(VirtualTime time) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(time.UtcMilliseconds);
}
