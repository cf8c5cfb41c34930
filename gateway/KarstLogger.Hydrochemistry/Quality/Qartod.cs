using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>How the spike test measures a spike.</summary>
public enum SpikeMethod
{
    /// <summary>Distance from the mean of the two neighbours. The neighbours of a spike stand out at half its height, so flags come in triples.</summary>
    Average,

    /// <summary>The smaller of the two steps, where they go in opposite directions; a lasting step is not a spike.</summary>
    Differential,
}

/// <summary>
/// The tests of the QARTOD manuals for one series, flag for flag as the public ioos_qc library computes them (docs/equations/quality.md lists each rule).
/// A missing value is an absent one. Every test returns one flag per sample, in the order of the samples.
/// </summary>
public static class Qartod
{
    /// <summary>Range test: FAIL outside <paramref name="failSpan"/>, SUSPECT outside <paramref name="suspectSpan"/>; both ends of both are inside.</summary>
    /// <exception cref="ArgumentException">The suspect range reaches outside the fail range.</exception>
    public static QcFlag[] GrossRange(ReadOnlySpan<double?> values, ValueSpan failSpan, ValueSpan? suspectSpan)
    {
        if (suspectSpan is { } inner && !failSpan.Holds(inner))
            throw new ArgumentException($"The suspect range {inner} must lie inside the fail range {failSpan}.");
        var flags = new QcFlag[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            flags[i] = values[i] is not { } x ? QcFlag.Missing
                : !failSpan.Holds(x) ? QcFlag.Fail
                : suspectSpan is { } span && !span.Holds(x) ? QcFlag.Suspect
                : QcFlag.Pass;
        }
        return flags;
    }

    /// <summary>
    /// Spike test on the neighbours by position, whatever the time between them. A threshold that is absent or 0 is off; it is exceeded strictly.
    /// The first and the last sample, and a sample beside a missing one, are not evaluated.
    /// </summary>
    public static QcFlag[] Spike(ReadOnlySpan<double?> values, double? suspectThreshold, double? failThreshold, SpikeMethod method)
    {
        var flags = new QcFlag[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double? height = i == 0 || i == values.Length - 1 ? null : SpikeHeight(values[i - 1], values[i], values[i + 1], method);
            flags[i] = values[i] is null ? QcFlag.Missing
                : height is not { } h ? QcFlag.NotEvaluated
                : failThreshold is { } fail && fail != 0 && h > fail ? QcFlag.Fail
                : suspectThreshold is { } suspect && suspect != 0 && h > suspect ? QcFlag.Suspect
                : QcFlag.Pass;
        }
        return flags;
    }

    /// <summary>The height of a spike in the unit of the values; absent where one of the three is.</summary>
    public static double? SpikeHeight(double? before, double? here, double? after, SpikeMethod method)
    {
        if (before is not { } b || here is not { } x || after is not { } a)
            return null;
        if (method == SpikeMethod.Average)
            return Math.Abs(x - (b + a) / 2);
        double up = x - b, down = a - x;
        return up * down < 0 ? Math.Min(Math.Abs(up), Math.Abs(down)) : 0;
    }

    /// <summary>
    /// Rate of change from the sample before, over the time that really passed, in units per second; thresholds are exceeded strictly.
    /// The first sample and one after a missing value pass.
    /// </summary>
    public static QcFlag[] RateOfChange(ReadOnlySpan<double?> values, ReadOnlySpan<long> utcSeconds, double suspectPerSecond, double? failPerSecond)
    {
        var flags = new QcFlag[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double rate = i > 0 && values[i] is { } x && values[i - 1] is { } before ? Math.Abs((x - before) / (utcSeconds[i] - utcSeconds[i - 1])) : 0;
            flags[i] = values[i] is null ? QcFlag.Missing
                : failPerSecond is { } fail && rate > fail ? QcFlag.Fail
                : rate > suspectPerSecond ? QcFlag.Suspect
                : QcFlag.Pass;
        }
        return flags;
    }

    /// <summary>
    /// Flat line: the range of the last k + 1 samples is below <paramref name="tolerance"/> (strictly: a tolerance of 0 never flags), with k the whole number of
    /// median sampling intervals in the threshold. Windows are by position, not by time. Missing values inside a window are passed over. Fewer than three samples all pass.
    /// </summary>
    public static QcFlag[] FlatLine(ReadOnlySpan<double?> values, ReadOnlySpan<long> utcSeconds, double suspectSeconds, double failSeconds, double tolerance)
    {
        var flags = new QcFlag[values.Length];
        Array.Fill(flags, QcFlag.Pass);
        if (values.Length < 3)
            return flags;
        double intervalSeconds = MedianIntervalSeconds(utcSeconds);
        MarkFlat(values, intervalSeconds, suspectSeconds, tolerance, QcFlag.Suspect, flags);
        MarkFlat(values, intervalSeconds, failSeconds, tolerance, QcFlag.Fail, flags);
        for (int i = 0; i < values.Length; i++)
            if (values[i] is null)
                flags[i] = QcFlag.Missing;
        return flags;
    }

    /// <summary>Time gap: the sample after an interval of more than <paramref name="failSpanSeconds"/> fails; the first sample takes the flag of the second.</summary>
    public static QcFlag[] TimeGap(ReadOnlySpan<long> utcSeconds, double failSpanSeconds)
    {
        var flags = new QcFlag[utcSeconds.Length];
        Array.Fill(flags, QcFlag.Pass);
        for (int i = 1; i < utcSeconds.Length; i++)
            if (utcSeconds[i] - utcSeconds[i - 1] > failSpanSeconds)
                flags[i] = QcFlag.Fail;
        if (flags.Length > 1)
            flags[0] = flags[1];
        return flags;
    }

    private static double MedianIntervalSeconds(ReadOnlySpan<long> utcSeconds)
    {
        var intervals = new long[utcSeconds.Length - 1];
        for (int i = 0; i < intervals.Length; i++)
            intervals[i] = utcSeconds[i + 1] - utcSeconds[i];
        Array.Sort(intervals);
        int middle = intervals.Length / 2;
        return intervals.Length % 2 == 1 ? intervals[middle] : Math.Truncate((intervals[middle - 1] + intervals[middle]) / 2.0);
    }

    private static void MarkFlat(ReadOnlySpan<double?> values, double intervalSeconds, double thresholdSeconds, double tolerance, QcFlag mark, QcFlag[] flags)
    {
        double intervals = Math.Floor(Math.Truncate(thresholdSeconds) / intervalSeconds);
        if (!(intervals >= 0 && intervals < values.Length))
            return;
        int k = (int)intervals;
        SlidingRange range = new(k + 1);
        for (int i = 0; i < values.Length; i++)
        {
            range.Push(i, values[i], oldestKept: i - k);
            if (i >= k && range.Width is { } width && width < tolerance)
                flags[i] = mark;
        }
    }
}
