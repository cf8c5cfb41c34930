using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Springs;

namespace KarstLogger.Gateway.Loads;

/// <summary>The floods of each hydrological year in the same pass as its load: how much of the year's load one flood carried, and how much of its water rests on an extrapolated or filled discharge.</summary>
internal sealed class YearFloods(StationCalendar calendar)
{
    /// <summary>A flood is above the discharge that this share of the year's samples stays below (docs/equations/springs.md 7).</summary>
    public const double ThresholdQuantile = 0.9;

    private readonly Dictionary<long, IReadOnlyList<FloodEvent>> _floods = [];
    private readonly List<DischargeSample> _year = [];
    private Period _current;

    public void Add(in LoadSample sample)
    {
        if (sample.UtcSeconds >= _current.EndUtcSeconds)
            EndYear(calendar.Containing(PeriodKind.HydrologicalYear, sample.UtcSeconds));
        _year.Add(new DischargeSample(sample.UtcSeconds, sample.DischargeCubicMetresPerSecond, sample.Origin != LoadOrigin.Measured, sample.LoadMolesPerSecond));
    }

    /// <summary>The floods of a year, the largest load first.</summary>
    public IReadOnlyList<FloodEvent> Of(Period period)
    {
        EndYear(default);
        return _floods.GetValueOrDefault(period.StartUtcSeconds) ?? [];
    }

    private void EndYear(Period next)
    {
        if (_year.Count > 0 && FloodEvent.Quantile(_year, ThresholdQuantile) is { } threshold)
            _floods[_current.StartUtcSeconds] = [.. FloodEvent.Find(_year, threshold).OrderByDescending(flood => flood.LoadShare ?? flood.VolumeShare)];
        _year.Clear();
        _current = next;
    }
}

/// <summary>Which readings of the stable part a total shows.</summary>
internal static class StableReadings
{
    /// <summary>The two published readings.</summary>
    public static IReadOnlyList<StableSinkShare> Published { get; } = [StableSinkShare.GuizhouPaper, StableSinkShare.PearlRiver];

    /// <summary>The one that the station file states, else the two published ones beside each other.</summary>
    public static IReadOnlyList<StableSinkShare> Of(Hydrochemistry.Pipeline.StationSettings settings) =>
        settings.StableShare is { } stated ? [stated] : Published;
}
