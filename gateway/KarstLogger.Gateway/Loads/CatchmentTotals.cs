using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;
using FluxArea = KarstLogger.Hydrochemistry.Flux.CatchmentArea;

namespace KarstLogger.Gateway.Loads;

/// <summary>One station's part of a catchment's period; the load is absent where the store has none.</summary>
public sealed record CrossingRow(CatchmentCrossing Crossing, FluxRow? Row);

/// <summary>A catchment's total of one period with its parts. A withheld one names the stations that it misses.</summary>
public sealed record CatchmentRow(CatchmentLoad Load, CarbonSinkTotal? Sink, WaterBalance? Balance, IReadOnlyList<CrossingRow> Crossings)
{
    /// <summary>Why there is no interval, by station; null where there is one or no total.</summary>
    public string? NoIntervalBecause => Load.LoadMoles is null || Load.HasInterval ? null
        : string.Join("; ", Crossings.Where(one => one.Row?.NoIntervalBecause is not null).Select(one => $"{one.Crossing.Station}: {one.Row!.NoIntervalBecause}"));

    /// <summary>The rain that the balance takes: the mean of the stations whose gauges worked through the period, mm; null without one.</summary>
    public double? RainMillimetres { get; init; }
}

/// <summary>
/// The totals of a catchment with several outlets and inflows: outlets less inflows, each inflow at the time at which its water reaches the outlet (F = sum Q_out HCO3_out - sum Q_in HCO3_in, docs/equations/flux.md 9).
/// Ratings and regressions that stations share stay fully correlated, and the area has one uncertainty for the whole.
/// </summary>
public static class CatchmentTotals
{
    /// <summary>The periods of a stretch that any station has rows of; all that is stored where no stretch is given.</summary>
    public static IReadOnlyList<CatchmentRow> Of(StoreSession session, CatchmentConfiguration catchment, StationCalendar calendar, PeriodKind kind, long? fromUtcSeconds = null, long? toUtcSeconds = null)
    {
        SharedModels shared = new();
        List<(CatchmentCrossing Crossing, Dictionary<Period, FluxRow> Rows, CarbonSinkShare? Share)> parts = [];
        foreach (CatchmentCrossing crossing in catchment.Crossings)
            parts.Add(PartOf(session, crossing, calendar, kind, shared, fromUtcSeconds, toUtcSeconds));
        CarbonSinkShare share = parts.Select(part => part.Share).FirstOrDefault(one => one is not null) ?? CarbonSinkShare.CarbonateRockByCarbonicAcid;
        FluxArea[] areas = AreasOf(catchment);
        return [.. parts.SelectMany(part => part.Rows.Keys).Distinct().OrderBy(period => period.StartUtcSeconds).Select(period => RowOf(period, catchment, parts, share, areas))];
    }

    private static (CatchmentCrossing, Dictionary<Period, FluxRow>, CarbonSinkShare?) PartOf(
        StoreSession session, CatchmentCrossing crossing, StationCalendar calendar, PeriodKind kind, SharedModels shared, long? from, long? to)
    {
        if (StationRegister.Find(session, crossing.Station) is null || Api.KnownStation.Find(session, crossing.Station) is not { Run: { } run, FirstUtcSeconds: { } first, NewestUtcSeconds: { } newest })
            return (crossing, [], null);
        StationConfiguration station = StationRegister.Version(session, crossing.Station, run.ConfigurationVersion);
        StationTotals totals = new(station, calendar, kind, TotalRow.Reader(session, crossing.Station, run.Id), NeighbourRecord.Of(session, station), shared, crossing.TravelSeconds);
        (long start, long end) = (Math.Max(from ?? long.MinValue, first + crossing.TravelSeconds), Math.Min(to ?? long.MaxValue, newest + crossing.TravelSeconds + 1));
        return (crossing, end <= start ? [] : totals.Over(start, end).ToDictionary(row => row.Load.Period), station.Settings.SinkShare);
    }

    private static CatchmentRow RowOf(
        Period period, CatchmentConfiguration catchment, List<(CatchmentCrossing Crossing, Dictionary<Period, FluxRow> Rows, CarbonSinkShare? Share)> parts, CarbonSinkShare share, FluxArea[] areas)
    {
        CrossingRow[] crossings = [.. parts.Select(part => new CrossingRow(part.Crossing, part.Rows.GetValueOrDefault(period)))];
        CatchmentLoad load = CatchmentLoad.Of(period, [.. crossings.Select(one => (one.Crossing, one.Row?.Load))], catchment.UnmeasuredPaths);
        FluxArea? area = FluxArea.In(period, areas);
        double[] gauges = [.. crossings.Select(one => one.Row?.RainMillimetres).OfType<double>()];
        double? rain = gauges.Length == 0 ? null : gauges.Average();
        return new CatchmentRow(load, load.Budget is { } budget ? CarbonSinkTotal.Of(budget, period, share, area) : null,
            area is not null && rain is { } fallen && load.VolumeCubicMetres is { } water ? WaterBalance.Of(water, area.SquareKilometres, fallen) : null, crossings)
        {
            RainMillimetres = rain,
        };
    }

    private static FluxArea[] AreasOf(CatchmentConfiguration catchment) =>
    [
        .. catchment.Areas.Select((area, i) => new FluxArea(area.SquareKilometres, area.CarbonateSquareKilometres, area.UncertaintyPercent / 100 / UncertaintyBudget.CoverageFactor95, area.Method,
            area.FromUtcSeconds, i + 1 < catchment.Areas.Length ? catchment.Areas[i + 1].FromUtcSeconds : null)),
    ];
}
