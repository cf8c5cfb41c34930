using System.Collections.Immutable;
using KarstLogger.Gateway.Plots;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Export;

/// <summary>
/// A series as a screen can show it: of each stretch of about a pixel the lowest and the highest usable value, in their order, so that no peak is thinned away;
/// short periods keep every sample.
/// </summary>
internal sealed class ThinnedSeries
{
    /// <summary>Samples further apart are not joined: the load integral does not reach across more than two hours either (docs/equations/flux.md).</summary>
    public const long JoinSeconds = 7200;

    /// <summary>Stretches along the axis: above the plot's width in pixels, where a finer line looks no different.</summary>
    private const int Buckets = 1500;

    // Rain is summed over stretches that a person can name.
    private static readonly (long Seconds, string Name)[] RainBuckets = [(900, "15 min"), (3600, "h"), (21_600, "6 h"), (86_400, "day")];

    private readonly long from;
    private readonly long thinSeconds;
    private readonly List<PlotPoint> usable = [], suspect = [], failed = [];
    private readonly SortedDictionary<long, double> sums = [];
    private readonly List<PlotPoint> open = [];
    private long openBucket = long.MinValue;
    private double? lastUsable;

    /// <summary>An empty series over a period, UTC seconds since 1970.</summary>
    public ThinnedSeries(long from, long to)
    {
        this.from = from;
        thinSeconds = Math.Max(1, (to - from) / Buckets);
        // At most about 400 bars: narrower ones cannot be told apart.
        (BucketSeconds, BucketName) = RainBuckets.FirstOrDefault(bucket => (to - from) / bucket.Seconds <= 400, RainBuckets[^1]);
    }

    /// <summary>Seconds that one sum covers.</summary>
    public long BucketSeconds { get; }

    /// <summary>The same in words.</summary>
    public string BucketName { get; }

    /// <summary>True where no value may be used.</summary>
    public bool IsEmpty => lastUsable is null;

    /// <summary>Values that may be used, thinned.</summary>
    public ImmutableArray<PlotPoint> Usable => [.. usable, .. Ends(open)];

    /// <summary>Suspect values, one a stretch.</summary>
    public ImmutableArray<PlotPoint> Suspect => [.. suspect];

    /// <summary>Instants of failed values, one a stretch, at the height of the last usable value: at their own height a single 7999 would flatten the axis.</summary>
    public ImmutableArray<PlotPoint> Failed => [.. failed];

    /// <summary>Sums of usable values over <see cref="BucketSeconds"/>.</summary>
    public ImmutableArray<PlotPoint> Sums => [.. sums.Select(sum => new PlotPoint(from + sum.Key * BucketSeconds, sum.Value))];

    /// <summary>Adds a sample; the instants ascend.</summary>
    public void Add(long utcSeconds, double? value, QcFlag flag)
    {
        if (flag == QcFlag.Fail && lastUsable is not null)
            AddMark(failed, utcSeconds, lastUsable);
        if (value is not { } number || !flag.IsUsable())
            return;
        lastUsable = number;
        if (flag == QcFlag.Suspect)
            AddMark(suspect, utcSeconds, number);
        long sumBucket = (utcSeconds - from) / BucketSeconds, bucket = (utcSeconds - from) / thinSeconds;
        sums[sumBucket] = sums.GetValueOrDefault(sumBucket) + number;
        if (bucket != openBucket)
        {
            usable.AddRange(Ends(open));
            open.Clear();
            openBucket = bucket;
        }
        open.Add(new PlotPoint(utcSeconds, number));
    }

    private void AddMark(List<PlotPoint> marks, long utcSeconds, double? value)
    {
        if (marks.Count == 0 || utcSeconds - marks[^1].X >= thinSeconds)
            marks.Add(new PlotPoint(utcSeconds, value));
    }

    private static IEnumerable<PlotPoint> Ends(List<PlotPoint> points) => points.Count <= 2
        ? points : new[] { points.MinBy(point => point.Y), points.MaxBy(point => point.Y) }.Distinct().OrderBy(point => point.X);
}
