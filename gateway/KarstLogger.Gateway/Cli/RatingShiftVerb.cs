using System.CommandLine;
using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst rating shift</c>: the same rating with one dated shift more. The file that was read is not touched.</summary>
internal static class RatingShiftVerb
{
    private static readonly Argument<string> File = RatingVerb.RatingFile();
    private static readonly Option<string?> Id = RatingVerb.RatingId();
    private static readonly Option<string> At = new("--at") { Description = "Instant from which the shift holds in full; between two shifts it grows linearly.", Required = true };
    private static readonly Option<string[]> Node = new("--node") { Description = "stage:shift in m, one to three with rising stage, e.g. 0.2:-0.03 0.8:0.", Required = true, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Reason = new("--reason") { Description = "What was seen, e.g. 'leaves on the sill'.", Required = true };

    public static Command Create()
    {
        Command command = new("shift", "Add a dated shift to a rating; prints the new sections.") { File, Id, At, Node, Reason };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        RatingCurve rating = RatingVerb.Find(parsed, parsed.GetValue(File)!, parsed.GetValue(Id));
        string at = parsed.GetValue(At)!;
        string[] nodes = parsed.GetValue(Node)!;
        long instant = RatingVerb.Instant("--at", at)!.Value;
        DatedShift shift = RatingFields.TryShift([at, .. nodes])
            ?? throw new BadInputException($"--node: '{string.Join(' ', nodes)}' is no shift; one to three pairs stage:shift in m with rising stage, shift at most 10 m");
        if (instant < rating.ValidFromUtcSeconds || instant >= rating.ValidToUtcSeconds)
            throw new BadInputException($"--at: {at} is outside the validity of rating '{rating.Id}' (from {RatingText.Instant(rating.ValidFromUtcSeconds)})");
        RatingCurve shifted = rating with { Shifts = [.. rating.Shifts.Append(shift).OrderBy(s => s.UtcSeconds)] };
        parsed.Write(RatingText.WriteFile(shifted, $"shift of {at}: {parsed.GetValue(Reason)!.ReplaceLineEndings(" ").Replace('#', ' ')}"), "text");
        parsed.Messages().WriteLine($"version {rating.Fingerprint[..12]} becomes {shifted.Fingerprint[..12]}; put it into the station file and add that with './karst sites add'");
        return 0;
    }
}
