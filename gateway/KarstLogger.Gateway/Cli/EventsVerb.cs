using System.CommandLine;
using System.Collections.Immutable;
using System.Globalization;
using KarstLogger.Gateway.Plots;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Springs;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst events</c>: floods with their share of the year and their loops, or rain events.</summary>
public static class EventsVerb
{
    private static readonly Argument<string> File = new InputArgument("series", "CSV with time,discharge_m3s and, where known, extrapolated (0/1), load_per_s and the loop's column; for rain: time,rain_mm. '-' or absent: standard input.", mayBeAbsent: true);
    private static readonly Option<bool> Rain = new("--rain") { Description = "Rain events instead of floods." };
    private static readonly Option<double?> Threshold = new("--threshold-m3s") { Description = "Discharge from which it is a flood (default: the 90 % quantile of the record)." };
    private static readonly Option<double> Pause = new("--pause-h") { Description = "Least pause between two floods; least dry time between two rains is --dry-h.", DefaultValueFactory = _ => 24 };
    private static readonly Option<double> Dry = new("--dry-h") { Description = "Least dry time between two rain events.", DefaultValueFactory = _ => 6 };
    private static readonly Option<double> Depth = new("--least-mm") { Description = "Least depth of a rain event.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Loop = new("--loop") { Description = "Column whose loop against discharge is computed, e.g. sc25_us_cm, hco3_mg_l, pco2_pa." };
    private static readonly Option<double> Offset = SpringOptions.UtcOffset();
    private static readonly Option<string?> Plot = RatingVerb.Plot();
    private static readonly Option<string> Format = RatingVerb.Format();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("events", "Floods and rain events of a record.") { File, Rain, Threshold, Pause, Dry, Depth, Loop, Offset, Plot, Format };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed) => parsed.GetValue(Rain) ? RunRain(parsed) : RunFloods(parsed);

    private static int RunRain(ParseResult parsed)
    {
        ImmutableArray<SeriesRow> rows = DischargeSeries.Read(parsed.Files(), parsed.GetValue(File)!, (["rain_mm"], false));
        double step = DischargeSeries.Step(rows);
        // Steps without a row are steps without a value: they count as dry time, and an event that spans them says so.
        double?[] rain = new double?[(int)Math.Round((rows[^1].UtcSeconds - rows[0].UtcSeconds) / step) + 1];
        foreach (SeriesRow row in rows)
            rain[(int)Math.Round((row.UtcSeconds - rows[0].UtcSeconds) / step)] = row.Values[0];
        ResultTable table = new("begin", "end", "depth_mm", "peak_mm_per_step", "duration_h", "missing_steps");
        string At(double index) => RatingText.Instant(rows[0].UtcSeconds + (long)(index * step));
        foreach (RainEvent e in RainEvent.Find(rain, step / 60, parsed.GetValue(Dry), parsed.GetValue(Depth)))
            table.Add(At(e.First), At(e.Last + 1), e.DepthMillimetres, e.PeakMillimetres, e.DurationHours, e.MissingSteps);
        parsed.Write(table, parsed.GetValue(Format)!);
        parsed.WritePlot(Plot, () => new SvgPlot("Rain", new PlotAxis("Time", AxisScale.Time) { UtcOffset = SpringOptions.Offset(parsed.GetValue(Offset)) },
            [new Panel(new PlotAxis("Rain (mm per step)") { Inverted = true }, [new BarsLayer("", PlotColours.SkyBlue, [.. rain.Select((v, i) => new PlotPoint(rows[0].UtcSeconds + i * step, v))], step)]) { HeightPx = 240 }]));
        return 0;
    }

    private static int RunFloods(ParseResult parsed)
    {
        string? loop = parsed.GetValue(Loop);
        string file = parsed.GetValue(File)!;
        ImmutableArray<SeriesRow> rows = DischargeSeries.Read(parsed.Files(), file, (["discharge_m3s", "discharge", "q"], false), (["extrapolated"], true), (["load_per_s"], true), ([loop ?? "-"], loop is null));
        DischargeSample[] samples = [.. rows.Select(r => new DischargeSample(r.UtcSeconds, r.Values[0], r.Values[1] > 0, r.Values[2]))];
        double threshold = parsed.GetValue(Threshold) ?? FloodEvent.Quantile(samples, 0.9) ?? throw new BadInputException(file, null, "discharge_m3s", "holds no value");
        // A record of daily means is joined from day to day; nothing is joined over a missing one.
        long longestGap = Math.Max(FloodEvent.UsualLongestGapSeconds, (long)(1.5 * DischargeSeries.Step(rows)));
        ImmutableArray<FloodEvent> floods = FloodEvent.Find(samples, threshold, (long)(parsed.GetValue(Pause) * 3600), longestGap);
        ResultTable table = new("begin", "end", "peak", "peak_m3s", "volume_m3", "volume_share_percent", "extrapolated_percent", "load_share_percent", "hysteresis_index", "flushing_index");
        foreach (FloodEvent f in floods)
        {
            Hysteresis? h = loop is null ? null : LoopOf(rows, f);
            table.Add(RatingText.Instant(f.BeginUtcSeconds), RatingText.Instant(f.EndUtcSeconds), RatingText.Instant(f.PeakUtcSeconds), f.PeakCubicMetresPerSecond, f.VolumeCubicMetres,
                100 * f.VolumeShare, 100 * f.ExtrapolatedShare, 100 * f.LoadShare, h?.MeanIndex, h?.FlushingIndex);
        }
        parsed.Write(table, parsed.GetValue(Format)!);
        parsed.Messages().WriteLine(string.Create(CultureInfo.InvariantCulture, $"{floods.Length} floods above {threshold:0.####} m3/s carry {100 * floods.Sum(f => f.VolumeShare):0.0} % of the record's water"));
        parsed.WritePlot(Plot, () => PlotOf(rows, floods, threshold, loop, SpringOptions.Offset(parsed.GetValue(Offset))));
        return 0;
    }

    private static (double[] Q, double[] C) Pairs(ImmutableArray<SeriesRow> rows, FloodEvent flood)
    {
        SeriesRow[] inside = [.. rows.Where(r => r.UtcSeconds >= flood.BeginUtcSeconds && r.UtcSeconds <= flood.EndUtcSeconds && r.Values[0] is not null && r.Values[3] is not null)];
        return ([.. inside.Select(r => r.Values[0]!.Value)], [.. inside.Select(r => r.Values[3]!.Value)]);
    }

    private static Hysteresis? LoopOf(ImmutableArray<SeriesRow> rows, FloodEvent flood)
    {
        (double[] q, double[] c) = Pairs(rows, flood);
        return Hysteresis.Of(q, c);
    }

    private static SvgPlot PlotOf(ImmutableArray<SeriesRow> rows, ImmutableArray<FloodEvent> floods, double threshold, string? loop, TimeSpan offset)
    {
        if (loop is null || floods.IsEmpty)
            return new SvgPlot("Floods", new PlotAxis("Time", AxisScale.Time) { UtcOffset = offset },
            [
                new Panel(new PlotAxis("Discharge (m³/s)"),
                [
                    new StretchLayer("Flood", PlotColours.Blue, [.. floods.Select(f => ((double)f.BeginUtcSeconds, (double)f.EndUtcSeconds))]),
                    new LineLayer("Discharge", PlotColours.Blue, [.. rows.Select(r => new PlotPoint(r.UtcSeconds, r.Values[0]))]) { LongestStep = 4 * DischargeSeries.Step(rows) },
                    new LevelLayer("Threshold", PlotColours.Grey, threshold),
                ]),
            ]);
        FloodEvent largest = floods.MaxBy(f => f.VolumeCubicMetres)!;
        (double[] q, double[] c) = Pairs(rows, largest);
        int peak = Array.IndexOf(q, q.DefaultIfEmpty(0).Max());
        ImmutableArray<PlotPoint> points = [.. q.Zip(c, (x, y) => new PlotPoint(x, y))];
        return new SvgPlot($"Loop of the largest flood, {RatingText.Instant(largest.BeginUtcSeconds)} to {RatingText.Instant(largest.EndUtcSeconds)}", new PlotAxis("Discharge (m³/s)"),
            [new Panel(new PlotAxis(ColumnLabel.Of(loop)), [new LineLayer("Rising", PlotColours.Blue, points[..Math.Max(peak + 1, 0)]), new LineLayer("Falling", PlotColours.Vermilion, points[Math.Max(peak, 0)..])])])
        {
            Footer = LoopOf(rows, largest) is { } h ? string.Create(CultureInfo.InvariantCulture, $"Hysteresis index {h.MeanIndex:0.00} (above zero: clockwise), flushing index {h.FlushingIndex:0.00} (below zero: dilution).") : "",
        };
    }
}
