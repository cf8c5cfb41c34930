using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Plots;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst rating show</c>: a rating as a table of its segments, with limits, shifts and version on standard error.</summary>
internal static class RatingShowVerb
{
    private static readonly Argument<string> File = RatingVerb.RatingFile();
    private static readonly Option<string?> Id = RatingVerb.RatingId();
    private static readonly Option<string?> Gaugings = new InputOption("--gaugings", "CSV of gaugings to draw and to test the rating with.");
    private static readonly Option<string?> Plot = RatingVerb.Plot();
    private static readonly Option<string> Format = RatingVerb.Format();

    public static Command Create()
    {
        Command command = new("show", "Segments, limits, shifts and version of a rating.") { File, Id, Gaugings, Plot, Format };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        RatingCurve rating = RatingVerb.Find(parsed, parsed.GetValue(File)!, parsed.GetValue(Id));
        Gauging[] gaugings = parsed.GetValue(Gaugings) is { } file ? TextFiles.Gaugings(parsed.Files(), file) : [];
        parsed.Messages().WriteLine($"rating {rating.Id}, version {rating.Fingerprint}{(rating.Illustrative ? ", ILLUSTRATIVE" : "")}");
        parsed.Messages().WriteLine($"valid from {RatingText.Instant(rating.ValidFromUtcSeconds)}{(rating.ValidToUtcSeconds is { } to ? " to " + RatingText.Instant(to) : "")}");
        if (rating.GaugedDischarge is { } gauged)
            parsed.Messages().WriteLine(string.Create(CultureInfo.InvariantCulture, $"gauged from {gauged.Lowest:R} to {gauged.Highest:R} m3/s"));
        foreach (DatedShift shift in rating.Shifts)
            parsed.Messages().WriteLine($"shift from {RatingText.Instant(shift.UtcSeconds)}: {string.Join(", ", shift.Nodes.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.ShiftMetres:+0.000;-0.000} m at {n.StageMetres:0.000} m")))}");
        foreach (Gauging gauging in gaugings)
            parsed.Messages().WriteLine(GaugingVerb.Say(GaugingCheck.Of(rating, gauging, gauging.UtcSeconds ?? rating.ValidFromUtcSeconds), gauging));
        ResultTable table = new("segment", "c_m3_s", "exponent", "h0_m", "up_to_stage_m", "rise_per_m");
        for (int i = 0; i < rating.Segments.Length; i++)
        {
            RatingSegment s = rating.Segments[i];
            table.Add(i + 1, Elementary.Exp(s.LnC), s.Exponent, s.HeadDatumMetres, s.UpperStageMetres, s.CoefficientRisePerMetre);
        }
        parsed.Write(table, parsed.GetValue(Format)!);
        parsed.WritePlot(Plot, () => RatingPlot.Of(rating, gaugings, rating.Shifts.Length > 0 ? rating.Shifts[^1].UtcSeconds : rating.ValidFromUtcSeconds));
        return 0;
    }
}
