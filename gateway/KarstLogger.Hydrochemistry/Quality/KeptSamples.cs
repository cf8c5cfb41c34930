namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>
/// The samples whose time can stand: neither from the future nor at or before an earlier sample of the series. Only they are neighbours of others.
/// </summary>
internal sealed class KeptSamples
{
    private readonly int[] _positionOf;
    private readonly int[] _indexAt;

    private KeptSamples(int[] positionOf, int[] indexAt) => (_positionOf, _indexAt) = (positionOf, indexAt);

    /// <summary>How many are kept.</summary>
    public int Count => _indexAt.Length;

    /// <summary>Index in the series of the kept sample at a position.</summary>
    public int IndexAt(int position) => _indexAt[position];

    /// <summary>Position of a sample among the kept ones; -1 where its time cannot stand.</summary>
    public int PositionOf(int index) => _positionOf[index];

    public static KeptSamples Of(QcSeries series, QcSettings settings)
    {
        var positionOf = new int[series.Count];
        var indexAt = new int[series.Count];
        int count = 0;
        long latest = long.MinValue;
        for (int i = 0; i < series.Count; i++)
        {
            positionOf[i] = -1;
            if (IsFromTheFuture(series, settings, i) || series.UtcSeconds[i] <= latest)
                continue;
            latest = series.UtcSeconds[i];
            indexAt[count] = i;
            positionOf[i] = count++;
        }
        return new KeptSamples(positionOf, indexAt[..count]);
    }

    public static bool IsFromTheFuture(QcSeries series, QcSettings settings, int index) =>
        series.ReceivedUtcSeconds[index] is { } received && series.UtcSeconds[index] > received + settings.FutureSeconds;
}
