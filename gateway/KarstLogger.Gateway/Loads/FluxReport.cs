using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Springs;

namespace KarstLogger.Gateway.Loads;

/// <summary>One period as it is shown: the load with its coverage, the sink, its intensity and the water balance. A withheld total shows what is covered and no result.</summary>
public sealed record FluxRow(PeriodLoad Load, CarbonSinkTotal? Sink, WaterBalance? Balance)
{
    /// <summary>Rain of the period, mm; null where no gauge worked through it.</summary>
    public double? RainMillimetres { get; init; }

    /// <summary>The strong-acid bracket; null where no Ca and Mg are known.</summary>
    public PeriodBracket? Bracket { get; init; }

    /// <summary>Readings of the part of the sink that stays; empty where nobody asked.</summary>
    public IReadOnlyList<StableSinkShare> Stable { get; init; } = [];

    /// <summary>Floods of a hydrological year, the largest load first.</summary>
    public IReadOnlyList<FloodEvent> Floods { get; init; } = [];

    /// <summary>The regression on a neighbour; null where none is named.</summary>
    public NeighbourRegression? Neighbour { get; init; }

    /// <summary>Why the total has no interval; null where it has one.</summary>
    public string? NoIntervalBecause { get; init; }

    /// <summary>
    /// Class of the total in the manner of FLUXNET: 0 all measured inside the gauged range, 1 valid with some estimated, 2 provisional, 3 withheld (docs/equations/flux.md 4).
    /// </summary>
    public int FluxClass => Load.Standing switch
    {
        PeriodStanding.Valid => Load.EstimatedLoadShare == 0 ? 0 : 1,
        PeriodStanding.Provisional => 2,
        _ => 3,
    };

    /// <summary>True where the total has an interval: rating and regression brought their uncertainty, and a simulation ran where it was needed.</summary>
    public bool HasUncertainty => Load.Interval95Moles is not null;

    /// <summary>The 95 % interval of the sink, t CO2; null where there is none or no sink.</summary>
    public (double Lower, double Upper)? IntervalTonnesCo2 => Sink is null || Load.Interval95Moles is not { } moles || Load.LoadMoles == 0 ? null
        : (moles.Lower * Sink.TonnesCo2.Total / Load.LoadMoles, moles.Upper * Sink.TonnesCo2.Total / Load.LoadMoles);

    /// <summary>The row of a period; the sink is absent where the total is withheld.</summary>
    public static FluxRow Of(PeriodLoad load, CarbonSinkShare share, CatchmentArea? area, double? rainMillimetres) => new(load,
        load.Standing == PeriodStanding.Withheld ? null : CarbonSinkTotal.Of(load.Budget, load.Period, share, area),
        area is null || rainMillimetres is not { } rain || load.Standing == PeriodStanding.Withheld ? null : WaterBalance.Of(load.VolumeCubicMetres, area.SquareKilometres, rain))
    {
        RainMillimetres = rainMillimetres,
    };
}

/// <summary>Rows as CSV and JSON.</summary>
public static class FluxReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The CSV's header.</summary>
    public const string Header = "period,start_utc,end_utc,standing,time_coverage,sampled_coverage,load_coverage,gaps,volume_m3,covered_load_mol,sink_t_co2,sink_t_co2_u,sink_t_co2_lower95,sink_t_co2_upper95,sink_t_c,intensity_t_co2_km2_a,intensity_u,intensity_t_c_km2_a,runoff_mm,rain_mm,simulated,runoff_ratio,flux_class,x_cat_t_co2,x_cat_lower95,x_cat_upper95,x_an_t_co2,x_an_lower95,x_an_upper95,charge_balance_percent";

    /// <summary>One line.</summary>
    public static string Csv(FluxRow row)
    {
        PeriodLoad load = row.Load;
        UncertaintyBudget? co2 = row.Sink?.TonnesCo2, specific = row.Sink?.IntensityTonnesCo2PerSquareKilometreYear;
        UncertaintyBudget? known = row.HasUncertainty ? co2 : null;
        return string.Create(CultureInfo.InvariantCulture, $"{load.Period.Name},{Instant(load.Period.StartUtcSeconds)},{Instant(load.Period.EndUtcSeconds)},{load.Standing},{load.TimeCoverage:0.0000},{load.SampledTimeCoverage:0.0000},{load.LoadCoverage:0.0000},{load.GapCount},{load.VolumeCubicMetres:R},{load.LoadMoles:R},{co2?.Total:R},{known?.StandardUncertainty:R},{row.IntervalTonnesCo2?.Lower:R},{row.IntervalTonnesCo2?.Upper:R},{row.Sink?.TonnesCarbon.Total:R},{specific?.Total:R},{(known is null ? null : specific?.StandardUncertainty):R},{row.Sink?.IntensityTonnesCarbonPerSquareKilometreYear?.Total:R},{row.Balance?.RunoffMillimetres:0.#},{row.Balance?.RainMillimetres:0.#},{!load.LinearPropagationHolds && load.Simulated is not null},{row.Balance?.RunoffRatio:0.###},{row.FluxClass},{Side(row, row.Bracket?.CationSide)},{Side(row, row.Bracket?.AnionSide)},{row.Bracket?.ChargeBalanceErrorPercent:0.##}");
    }

    private static string Side(FluxRow row, UncertaintyBudget? moles)
    {
        if (moles is null || row.Load.Standing == PeriodStanding.Withheld)
            return ",,";
        UncertaintyBudget tonnes = moles.InUnit(MolarMasses.CarbonDioxide * 1e-6);
        return string.Create(CultureInfo.InvariantCulture, $"{tonnes.Total:R},{(row.Bracket!.HasInterval ? tonnes.Interval95.Lower : null):R},{(row.Bracket.HasInterval ? tonnes.Interval95.Upper : null):R}");
    }

    /// <summary>All rows with their budgets.</summary>
    public static string Json(IEnumerable<FluxRow> rows, CarbonSinkShare share) => JsonSerializer.Serialize(new
    {
        AtmosphericShare = share,
        Periods = rows.Select(row => new
        {
            Period = row.Load.Period.Name, StartUtc = Instant(row.Load.Period.StartUtcSeconds), EndUtc = Instant(row.Load.Period.EndUtcSeconds),
            row.Load.Standing, row.Load.TimeCoverage, row.Load.SampledTimeCoverage, row.Load.LoadCoverage, row.Load.EstimatedLoadShare, row.Load.GapCount,
            row.Load.VolumeCubicMetres, CoveredLoadMoles = row.Load.LoadMoles, row.Load.FlowWeightedConcentration,
            LoadMolesByOrigin = Enum.GetValues<LoadOrigin>().ToDictionary(o => o.ToString(), o => row.Load.LoadMolesByOrigin[(int)o]),
            row.Load.LinearPropagationHolds, row.Load.Simulated, row.NoIntervalBecause, row.FluxClass, WaterBalance = row.Balance, UsualCauses = row.Balance is { IsSuspect: true } ? WaterBalance.UsualCauses : null,
            StrongAcids = row.Sink is null ? null : Api.BracketView.Of(row.Bracket), Stable = row.Sink is null ? null : Api.StableView.Of(row), Floods = Api.FloodView.Of(row),
            Neighbour = Api.NeighbourView.Of(row.Neighbour),
            SinkTonnesCo2 = Budget(row, row.Sink?.TonnesCo2), SinkTonnesCarbon = Budget(row, row.Sink?.TonnesCarbon),
            IntensityTonnesCo2PerSquareKilometreYear = Budget(row, row.Sink?.IntensityTonnesCo2PerSquareKilometreYear),
            IntensityTonnesCarbonPerSquareKilometreYear = Budget(row, row.Sink?.IntensityTonnesCarbonPerSquareKilometreYear),
            CarbonateIntensityTonnesCo2PerSquareKilometreYear = Budget(row, row.Sink?.CarbonateIntensityTonnesCo2PerSquareKilometreYear),
        }),
    }, Options);

    /// <summary>An instant as ISO 8601 in UTC.</summary>
    public static string Instant(long utcSeconds) => DateTimeOffset.FromUnixTimeSeconds(utcSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static object? Budget(FluxRow row, UncertaintyBudget? budget) => budget is null ? null : !row.HasUncertainty ? new { budget.Total } : new
    {
        budget.Total, budget.StandardUncertainty, budget.Interval95.Lower, budget.Interval95.Upper,
        Sources = budget.Components.Select(c => new { c.Source, StandardUncertainty = Math.Sqrt(c.Variance), ShareOfVariance = budget.ShareOf(c.Source) }),
    };
}
