using System.Collections.Immutable;
using KarstLogger.Gateway.Completeness;
using KarstLogger.Gateway.Plots;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Export;

/// <summary>An export to look at: rain, stage, discharge, SC25, temperature, pH, HCO3, pCO2, calcite saturation and sink flux on one time axis, with flags and gaps.</summary>
public static class ExportPlot
{
    private static readonly (StationVariable Variable, string Label)[] Lines =
    [
        (StationVariable.Stage, "Stage (m)"),
        (StationVariable.Discharge, "Discharge (m³/s)"),
        (StationVariable.SpecificConductance, "Specific conductance at 25 °C (µS/cm)"),
        (StationVariable.WaterTemperature, "Water temperature (°C)"),
        (StationVariable.Ph, "pH"),
        (StationVariable.Alkalinity, "Alkalinity as HCO3 (mg/L)"),
        (StationVariable.PCo2, "pCO2 (Pa)"),
        (StationVariable.CalciteSaturationIndex, "Calcite saturation index"),
        (StationVariable.CarbonSinkFlux, "Carbon-sink flux (g C/s)"),
    ];

    /// <summary>Draws the export; reads its rows once.</summary>
    public static SvgPlot Draw(StationExport export)
    {
        long from = export.Completeness.FromUtcSeconds, to = export.Completeness.ToUtcSeconds;
        ThinnedSeries rain = new(from, to);
        ThinnedSeries[] series = [.. Lines.Select(_ => new ThinnedSeries(from, to))];
        foreach (ExportRow row in export.Rows())
        {
            rain.Add(row.State.PlacedUtcSeconds, row.State.Value(StationVariable.Rain), row.State.Flag(StationVariable.Rain));
            for (int i = 0; i < Lines.Length; i++)
                series[i].Add(row.State.PlacedUtcSeconds, row.State.Value(Lines[i].Variable), row.State.Flag(Lines[i].Variable));
        }
        StretchLayer gaps = new("no samples", PlotColours.Grey, [.. export.Completeness.Gaps.Select(gap => Stretch(gap, export.Station.Configuration.IntervalSeconds))]);
        ImmutableArray<Panel> panels =
        [
            .. rain.IsEmpty ? ImmutableArray<Panel>.Empty
                : [new Panel(new PlotAxis($"Rain (mm per {rain.BucketName})") { Inverted = true, Low = 0 }, [gaps, new BarsLayer("", PlotColours.Blue, rain.Sums, rain.BucketSeconds)])],
            .. Lines.Select((line, i) => (line, series[i])).Where(pair => !pair.Item2.IsEmpty).Select(pair => PanelOf(pair.line.Variable, pair.line.Label, pair.Item2, gaps)),
        ];
        return new SvgPlot(TitleOf(export), new PlotAxis("", AxisScale.Time) { Low = from, High = to }, panels)
        {
            Footer = FooterOf(export, Lines.Select((line, i) => (line.Label, series[i])).Prepend(("Rain (mm)", rain)).Where(pair => pair.Item2.IsEmpty).Select(pair => pair.Item1)),
        };
    }

    private static Panel PanelOf(StationVariable variable, string label, ThinnedSeries series, StretchLayer gaps)
    {
        List<PlotLayer> layers = [gaps, new LineLayer("", PlotColours.Blue, series.Usable) { LongestStep = Math.Max(ThinnedSeries.JoinSeconds, 2 * series.BucketSeconds) }];
        if (variable == StationVariable.CalciteSaturationIndex)
            layers.Add(new LevelLayer("saturation", PlotColours.Black, 0));
        if (series.Suspect.Length > 0)
            layers.Add(new PointsLayer("suspect", PlotColours.Orange, series.Suspect));
        if (series.Failed.Length > 0)
            layers.Add(new PointsLayer("failed, at the last usable value", PlotColours.Vermilion, series.Failed, PointShape.Cross));
        return new Panel(new PlotAxis(label), [.. layers]);
    }

    private static (double From, double To) Stretch(Gap gap, int intervalSeconds) => (gap.FromUtcSeconds - intervalSeconds / 2.0, gap.ToUtcSeconds + intervalSeconds / 2.0);

    private static string TitleOf(StationExport export) =>
        export.Station.Configuration.Name + (export.IsSimulated ? ", SIMULATED" : "") + (export.Station.Configuration.IsIllustrative ? ", illustrative" : "");

    // The provenance lines that a picture alone would lose; the gaps are drawn.
    private static string FooterOf(StationExport export, IEnumerable<string> empty) => string.Join(". ", export.Provenance
        .Where(line => line.Key is "station" or "period" or "simulated" or "illustrative" or "completeness" or "configuration" or "run" or "licence")
        .Select(line => $"{line.Key}: {line.Text}").Append($"no usable values: {string.Join(", ", empty.DefaultIfEmpty("-"))}")) + ".";
}
