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
    private static readonly Option<double?> LevelSd = new("--level-sd-m") { Description = "Standard deviation of the level's noise, m: adds how much waves make the discharge read high." };
    private static readonly Option<string> Format = RatingVerb.Format();

    public static Command Create()
    {
        Command command = new("apply", "Discharge of a series of stages by the rating in force at each instant.") { Rating, Series, LevelSd, Format };
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
        double? noise = parsed.GetValue(LevelSd) is not { } deviation ? null : deviation is >= 0 and <= 1 ? deviation : throw new BadInputException("--level-sd-m: permitted are 0 to 1");
        object?[] Row(double? biasPercent, params object?[] columns) => noise is null ? columns : [.. columns, biasPercent];
        string[] names = ["time", "stage_m", "discharge_m3s", "gauging_low95_m3s", "gauging_high95_m3s", "state", "shift_m", "rating", "illustrative"];
        ResultTable results = new(noise is null ? names : [.. names, "level_noise_bias_percent"]);
        while (table.Read())
        {
            long at = table.Instant(time, TimeSpan.Zero);
            if (table.Number(stage, -100, 1000) is not { } h)
            {
                results.Add(Row(null, RatingText.Instant(at), null, null, null, null, "NoStage", null, null, null));
                continue;
            }
            RatingCurve rating = ratings.LastOrDefault(r => r.ValidFromUtcSeconds <= at) ?? ratings[0];
            DischargeEstimate q = rating.Discharge(h, at, downstream is null ? null : table.Number(downstream, -100, 1000));
            double? bias = noise is { } sd && q.CubicMetresPerSecond > 0 && q.HeadMetres > 0 ? 100 * LevelNoise.RelativeBias(rating.Segments[q.Segment].Exponent, q.HeadMetres, sd) : null;
            results.Add(Row(bias, RatingText.Instant(at), h, q.CubicMetresPerSecond, q.GaugingLow95, q.GaugingHigh95, q.State.ToString(), q.ShiftMetres, rating.Id, q.Illustrative));
        }
        parsed.Write(results, parsed.GetValue(Format)!);
        return 0;
    }
}
