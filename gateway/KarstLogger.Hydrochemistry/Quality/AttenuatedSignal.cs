using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>What the attenuated-signal test measures.</summary>
public enum SignalMeasure
{
    /// <summary>Standard deviation of the population (divided by n); missing values are passed over.</summary>
    StandardDeviation,

    /// <summary>Greatest minus least; a missing value in a time window makes it unknown.</summary>
    Range,
}

/// <summary>
/// QARTOD attenuated-signal test as ioos_qc computes it. Without <see cref="LeastObservations"/> the first sample of a series has a deviation of 0
/// and fails: set it.
/// </summary>
/// <param name="SuspectThreshold">Below this the signal is SUSPECT, in the unit of the values.</param>
/// <param name="FailThreshold">Below this it FAILs.</param>
/// <param name="PeriodSeconds">Length of the window (t - period, t]; absent or 0 = one measure for the whole series.</param>
/// <param name="LeastObservations">Values present that a window needs; absent = 1.</param>
/// <param name="Measure">What is compared with the thresholds.</param>
public sealed record AttenuatedSignal(
    double SuspectThreshold, double FailThreshold, double? PeriodSeconds, int? LeastObservations, SignalMeasure Measure = SignalMeasure.StandardDeviation)
{
    /// <summary>One flag per sample.</summary>
    public QcFlag[] Check(ReadOnlySpan<double?> values, ReadOnlySpan<long> utcSeconds)
    {
        var flags = new QcFlag[values.Length];
        bool byWindow = PeriodSeconds is not (null or 0);
        double? whole = byWindow ? null : MeasureOf(values, 1, missingSpoilsRange: false);
        int first = 0;
        for (int i = 0; i < values.Length; i++)
        {
            while (byWindow && utcSeconds[first] <= utcSeconds[i] - PeriodSeconds!.Value)
                first++;
            double? signal = byWindow ? MeasureOf(values[first..(i + 1)], LeastObservations ?? 1, missingSpoilsRange: true) : whole;
            flags[i] = values[i] is null ? QcFlag.Missing : Grade(signal);
        }
        return flags;
    }

    private QcFlag Grade(double? signal) =>
        signal is not { } s ? QcFlag.NotEvaluated
        : s < FailThreshold ? QcFlag.Fail
        : s < SuspectThreshold ? QcFlag.Suspect
        : QcFlag.Pass;

    private double? MeasureOf(ReadOnlySpan<double?> window, int leastObservations, bool missingSpoilsRange)
    {
        int count = 0;
        double sum = 0, least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        foreach (double? value in window)
        {
            if (value is not { } x)
                continue;
            count++;
            sum += x;
            least = Math.Min(least, x);
            greatest = Math.Max(greatest, x);
        }
        if (count == 0 || count < leastObservations)
            return null;
        if (Measure == SignalMeasure.Range)
            return missingSpoilsRange && count < window.Length ? null : greatest - least;
        double mean = sum / count, squares = 0;
        foreach (double? value in window)
            if (value is { } x)
                squares += (x - mean) * (x - mean);
        return Math.Sqrt(squares / count);
    }
}
