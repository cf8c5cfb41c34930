using System.Globalization;
using KarstLogger.Gateway.Loads;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Flux;

namespace KarstLogger.Gateway.Api;

/// <summary>A station on a catchment's edge.</summary>
public sealed record CrossingView(string Station, string Direction, bool Overflow, double TravelHours);

/// <summary>A catchment.</summary>
public sealed record CatchmentView(string Slug, string Name, long Version, string Hash, IReadOnlyList<CrossingView> Crossings, IReadOnlyList<string> UnmeasuredPaths, double? AreaSquareKilometres);

/// <summary>One station's part of a period; absent amounts where the store has none, or they are withheld.</summary>
public sealed record CrossingTotalView(string Station, string Direction, string Standing, double? WaterCubicMetres, double? SinkTonnesCo2, double? TimeCoverage);

/// <summary>A catchment's total of one period; the amounts are absent where a station is missing.</summary>
public sealed record CatchmentTotalView(
    string Name, DateTimeOffset From, DateTimeOffset To, string Standing, IReadOnlyList<string> MissingStations, IReadOnlyList<string> UnmeasuredPaths, double? WaterCubicMetres,
    AmountView? SinkTonnesCarbon, AmountView? SinkTonnesCo2, AmountView? IntensityTonnesCarbonPerSquareKilometreYear, AmountView? IntensityTonnesCo2PerSquareKilometreYear,
    IReadOnlyList<BudgetView> Budget, string? NoIntervalBecause, double? RainMillimetres, double? RunoffMillimetres, double? RunoffRatio, string? RunoffCauses, IReadOnlyList<CrossingTotalView> Crossings)
{
    /// <summary>The view of a row.</summary>
    public static CatchmentTotalView Of(CatchmentRow row)
    {
        CatchmentLoad load = row.Load;
        AmountView? Amount(UncertaintyBudget? total) => total is null ? null
            : load.HasInterval ? new AmountView(total.Total, total.StandardUncertainty, total.Interval95.Lower, total.Interval95.Upper) : new AmountView(total.Total, null, null, null);
        UncertaintyBudget? whole = row.Sink?.IntensityTonnesCo2PerSquareKilometreYear ?? row.Sink?.TonnesCo2;
        return new CatchmentTotalView(
            load.Period.Name, ApiJson.Instant(load.Period.StartUtcSeconds), ApiJson.Instant(load.Period.EndUtcSeconds), load.Standing.ToString().ToLowerInvariant(), load.MissingStations, load.UnmeasuredPaths,
            load.VolumeCubicMetres, Amount(row.Sink?.TonnesCarbon), Amount(row.Sink?.TonnesCo2), Amount(row.Sink?.IntensityTonnesCarbonPerSquareKilometreYear), Amount(row.Sink?.IntensityTonnesCo2PerSquareKilometreYear),
            whole is null ? [] : [.. whole.Components.Where(one => one.Variance > 0).Select(one => new BudgetView(one.Source.ToString(), whole.ShareOf(one.Source)))],
            row.NoIntervalBecause, row.RainMillimetres, row.Balance?.RunoffMillimetres, row.Balance?.RunoffRatio, row.Balance is { IsSuspect: true } ? WaterBalance.UsualCauses : null,
            [.. row.Crossings.Select(one => new CrossingTotalView(one.Crossing.Station, one.Crossing.Direction.ToString().ToLowerInvariant(), one.Row?.Load.Standing.ToString().ToLowerInvariant() ?? "missing",
                one.Row?.Load.VolumeCubicMetres, one.Row?.Sink?.TonnesCo2.Total, one.Row?.Load.SampledTimeCoverage))]);
    }
}

/// <summary>The totals of a catchment, with what they rest on.</summary>
public sealed record CatchmentTotalsView(CatchmentView Catchment, string Kind, IReadOnlyDictionary<string, long?> Runs, IReadOnlyList<CatchmentTotalView> Items);

/// <summary>Catchments with several outlets and inflows, and their totals.</summary>
public static class CatchmentsApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/catchments", (HttpContext context, StoreDatabase store) => Answer.Json(context, store.Read(session => new Listing<CatchmentView>(
            [.. CatchmentRegister.Slugs(session).Select(slug => View(CatchmentRegister.Find(session, slug)!))], null)))).Produces<Listing<CatchmentView>>().WithSummary("The catchments of the store.");
        api.MapGet("/catchments/{slug}/totals", (string slug, HttpContext context, StoreDatabase store) => store.Read(session =>
        {
            RegisteredCatchment catchment = CatchmentRegister.Find(session, slug) ?? throw ApiRefusal.Unknown($"There is no catchment '{slug}'.");
            return Answer.IsUnchangedVersion(context, Version(session, catchment))
                ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(Totals(session, catchment, context.Request.Query), ApiJson.Options);
        })).Produces<CatchmentTotalsView>().WithSummary("Outlets less inflows; kind day, month or year. One station missing: withheld, with its name.");
    }

    /// <summary>The totals of a catchment as both HTTP and the command line give them.</summary>
    public static CatchmentTotalsView Totals(StoreSession session, RegisteredCatchment catchment, StationCalendar calendar, PeriodKind kind, long? from, long? to) => new(
        View(catchment), TotalsApi.NameOf(kind), catchment.Configuration.Crossings.ToDictionary(crossing => crossing.Station, crossing => Store.Runs.Current(session, crossing.Station)?.Id),
        [.. CatchmentTotals.Of(session, catchment.Configuration, calendar, kind, from, to).Select(CatchmentTotalView.Of)]);

    private static CatchmentTotalsView Totals(StoreSession session, RegisteredCatchment catchment, IQueryCollection query)
    {
        (StationCalendar calendar, PeriodKind kind) = TotalsApi.CalendarOf(query);
        long newest = catchment.Configuration.Crossings.Where(crossing => StationRegister.Find(session, crossing.Station) is not null)
            .Select(crossing => KnownStation.Find(session, crossing.Station).NewestUtcSeconds).OfType<long>().DefaultIfEmpty(0).Max();
        TimeRange range = TimeRange.Read(query["from"], query["to"], newest, null);
        return Totals(session, catchment, calendar, kind, range.FromUtcSeconds, range.ToUtcSeconds);
    }

    private static CatchmentView View(RegisteredCatchment catchment) => new(
        catchment.Configuration.Slug, catchment.Configuration.Name, catchment.Version, Convert.ToHexStringLower(catchment.Configuration.Hash),
        [.. catchment.Configuration.Crossings.Select(one => new CrossingView(one.Station, one.Direction.ToString().ToLowerInvariant(), one.IsOverflow, one.TravelSeconds / 3600.0))],
        catchment.Configuration.UnmeasuredPaths, catchment.Configuration.Areas.IsEmpty ? null : catchment.Configuration.Areas[^1].SquareKilometres);

    private static string Version(StoreSession session, RegisteredCatchment catchment) => string.Create(CultureInfo.InvariantCulture, $"{catchment.Configuration.Slug} {catchment.Version} ")
        + string.Join(' ', catchment.Configuration.Crossings.Select(one => StationRegister.Find(session, one.Station) is null ? one.Station : KnownStation.Find(session, one.Station).Version(session)));
}
