namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// The load of one period: trapezoid of Q c between neighbouring samples, gaps bridged by rule or withheld, period edges cut by linear interpolation (docs/equations/flux.md 2
/// section 6). Samples come in ascending order, including the last one before the period and the first one after it. Memory does not grow with the period.
/// A simulation, where one is given, runs along with the same weights.
/// </summary>
public sealed class LoadIntegral(Period period, LoadRules rules, SondeUncertainty sonde, MonteCarloLoad? simulation = null)
{
    private const int Origins = (int)LoadOrigin.FilledNeighbour + 1;

    private readonly LoadSums _sums = new();
    private readonly double[] _loadByOrigin = new double[Origins], _secondsByOrigin = new double[Origins];
    private LoadSample _previous;
    private double _previousWeight, _volume, _indicatedGapLoad, _indicatedSeconds, _largestLevelRatio, _fillUncertainty;
    private int _gaps;
    private bool _any;

    public Period Period { get; } = period;

    /// <summary>Adds the next sample.</summary>
    /// <exception cref="ArgumentException">The sample is not later than the one before: the caller's order is wrong.</exception>
    public void Add(in LoadSample next)
    {
        if (_any)
        {
            if (next.UtcSeconds <= _previous.UtcSeconds)
                throw new ArgumentException($"Sample at {next.UtcSeconds} s after the one at {_previous.UtcSeconds} s.");
            (double before, double after) = Integrate(_previous, next);
            Weigh(before);
            _previousWeight = after;
        }
        _previous = next;
        _any = true;
    }

    /// <summary>The load so far; to be asked once, after the last sample.</summary>
    public PeriodLoad Close()
    {
        Weigh(0);
        _previousWeight = 0;
        EndFill();
        return new()
        {
            Period = Period, VolumeCubicMetres = _volume, LoadMolesByOrigin = _loadByOrigin, SecondsByOrigin = _secondsByOrigin, GapCount = _gaps,
            IndicatedGapLoadMoles = _indicatedGapLoad, IndicatedGapSeconds = _indicatedSeconds, Rules = rules, Sums = _sums,
            LargestLevelRatio = _largestLevelRatio, Simulated = simulation?.Total(),
        };
    }

    private void Weigh(double more)
    {
        double weight = _previousWeight + more;
        if (weight == 0)
            return;
        _sums.Add(_previous, weight, sonde);
        simulation?.Add(_previous, weight);
        if (_previous.ConcentrationFillUncertainty > 0)
            _fillUncertainty += weight * Math.Abs(_previous.DischargeCubicMetresPerSecond) * _previous.ConcentrationFillUncertainty;
        else
            EndFill();
        _largestLevelRatio = Math.Max(_largestLevelRatio, sonde.LevelRatio(_previous.HeadMetres));
    }

    // One gap's concentration is off by one error; gaps are independent.
    private void EndFill()
    {
        if (_fillUncertainty > 0)
            _sums.AddGap(_fillUncertainty);
        _fillUncertainty = 0;
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
            _gaps++;
            _indicatedGapLoad += loadA + loadB;
            _indicatedSeconds += to - from;
            return (0, 0);
        }
        if (bridge != LoadOrigin.Measured)
            _sums.AddGap(Math.Abs(b.LoadMolesPerSecond - a.LoadMolesPerSecond) / 2 * (to - from) / Math.Sqrt(3));
        double water = wa * a.DischargeCubicMetresPerSecond + wb * b.DischargeCubicMetresPerSecond, shape = 1;
        if (bridge == LoadOrigin.FilledRecession)
        {
            (water, double load) = RecessionFill.Integrate(a, b, from / length, to / length);
            shape = loadA + loadB == 0 ? 1 : load / (loadA + loadB);
        }
        _volume += water;
        Book(bridge > a.Origin ? bridge : a.Origin, shape * loadA, wa);
        Book(bridge > b.Origin ? bridge : b.Origin, shape * loadB, wb);
        return (shape * wa, shape * wb);
    }

    private void Book(LoadOrigin origin, double load, double seconds)
    {
        _loadByOrigin[(int)origin] += load;
        _secondsByOrigin[(int)origin] += seconds;
    }
}
