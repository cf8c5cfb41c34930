using BenchmarkDotNet.Attributes;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Benchmarks;

/// <summary>
/// Station-years through the whole pipeline with uncertainty, and one arriving sample. Last result and what binds: benchmarks/results/pipeline.md.
/// Command: dotnet run -c Release --project benchmarks/KarstLogger.Benchmarks -- --filter '*PipelineBenchmarks*'
/// </summary>
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private const int Stations = 20;
    private readonly PipelineYear _year = new();

    /// <summary>One station-year on one core.</summary>
    [Benchmark(Baseline = true)]
    public double StationYear() => _year.Run();

    /// <summary>One arriving sample with what looks forward to it.</summary>
    [Benchmark]
    public DerivedSeries ArrivingSample() => _year.Arrive();

    /// <summary>Twenty station-years, one after the other.</summary>
    [Benchmark]
    public void TwentyStationYearsOnOneCore()
    {
        for (int station = 0; station < Stations; station++)
            _year.Run();
    }

    /// <summary>Twenty station-years on all cores: stations share nothing.</summary>
    [Benchmark]
    public void TwentyStationYearsOnAllCores() => Parallel.For(0, Stations, _ => _year.Run());
}
