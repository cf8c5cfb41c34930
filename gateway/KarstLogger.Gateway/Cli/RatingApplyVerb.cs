using System.CommandLine;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst rating apply</c>: stages in, discharges with interval, shift and state out.</summary>
internal static class RatingApplyVerb
{
    private static readonly Argument<string> Rating = RatingVerb.RatingFile();
    private static readonly Argument<string> Series = new InputArgument("stages", "CSV with time,stage_m and, where there is a second stage, downstream_stage_m; '-' or absent: standard input.", mayBeAbsent: true);
    private static readonly Option<string> Format = RatingVerb.Format();

    public static Command Create()
    {
        Command command = new("apply", "Discharge of a series of stages by the rating in force at each instant.") { Rating, Series, Format };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string file = parsed.GetValue(Rating)!;
        IReadOnlyList<RatingCurve> ratings = RatingText.Read(file, parsed.Files().Text(file));
        using CsvTable table = TextFiles.Series(parsed.Files(), parsed.GetValue(Series)!, out string time);
        string stage = table.Need("stage_m", "stage");
        string? downstream = table.Find("downstream_stage_m");
        ResultTable results = new("time", "stage_m", "discharge_m3s", "gauging_low95_m3s", "gauging_high95_m3s", "state", "shift_m", "rating", "illustrative");
        while (table.Read())
        {
            long at = table.Instant(time, TimeSpan.Zero);
            if (table.Number(stage, -100, 1000) is not { } h)
            {
                results.Add(RatingText.Instant(at), null, null, null, null, "NoStage", null, null, null);
                continue;
            }
            RatingCurve rating = ratings.LastOrDefault(r => r.ValidFromUtcSeconds <= at) ?? ratings[0];
            DischargeEstimate q = rating.Discharge(h, at, downstream is null ? null : table.Number(downstream, -100, 1000));
            results.Add(RatingText.Instant(at), h, q.CubicMetresPerSecond, q.GaugingLow95, q.GaugingHigh95, q.State.ToString(), q.ShiftMetres, rating.Id, q.Illustrative);
        }
        parsed.Write(results, parsed.GetValue(Format)!);
        return 0;
    }
}
