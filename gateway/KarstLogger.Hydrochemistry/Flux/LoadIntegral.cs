namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// The load of one period: trapezoid of Q c between neighbouring samples, gaps bridged by rule or withheld, period edges cut by linear interpolation (hydrology.md
/// section 6). Samples come in ascending order, including the last one before the period and the first one after it. Memory does not grow with the period.
/// </summary>
public sealed class LoadIntegral(Period period, LoadRules rules, SondeUncertainty sonde)
{
    private readonly LoadSums sums = new();
    private readonly double[] loadByOrigin = new double[5], secondsByOrigin = new double[5];
    private LoadSample previous;
    private double previousWeight, volume, indicatedGapLoad, indicatedSeconds;
    private int gaps;
    private bool any;

    public Period Period { get; } = period;

    /// <summary>Adds the next sample.</summary>
    /// <exception cref="ArgumentException">The sample is not later than the one before: the caller's order is wrong.</exception>
    public void Add(in LoadSample next)
    {
        if (any)
        {
            if (next.UtcSeconds <= previous.UtcSeconds)
                throw new ArgumentException($"Sample at {next.UtcSeconds} s after the one at {previous.UtcSeconds} s.");
            (double before, double after) = Integrate(previous, next);
            Weigh(before);
            previousWeight = after;
        }
        previous = next;
        any = true;
    }

    /// <summary>The load so far; to be asked once, after the last sample.</summary>
    public PeriodLoad Close()
    {
        Weigh(0);
        previousWeight = 0;
        return new()
        {
            Period = Period, VolumeCubicMetres = volume, LoadMolesByOrigin = loadByOrigin, SecondsByOrigin = secondsByOrigin, GapCount = gaps,
            IndicatedGapLoadMoles = indicatedGapLoad, IndicatedGapSeconds = indicatedSeconds, Rules = rules, Sums = sums,
        };
    }

    private void Weigh(double more)
    {
        double weight = previousWeight + more;
        if (weight > 0)
            sums.Add(previous, weight, sonde);
    }

    private (double Before, double After) Integrate(in LoadSample a, in LoadSample b)
    {
        double from = Math.Max(a.UtcSeconds, Period.StartUtcSeconds) - a.UtcSeconds, to = Math.Min(b.UtcSeconds, Period.EndUtcSeconds) - a.UtcSeconds;
        double length = b.UtcSeconds - a.UtcSeconds;
        if (to <= from)
            return (0, 0);
        double wb = (to - from) * (to + from) / (2 * length), wa = to - from - wb;
        double loadA = wa * a.LoadMolesPerSecond, loadB = wb * b.LoadMolesPerSecond;
        if (rules.Bridge(a, b) is not { } bridge)
        {
            gaps++;
            indicatedGapLoad += loadA + loadB;
            indicatedSeconds += to - from;
            return (0, 0);
        }
        if (bridge != LoadOrigin.Measured)
            sums.AddGap(Math.Abs(b.LoadMolesPerSecond - a.LoadMolesPerSecond) / 2 * (to - from) / Math.Sqrt(3));
        double water = wa * a.DischargeCubicMetresPerSecond + wb * b.DischargeCubicMetresPerSecond, shape = 1;
        if (bridge == LoadOrigin.FilledRecession)
        {
            (water, double load) = RecessionFill.Integrate(a, b, from / length, to / length);
            shape = loadA + loadB == 0 ? 1 : load / (loadA + loadB);
        }
        volume += water;
        Book(bridge > a.Origin ? bridge : a.Origin, shape * loadA, wa);
        Book(bridge > b.Origin ? bridge : b.Origin, shape * loadB, wb);
        return (shape * wa, shape * wb);
    }

    private void Book(LoadOrigin origin, double load, double seconds)
    {
        loadByOrigin[(int)origin] += load;
        secondsByOrigin[(int)origin] += seconds;
    }
}
