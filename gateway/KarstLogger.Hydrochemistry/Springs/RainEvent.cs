using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Springs;

/// <summary>One rain event.</summary>
/// <param name="First">Index of its first wet step.</param>
/// <param name="Last">Index of its last wet step.</param>
/// <param name="DepthMillimetres">Rain of the event, mm.</param>
/// <param name="PeakMillimetres">Largest rain of one step, mm.</param>
/// <param name="DurationHours">From the start of the first to the end of the last wet step, h.</param>
/// <param name="MissingSteps">Steps without a value inside the event: its depth is then a lower bound.</param>
public readonly record struct RainEvent(int First, int Last, double DepthMillimetres, double PeakMillimetres, double DurationHours, int MissingSteps)
{
    /// <summary>
    /// Parts rain into events: one ends when the next wet step comes later than the least dry time after the last one (strictly later, counted from wet step to
    /// wet step), and is kept from the least depth on. Source and checks: docs/equations/springs.md 5.
    /// </summary>
    /// <param name="millimetres">Rain of each step, mm; absent where the gauge gave nothing.</param>
    /// <param name="stepMinutes">Length of a step, min.</param>
    /// <param name="leastDryHours">Least dry time between events, h; 6 is usual.</param>
    /// <param name="leastDepthMillimetres">Least depth of an event that is kept, mm; 1 is two tips of 0.5 mm.</param>
    public static ImmutableArray<RainEvent> Find(IReadOnlyList<double?> millimetres, double stepMinutes, double leastDryHours = 6, double leastDepthMillimetres = 1)
    {
        double mostStepsApart = leastDryHours * 60 / stepMinutes;
        ImmutableArray<RainEvent>.Builder events = ImmutableArray.CreateBuilder<RainEvent>();
        int[] wet = [.. Enumerable.Range(0, millimetres.Count).Where(i => millimetres[i] > 0)];
        for (int from = 0; from < wet.Length;)
        {
            int to = from;
            while (to + 1 < wet.Length && wet[to + 1] - wet[to] <= mostStepsApart)
                to++;
            double depth = 0, peak = 0;
            for (int k = from; k <= to; k++)
                (depth, peak) = (depth + millimetres[wet[k]]!.Value, Math.Max(peak, millimetres[wet[k]]!.Value));
            int missing = Enumerable.Range(wet[from], wet[to] - wet[from] + 1).Count(i => millimetres[i] is null);
            if (depth >= leastDepthMillimetres)
                events.Add(new RainEvent(wet[from], wet[to], depth, peak, (wet[to] - wet[from] + 1) * stepMinutes / 60, missing));
            from = to + 1;
        }
        return events.ToImmutable();
    }
}
