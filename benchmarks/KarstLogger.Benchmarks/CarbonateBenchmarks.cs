using BenchmarkDotNet.Attributes;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Benchmarks;

/// <summary>
/// Carbonate speciation of karst springs: 4096 seeded waters, each with its own temperature, default constant set, tolerance 1e-9. Every figure is for one water.
/// Many short iterations with their minimum: on a shared machine the mean measures the neighbours.
/// PHREEQC's own rates (batch 83-105 us, IPhreeqc 73-91 us a sample) are those of reference/carbonate.md section 9.
/// </summary>
[MinColumn]
[SimpleJob(launchCount: 1, warmupCount: 60, iterationCount: 300, invocationCount: 1)]
public class CarbonateBenchmarks
{
    private const int Waters = 4096, Seed = 1;

    private readonly WaterSample[] _waters = Draw();
    private readonly WaterColumns _columns = new(Waters);
    private readonly CarbonateColumns _results = new(Waters);
    private readonly CarbonateBatch _batch = new(CarbonateModel.Wateq4f), _second = new(CarbonateModel.Wateq4f);
    private readonly InputCovariance _covariance = new InputCovariance().Add(CarbonateInput.Temperature, 0.1).Add(CarbonateInput.PH, 0.05).Add(CarbonateInput.Alkalinity, 2.4)
        .AddShared(5, (CarbonateInput.Calcium, 0.16), (CarbonateInput.Magnesium, 0.03), (CarbonateInput.Alkalinity, 0.4));

    /// <summary>Fills the columns.</summary>
    [GlobalSetup]
    public void Fill()
    {
        for (int i = 0; i < Waters; i++)
            _columns.Set(i, _waters[i]);
    }

    /// <summary>One water after the other.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Waters)]
    public double Scalar()
    {
        double sum = 0;
        foreach (ref readonly WaterSample water in _waters.AsSpan())
            sum += CarbonateSolver.Solve(water, CarbonateModel.Wateq4f).CalciteSaturationIndex.GetValueOrDefault();
        return sum;
    }

    /// <summary>Columns, one thread.</summary>
    [Benchmark(OperationsPerInvoke = Waters)]
    public void Batch() => _batch.Solve(_columns, _results, 0, Waters);

    /// <summary>Columns, two threads.</summary>
    [Benchmark(OperationsPerInvoke = Waters)]
    public void BatchOnTwoThreads() => Parallel.Invoke(() => _batch.Solve(_columns, _results, 0, Waters / 2), () => _second.Solve(_columns, _results, Waters / 2, Waters / 2));

    /// <summary>State, gradients by all inputs, and four standard uncertainties.</summary>
    [Benchmark(OperationsPerInvoke = Waters)]
    public double WithUncertainty()
    {
        double sum = 0;
        foreach (ref readonly WaterSample water in _waters.AsSpan())
        {
            CarbonateUncertainty result = CarbonateUncertainty.Propagate(water, _covariance, CarbonateModel.Wateq4f)!;
            sum += result.StandardUncertainty(CarbonateResult.LogPCo2)!.Value + result.StandardUncertainty(CarbonateResult.Calcite)!.Value
                + result.StandardUncertainty(CarbonateResult.Dolomite)!.Value + result.StandardUncertainty(CarbonateResult.Dic)!.Value;
        }
        return sum;
    }

    private static WaterSample[] Draw()
    {
        Random random = new(Seed);
        double Between(double least, double most) => least + (most - least) * random.NextDouble();
        return [.. Enumerable.Range(0, Waters).Select(_ => new WaterSample
        {
            TemperatureCelsius = Between(8, 22),
            PH = Between(7, 8.2),
            CalciumMilligramsPerLitre = Between(40, 120),
            MagnesiumMilligramsPerLitre = Between(2, 30),
            SodiumMilligramsPerLitre = Between(0, 8),
            PotassiumMilligramsPerLitre = Between(0, 3),
            ChlorideMilligramsPerLitre = Between(0, 10),
            SulfateMilligramsPerLitre = Between(5, 85),
            AlkalinityMilligramsPerLitreAsBicarbonate = Between(120, 320),
        })];
    }
}
