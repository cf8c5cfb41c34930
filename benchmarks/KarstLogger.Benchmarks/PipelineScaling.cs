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
        Taken alone = Taken.Most, bracketed = alone;
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

    /// <summary>
    /// One thread and two by turns, so that what else the machine does meets both; the least of each is compared. On a machine that others use too, the elapsed time less the time that the threads stood
    /// in the queue for a processor (Linux counts it for each thread) tells what two threads take from each other.
    /// </summary>
    private static void Threads()
    {
        PipelineYear year = new();
        Taken one = Taken.Most, two = one;
        for (int round = 0; round < Rounds; round++)
        {
            one = Least(one, MeasuredOn(1, year));
            two = Least(two, MeasuredOn(2, year));
        }
        Say($"{Stations} station-years on one thread: elapsed - least of {Rounds},{one.Wall:0.00},s");
        Say($"{Stations} station-years on two threads: elapsed - least of {Rounds},{two.Wall:0.00},s");
        Say($"as many times as fast on two threads,{one.Wall / two.Wall:0.00},1");
        Say($"{Stations} station-years on one thread: elapsed less the queue - least of {Rounds},{one.Unqueued:0.00},s");
        Say($"{Stations} station-years on two threads: elapsed less the queue - least of {Rounds},{two.Unqueued:0.00},s");
        Say($"as many times as fast on two threads less the queue,{one.Unqueued / two.Unqueued:0.00},1");
        Say($"processor time on two threads against one,{two.Processor / one.Processor:0.00},1");
    }

    // Each thread its share of the stations; the last one to be ready counts. What one waits for the other or for the collector stays in.
    private static Taken MeasuredOn(int threads, PipelineYear year)
    {
        double[] unqueued = new double[threads];
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            double queued = Queued();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Stations / threads; i++)
                year.Run();
            unqueued[number] = Stopwatch.GetElapsedTime(start).TotalSeconds - (Queued() - queued);
        }))];
        Taken taken = Measured(() =>
        {
            Array.ForEach(workers, worker => worker.Start());
            Array.ForEach(workers, worker => worker.Join());
        });
        return taken with { Unqueued = unqueued.Max() };
    }

    private static Taken Measured(Action action)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        action();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        self.Refresh();
        return new(wall, (self.TotalProcessorTime - before).TotalSeconds, wall);
    }

    // Second number of schedstat: nanoseconds that this thread was ready to run without a processor (Linux, Documentation/scheduler/sched-stats). Elsewhere nothing is known.
    private static double Queued() =>
        OperatingSystem.IsLinux() ? double.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[1], CultureInfo.InvariantCulture) / 1e9 : double.NaN;

    private static Taken Least(Taken a, Taken b) => new(Math.Min(a.Wall, b.Wall), Math.Min(a.Processor, b.Processor), Math.Min(a.Unqueued, b.Unqueued));

    /// <summary>Elapsed, processor time, and elapsed without the time in the queue for a processor, s.</summary>
    private readonly record struct Taken(double Wall, double Processor, double Unqueued)
    {
        public static Taken Most { get; } = new(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
    }

    private static void Say(FormattableString line) => Console.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
