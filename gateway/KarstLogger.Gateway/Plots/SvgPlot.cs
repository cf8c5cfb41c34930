using System.Collections.Immutable;
using System.Globalization;

namespace KarstLogger.Gateway.Plots;

/// <summary>One rectangle of a plot with its own y axis.</summary>
/// <param name="Y">The y axis.</param>
/// <param name="Layers">Drawn in this order: bands and stretches first, points last.</param>
public sealed record Panel(PlotAxis Y, ImmutableArray<PlotLayer> Layers)
{
    /// <summary>Height of the drawing area, px; absent takes 520 for a single panel and 130 for stacked ones.</summary>
    public double? HeightPx { get; init; }
}

/// <summary>
/// A plot as SVG text: panels stacked on one x axis, white ground, 1000 px wide (prints on A4 in portrait). Labels stand above their panels and legends wrap,
/// so that no text lies on another. The only chart writer of the project (docs/decisions: own SVG writer).
/// </summary>
/// <param name="Title">Printed on top.</param>
/// <param name="X">The x axis that all panels share.</param>
/// <param name="Panels">From top to bottom.</param>
public sealed record SvgPlot(string Title, PlotAxis X, ImmutableArray<Panel> Panels)
{
    internal const double TickSizePx = 12, LabelSizePx = 13;

    private const double WidthPx = 1000, RightPx = 34, HeaderLinePx = 18, FooterSizePx = 11;

    /// <summary>Small print under the plot: station, versions, illustrative ratings, what is not shown.</summary>
    public string Footer { get; init; } = "";

    /// <summary>The whole SVG document.</summary>
    public string Render()
    {
        FittedAxis[] ys = [.. Panels.Select(p => p.Y.Fit(p.Layers.SelectMany(Ys), HeightOf(p), 24))];
        double widestTick = ys.SelectMany(y => y.Ticks).Select(t => SvgText.Width(t.Label, TickSizePx)).DefaultIfEmpty(0).Max();
        double left = Math.Max(48, widestTick + 14), width = WidthPx - left - RightPx;
        FittedAxis x = X.Fit(Panels.SelectMany(p => p.Layers).SelectMany(Xs), width, 84);
        string[] footer = Wrapped(Footer, WidthPx - left - RightPx, FooterSizePx);
        string[] title = Wrapped(Title, WidthPx - 2 * RightPx, 17);

        SvgText svg = new();
        double[] headers = [.. Panels.Select(p => HeaderLinePx * HeaderLines(p, width) + 4)];
        double height = 14 + 22 * title.Length + Panels.Select((p, i) => headers[i] + HeightOf(p) + 12).Sum() + 46 + 15 * footer.Length;
        svg.Open(WidthPx, height);
        for (int line = 0; line < title.Length; line++)
            svg.Text(RightPx, 28 + 22 * line, title[line], 17, bold: true);
        double top = 14 + 22 * title.Length;
        for (int i = 0; i < Panels.Length; i++)
        {
            bool last = i == Panels.Length - 1;
            Header(svg, Panels[i], left, top, width);
            top += headers[i];
            PanelDrawing drawing = new(svg, x, ys[i], left, top, width, HeightOf(Panels[i]));
            drawing.Grid(xLabels: last);
            svg.OpenClip($"p{i.ToString(CultureInfo.InvariantCulture)}", left, top, width, HeightOf(Panels[i]));
            foreach (PlotLayer layer in Panels[i].Layers)
                drawing.Layer(layer);
            svg.CloseClip();
            svg.Frame(left, top, width, HeightOf(Panels[i]));
            top += HeightOf(Panels[i]) + 12;
        }
        svg.Text(left + width / 2, top + 26, XLabel(x), LabelSizePx, "middle");
        for (int line = 0; line < footer.Length; line++)
            svg.Text(left, top + 46 + 15 * line, footer[line], FooterSizePx);
        return svg.Close();
    }

    private string XLabel(FittedAxis x)
    {
        if (X.Scale != AxisScale.Time)
            return X.Label;
        string zone = X.UtcOffset == TimeSpan.Zero ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"UTC{(X.UtcOffset < TimeSpan.Zero ? "-" : "+")}{X.UtcOffset:hh\\:mm}");
        string Day(double at) => AxisTicks.Local(at, X.UtcOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"{X.Label} ({zone}), {Day(x.Low)} to {Day(x.High)}";
    }

    private double HeightOf(Panel panel) => panel.HeightPx ?? (Panels.Length == 1 ? 520 : 130);

    private static IEnumerable<PlotLayer> Named(Panel panel) => panel.Layers.Where(l => l.Name.Length > 0);

    private static double EntryWidth(PlotLayer layer) => 24 + SvgText.Width(layer.Name, TickSizePx) + 14;

    /// <summary>Legend entries as lines: they follow the panel's label on its line while they fit, then wrap.</summary>
    private static IEnumerable<(PlotLayer Layer, int Line, double X)> Legend(Panel panel, double width)
    {
        double at = SvgText.Width(panel.Y.Label, LabelSizePx) * 1.08 + 24;
        int line = 0;
        foreach (PlotLayer layer in Named(panel))
        {
            if (at + EntryWidth(layer) > width && at > 0)
                (line, at) = (line + 1, 0);
            yield return (layer, line, at);
            at += EntryWidth(layer);
        }
    }

    private static int HeaderLines(Panel panel, double width) => 1 + Legend(panel, width).Select(e => e.Line).DefaultIfEmpty(0).Max();

    private static void Header(SvgText svg, Panel panel, double left, double top, double width)
    {
        svg.Text(left, top + 14, panel.Y.Label, LabelSizePx, bold: true);
        foreach ((PlotLayer layer, int line, double x) in Legend(panel, width))
        {
            PanelDrawing.Swatch(svg, layer, left + x, top + 10 + HeaderLinePx * line);
            svg.Text(left + x + 24, top + 14 + HeaderLinePx * line, layer.Name, TickSizePx);
        }
    }

    private static string[] Wrapped(string text, double width, double sizePx)
    {
        List<string> lines = [];
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && SvgText.Width(lines[^1] + " " + word, sizePx) <= width)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }
        return [.. lines];
    }

    private static IEnumerable<double> Xs(PlotLayer layer) => layer switch
    {
        LineLayer l => l.Points.Select(p => p.X),
        PointsLayer l => l.Points.Select(p => p.X),
        BandLayer l => l.Points.Select(p => p.X),
        BarsLayer l => l.Points.SelectMany(p => new[] { p.X, p.X + l.Width }),
        _ => [],
    };

    private static IEnumerable<double> Ys(PlotLayer layer) => layer switch
    {
        LineLayer l => l.Points.Where(p => p.Y is not null).Select(p => p.Y!.Value),
        PointsLayer l => l.Points.Where(p => p.Y is not null).Select(p => p.Y!.Value),
        BandLayer l => l.Points.SelectMany(p => new[] { p.Low, p.High }).Where(v => v is not null).Select(v => v!.Value),
        BarsLayer l => l.Points.Where(p => p.Y is not null).Select(p => p.Y!.Value).Append(0),
        LevelLayer l => [l.Y],
        _ => [],
    };
}
