using System.Collections.Immutable;
using System.Globalization;
using KarstLogger.Gateway.Plots;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Gateway.Laboratory;

/// <summary>Bottles, lines and prediction bands, one panel an ion over the common conductance axis.</summary>
public static class RegressionPlot
{
    private const int CurvePoints = 60;
    private const double StackedPanelPx = 240;

    /// <summary>The SVG of the ions that have a line.</summary>
    public static SvgPlot Of(IReadOnlyList<IonFit> fits, string source)
    {
        IonFit[] lines = [.. fits.Where(f => f.Regression is not null)];
        return new SvgPlot("Ions by specific conductance", new PlotAxis("Specific conductance (µS/cm at 25 °C)"),
            [.. lines.Select(f => Panel(f, lines.Length > 1))])
        {
            Footer = string.Create(CultureInfo.InvariantCulture,
                $"{source}. Band: 95 % interval for one new bottle. Beyond a tenth of the bottles' range there is no value. Marked: |t| above 3 or Cook's distance above 4/n."),
        };
    }

    private static Panel Panel(IonFit fit, bool stacked)
    {
        IonRegression regression = fit.Regression!;
        double slack = IonRegression.PermittedExtrapolationShare * (regression.MostSpecificConductance - regression.LeastSpecificConductance);
        double from = regression.LeastSpecificConductance - slack, step = (regression.MostSpecificConductance + slack - from) / CurvePoints;
        (double X, IonEstimate Estimate)[] curve =
            [.. Enumerable.Range(0, CurvePoints + 1).Select(i => Math.Min(from + i * step, regression.MostSpecificConductance + slack)).Select(x => (x, regression.Estimate(x)))];
        HashSet<int> marked = [.. fit.Diagnostics!.Outliers, .. fit.Diagnostics.HighInfluence];
        ImmutableArray<PlotPoint> Points(bool flagged) =>
            [.. fit.Points.Select((p, i) => (p, i)).Where(p => marked.Contains(p.i) == flagged).Select(p => new PlotPoint(p.p.SpecificConductance, p.p.MilligramsPerLitre))];
        string equation = string.Create(CultureInfo.InvariantCulture,
            $"{fit.Ion.Symbol} = {regression.Intercept:0.###} + {regression.Slope:0.#####} EC25, n = {fit.Points.Count}, s = {regression.ResidualStandardDeviation:0.##} mg/L");
        ImmutableArray<PlotLayer> layers =
        [
            new BandLayer("95 % prediction", PlotColours.SkyBlue, [.. curve.Select(c => new BandPoint(c.X, c.Estimate.Lower95, c.Estimate.Upper95))]),
            new LineLayer(equation, PlotColours.Blue, [.. curve.Select(c => new PlotPoint(c.X, c.Estimate.Concentration))]),
            new PointsLayer("bottles", PlotColours.Black, Points(false)),
            new PointsLayer("marked bottles", PlotColours.Vermilion, Points(true)),
        ];
        return new(new PlotAxis($"{fit.Ion.Symbol} (mg/L)"), layers) { HeightPx = stacked ? StackedPanelPx : null };
    }
}
