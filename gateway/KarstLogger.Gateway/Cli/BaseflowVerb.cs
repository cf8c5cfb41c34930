using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Plots;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Springs;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst baseflow</c>: baseflow of daily means by Lyne and Hollick or Eckhardt.</summary>
public static class BaseflowVerb
{
    private const long SecondsPerDay = 86400;

    private static readonly Argument<string> File = new InputArgument("series", "CSV with time,discharge_m3s; shorter steps are averaged to days; '-' or absent: standard input.", mayBeAbsent: true);
    private static readonly Option<string> Method = new("--method") { Description = "lyne-hollick or eckhardt.", DefaultValueFactory = _ => "lyne-hollick" };
    private static readonly Option<double> Alpha = new("--alpha") { Description = "Filter constant of Lyne and Hollick.", DefaultValueFactory = _ => Baseflow.UsualLyneHollickAlpha };
    private static readonly Option<int> Passes = new("--passes") { Description = "1 to 3.", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Pad = new("--pad-days") { Description = "Days reflected at both ends.", DefaultValueFactory = _ => 30 };
    private static readonly Option<double> Recession = new("--recession") { Description = "Eckhardt's a, a day.", DefaultValueFactory = _ => 0.98 };
    private static readonly Option<double> Most = new("--bfi-max") { Description = "Eckhardt's largest baseflow index: 0.80 porous, 0.50 ephemeral, 0.25 hard rock.", DefaultValueFactory = _ => 0.80 };
    private static readonly Option<double> Offset = SpringOptions.UtcOffset();
    private static readonly Option<string?> Plot = RatingVerb.Plot();
    private static readonly Option<string> Format = RatingVerb.Format();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Method.AcceptOnlyFromAmong("lyne-hollick", "eckhardt");
        Command command = new("baseflow", "Part baseflow from quickflow.") { File, Method, Alpha, Passes, Pad, Recession, Most, Offset, Plot, Format };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        foreach (Option<double> share in (Option<double>[])[Alpha, Recession, Most])
            if (!(parsed.GetValue(share) is > 0 and < 1))
                throw new BadInputException($"{share.Name}: permitted are values between 0 and 1");
        if (parsed.GetValue(Passes) is < 1 or > 3 || parsed.GetValue(Pad) is < 0 or > 365)
            throw new BadInputException("--passes: permitted are 1 to 3; --pad-days: 0 to 365");
        TimeSpan offset = SpringOptions.Offset(parsed.GetValue(Offset));
        (long first, double?[] q) = DischargeSeries.DailyMeans(DischargeSeries.Read(parsed.Files(), parsed.GetValue(File)!, (["discharge_m3s", "discharge", "q"], false)), offset);
        bool eckhardt = parsed.GetValue(Method) == "eckhardt";
        double?[] b = eckhardt ? Baseflow.Eckhardt(q, parsed.GetValue(Recession), parsed.GetValue(Most)) : Baseflow.LyneHollick(q, parsed.GetValue(Alpha), parsed.GetValue(Passes), parsed.GetValue(Pad));
        ResultTable table = new("day", "discharge_m3s", "baseflow_m3s");
        for (int i = 0; i < q.Length; i++)
            table.Add(DateTimeOffset.FromUnixTimeSeconds(first + i * SecondsPerDay).ToOffset(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), q[i], b[i]);
        parsed.Write(table, parsed.GetValue(Format)!);
        string index = string.Create(CultureInfo.InvariantCulture, $"baseflow index {Baseflow.Index(q, b):0.0000}");
        parsed.Messages().WriteLine($"{index}, {q.Count(v => v is null)} of {q.Length} days without a mean; the filter restarts after each gap");
        parsed.WritePlot(Plot, () => new SvgPlot($"Baseflow ({(eckhardt ? "Eckhardt" : "Lyne and Hollick")})", new PlotAxis("Day", AxisScale.Time) { UtcOffset = offset },
        [
            new Panel(new PlotAxis("Discharge (m³/s)"),
            [
                new LineLayer("Daily mean", PlotColours.Blue, [.. q.Select((v, i) => new PlotPoint(first + i * SecondsPerDay, v))]),
                new LineLayer("Baseflow", PlotColours.Vermilion, [.. b.Select((v, i) => new PlotPoint(first + i * SecondsPerDay, v))]),
            ]),
        ]) { Footer = index + "." });
        return 0;
    }
}
