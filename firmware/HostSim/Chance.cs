namespace KarstLogger.HostSim;

/// <summary>Chance from a seed (SplitMix64): the same seed gives the same year on every machine.</summary>
public sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from 0 to below <paramref name="most"/>.</summary>
    public int Below(int most) => (int)(Next() % (ulong)most);

    /// <summary>True with the given probability.</summary>
    public bool Happens(double probability) => probability > 0 && Unit() < probability;

    /// <summary>Close to a standard normal number (the sum of four uniform ones, scaled; within 3.5 standard deviations).</summary>
    public double Normal() => (Unit() + Unit() + Unit() + Unit() - 2) * 1.7320508075688772;

    /// <summary>An independent stream for a part of the simulation.</summary>
    public Chance Fork(ulong part) => new(Next() ^ (part * 0xD6E8FEB86659FD93));
}
