namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>The loads of consecutive periods of one kind, in one pass over the samples.</summary>
/// <param name="periodOf">The period that holds an instant; the end of one is held by the next.</param>
/// <param name="rules">How gaps are bridged.</param>
/// <param name="sonde">What is uncertain about the readings.</param>
public sealed class LoadTotals(Func<long, Period> periodOf, LoadRules rules, SondeUncertainty sonde)
{
    /// <summary>Days, months or years of a calendar.</summary>
    public LoadTotals(StationCalendar calendar, PeriodKind kind, LoadRules rules, SondeUncertainty sonde) : this(utc => calendar.Containing(kind, utc), rules, sonde)
    {
    }

    private LoadIntegral? _current;
    private LoadSample _last;

    /// <summary>Adds the next sample; periods that it closes are appended to <paramref name="closed"/>, empty ones of a long gap included.</summary>
    public void Add(in LoadSample sample, ICollection<PeriodLoad> closed)
    {
        _current ??= Open(sample.UtcSeconds);
        _current.Add(sample);
        while (sample.UtcSeconds >= _current.Period.EndUtcSeconds)
        {
            bool carriesOver = sample.UtcSeconds > _current.Period.EndUtcSeconds;
            closed.Add(_current.Close());
            _current = Open(_current.Period.EndUtcSeconds);
            if (carriesOver)
                _current.Add(_last);
            _current.Add(sample);
        }
        _last = sample;
    }

    /// <summary>The period that is still open, closed here; null before the first sample.</summary>
    public PeriodLoad? Close()
    {
        PeriodLoad? load = _current?.Close();
        _current = null;
        return load;
    }

    /// <summary>All periods of a finished series.</summary>
    public static IReadOnlyList<PeriodLoad> Over(
        IEnumerable<LoadSample> samples, StationCalendar calendar, PeriodKind kind, LoadRules rules, SondeUncertainty sonde)
    {
        LoadTotals totals = new(calendar, kind, rules, sonde);
        List<PeriodLoad> loads = [];
        foreach (LoadSample sample in samples)
            totals.Add(sample, loads);
        if (totals.Close() is { } open)
            loads.Add(open);
        return loads;
    }

    private LoadIntegral Open(long utcSeconds) => new(periodOf(utcSeconds), rules, sonde);
}
