using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using KarstLogger.Gateway.Speciation;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Benchmarks;

/// <summary><c>karst speciate</c> without its process: a CSV of waters in memory to a CSV of results. Every figure is for one row.</summary>
[MinColumn]
[SimpleJob(launchCount: 1, warmupCount: 20, iterationCount: 60, invocationCount: 1)]
public class SpeciateCsvBenchmarks
{
    private const int Rows = 4_000, Seed = 1;

    private readonly byte[] _table = Table();

    /// <summary>Table in, table out.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long TableToTable()
    {
        SpeciationOptions options = new() { Model = CarbonateModel.Wateq4f };
        using WaterCsv csv = new(new MemoryStream(_table), "benchmark", options);
        using StreamWriter to = new(Stream.Null, Encoding.UTF8, 1 << 16);
        SpeciationCsv output = new(to, csv.ExtraNames, options);
        long rows = 0;
        foreach (SpeciatedWater water in SpeciationRun.Of(csv.Rows(), options))
        {
            output.Write(water);
            rows++;
        }
        return rows;
    }

    private static byte[] Table()
    {
        Random random = new(Seed);
        StringBuilder table = new("id,T_C,pH,EC25,Ca,Mg,Na,K,Cl,SO4,HCO3\n");
        for (int i = 0; i < Rows; i++)
            table.Append(CultureInfo.InvariantCulture, $"{i},{8 + 14 * random.NextDouble():F2},{7 + 1.2 * random.NextDouble():F3},400,{40 + 80 * random.NextDouble():F2},{2 + 28 * random.NextDouble():F2},2,1,3,{5 + 80 * random.NextDouble():F1},{120 + 200 * random.NextDouble():F1}\n");
        return Encoding.UTF8.GetBytes(table.ToString());
    }
}
