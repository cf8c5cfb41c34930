using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Plots;
using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst rating fit</c>: gaugings in, a rating out, with the three tests of its gaugings on standard error.</summary>
internal static class RatingFitVerb
{
    private static readonly Argument<string> File = new InputArgument("gaugings", "CSV with stage_m,discharge_m3s and, where known, u95_m3s,id,time; '-' or absent: standard input.", mayBeAbsent: true);
    private static readonly Option<string> Id = new("--id") { Description = "Name of the rating (a-z, 0-9, -).", DefaultValueFactory = _ => "r1" };
    private static readonly Option<string> From = new("--from") { Description = "First instant of validity.", Required = true };
    private static readonly Option<string> Segments = new("--segments") { Description = "1, 2, 3 or auto (smallest AICc).", DefaultValueFactory = _ => "1" };
    private static readonly Option<string[]> Control = new("--control") { Description = "One a segment from the lowest up: weir, notch, channel or pipe, then datum and its standard uncertainty in m, e.g. weir:0.20:0.01.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Joint = new("--joint") { Description = "Between two controls: lowest and highest stage of the change, m, e.g. 0.6:0.85.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Retransform = new("--retransform") { Description = "median, duan or lognormal.", DefaultValueFactory = _ => "median" };
    private static readonly Option<bool> Weighted = new("--weighted") { Description = "Weigh gaugings by their u95_m3s (one segment)." };
    private static readonly Option<double?> ZeroFlow = new("--zero-flow-m") { Description = "Surveyed stage of zero flow, m." };
    private static readonly Option<bool> Illustrative = new("--illustrative") { Description = "For a demonstration: every export says so." };
    private static readonly Option<string?> Plot = RatingVerb.Plot();

    public static Command Create()
    {
        Retransform.AcceptOnlyFromAmong("median", "duan", "lognormal");
        Segments.AcceptOnlyFromAmong("1", "2", "3", "auto");
        Command command = new("fit", "Fit a rating to gaugings; prints the sections of a station file.")
        {
            File, Id, From, Segments, Control, Joint, Retransform, Weighted, ZeroFlow, Illustrative, Plot,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string file = parsed.GetValue(File)!, id = parsed.GetValue(Id)!;
        if (!ConfigFields.IsSlug(id))
            throw new BadInputException($"--id: '{id}' is no name; permitted: a-z, 0-9 and -, 1 to 32 characters");
        long from = RatingVerb.Instant("--from", parsed.GetValue(From))!.Value;
        Gauging[] gaugings = TextFiles.Gaugings(parsed.Files(), file);
        RatingCurve rating = Fit(parsed, file, gaugings, id, from) with { StageOfZeroFlowMetres = parsed.GetValue(ZeroFlow), Illustrative = parsed.GetValue(Illustrative) };
        Report(parsed.Messages(), rating, gaugings);
        parsed.Write(RatingText.WriteFile(rating, $"least squares of ln Q, {gaugings.Length} gaugings"), "text");
        parsed.WritePlot(Plot, () => RatingPlot.Of(rating, gaugings, from));
        return 0;
    }

    private static RatingCurve Fit(ParseResult parsed, string file, Gauging[] gaugings, string id, long from)
    {
        Retransformation retransformation = Enum.Parse<Retransformation>(parsed.GetValue(Retransform)!, ignoreCase: true);
        string[] controls = parsed.GetValue(Control) ?? [];
        string segments = parsed.GetValue(Segments)!;
        if (controls.Length > 0)
            return RatingCurve.FromFit(Required(file, SegmentedFit.WithControls(gaugings, [.. controls.Select(ControlOf)], [.. (parsed.GetValue(Joint) ?? []).Select(JointOf)])), id, from, retransformation);
        if (segments == "1")
        {
            PowerLawFit fit = Required(file, parsed.GetValue(Weighted) ? PowerLawFit.FitWeighted(gaugings) : PowerLawFit.Fit(gaugings));
            if (fit.HeadDatumUndefined)
                parsed.Messages().WriteLine("The gaugings do not define the head datum (h0 lies at the edge of the search): survey it and give it with --control.");
            return RatingCurve.FromFit(fit, id, from, retransformation);
        }
        SegmentedFit chosen = Required(file, segments == "auto" ? SegmentedFit.Choose(gaugings) : SegmentedFit.Free(gaugings, int.Parse(segments, CultureInfo.InvariantCulture)));
        parsed.Messages().WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chosen.Segments.Length} segments, AICc {chosen.Aicc:0.00}"));
        return RatingCurve.FromFit(chosen, id, from, retransformation);
    }

    private static T Required<T>(string file, FitOutcome<T> outcome) where T : class => outcome.Fit ?? throw new BadInputException(file, null, null, outcome.Refusal switch
    {
        FitRefusal.TooFewGaugings => "too few gaugings for this fit: four for one segment, two more parameters than gaugings for each further one",
        FitRefusal.DischargeNotPositive => "a gauging has no positive discharge",
        FitRefusal.NoStageRange => "all gaugings lie at one stage",
        FitRefusal.HeadDatumAboveGaugings => "a head datum lies at or above a gauging of its segment",
        FitRefusal.ExponentOutOfRange => "the best exponent is outside 0.3 to 6, which no control has; look at the plot for gaugings of another control",
        FitRefusal.SegmentTooThin => $"a segment would hold fewer than {SegmentedFit.FewestGaugingsInSegment} gaugings",
        _ => "controls and joints do not match: one joint fewer than controls",
    });

    private static RatingControl ControlOf(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length == 3 && Number(parts[1]) is { } datum && Number(parts[2]) is >= 0 and { } uncertainty)
            switch (parts[0])
            {
                case "weir":
                    return RatingControl.RectangularWeir(datum, uncertainty);
                case "notch":
                    return RatingControl.TriangularWeir(datum, uncertainty);
                case "channel":
                    return RatingControl.Channel(datum, uncertainty);
                case "pipe":
                    return RatingControl.PipeFull(datum, uncertainty);
                default:
                    break;
            }
        throw new BadInputException($"--control: '{text}' is no control; the form is weir|notch|channel|pipe:datum_m:uncertainty_m, uncertainty 0 or more");
    }

    private static (double, double) JointOf(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 2 && Number(parts[0]) is { } low && Number(parts[1]) is { } high && low <= high
            ? (low, high) : throw new BadInputException($"--joint: '{text}' is no range of stage; the form is lowest_m:highest_m");
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    private static void Report(TextWriter messages, RatingCurve rating, Gauging[] gaugings)
    {
        void Line(FormattableString text) => messages.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        Line($"residual standard deviation {100 * rating.ResidualStandardDeviationLn:0.0} % (ln), {gaugings.Length} gaugings{(gaugings.Length < 12 ? "; 12 to 15 are wanted for a stable curve (ISO 18320)" : "")}");
        GaugingTests tests = GaugingTests.Of(gaugings, h => rating.Discharge(h, rating.ValidFromUtcSeconds) is { CubicMetresPerSecond: { } q } ? q : double.NaN);
        Line($"signs u {tests.SignStatistic:0.00} (limit {GaugingTests.SignLimit}), runs u {tests.RunStatistic:0.00} (limit {GaugingTests.RunLimit}{(tests.RunTestNeeded ? "" : ", not needed")}), deviation t {tests.DeviationStatistic:0.00} (limit {tests.DeviationLimit:0.00}), 2 Se {200 * tests.StandardError:0.0} %: {(tests.Passed ? "all three tests met" : "NOT all tests met")}");
    }
}
