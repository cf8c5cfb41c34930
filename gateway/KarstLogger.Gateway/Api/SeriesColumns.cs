using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Api;

/// <summary>The raw columns of one variable.</summary>
internal sealed record RawColumn(List<double> Values, List<byte> Flags, List<double> Uncertainties);

/// <summary>A stretch of raw samples, column by column. Absent numbers are NaN here and null in the answer.</summary>
internal sealed class SeriesColumns
{
    private readonly Dictionary<string, string> _texts = [];

    public List<long> UtcSeconds { get; } = [];

    public List<string> Qualifiers { get; } = [];

    public List<RawColumn> Columns { get; } = [];

    /// <summary>Reads the stretch; stops where the reader has gone.</summary>
    public static SeriesColumns Read(StoreSession session, KnownStation station, SeriesRequest request, Approvals approvals, CancellationToken gone)
    {
        SeriesColumns columns = new();
        foreach (var _ in request.Variables)
            columns.Columns.Add(new RawColumn([], [], []));
        if (station.Run is { } run)
            foreach (DerivedCells row in SeriesRows.Between(session, station.Slug, run.Id, request.Variables, request.Range))
            {
                gone.ThrowIfCancellationRequested();
                columns.Add(row, approvals);
            }
        return columns;
    }

    private void Add(in DerivedCells row, Approvals approvals)
    {
        long utcSeconds = row.UtcSeconds;
        UtcSeconds.Add(utcSeconds);
        string qualifiers = SampleQualifiers.Of(row, approvals);
        // A year has a handful of different texts: each is kept once.
        if (!_texts.TryGetValue(qualifiers, out string? kept))
            _texts[qualifiers] = kept = qualifiers;
        Qualifiers.Add(kept);
        for (int i = 0; i < Columns.Count; i++)
        {
            Columns[i].Values.Add(row.Value(i));
            Columns[i].Flags.Add((byte)row.Flag(i));
            Columns[i].Uncertainties.Add(row.Uncertainty(i));
        }
    }
}

/// <summary>The qualifier codes of a sample as they are given out.</summary>
internal static class SampleQualifiers
{
    /// <summary>The stored codes, with <c>A</c> in place of <c>P</c> where everything asked for is approved, and <c>Sim</c> for a simulated sample.</summary>
    public static string Of(in DerivedCells row, Approvals approvals)
    {
        string codes = row.Qualifiers;
        if (approvals.HoldAt(row.UtcSeconds))
            codes = string.Join(' ', codes.Split(' ').Select(code => code == "P" ? "A" : code));
        return row.IsSimulated ? codes + " Sim" : codes;
    }
}

/// <summary>Buckets of one variable.</summary>
internal sealed class BucketColumn(bool isTotal)
{
    private static readonly QcFlag[] s_order = [QcFlag.Pass, QcFlag.NotEvaluated, QcFlag.Suspect, QcFlag.Fail, QcFlag.Missing];

    private double _sum;

    /// <summary>True where the bucket's sum is meant instead of its mean: rain.</summary>
    public bool IsTotal => isTotal;

    public List<double> Least { get; } = [];

    public List<double> Most { get; } = [];

    /// <summary>Mean, or sum.</summary>
    public List<double> Middle { get; } = [];

    public List<int> Counts { get; } = [];

    /// <summary>Counts in the order of the flags 1, 2, 3, 4, 9.</summary>
    public List<int[]> Flags { get; } = [];

    public void Open()
    {
        _sum = 0;
        Least.Add(double.NaN);
        Most.Add(double.NaN);
        Middle.Add(double.NaN);
        Counts.Add(0);
        Flags.Add(new int[s_order.Length]);
    }

    public void Add(double value, QcFlag flag)
    {
        Flags[^1][Array.IndexOf(s_order, flag)]++;
        if (double.IsNaN(value) || !flag.IsUsable())
            return;
        Counts[^1]++;
        _sum += value;
        Least[^1] = Counts[^1] == 1 ? value : Math.Min(Least[^1], value);
        Most[^1] = Counts[^1] == 1 ? value : Math.Max(Most[^1], value);
        Middle[^1] = isTotal ? _sum : _sum / Counts[^1];
    }
}

/// <summary>A stretch in buckets of an hour or a day. Buckets without a sample are not there.</summary>
internal sealed class SeriesBuckets
{
    public List<long> UtcSeconds { get; } = [];

    public List<BucketColumn> Columns { get; } = [];

    public static SeriesBuckets Read(StoreSession session, KnownStation station, SeriesRequest request, CancellationToken gone)
    {
        SeriesBuckets buckets = new();
        buckets.Columns.AddRange(request.Variables.Select(info => new BucketColumn(info.Variable == Hydrochemistry.Pipeline.StationVariable.Rain)));
        long step = SeriesRequest.StepSeconds(request.Resolution, station.Configuration.IntervalSeconds);
        if (station.Run is { } run)
            foreach (DerivedCells row in SeriesRows.Between(session, station.Slug, run.Id, request.Variables, request.Range))
            {
                gone.ThrowIfCancellationRequested();
                buckets.Add(row, row.UtcSeconds / step * step);
            }
        return buckets;
    }

    private void Add(in DerivedCells row, long start)
    {
        if (UtcSeconds.Count == 0 || UtcSeconds[^1] != start)
        {
            UtcSeconds.Add(start);
            Columns.ForEach(column => column.Open());
        }
        for (int i = 0; i < Columns.Count; i++)
            Columns[i].Add(row.Value(i), row.Flag(i));
    }
}
