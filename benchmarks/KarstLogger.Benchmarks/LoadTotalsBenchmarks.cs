using BenchmarkDotNet.Attributes;
using KarstLogger.Hydrochemistry.Flux;

namespace KarstLogger.Benchmarks;

/// <summary>
/// One station-year of 15-minute samples (35 040) through the totals with their uncertainty: one kind of period, and the three kinds that the gateway keeps.
/// Last result (2 shared cores, .NET 10): docs/equations/flux.md, section Speed. Command: dotnet run -c Release --project benchmarks/KarstLogger.Benchmarks -- --filter '*LoadTotals*'
/// </summary>
[MemoryDiagnoser]
public class LoadTotalsBenchmarks
{
    private const int StationYear = 35040;
    private const double LnC = 0.68, Exponent = 1.74, HeadDatum = 0.05, Intercept = 0.31, Slope = 0.009;

    private readonly LoadSample[] _samples = new LoadSample[StationYear];
    private readonly StationCalendar _calendar = new(480, 5);

    /// <summary>A year with floods every ten days.</summary>
    [GlobalSetup]
    public void Fill()
    {
        ModelUncertainty rating = new("rating", new[,] { { 1e-3, 1.5e-3, -1.5e-4 }, { 1.5e-3, 6.5e-3, -9e-4 }, { -1.5e-4, -9e-4, 1.35e-4 } }, 0.045, 30 * 86400);
        ModelUncertainty regression = new("regression", new[,] { { 0.066, -1.76e-4 }, { -1.76e-4, 4.8e-7 } }, 0.127, 5 * 86400);
        for (int i = 0; i < StationYear; i++)
        {
            double head = 0.2 + 0.4 * Math.Exp(-(i % 960) / 200.0), conductance = 430 - 200 * (head - 0.2);
            double discharge = Math.Exp(LnC) * Math.Pow(head, Exponent);
            _samples[i] = new()
            {
                UtcSeconds = 1588262400 + 900L * i, DischargeCubicMetresPerSecond = discharge, ConcentrationMolesPerCubicMetre = Intercept + Slope * conductance,
                StageMetres = head + HeadDatum, HeadMetres = head, SpecificConductance = conductance, Rating = rating, Regression = regression,
                DischargeGradient = ParameterGradient.Of(discharge, discharge * Math.Log(head), -discharge * Exponent / head), DischargePerMetre = discharge * Exponent / head,
                ConcentrationGradient = ParameterGradient.Of(1, conductance), ConcentrationPerMicrosiemens = Slope,
            };
        }
    }

    /// <summary>The hydrological year alone.</summary>
    [Benchmark]
    public int HydrologicalYear() => Run(PeriodKind.HydrologicalYear);

    /// <summary>Days, months and the year, as the gateway keeps them.</summary>
    [Benchmark(Baseline = true)]
    public int DaysMonthsAndYear() => Run(PeriodKind.Day, PeriodKind.Month, PeriodKind.HydrologicalYear);

    /// <summary>The year by simulation, 500 replicates.</summary>
    [Benchmark]
    public double SimulatedYear()
    {
        MonteCarloLoad simulation = new(500, 1, SondeUncertainty.Default, (_, stage, off) =>
            stage <= HeadDatum + off[2] ? 0 : Math.Exp(LnC + off[0] + (Exponent + off[1]) * Math.Log(stage - HeadDatum - off[2])));
        LoadIntegral integral = new(_calendar.Containing(PeriodKind.HydrologicalYear, _samples[0].UtcSeconds), LoadRules.Default, SondeUncertainty.Default, simulation);
        foreach (LoadSample sample in _samples)
            integral.Add(sample);
        return integral.Close().Simulated!.Value.StandardUncertaintyMoles;
    }

    private int Run(params ReadOnlySpan<PeriodKind> kinds)
    {
        List<PeriodLoad> closed = [];
        foreach (PeriodKind kind in kinds)
        {
            LoadTotals totals = new(_calendar, kind, LoadRules.Default, SondeUncertainty.Default);
            for (int i = 0; i < _samples.Length; i++)
                totals.Add(_samples[i], closed);
            closed.Add(totals.Close()!);
        }
        return closed.Count;
    }
}
