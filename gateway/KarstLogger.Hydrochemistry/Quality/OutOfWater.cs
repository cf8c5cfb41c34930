using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>
/// Is the sonde in air? Two signs: conductivity as in air, and a level at the sensor itself. Both FAIL, one alone is SUSPECT.
/// A sample with no conductivity is Missing; with no level only the first sign counts.
/// </summary>
/// <param name="ReferenceCount">Good samples that make the reference median; 96 = one day of quarter hours.</param>
/// <param name="LeastGood">Good samples needed before the median is trusted.</param>
/// <param name="AirMicrosiemensPerCentimetre">Below this a conductivity is air or drops on the cell; rain water is near it, spring water far above.</param>
/// <param name="AirFractionOfMedian">Below this share of the median of the last good samples a conductivity is low as well.</param>
/// <param name="SensorLevelMetres">The sensor's own height on the scale of the level; absent = the second sign cannot be read.</param>
/// <param name="LevelMarginMetres">How near the sensor the water surface counts as at it.</param>
public sealed record OutOfWater(
    int ReferenceCount = 96,
    int LeastGood = 8,
    double AirMicrosiemensPerCentimetre = 20,
    double AirFractionOfMedian = 0.35,
    double? SensorLevelMetres = null,
    double LevelMarginMetres = 0.02)
{
    /// <summary>One flag per sample; only samples that this test passes enter the reference median of later ones.</summary>
    public QcFlag[] Check(ReadOnlySpan<double?> specificConductanceMicrosiemensPerCentimetre, ReadOnlySpan<double?> levelMetres)
    {
        var flags = new QcFlag[specificConductanceMicrosiemensPerCentimetre.Length];
        Reference reference = new(this);
        for (int i = 0; i < flags.Length; i++)
            flags[i] = Next(specificConductanceMicrosiemensPerCentimetre[i], levelMetres[i], SensorLevelMetres, reference).Flag;
        return flags;
    }

    /// <summary>The flag of the next sample, which enters <paramref name="reference"/> where it passes.</summary>
    internal Verdict Next(double? conductance, double? levelMetres, double? sensorLevelMetres, Reference reference)
    {
        if (conductance is not { } ec)
            return new Verdict(QcFlag.Missing, false);
        bool low = ec < AirMicrosiemensPerCentimetre || reference.IsFarAbove(ec);
        bool near = sensorLevelMetres is { } sensor && levelMetres is { } level && level <= sensor + LevelMarginMetres;
        if (low || near)
            return new Verdict(low && near ? QcFlag.Fail : QcFlag.Suspect, low);
        reference.Add(ec);
        return new Verdict(QcFlag.Pass, false);
    }

    /// <summary>The flag, and whether the conductivity was a sign (otherwise the level was).</summary>
    internal readonly record struct Verdict(QcFlag Flag, bool ConductanceIsLow);

    /// <summary>The last good conductivities.</summary>
    internal sealed class Reference(OutOfWater settings)
    {
        private readonly double[] _ring = new double[settings.ReferenceCount];
        private int _count;
        private double _greatestEver;

        public void Clear() => (_count, _greatestEver) = (0, 0);

        public void Add(double ec)
        {
            _ring[_count % _ring.Length] = ec;
            _count++;
            _greatestEver = Math.Max(_greatestEver, ec);
        }

        /// <summary>True where the value is below the share of the median. A median is never above the greatest value, so sorting is needed for low values only.</summary>
        public bool IsFarAbove(double ec) =>
            _count >= settings.LeastGood && ec < settings.AirFractionOfMedian * _greatestEver && ec < settings.AirFractionOfMedian * Median();

        private double Median()
        {
            double[] sorted = _ring[..Math.Min(_count, _ring.Length)];
            Array.Sort(sorted);
            int middle = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }
}
