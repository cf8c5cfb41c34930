using MathNet.Numerics.LinearRegression;

namespace KarstLogger.Hydrochemistry.Level;

/// <summary>What is wrong with a level's dependence on the air.</summary>
public enum FalseTideVerdict
{
    /// <summary>Nothing was found.</summary>
    None,

    /// <summary>Too short or too full of holes to say.</summary>
    TooShort,

    /// <summary>A half-day wave of the sun that water does not make: the daily double wave of the air, or the sun on a vent tube or box.</summary>
    Semidiurnal,

    /// <summary>The level follows the barometer as an uncompensated absolute probe does.</summary>
    Uncompensated,

    /// <summary>The level runs against the barometer: compensated twice, or a vented probe that was compensated.</summary>
    OverCompensated,
}

/// <summary>A level examined against air and sun.</summary>
/// <param name="Verdict">The name of what was found.</param>
/// <param name="SemidiurnalAmplitudeMetres">Amplitude of the 12 h wave, m.</param>
/// <param name="SemidiurnalStandardErrorMetres">Its standard error, m.</param>
/// <param name="DailyAmplitudeMetres">Amplitude of the 24 h wave, m.</param>
/// <param name="MetresPerHectopascal">Change of the level with the air pressure; 0.0102 is an uncompensated probe; absent without a barometer.</param>
/// <param name="BarometerCorrelation">Correlation of hourly changes of level and air; absent without a barometer.</param>
public readonly record struct FalseTide(
    FalseTideVerdict Verdict, double SemidiurnalAmplitudeMetres, double SemidiurnalStandardErrorMetres, double DailyAmplitudeMetres,
    double? MetresPerHectopascal, double? BarometerCorrelation)
{
    /// <summary>Metres of water per hectopascal of air: 100 Pa over 1000 kg/m3 and 9.80665 m/s2.</summary>
    public const double WaterMetresPerHectopascal = 100 / (1000 * LocalGravity.StandardMetresPerSecondSquared);

    private const double HalfDaySeconds = 43200, LeastDays = 5;
    private const int LeastSamples = 200;
    private const double LeastAmplitudeMetres = 0.001; // below the repeatability of a level probe
    private const double LeastErrorsWide = 4; // standard errors; the residuals of a level are correlated, so three would cry too often
    private const double LeastCorrelation = 0.5;

    // A daily cycle of snow melt or pumping is no pure wave; its overtone has up to about half its size and is water.
    private const double MostOvertone = 0.5;

    /// <summary>
    /// Fits hourly changes of the level with a 12 h and a 24 h wave, and compares them with the changes of the air. Changes are used because floods and recessions
    /// are slow against an hour, and the air's double wave is not. Give some quiet weeks: a flood hides everything.
    /// </summary>
    /// <param name="utcSeconds">Instants, ascending.</param>
    /// <param name="levelMetres">Level; absent values are passed over.</param>
    /// <param name="airPascals">Air pressure at the same instants; absent where there is no barometer.</param>
    public static FalseTide Examine(ReadOnlySpan<long> utcSeconds, ReadOnlySpan<double?> levelMetres, ReadOnlySpan<double?> airPascals)
    {
        List<double[]> waves = [];
        List<double> changes = [], airChanges = [], changesWithAir = [];
        int before = 0;
        for (int i = 0; i < utcSeconds.Length; i++)
        {
            while (utcSeconds[i] - utcSeconds[before] > 3600)
                before++;
            if (utcSeconds[i] - utcSeconds[before] != 3600 || levelMetres[i] is not { } now || levelMetres[before] is not { } then)
                continue;
            waves.Add(WaveChanges(utcSeconds[before], utcSeconds[i]));
            changes.Add(now - then);
            if (!airPascals.IsEmpty && airPascals[i] is { } air && airPascals[before] is { } airThen)
            {
                airChanges.Add((air - airThen) / 100);
                changesWithAir.Add(now - then);
            }
        }
        if (changes.Count < LeastSamples || utcSeconds[^1] - utcSeconds[0] < LeastDays * 2 * HalfDaySeconds)
            return new FalseTide(FalseTideVerdict.TooShort, 0, 0, 0, null, null);
        (double amplitude, double error, double daily) = Waves(waves, changes);
        (double? slope, double? correlation) = airChanges.Count >= LeastSamples ? AgainstAir(airChanges, changesWithAir) : (null, null);
        FalseTideVerdict verdict =
            slope > WaterMetresPerHectopascal / 2 && correlation >= LeastCorrelation ? FalseTideVerdict.Uncompensated
            : slope < -WaterMetresPerHectopascal / 2 && correlation <= -LeastCorrelation ? FalseTideVerdict.OverCompensated
            : amplitude >= LeastAmplitudeMetres && amplitude >= LeastErrorsWide * error && amplitude > MostOvertone * daily ? FalseTideVerdict.Semidiurnal
            : FalseTideVerdict.None;
        return new FalseTide(verdict, amplitude, error, daily, slope, correlation);
    }

    private static double[] WaveChanges(long from, long to)
    {
        double a = 2 * Math.PI * (from % (2 * HalfDaySeconds)) / HalfDaySeconds, b = 2 * Math.PI * (to % (2 * HalfDaySeconds)) / HalfDaySeconds;
        return [1, Math.Cos(b) - Math.Cos(a), Math.Sin(b) - Math.Sin(a), Math.Cos(b / 2) - Math.Cos(a / 2), Math.Sin(b / 2) - Math.Sin(a / 2)];
    }

    private static (double HalfDay, double StandardError, double Day) Waves(List<double[]> waves, List<double> changes)
    {
        double[] y = [.. changes];
        double[] fitted = MultipleRegression.QR([.. waves], y);
        double squares = 0, power = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double rest = y[i];
            for (int k = 0; k < fitted.Length; k++)
                rest -= fitted[k] * waves[i][k];
            squares += rest * rest;
            power += waves[i][1] * waves[i][1];
        }
        double halfDay = Math.Sqrt(fitted[1] * fitted[1] + fitted[2] * fitted[2]), day = Math.Sqrt(fitted[3] * fitted[3] + fitted[4] * fitted[4]);
        return (halfDay, Math.Sqrt(squares / (y.Length - fitted.Length) / power), day);
    }

    private static (double? Slope, double? Correlation) AgainstAir(List<double> air, List<double> level)
    {
        double correlation = MathNet.Numerics.Statistics.Correlation.Pearson(air, level);
        return double.IsNaN(correlation) ? (null, null) : (SimpleRegression.Fit([.. air], [.. level]).B, correlation);
    }
}
