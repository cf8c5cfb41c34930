using KarstLogger.Hydrochemistry.Quality;

namespace KarstLogger.Hydrochemistry.Tests.Quality;

/// <summary>A calm record of quarter hours for tests to disturb: stage .8 m, 15 degC, pH 7.4, 420 uS/cm, each flickering by its noise; no rain.</summary>
internal sealed class Record
{
    public const long Start = 1_590_969_600; // 2020-06-01T00:00Z, a Monday
    private readonly Random _noise;

    public Record(int samples, int seed = 1)
    {
        _noise = new Random(seed);
        UtcSeconds = [.. Enumerable.Range(0, samples).Select(i => Start + 900L * i)];
        Stage = Column(samples, 0.8, 0.001);
        Temperature = Column(samples, 15, 0.01);
        Ph = Column(samples, 7.4, 0.005);
        Conductance = Column(samples, 420, 0.5);
        RainTips = new long?[samples];
        Array.Fill(RainTips, 1000);
    }

    public long[] UtcSeconds { get; set; }

    public double?[] Stage { get; set; }

    public double?[] Temperature { get; set; }

    public double?[] Ph { get; set; }

    public double?[] Conductance { get; set; }

    public long?[] RainTips { get; set; }

    public QcSeries Series => new(UtcSeconds, Stage, Temperature, Ph, Conductance, RainTips);

    public QcResult Check(QcSettings? settings = null) => KarstQc.Check(Series, settings ?? QcSettings.Karst);

    private double?[] Column(int samples, double value, double noise) =>
        [.. Enumerable.Range(0, samples).Select(_ => (double?)(value + noise * (2 * _noise.NextDouble() - 1)))];
}
