using BenchmarkDotNet.Attributes;
using KarstLogger.Hydrochemistry.Quality;

namespace KarstLogger.Benchmarks;

/// <summary>The karst preset over one station-year of quarter hours, and for one arriving sample with its declared reach.</summary>
[MemoryDiagnoser]
public class QualityBenchmarks
{
    private const int YearSamples = 35_040;
    private QcSeries _year = null!, _window = null!;

    /// <summary>A year with noise, floods, a stuck month and gaps.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _year = Series(YearSamples);
        QcReach reach = KarstQc.Reach(QcSettings.Karst);
        _window = Series((int)(reach.BackSeconds / 900) + 1);
    }

    /// <summary>The whole year.</summary>
    [Benchmark]
    public QcResult StationYear() => KarstQc.Check(_year, QcSettings.Karst);

    /// <summary>The newest sample and those that look forward to it.</summary>
    [Benchmark]
    public QcResult ArrivingSample() => KarstQc.Check(_window, QcSettings.Karst, _window.Count - 5, 5);

    private static QcSeries Series(int samples)
    {
        Random chance = new(1);
        double?[] Column(double level, double noise, double flood) =>
            [.. Enumerable.Range(0, samples).Select(i => chance.Next(500) == 0 ? (double?)null
                : level + (i / 3000 == 4 ? 0 : noise * chance.NextDouble()) + flood * Math.Exp(-(i % 2000) / 300.0))];
        return new QcSeries([.. Enumerable.Range(0, samples).Select(i => 1_700_000_100L + 900L * i)],
            Column(0.8, 0.002, 1), Column(15, 0.02, 1), Column(7.4, 0.01, -0.2), Column(420, 1, -100),
            [.. Enumerable.Range(0, samples).Select(i => (long?)(i / 50))]);
    }
}
