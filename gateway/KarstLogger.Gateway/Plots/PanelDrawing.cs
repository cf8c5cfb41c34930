namespace KarstLogger.Gateway.Plots;

/// <summary>Draws one panel's layers into its rectangle.</summary>
internal sealed class PanelDrawing(SvgText svg, FittedAxis x, FittedAxis y, double left, double top, double width, double height)
{
    public void Grid(bool xLabels)
    {
        foreach (AxisTick tick in x.Ticks)
        {
            double at = X(tick.Value);
            svg.Line(at, top, at, top + height, tick.Label.Length > 0 ? "#dddddd" : "#f0f0f0");
            if (xLabels && tick.Label.Length > 0)
                svg.Text(at, top + height + 18, tick.Label, SvgPlot.TickSizePx, "middle");
        }
        foreach (AxisTick tick in y.Ticks)
        {
            double at = Y(tick.Value);
            svg.Line(left, at, left + width, at, tick.Label.Length > 0 ? "#dddddd" : "#f0f0f0");
            if (tick.Label.Length > 0)
                svg.Text(left - 6, at + 4, tick.Label, SvgPlot.TickSizePx, "end");
        }
    }

    public void Layer(PlotLayer layer)
    {
        switch (layer)
        {
            case LineLayer line:
                Line(line);
                break;
            case PointsLayer points:
                Points(points);
                break;
            case BandLayer band:
                Band(band);
                break;
            case BarsLayer bars:
                Bars(bars);
                break;
            case StretchLayer stretches:
                foreach ((double from, double to) in stretches.Stretches)
                    svg.Rectangle(X(from), top, Math.Max(X(to) - X(from), 1), height, stretches.Colour, 0.18);
                break;
            case LevelLayer level when y.Axis.Shows(level.Y):
                svg.Line(left, Y(level.Y), left + width, Y(level.Y), level.Colour, 1.2, dashed: true);
                break;
            default:
                break;
        }
    }

    /// <summary>The small picture of a layer in a legend, 18 px wide.</summary>
    public static void Swatch(SvgText svg, PlotLayer layer, double atX, double middleY)
    {
        switch (layer)
        {
            case LineLayer line:
                svg.Line(atX, middleY, atX + 18, middleY, line.Colour, 2, line.Dashed);
                break;
            case LevelLayer level:
                svg.Line(atX, middleY, atX + 18, middleY, level.Colour, 1.5, dashed: true);
                break;
            case PointsLayer points:
                svg.Mark(atX + 9, middleY, points.Shape, points.Colour);
                break;
            default:
                svg.Rectangle(atX, middleY - 5, 18, 10, layer.Colour, layer is BarsLayer ? 1 : 0.3);
                break;
        }
    }

    private double X(double value) => left + width * x.Share(value);

    private double Y(double value) => y.Axis.Inverted ? top + height * y.Share(value) : top + height * (1 - y.Share(value));

    private bool Shown(PlotPoint point) => x.Axis.Shows(point.X) && point.Y is { } value && y.Axis.Shows(value);

    private void Line(LineLayer layer)
    {
        List<(double X, double Y)> run = [];
        double previous = double.NaN;
        foreach (PlotPoint point in layer.Points)
        {
            bool shown = Shown(point);
            if (!shown || point.X - previous > layer.LongestStep)
                Flush(run, layer);
            if (shown)
                run.Add((X(point.X), Y(point.Y!.Value)));
            previous = point.X;
        }
        Flush(run, layer);
    }

    private void Flush(List<(double X, double Y)> run, LineLayer layer)
    {
        if (run.Count == 1)
            svg.Mark(run[0].X, run[0].Y, PointShape.Dot, layer.Colour);
        else if (run.Count > 1)
            svg.Polyline(Thinned(run), layer.Colour, layer.Dashed);
        run.Clear();
    }

    /// <summary>A year of samples has 35 000 points on 900 px: of each px column first, lowest, highest and last remain, which draws the same picture.</summary>
    private static IEnumerable<(double X, double Y)> Thinned(List<(double X, double Y)> run)
    {
        for (int i = 1; i < run.Count; i++)
            if (run[i].X < run[i - 1].X)
                return run;
        return run.Select((p, i) => (p, i)).GroupBy(e => (int)e.p.X).SelectMany(column =>
            new[] { column.First(), column.MinBy(e => e.p.Y), column.MaxBy(e => e.p.Y), column.Last() }.Distinct().OrderBy(e => e.i).Select(e => e.p));
    }

    private void Points(PointsLayer layer)
    {
        HashSet<(int, int)> drawn = [];
        foreach (PlotPoint point in layer.Points)
            if (Shown(point) && drawn.Add(((int)X(point.X), (int)Y(point.Y!.Value))))
                svg.Mark(X(point.X), Y(point.Y!.Value), layer.Shape, layer.Colour);
    }

    private void Band(BandLayer layer)
    {
        List<BandPoint> run = [];
        foreach (BandPoint point in layer.Points)
        {
            if (point is { Low: { } low, High: { } high } && y.Axis.Shows(low) && y.Axis.Shows(high) && x.Axis.Shows(point.X))
                run.Add(point);
            else
                FlushBand(run, layer);
        }
        FlushBand(run, layer);
    }

    private void FlushBand(List<BandPoint> run, BandLayer layer)
    {
        if (run.Count > 1)
            svg.Polygon([.. run.Select(p => (X(p.X), Y(p.High!.Value))), .. Enumerable.Reverse(run).Select(p => (X(p.X), Y(p.Low!.Value)))], layer.Colour);
        run.Clear();
    }

    private void Bars(BarsLayer layer)
    {
        double zero = Math.Clamp(y.Axis.Scale == AxisScale.Log ? Y(y.Low) : Y(0), top, top + height);
        foreach (PlotPoint point in layer.Points)
        {
            if (!Shown(point) || point.Y == 0)
                continue;
            double end = Y(point.Y!.Value), from = X(point.X), barWidth = X(point.X + layer.Width) - from;
            svg.Rectangle(from, Math.Min(zero, end), Math.Max(barWidth * 0.92, 0.8), Math.Abs(end - zero), layer.Colour);
        }
    }
}
