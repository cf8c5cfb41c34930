using System.CommandLine;
using System.Collections.Immutable;
using System.Globalization;
using KarstLogger.Gateway.Plots;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Springs;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst diel</c>: amplitude and hour of the maximum of each local day.</summary>
public static class DielVerb
{
    private const long SecondsPerDay = 86400;

    private static readonly Argument<string> File = new InputArgument("series", "CSV with time and the column; '-' or absent: standard input.", mayBeAbsent: true);
    private static readonly Option<string> Column = new("--column") { Description = "Column to look at, e.g. water_temp_cel.", Required = true };
    private static readonly Option<double> Offset = SpringOptions.UtcOffset();
    private static readonly Option<string?> Plot = RatingVerb.Plot();
    private static readonly Option<string> Format = RatingVerb.Format();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("diel", "Daily amplitude and phase of a variable.") { File, Column, Offset, Plot, Format };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string column = parsed.GetValue(Column)!;
        TimeSpan offset = SpringOptions.Offset(parsed.GetValue(Offset));
        ImmutableArray<SeriesRow> rows = DischargeSeries.Read(parsed.Files(), parsed.GetValue(File)!, ([column], false));
        long step = (long)DischargeSeries.Step(rows), shift = (long)offset.TotalSeconds;
        if (SecondsPerDay % step != 0 || SecondsPerDay / step < 8)
            throw new BadInputException($"the record's step of {step} s does not cut a day into at least eight equal parts");
        ResultTable table = new("day", "samples", "mean", "trend_per_day", "amplitude", "peak_hour", "range", "r2", "residual_sd");
        List<(long Noon, DielCycle? Cycle)> cycles = [];
        int without = 0;
        foreach (IGrouping<long, SeriesRow> day in rows.GroupBy(r => (r.UtcSeconds + shift) / SecondsPerDay))
        {
            double?[] values = new double?[SecondsPerDay / step];
            foreach (SeriesRow row in day)
                values[(row.UtcSeconds + shift) % SecondsPerDay / step] = row.Values[0];
            DielCycle? c = DielCycle.Of(values);
            cycles.Add((day.Key * SecondsPerDay - shift + SecondsPerDay / 2, c));
            without += c is null ? 1 : 0;
            if (c is not null)
                table.Add(DateTimeOffset.FromUnixTimeSeconds(day.Key * SecondsPerDay).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    c.Count, c.Mean, c.TrendPerDay, c.Amplitude, c.PeakHour, c.Range, c.RSquared, c.ResidualStandardDeviation);
        }
        parsed.Write(table, parsed.GetValue(Format)!);
        parsed.Messages().WriteLine($"{cycles.Count - without} days; {without} without a result (fewer than three quarters of their samples)");
        parsed.WritePlot(Plot, () => new SvgPlot($"Daily cycle: {ColumnLabel.Of(column)}", new PlotAxis("Day", AxisScale.Time) { UtcOffset = offset },
        [
            new Panel(new PlotAxis($"Amplitude ({ColumnLabel.Unit(column) ?? "as the column"})") { Low = 0 }, [new LineLayer("", PlotColours.Blue, [.. cycles.Select(c => new PlotPoint(c.Noon, c.Cycle?.Amplitude))])]) { HeightPx = 200 },
            new Panel(new PlotAxis("Local hour of the maximum (h)") { Low = 0, High = 24 }, [new PointsLayer("", PlotColours.Vermilion, [.. cycles.Select(c => new PlotPoint(c.Noon, c.Cycle?.PeakHour))])]) { HeightPx = 200 },
        ]));
        return 0;
    }
}
