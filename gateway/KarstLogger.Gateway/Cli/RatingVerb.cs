using System.CommandLine;
using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst rating</c>: stage to discharge; its ratings are sections of a station file.</summary>
public static class RatingVerb
{
    /// <summary>The command.</summary>
    public static Command Create() => new("rating", "Fit, apply, show, shift and exchange ratings (stage to discharge).")
    {
        RatingFitVerb.Create(), RatingApplyVerb.Create(), RatingShowVerb.Create(), RatingShiftVerb.Create(),
        RatingTableVerbs.Import(), RatingTableVerbs.Export(), RatingStructureVerb.Create(),
    };

    internal static Argument<string> RatingFile() => new InputArgument("ratings", "Rating file or station file; '-': standard input.", mayBeAbsent: false);

    internal static Option<string?> RatingId() => new("--rating") { Description = "Name of the rating where the file holds several (default: the last in time)." };

    internal static Option<string?> Plot() => new PlotOption("the plot");

    internal static Option<string> Format()
    {
        Option<string> format = new("--format") { Description = "csv or json.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json");
        return format;
    }

    /// <summary>An instant given as an option.</summary>
    internal static long? Instant(string option, string? text) => text is null ? null : ConfigFields.TryInstant(text)
        ?? throw new BadInputException($"{option}: '{text}' is no instant; the forms are 2026-05-01 and 2026-05-01T08:00:00Z (UTC)");

    /// <summary>The named rating of a file, or the last.</summary>
    internal static RatingCurve Find(ParseResult parsed, string file, string? id)
    {
        IReadOnlyList<RatingCurve> ratings = RatingText.Read(file, parsed.Files().Text(file));
        return id is null ? ratings[^1] : ratings.FirstOrDefault(r => r.Id == id)
            ?? throw new BadInputException(file, null, "rating", $"'{id}' is not in it; it holds {string.Join(", ", ratings.Select(r => r.Id))}");
    }
}
