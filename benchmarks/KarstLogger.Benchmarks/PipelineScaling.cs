using System.Diagnostics;
using System.Globalization;

namespace KarstLogger.Benchmarks;

/// <summary>
/// What a benchmark of single runs does not show: the memory of long records, and twenty stations on two threads against one, as ratios within one run of one process.
/// Last result: benchmarks/results/pipeline.md. Command: dotnet run -c Release --project benchmarks/KarstLogger.Benchmarks -- scaling
/// </summary>
internal static class PipelineScaling
{
    private const int Stations = 20, Rounds = 5, ArrivingSamples = 3000, Years = 15;

    public static void Run()
    {
        Say($"what,value,unit");
        Memory();
        SingleRuns();
        Threads();
    }

    /// <summary>
    /// Ascending, because the peak of the working set never falls: when ten years leave it where one year put it, nothing grew. The first year, not reported, compiles what runs.
    /// </summary>
    private static void Memory()
    {
        PipelineYear.Stream(1, () => { });
        double ofOneYear = 0;
        foreach (int years in (int[])[1, 4, 10])
        {
            long held = 0, garbage = 0;
            PipelineYear.Stream(years, () =>
            {
                garbage = Math.Max(garbage, GC.GetTotalMemory(forceFullCollection: false));
                held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: true));
            });
            using Process self = Process.GetCurrentProcess();
            ofOneYear = years == 1 ? held : ofOneYear;
            Say($"{years} station-years: heap in use after a window - largest,{held / 1e6:0.00},MB");
            Say($"{years} station-years: the same as a ratio to one year,{held / ofOneYear:0.000},1");
            Say($"{years} station-years: heap with garbage - largest,{garbage / 1e6:0.0},MB");
            Say($"{years} station-years: peak working set so far,{self.PeakWorkingSet64 / 1e6:0},MB");
        }
    }

    private static void SingleRuns()
    {
        PipelineYear year = new();
        double arriving = double.PositiveInfinity;
        (double Wall, double Processor) alone = (double.PositiveInfinity, double.PositiveInfinity), bracketed = alone;
        for (int i = 0; i < Years; i++)
        {
            alone = Least(alone, Measured(() => year.Run()));
            bracketed = Least(bracketed, Measured(() => year.Run(withBracket: true)));
        }
        for (int i = 0; i < ArrivingSamples; i++)
        {
            long start = Stopwatch.GetTimestamp();
            year.Arrive();
            arriving = Math.Min(arriving, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
        Say($"one station-year: processor time - least of {Years},{alone.Processor:0.000},s");
        Say($"one station-year: elapsed - least of {Years},{alone.Wall:0.000},s");
        Say($"the same with the strong-acid bracket: processor time - least of {Years},{bracketed.Processor:0.000},s");
        Say($"the same with the strong-acid bracket: elapsed - least of {Years},{bracketed.Wall:0.000},s");
        Say($"one arriving sample: elapsed - least of {ArrivingSamples},{arriving:0.0},us");
        long before = GC.GetTotalAllocatedBytes(precise: true);
        year.Run();
        Say($"allocation a sample,{(GC.GetTotalAllocatedBytes(precise: true) - before) / (double)PipelineYear.SamplesInYear:0},B");
    }

    /// <summary>One thread and two by turns, so that what else the machine does meets both; the least of each is compared.</summary>
    private static void Threads()
    {
        PipelineYear year = new();
        (double Wall, double Processor) one = (double.PositiveInfinity, double.PositiveInfinity), two = one;
        for (int round = 0; round < Rounds; round++)
        {
            one = Least(one, Measured(() => { for (int i = 0; i < Stations; i++) year.Run(); }));
            two = Least(two, Measured(() => Parallel.For(0, Stations, new ParallelOptions { MaxDegreeOfParallelism = 2 }, _ => year.Run())));
        }
        TimeSpan pauses = GC.GetTotalPauseDuration();
        (double wall, _) = Measured(() => Parallel.For(0, Stations, new ParallelOptions { MaxDegreeOfParallelism = 2 }, _ => year.Run()));
        Say($"{Stations} station-years on one thread: elapsed - least of {Rounds},{one.Wall:0.00},s");
        Say($"{Stations} station-years on two threads: elapsed - least of {Rounds},{two.Wall:0.00},s");
        Say($"as many times as fast on two threads,{one.Wall / two.Wall:0.00},1");
        Say($"processor time on two threads against one,{two.Processor / one.Processor:0.00},1");
        Say($"pauses of the collector on two threads,{100 * (GC.GetTotalPauseDuration() - pauses).TotalSeconds / wall:0.0},% of the elapsed time");
    }

    private static (double Wall, double Processor) Measured(Action action)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        action();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        self.Refresh();
        return (wall, (self.TotalProcessorTime - before).TotalSeconds);
    }

    private static (double Wall, double Processor) Least((double Wall, double Processor) a, (double Wall, double Processor) b) => (Math.Min(a.Wall, b.Wall), Math.Min(a.Processor, b.Processor));

    private static void Say(FormattableString line) => Console.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
