namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>Air pressure by time, for the compensation of absolute level sensors: linear between readings, nothing where the readings are too far apart.</summary>
public sealed class AirPressureRecord
{
    /// <summary>Readings further apart than this are not joined: weather fronts move 3 hPa (31 mm of water) within hours.</summary>
    public const long GapSecondsMost = 3 * 3600;

    private readonly long[] _utcSeconds;
    private readonly double[] _pascals;

    /// <summary>A record; the instants must ascend.</summary>
    /// <exception cref="ArgumentException">Lengths differ or the instants do not ascend.</exception>
    public AirPressureRecord(IReadOnlyList<long> utcSeconds, IReadOnlyList<double> pascals)
    {
        if (utcSeconds.Count != pascals.Count)
            throw new ArgumentException($"{utcSeconds.Count} instants and {pascals.Count} pressures.");
        for (int i = 1; i < utcSeconds.Count; i++)
            if (utcSeconds[i] <= utcSeconds[i - 1])
                throw new ArgumentException($"Reading {i} at {utcSeconds[i]} s is not later than the one before.");
        _utcSeconds = [.. utcSeconds];
        _pascals = [.. pascals];
    }

    /// <summary>The pressure at an instant, Pa, or null.</summary>
    public double? At(long utcSeconds)
    {
        int index = Array.BinarySearch(_utcSeconds, utcSeconds);
        if (index >= 0)
            return _pascals[index];
        int after = ~index;
        if (after == 0 || after == _utcSeconds.Length || _utcSeconds[after] - _utcSeconds[after - 1] > GapSecondsMost)
            return null;
        double share = (double)(utcSeconds - _utcSeconds[after - 1]) / (_utcSeconds[after] - _utcSeconds[after - 1]);
        return _pascals[after - 1] + share * (_pascals[after] - _pascals[after - 1]);
    }
}
