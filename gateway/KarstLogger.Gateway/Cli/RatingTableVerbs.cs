using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Plots;
using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst rating import-rdb</c> and <c>export-rdb</c>: USGS rating tables.</summary>
internal static class RatingTableVerbs
{
    private static readonly Argument<string> Table = new InputArgument("table", "USGS RDB rating, base or exsa, in feet; '-': standard input.", mayBeAbsent: false);
    private static readonly Option<string> NewId = new("--id") { Description = "Name of the rating here (a-z, 0-9, -).", DefaultValueFactory = _ => "usgs" };
    private static readonly Option<string?> From = new("--from") { Description = "First instant of validity, where the table has none." };
    private static readonly Option<double?> Percent = new("--uncertainty-percent") { Description = "Half width of the 95 % interval of the table's discharges, percent, as its maker states it." };
    private static readonly Option<string?> Gaugings = new InputOption("--gaugings", "CSV with stage_m and discharge_m3s: the uncertainty of the table from how far they lie from it.");
    private static readonly Option<string?> Plot = RatingVerb.Plot();
    private static readonly Argument<string> Rating = RatingVerb.RatingFile();
    private static readonly Option<string?> Id = RatingVerb.RatingId();
    private static readonly Option<string> Form = new("--form") { Description = "base or exsa.", DefaultValueFactory = _ => "exsa" };
    private static readonly Option<double?> Lowest = new("--lowest-m") { Description = "Lowest stage of the table, m." };
    private static readonly Option<double?> Highest = new("--highest-m") { Description = "Highest stage of the table, m." };
    private static readonly Option<string> Station = new("--station") { Description = "Station number for the header.", DefaultValueFactory = _ => "" };
    private static readonly Option<string?> At = new("--at") { Description = "Instant whose shift the expanded table carries (default: the last shift)." };

    public static Command Import()
    {
        Command command = new("import-rdb", "Read a USGS rating table; prints the sections of a station file, in metres.") { Table, NewId, From, Percent, Gaugings, Plot };
        command.SetAction(RunImport);
        return command;
    }

    public static Command Export()
    {
        Form.AcceptOnlyFromAmong("base", "exsa");
        Command command = new("export-rdb", "Write a rating as a USGS table, in feet.") { Rating, Id, Form, Lowest, Highest, Station, At };
        command.SetAction(RunExport);
        return command;
    }

    private static int RunImport(ParseResult parsed)
    {
        string file = parsed.GetValue(Table)!;
        (UsgsRatingTable? table, UsgsRatingFault? fault) = UsgsRatingReader.Read(parsed.Files().Text(file).Split('\n'));
        if (fault is not null)
            throw new BadInputException(file, fault.Line, fault.Field, fault.What);
        RatingCurve rating = table!.ToRatingCurve(parsed.GetValue(NewId)!);
        if (RatingVerb.Instant("--from", parsed.GetValue(From)) is { } from)
            rating = rating with { ValidFromUtcSeconds = from };
        if (rating.ValidFromUtcSeconds == long.MinValue)
            throw new BadInputException(file, null, "RATING_DATETIME", "the table has no begin of validity; give it with --from");
        (rating, string said) = WithUncertainty(rating, parsed.GetValue(Percent), parsed.Files(), parsed.GetValue(Gaugings));
        parsed.Write(RatingText.WriteFile(rating, $"USGS rating {table.RatingId} of station {table.StationNumber} {table.StationName}".Replace('#', ' ')), "text");
        parsed.Messages().WriteLine($"{table.DefiningPoints.Length} defining points; {said}");
        parsed.WritePlot(Plot, () => RatingPlot.Of(rating, [], rating.ValidFromUtcSeconds));
        return 0;
    }

    private static (RatingCurve Rating, string Said) WithUncertainty(RatingCurve rating, double? percent, InputFiles files, string? gaugings)
    {
        if (percent is not null && gaugings is not null)
            throw new BadInputException("--uncertainty-percent and --gaugings: give one of them.");
        if (percent is { } stated)
            return stated is > 0 and <= 100 ? (rating with { CommonStandardUncertaintyLn = stated / 100 / UncertaintyBudget.CoverageFactor95 }, string.Create(CultureInfo.InvariantCulture, $"interval of {stated} % as stated"))
                : throw new BadInputException("--uncertainty-percent: permitted are more than 0 to 100");
        if (gaugings is null)
            return (rating, "the table says nothing of its gaugings, so discharges have no interval: give --uncertainty-percent or --gaugings");
        return TableUncertainty.Of(rating, TextFiles.Gaugings(files, gaugings)) is { } found ? (found.Applied(rating), $"{found}: interval from them")
            : throw new BadInputException(gaugings, null, "stage_m", $"fewer than {TableUncertainty.LeastGaugings} gaugings lie inside the table");
    }

    private static int RunExport(ParseResult parsed)
    {
        string file = parsed.GetValue(Rating)!;
        RatingCurve rating = RatingVerb.Find(parsed, file, parsed.GetValue(Id));
        double? gaugedLow = rating.GaugedDischarge is { } g ? GaugingCheck.StageOf(rating, g.Lowest) : null, gaugedHigh = rating.GaugedDischarge is { } h ? GaugingCheck.StageOf(rating, h.Highest) : null;
        double lowest = parsed.GetValue(Lowest) ?? rating.DefinedStage?.Lowest ?? gaugedLow ?? throw new BadInputException(file, null, null, "no limits in the rating; give --lowest-m");
        double highest = parsed.GetValue(Highest) ?? rating.DefinedStage?.Highest ?? gaugedHigh ?? throw new BadInputException(file, null, null, "no limits in the rating; give --highest-m");
        if (!(highest > lowest))
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--highest-m {highest} is not above --lowest-m {lowest}"));
        long at = RatingVerb.Instant("--at", parsed.GetValue(At)) ?? (rating.Shifts.Length > 0 ? rating.Shifts[^1].UtcSeconds : rating.ValidFromUtcSeconds);
        UsgsRatingTable table = UsgsRatingWriter.FromRating(rating, parsed.GetValue(Station)!, lowest, highest, at)
            ?? throw new BadInputException(file, null, null, string.Create(CultureInfo.InvariantCulture, $"the rating gives no discharge between {lowest} and {highest} m"));
        parsed.Write(UsgsRatingWriter.Write(table, parsed.GetValue(Form) == "base" ? UsgsRatingForm.Base : UsgsRatingForm.Exsa), "text");
        return 0;
    }
}
