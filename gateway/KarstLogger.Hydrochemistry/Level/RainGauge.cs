namespace KarstLogger.Hydrochemistry.Level;

/// <summary>Rain between two samples.</summary>
/// <param name="FromUtcSeconds">The sample before.</param>
/// <param name="ToUtcSeconds">This sample.</param>
/// <param name="Millimetres">mm; absent where the counter cannot tell.</param>
public readonly record struct RainInterval(long FromUtcSeconds, long ToUtcSeconds, double? Millimetres);

/// <summary>Rain from the cumulative tips of a bucket: a lost sample loses no rain, only its time.</summary>
/// <param name="MillimetresPerTip">Rain of one tip, mm.</param>
public sealed record RainGauge(double MillimetresPerTip)
{
    /// <summary>
    /// Rain since the count before. A counter that began again (the frame's flag) has counted from 0: what fell between the count before and the restart is lost and not guessed.
    /// A smaller count without the flag cannot be explained and gives nothing.
    /// </summary>
    public double? Between(long tipsBefore, long tipsNow, bool counterRestarted) =>
        counterRestarted ? tipsNow * MillimetresPerTip
        : tipsNow >= tipsBefore ? (tipsNow - tipsBefore) * MillimetresPerTip
        : null;
}

/// <summary>
/// The day to which rain belongs. Rain days of the Chinese network run from 08:00 to 08:00 station time and carry the date of their beginning (SL 21, from memory of the
/// printed standard); loads are counted from midnight.
/// </summary>
/// <param name="UtcOffsetSeconds">Station time minus UTC; no summer time.</param>
/// <param name="BoundaryHour">Hour of station time at which the day begins, 0 to 23.</param>
public sealed record RainDay(int UtcOffsetSeconds, int BoundaryHour = 8)
{
    private const long DaySeconds = 86400;

    /// <summary>The day of an instant. The instant of the boundary itself begins the new day.</summary>
    public DateOnly DayOf(long utcSeconds) => DateOnly.FromDateTime(DateTime.UnixEpoch.AddSeconds(utcSeconds + UtcOffsetSeconds - 3600L * BoundaryHour));

    /// <summary>
    /// Totals by day. Rain of an interval across a boundary is shared by time. The share of each day that has a measured interval stands beside its total:
    /// a day of which half is unknown is no dry day.
    /// </summary>
    public SortedDictionary<DateOnly, (double Millimetres, double Coverage)> Totals(IEnumerable<RainInterval> intervals)
    {
        SortedDictionary<DateOnly, (double Millimetres, double Coverage)> days = [];
        foreach (RainInterval interval in intervals)
        {
            double length = interval.ToUtcSeconds - interval.FromUtcSeconds;
            for (long from = interval.FromUtcSeconds; from < interval.ToUtcSeconds;)
            {
                long to = Math.Min(interval.ToUtcSeconds, EndOfDay(from));
                (double millimetres, double coverage) = days.GetValueOrDefault(DayOf(from));
                days[DayOf(from)] = interval.Millimetres is { } rain
                    ? (millimetres + rain * (to - from) / length, coverage + (double)(to - from) / DaySeconds)
                    : (millimetres, coverage);
                from = to;
            }
        }
        return days;
    }

    private long EndOfDay(long utcSeconds)
    {
        long sinceBoundary = (utcSeconds + UtcOffsetSeconds - 3600L * BoundaryHour) % DaySeconds;
        return utcSeconds - (sinceBoundary < 0 ? sinceBoundary + DaySeconds : sinceBoundary) + DaySeconds;
    }
}
