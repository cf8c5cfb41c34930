using System.Text.Json;
using KarstLogger.Gateway.Loads;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Api;

/// <summary>A total with its standard uncertainty and 95 % interval; the three are absent where a rating or regression came without its own.</summary>
public sealed record AmountView(double Value, double? U, double? Low, double? High);

/// <summary>One source's share in the variance of a total, 0 to 1.</summary>
public sealed record BudgetView(string Source, double Share);

/// <summary>The total of one period.</summary>
public sealed record TotalView(
    string Name, DateTimeOffset From, DateTimeOffset To, string Standing, double TimeCoverage, double LoadCoverage, double EstimatedLoadShare, double WaterCubicMetres,
    AmountView SinkTonnesCarbon, AmountView SinkTonnesCo2, AmountView? IntensityTonnesCarbonPerSquareKilometreYear, AmountView? IntensityTonnesCo2PerSquareKilometreYear,
    IReadOnlyList<BudgetView> Budget, int Gaps, double? RainMillimetres, double? RunoffMillimetres, bool RunoffSuspect)
{
    /// <summary>Runoff over rain.</summary>
    public double? RunoffRatio { get; init; }

    /// <summary>What a runoff above 0.9 of the rain usually means; absent below.</summary>
    public string? RunoffCauses { get; init; }

    /// <summary>True where the interval was simulated because the water stands low over the head datum.</summary>
    public bool SimulatedInterval { get; init; }

    /// <summary>Why there is no interval.</summary>
    public string? NoIntervalBecause { get; init; }

    /// <summary>0 all measured, 1 valid, 2 provisional, 3 withheld.</summary>
    public int FluxClass { get; init; }

    /// <summary>Water and load by where they come from: measured, extrapolated, upperBound, filledLinear, filledRecession, filledNeighbour; mol of alkalinity.</summary>
    public IReadOnlyDictionary<string, double>? LoadMolesByOrigin { get; init; }

    /// <summary>The strong-acid bracket beside the sink; absent where no Ca and Mg are known.</summary>
    public BracketView? StrongAcids { get; init; }

    /// <summary>What of the sink stays by the stated or the published readings.</summary>
    public IReadOnlyList<StableView>? Stable { get; init; }

    /// <summary>Floods of a hydrological year, by their load; absent for days and months.</summary>
    public IReadOnlyList<FloodView>? Floods { get; init; }

    /// <summary>The regression that fills gaps; absent where the station file names no neighbour.</summary>
    public NeighbourView? Neighbour { get; init; }
}

/// <summary>The totals of a station.</summary>
public sealed record TotalsView(ProvenanceBlock Provenance, string Kind, double Share, string ShareSource, IReadOnlyList<TotalView> Items);

/// <summary>Carbon-sink totals by day, month or year, as C and as CO2.</summary>
public static class TotalsApi
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/stations/{slug}/totals", (string slug, HttpContext context, StoreDatabase store) => store.Read(session =>
    {
        KnownStation station = KnownStation.Find(session, slug, QueryNumbers.Run(context.Request.Query));
        // A neighbour that fills gaps is part of the answer.
        string version = station.Version(session) + (station.Configuration.Settings.Neighbour is { } named && StationRegister.Find(session, named.Station) is not null
            ? " " + KnownStation.Find(session, named.Station).Version(session) : "");
        return Answer.IsUnchangedVersion(context, version)
            ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(Of(session, station, context.Request.Query), ApiJson.Options);
    })).Produces<TotalsView>().WithSummary("Carbon-sink totals; kind day, month or year.");

    /// <summary>The calendar and the kind of period that a request asks for.</summary>
    internal static (StationCalendar Calendar, PeriodKind Kind) CalendarOf(IQueryCollection query)
    {
        PeriodKind kind = query["kind"].ToString() switch
        {
            "day" => PeriodKind.Day,
            "" or "month" => PeriodKind.Month,
            "year" => PeriodKind.HydrologicalYear,
            var other => throw ApiRefusal.OfField("kind", $"kind is '{other}'", "day, month, year"),
        };
        return (new StationCalendar(QueryNumbers.Whole(query, "utcOffsetMinutes", -840, 840) ?? 0, QueryNumbers.Whole(query, "yearStartMonth", 1, 12) ?? 1), kind);
    }

    /// <summary>The word of a kind of period.</summary>
    internal static string NameOf(PeriodKind kind) => kind == PeriodKind.HydrologicalYear ? "year" : kind.ToString().ToLowerInvariant();

    private static TotalsView Of(StoreSession session, KnownStation station, IQueryCollection query)
    {
        (StationCalendar calendar, PeriodKind kind) = CalendarOf(query);
        TimeRange asked = station.Range(query["from"], query["to"], null);
        TimeRange range = new(Math.Max(asked.FromUtcSeconds, station.FirstUtcSeconds ?? 0), Math.Max(asked.ToUtcSeconds, (station.FirstUtcSeconds ?? 0) + 1));
        StationSettings settings = station.Configuration.Settings;
        ProvenanceBlock provenance = ProvenanceBlock.Of(session, station, range, Approvals.Read(session, station.Slug, [VariableCatalogue.Of(StationVariable.CarbonSinkFlux)]));
        return new TotalsView(provenance, NameOf(kind), settings.SinkShare.Fraction, settings.SinkShare.Source,
            [.. Totals(session, station, calendar, kind).Over(range.FromUtcSeconds, range.ToUtcSeconds).Select(row => View(row, station))]);
    }

    private static StationTotals Totals(StoreSession session, KnownStation station, StationCalendar calendar, PeriodKind kind) =>
        new(station.Configuration, calendar, kind, station.Run is { } run ? TotalRow.Reader(session, station.Slug, run.Id) : (_, _) => [], NeighbourRecord.Of(session, station.Configuration));

    private static TotalView View(FluxRow row, KnownStation station)
    {
        PeriodLoad load = row.Load;
        Hydrochemistry.Flux.CatchmentArea? area = Hydrochemistry.Flux.CatchmentArea.In(load.Period, StationTotals.AreasOf(station.Configuration));
        CarbonSinkTotal sink = CarbonSinkTotal.Of(load.Budget, load.Period, station.Configuration.Settings.SinkShare, area);
        return new TotalView(
            load.Period.Name, ApiJson.Instant(load.Period.StartUtcSeconds), ApiJson.Instant(load.Period.EndUtcSeconds), load.Standing.ToString().ToLowerInvariant(),
            load.SampledTimeCoverage, load.LoadCoverage, load.EstimatedLoadShare, load.VolumeCubicMetres,
            Amount(sink.TonnesCarbon, load), Amount(sink.TonnesCo2, load),
            sink.IntensityTonnesCarbonPerSquareKilometreYear is { } carbon ? Amount(carbon, load) : null,
            sink.IntensityTonnesCo2PerSquareKilometreYear is { } co2 ? Amount(co2, load) : null,
            [.. load.Budget.Components.Where(one => one.Variance > 0).Select(one => new BudgetView(one.Source.ToString(), load.Budget.ShareOf(one.Source)))],
            load.GapCount, row.RainMillimetres, area is null ? null : WaterBalance.Of(load.VolumeCubicMetres, area.SquareKilometres, 0).RunoffMillimetres, row.Balance is { IsSuspect: true })
        {
            RunoffRatio = row.Balance?.RunoffRatio, RunoffCauses = row.Balance is { IsSuspect: true } ? WaterBalance.UsualCauses : null,
            SimulatedInterval = !load.LinearPropagationHolds && load.Simulated is not null, NoIntervalBecause = row.NoIntervalBecause, FluxClass = row.FluxClass,
            StrongAcids = BracketView.Of(row.Bracket), Stable = StableView.Of(row), Floods = FloodView.Of(row), Neighbour = NeighbourView.Of(row.Neighbour),
            LoadMolesByOrigin = Enum.GetValues<LoadOrigin>().ToDictionary(origin => JsonNamingPolicy.CamelCase.ConvertName(origin.ToString()), origin => load.LoadMolesByOrigin[(int)origin]),
        };
    }

    // The bounds are those of the load: where they were simulated they are quantiles and lie unevenly about the total. An intensity has the area's uncertainty besides, and lies evenly.
    private static AmountView Amount(UncertaintyBudget budget, PeriodLoad load)
    {
        if (load.Interval95Moles is not { } moles || load.LoadMoles == 0)
            return new AmountView(budget.Total, null, null, null);
        double perMole = budget.Total / load.LoadMoles;
        return budget.VarianceOf(UncertaintySource.Area) > 0 ? new AmountView(budget.Total, budget.StandardUncertainty, budget.Interval95.Lower, budget.Interval95.Upper)
            : new AmountView(budget.Total, budget.StandardUncertainty, moles.Lower * perMole, moles.Upper * perMole);
    }
}
