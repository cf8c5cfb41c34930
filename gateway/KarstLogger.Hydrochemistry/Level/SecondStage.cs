namespace KarstLogger.Hydrochemistry.Level;

/// <summary>The water surface downstream of a station, above the station's own datum: where the fall to it is too small, downstream water holds the stage up.</summary>
public sealed class SecondStage
{
    /// <summary>Readings further apart than this are not joined, s: tail water may rise metres within hours.</summary>
    public const long GapSecondsMost = 1800;

    private readonly long[] _instants;
    private readonly double[] _metres;

    /// <summary>From readings in any order; of one instant the last counts.</summary>
    public SecondStage(IEnumerable<(long UtcSeconds, double Metres)> readings)
    {
        SortedDictionary<long, double> sorted = [];
        foreach ((long at, double metres) in readings)
            sorted[at] = metres;
        (_instants, _metres) = ([.. sorted.Keys], [.. sorted.Values]);
    }

    /// <summary>Stage at an instant, m, linear between readings; absent where none is near.</summary>
    public double? MetresAt(long utcSeconds)
    {
        int at = Array.BinarySearch(_instants, utcSeconds);
        if (at >= 0)
            return _metres[at];
        int next = ~at;
        if (next == 0 || next == _instants.Length || _instants[next] - _instants[next - 1] > GapSecondsMost)
            return null;
        double share = (double)(utcSeconds - _instants[next - 1]) / (_instants[next] - _instants[next - 1]);
        return _metres[next - 1] + share * (_metres[next] - _metres[next - 1]);
    }
}
