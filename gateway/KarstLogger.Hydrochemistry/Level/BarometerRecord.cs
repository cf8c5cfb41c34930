namespace KarstLogger.Hydrochemistry.Level;

/// <summary>One reading of a barometer.</summary>
/// <param name="UtcSeconds">Instant.</param>
/// <param name="Pascals">Station pressure as read, not reduced to sea level.</param>
/// <param name="AirDegreesCelsius">Temperature of the air; absent where it is not measured.</param>
public readonly record struct AirReading(long UtcSeconds, double Pascals, double? AirDegreesCelsius);

/// <summary>
/// The raw, timestamped record of a barometer, for the compensation of absolute level probes. Linear between readings; nothing where they are too far apart: three hectopascals of
/// weather are 31 mm of water.
/// </summary>
public sealed class BarometerRecord
{
    /// <summary>Readings further apart than this are not joined; a front moves a few hPa within it.</summary>
    public const long DefaultGapSecondsMost = 3 * 3600;

    /// <summary>Station pressures that can be read between the sea and 8 km of height.</summary>
    public const double LeastPascals = 30_000, MostPascals = 110_000;

    private const double KelvinAtZeroCelsius = 273.15;
    private static readonly Comparer<AirReading> ByTime = Comparer<AirReading>.Create((a, b) => a.UtcSeconds.CompareTo(b.UtcSeconds));
    private readonly AirReading[] _readings;
    private readonly long _gapSecondsMost;

    /// <summary>A record in ascending time.</summary>
    /// <exception cref="ArgumentException">Times that do not ascend, or a pressure outside 30 000 to 110 000 Pa (a value in hectopascals is the usual slip).</exception>
    public BarometerRecord(IEnumerable<AirReading> readings, long gapSecondsMost = DefaultGapSecondsMost)
    {
        _readings = [.. readings];
        _gapSecondsMost = gapSecondsMost;
        for (int i = 0; i < _readings.Length; i++)
        {
            if (i > 0 && _readings[i].UtcSeconds <= _readings[i - 1].UtcSeconds)
                throw new ArgumentException($"Reading {i} of the barometer is not later than the one before.");
            if (!(_readings[i].Pascals is >= LeastPascals and <= MostPascals))
                throw new ArgumentException($"Reading {i} of the barometer, {_readings[i].Pascals} Pa, is outside {LeastPascals} to {MostPascals} Pa.");
        }
    }

    /// <summary>The air pressure <paramref name="heightMetres"/> above the barometer (negative: below), Pa; absent before, after and in gaps of the record.</summary>
    /// <param name="utcSeconds">Instant.</param>
    /// <param name="heightMetres">Height of the water surface above the barometer.</param>
    /// <param name="gravityMetresPerSecondSquared">Local gravity.</param>
    public double? PascalsAt(long utcSeconds, double heightMetres, double gravityMetresPerSecondSquared)
    {
        int at = Array.BinarySearch(_readings, new AirReading(utcSeconds, 0, null), ByTime);
        (double pascals, double? degrees)? air = at >= 0 ? (_readings[at].Pascals, _readings[at].AirDegreesCelsius) : Between(~at, utcSeconds);
        if (air is not { } known)
            return null;
        double airKelvin = known.degrees + KelvinAtZeroCelsius ?? AirColumn.StandardKelvin;
        return heightMetres == 0 ? known.pascals : AirColumn.PressureAbove(known.pascals, heightMetres, gravityMetresPerSecondSquared, airKelvin);
    }

    private (double Pascals, double? Degrees)? Between(int after, long utcSeconds)
    {
        if (after == 0 || after == _readings.Length)
            return null;
        (AirReading a, AirReading b) = (_readings[after - 1], _readings[after]);
        if (b.UtcSeconds - a.UtcSeconds > _gapSecondsMost)
            return null;
        double share = (double)(utcSeconds - a.UtcSeconds) / (b.UtcSeconds - a.UtcSeconds);
        return (a.Pascals + share * (b.Pascals - a.Pascals), a.AirDegreesCelsius + share * (b.AirDegreesCelsius - a.AirDegreesCelsius));
    }
}
