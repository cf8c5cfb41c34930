namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>
/// The samples whose time can stand: neither from the future nor at or before an earlier sample of the series. Only they are neighbours of others.
/// </summary>
internal sealed class KeptSamples
{
    private readonly int[] _positionOf;
    private readonly int[] _indexAt;
    private readonly bool[] _outOfTurn;

    private KeptSamples(int[] positionOf, int[] indexAt, bool[] outOfTurn) => (_positionOf, _indexAt, _outOfTurn, IsInTurn) = (positionOf, indexAt, outOfTurn, !outOfTurn.Contains(true));

    /// <summary>How many are kept.</summary>
    public int Count => _indexAt.Length;

    /// <summary>Index in the series of the kept sample at a position.</summary>
    public int IndexAt(int position) => _indexAt[position];

    /// <summary>Position of a sample among the kept ones; -1 where its time cannot stand.</summary>
    public int PositionOf(int index) => _positionOf[index];

    /// <summary>
    /// True for neighbours in time of one journal whose sequences run the other way: a clock that went back, or had run ahead, laid one stretch of the record into another. Which of the
    /// two is at its true instant the samples do not tell.
    /// </summary>
    public bool IsOutOfTurn(int index) => _outOfTurn[index];

    /// <summary>True where no sample is out of turn.</summary>
    public bool IsInTurn { get; }

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
        return new KeptSamples(positionOf, indexAt[..count], OutOfTurn(series, settings));
    }

    private static bool[] OutOfTurn(QcSeries series, QcSettings settings)
    {
        var outOfTurn = new bool[series.Count];
        int before = -1;
        for (int i = 0; series.Origins is not null && i < series.Count; i++)
        {
            // One from the future is known to be the wrong one.
            if (IsFromTheFuture(series, settings, i))
                continue;
            if (before >= 0 && series.IsTakenAfter(before, i) && series.UtcSeconds[i] - series.UtcSeconds[before] <= settings.NeighbourSeconds)
                outOfTurn[before] = outOfTurn[i] = true;
            before = i;
        }
        return outOfTurn;
    }

    public static bool IsFromTheFuture(QcSeries series, QcSettings settings, int index) =>
        series.ReceivedUtcSeconds[index] is { } received && series.UtcSeconds[index] > received + settings.FutureSeconds;
}
