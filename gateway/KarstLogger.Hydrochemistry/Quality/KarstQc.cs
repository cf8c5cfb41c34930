using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>How far the tests of a sample look back and forward in time.</summary>
/// <param name="BackSeconds">A sample's flags depend on no sample earlier than this before it.</param>
/// <param name="ForwardSeconds">A sample's flags depend on no sample later than this after it.</param>
public readonly record struct QcReach(long BackSeconds, long ForwardSeconds);

/// <summary>
/// The karst preset: QARTOD tests with limits that let floods pass, and tests for what happens at a spring. Works on windows: the flags of a sample in a window that holds all
/// samples within <see cref="Reach"/> are the flags in the whole record, whatever the order in which the samples arrived.
/// </summary>
public static class KarstQc
{
    private const long DaySeconds = 86400;

    /// <summary>Checks every sample.</summary>
    public static QcResult Check(QcSeries series, QcSettings settings) => Check(series, settings, 0, series.Count);

    /// <summary>Checks the <paramref name="count"/> samples from position <paramref name="first"/>; the others are only looked at as neighbours.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stretch is not inside the series.</exception>
    public static QcResult Check(QcSeries series, QcSettings settings, int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, series.Count);
        QcResult result = new(first, count);
        KeptSamples kept = KeptSamples.Of(series, settings);
        AirOnSonde air = new(series, settings, kept);
        NeighbourTests neighbours = new(series, settings, kept);
        for (int i = first; i < first + count; i++)
        {
            SampleTests.CheckTime(series, settings, kept, i, result);
            int position = kept.PositionOf(i);
            if (position < 0)
                continue;
            SampleTests.CheckRanges(series, settings, i, result);
            neighbours.Check(position, result);
            air.Check(position, result);
            SampleTests.CheckIce(series, settings, i, result);
            SampleTests.CheckIons(series, settings, i, result);
        }
        return result;
    }

    /// <summary>How far the tests look with these settings. Two days back are the least: the reference of the out-of-water test starts anew with each UTC day from the day before.</summary>
    public static QcReach Reach(QcSettings settings)
    {
        long flat = QcSeries.Measured.Max(variable => NeighbourTests.LongestStillSeconds(settings, variable));
        long support = Math.Max(settings.MovementSeconds, settings.RainBackSeconds);
        long back = Math.Max(Math.Max(flat + 2 * settings.NeighbourSeconds, settings.NeighbourSeconds + Math.Max(support, settings.NeighbourSeconds)),
            Math.Max(settings.TimeGapSeconds, 2 * DaySeconds));
        return new QcReach(back, Math.Max(settings.NeighbourSeconds, settings.MovementSeconds));
    }
}
