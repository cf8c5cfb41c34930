namespace KarstLogger.HostSim;

/// <summary>True time of one station, milliseconds since 1970-01-01 UTC. It moves only when the simulation says so.</summary>
public sealed class VirtualTime(long utcMilliseconds)
{
    /// <summary>True UTC, ms.</summary>
    public long UtcMilliseconds { get; private set; } = utcMilliseconds;

    /// <summary>True UTC, s.</summary>
    public uint UtcSeconds => (uint)(UtcMilliseconds / 1000);

    /// <summary>Lets time pass.</summary>
    public void Advance(long ms)
    {
        if (ms > 0)
            UtcMilliseconds += ms;
    }
}
