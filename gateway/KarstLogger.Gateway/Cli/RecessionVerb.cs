using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Plots;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Springs;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst recession</c>: Maillet and Mangin on daily means of a recession.</summary>
public static class RecessionVerb
{
    private const double SecondsPerDay = 86400;
    private const int CurveSteps = 200;

    private static readonly Argument<string> File = new InputArgument("series", "CSV with time,discharge_m3s; '-' or absent: standard input.", mayBeAbsent: true);
    private static readonly Option<string?> Begin = new("--begin") { Description = "First day (default: the longest recession of the record)." };
    private static readonly Option<string?> End = new("--end") { Description = "Last day." };
    private static readonly Option<double?> Infiltration = new("--infiltration-days") { Description = "Day at which quick infiltration ends (Mangin's ti); Maillet is then fitted from there on." };
    private static readonly Option<double?> Transit = new("--transit-m3-per-year") { Description = "Mean yearly volume of the spring, for Mangin's k." };
    private static readonly Option<double> Offset = SpringOptions.UtcOffset();
    private static readonly Option<string?> Plot = RatingVerb.Plot();
    private static readonly Option<string> Format = RatingVerb.Format();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("recession", "Recession coefficients and dynamic volume of a spring.") { File, Begin, End, Infiltration, Transit, Offset, Plot, Format };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string file = parsed.GetValue(File)!;
        (long firstDay, double?[] means) = DischargeSeries.DailyMeans(DischargeSeries.Read(parsed.Files(), file, (["discharge_m3s", "discharge", "q"], false)), SpringOptions.Offset(parsed.GetValue(Offset)));
        (int first, int last) = MailletRecession.LongestRecession(means);
        int Index(Option<string?> option, int otherwise) => RatingVerb.Instant(option.Name, parsed.GetValue(option)) is { } at ? (int)Math.Floor((at - firstDay) / SecondsPerDay) : otherwise;
        (first, last) = (Index(Begin, first), Index(End, last));
        if (first < 0 || last >= means.Length || last - first < 4 || Enumerable.Range(first, last - first + 1).Any(i => means[i] is null))
            throw new BadInputException(file, null, null, "the recession needs at least five days, all inside the record and without a gap");
        double[] q = [.. means[first..(last + 1)].Select(v => v!.Value)], days = [.. Enumerable.Range(0, q.Length).Select(i => (double)i)];
        int from = parsed.GetValue(Infiltration) is { } ti ? Array.FindIndex(days, d => d >= ti) : 0;
        if (from < 0 || MailletRecession.FitLog(days[from..], q[from..]) is not { } log || MailletRecession.FitDischarge(days[from..], q[from..]) is not { } direct)
            throw new BadInputException(file, null, null, "no exponential fits: fewer than three days after --infiltration-days, or discharge does not vary");
        ManginRecession? mangin = parsed.GetValue(Infiltration) is { } infiltration ? ManginRecession.Fit(days, q, infiltration) : null;
        long begin = firstDay + (long)(first * SecondsPerDay);
        parsed.Write(Results(begin, days.Length, log, direct, mangin, parsed.GetValue(Transit)), parsed.GetValue(Format)!);
        parsed.WritePlot(Plot, () => PlotOf(begin, days, q, direct, mangin));
        return 0;
    }

    private static ResultTable Results(long begin, int days, MailletRecession log, MailletRecession direct, ManginRecession? mangin, double? transit)
    {
        ResultTable table = new("quantity", "value", "unit");
        table.Add("first day", RatingText.Instant(begin), "");
        table.Add("days", days, "d");
        foreach ((string name, MailletRecession fit) in (ReadOnlySpan<(string, MailletRecession)>)[("Maillet on ln Q", log), ("Maillet on Q", direct)])
        {
            table.Add(name + ": Q0", fit.InitialCubicMetresPerSecond, "m3/s");
            table.Add(name + ": alpha", fit.AlphaPerDay, "1/d");
            table.Add(name + ": R2", fit.RSquared, "1");
            table.Add(name + ": half life", fit.HalfLifeDays, "d");
            table.Add(name + ": dynamic volume", fit.DynamicVolumeCubicMetres, "m3");
        }
        if (mangin is null)
            return table;
        table.Add("Mangin: epsilon", mangin.EpsilonPerDay, "1/d");
        table.Add("Mangin: eta", mangin.EtaPerDay, "1/d");
        table.Add("Mangin: quick discharge at the peak", mangin.QuickCubicMetresPerSecond, "m3/s");
        table.Add("Mangin: i", mangin.InfiltrationDelay, "1");
        table.Add("Mangin: dynamic volume", mangin.DynamicVolumeCubicMetres, "m3");
        if (transit is { } perYear)
            table.Add("Mangin: k", mangin.RegulatingPowerYears(perYear), "a");
        return table;
    }

    private static SvgPlot PlotOf(long begin, double[] days, double[] q, MailletRecession maillet, ManginRecession? mangin)
    {
        double[] fine = [.. Enumerable.Range(0, CurveSteps + 1).Select(i => days[^1] * i / CurveSteps)];
        List<PlotLayer> layers =
        [
            new PointsLayer("Daily mean", PlotColours.Black, [.. days.Zip(q, (d, v) => new PlotPoint(d, v))]),
            new LineLayer("Maillet", PlotColours.Blue, [.. fine.Select(d => new PlotPoint(d, maillet.At(d)))]),
        ];
        if (mangin is not null)
            layers.Add(new LineLayer("Mangin", PlotColours.Vermilion, [.. fine.Select(d => new PlotPoint(d, mangin.At(d)))]));
        return new SvgPlot($"Recession from {RatingText.Instant(begin)[..10]}", new PlotAxis("Days since the peak (d)"), [new Panel(new PlotAxis("Discharge (m³/s)", AxisScale.Log), [.. layers])])
        {
            Footer = string.Create(CultureInfo.InvariantCulture, $"Maillet: Q = {maillet.InitialCubicMetresPerSecond:0.####} exp(-{maillet.AlphaPerDay:0.#####} t), half life {maillet.HalfLifeDays:0.#} d."),
        };
    }
}
