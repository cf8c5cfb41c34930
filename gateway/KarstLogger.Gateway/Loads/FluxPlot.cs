using System.Collections.Immutable;
using System.Globalization;
using KarstLogger.Gateway.Plots;
using KarstLogger.Hydrochemistry.Flux;

namespace KarstLogger.Gateway.Loads;

/// <summary>The periods' sinks with their intervals over time, by where the load comes from.</summary>
public static class FluxPlot
{
    /// <summary>The SVG: tonnes of CO2 a period with the 95 % interval, and under it the share of the load that is not measured inside the gauged range.</summary>
    public static SvgPlot Of(IReadOnlyList<FluxRow> rows, CarbonSinkShare share, TimeSpan utcOffset)
    {
        static double Start(FluxRow row) => row.Load.Period.StartUtcSeconds;
        // A bar is as long as its period and the interval stands in its middle.
        static double Middle(FluxRow row) => Start(row) + row.Load.Period.Seconds / 2.0;
        static IEnumerable<PlotLayer> Bars(string name, string colour, IEnumerable<FluxRow> rows, Func<FluxRow, double> height) => rows.GroupBy(r => r.Load.Period.Seconds)
            .Select((same, i) => new BarsLayer(i == 0 ? name : "", colour, [.. same.Select(r => new PlotPoint(Start(r), height(r)))], same.Key));
        IEnumerable<PlotLayer> Sinks(string name, string colour, PeriodStanding standing) =>
            Bars(name, colour, rows.Where(r => r.Load.Standing == standing), r => r.Sink?.TonnesCo2.Total ?? r.Load.SinkTonnesCo2(share));
        ImmutableArray<PlotLayer> sinks =
        [
            .. Sinks("valid", PlotColours.Blue, PeriodStanding.Valid),
            .. Sinks("provisional", PlotColours.SkyBlue, PeriodStanding.Provisional),
            .. Sinks("withheld: covered part only", PlotColours.Grey, PeriodStanding.Withheld),
            .. rows.Where(r => r.Sink is not null && r.HasUncertainty).Select((r, i) => new LineLayer(i == 0 ? "95 % interval" : "", PlotColours.Black,
                [new(Middle(r), r.IntervalTonnesCo2?.Lower), new(Middle(r), r.IntervalTonnesCo2?.Upper)])),
        ];
        ImmutableArray<PlotLayer> shares = [.. Bars("extrapolated, filled or missing", PlotColours.Orange, rows, r => 100 * r.Load.EstimatedLoadShare)];
        return new SvgPlot("Carbon sink", new PlotAxis("Period", AxisScale.Time) { UtcOffset = utcOffset, High = rows.Max(r => (double)r.Load.Period.EndUtcSeconds) },
            [new Panel(new PlotAxis("Sink (t CO₂ per period)"), sinks) { HeightPx = 320 }, new Panel(new PlotAxis("Share of the load (%)") { Low = 0, High = 100 }, shares) { HeightPx = 120 }])
        {
            Footer = string.Create(CultureInfo.InvariantCulture, $"Share from air and soil CO2: {share.Fraction:0.###} ({share.Source}). Interval: -+ 2 u."),
        };
    }

    /// <summary>The budget of one total as bars: standard uncertainty by source, with the share of each in the variance.</summary>
    public static SvgPlot OfBudget(FluxRow row)
    {
        UncertaintyBudget budget = row.Sink!.IntensityTonnesCo2PerSquareKilometreYear ?? row.Sink.TonnesCo2;
        UncertaintyComponent[] sources = [.. budget.Components.Where(c => c.Variance > 0).OrderByDescending(c => c.Variance)];
        ImmutableArray<PlotLayer> bars = [.. sources.Select((c, i) => new BarsLayer(
            string.Create(CultureInfo.InvariantCulture, $"{i + 1} {Name(c.Source)}: {100 * budget.ShareOf(c.Source):0.0} % of the variance"), Colours[i % Colours.Length],
            [new(i + 1 - BudgetBarWidth / 2, 100 * Math.Sqrt(c.Variance) / Math.Abs(budget.Total))], BudgetBarWidth))];
        string unit = row.Sink.IntensityTonnesCo2PerSquareKilometreYear is null ? "t CO₂" : "t CO₂ km⁻² a⁻¹";
        return new SvgPlot(string.Create(CultureInfo.InvariantCulture, $"{row.Load.Period.Name}: {budget.Total:G4} ± {UncertaintyBudget.CoverageFactor95 * budget.StandardUncertainty:G3} {unit} (95 %), by source of uncertainty"),
            new PlotAxis("Source, largest first") { Low = 0.4, High = sources.Length + 0.6 }, [new Panel(new PlotAxis("Standard uncertainty (% of the total)") { Low = 0 }, bars) { HeightPx = 320 }])
        {
            Footer = "Variances add, so leaving one source out lowers the variance by exactly its share; the bars are square roots and do not add.",
        };
    }

    private static readonly string[] Colours = [PlotColours.Blue, PlotColours.Orange, PlotColours.Green, PlotColours.Purple, PlotColours.SkyBlue, PlotColours.Vermilion, PlotColours.Black, PlotColours.Grey];

    private const double BudgetBarWidth = 0.7;

    private static string Name(UncertaintySource source) => source switch
    {
        UncertaintySource.RatingParameters => "rating",
        UncertaintySource.RegressionParameters => "regression",
        UncertaintySource.LevelOffset => "level offset",
        UncertaintySource.ConductanceGain => "conductance gain",
        UncertaintySource.ReadingNoise => "reading noise",
        UncertaintySource.RegressionResidual => "scatter about the regression",
        UncertaintySource.RatingResidual => "scatter about the rating",
        UncertaintySource.GapFilling => "filled gaps",
        UncertaintySource.NeighbourFilling => "gaps filled by the neighbour",
        UncertaintySource.Simulation => "all but gaps, simulated",
        _ => "area",
    };
}
