using System.Text.RegularExpressions;

namespace KarstLogger.Gateway.Cli;

/// <summary>
/// Input that a person must correct. The message names the file, the line (1-based) and the field where they are known, what was found and what is permitted;
/// it is printed as it is and the command ends with exit code 1. Over HTTP the same message becomes a problem with <c>line</c>, <c>field</c> and <c>permitted</c>.
/// </summary>
public sealed partial class BadInputException : Exception
{
    /// <summary>A refusal with its place.</summary>
    public BadInputException(string file, int? line, string? field, string what)
        : base($"{file}{(line is null ? "" : $", line {line}")}{(field is null ? "" : $", field '{field}'")}: {what}") =>
        (Line, Field, Permitted) = (line, field, PermittedIn(what));

    /// <summary>A refusal without a file; one of an option begins with its name (<c>--from: ...</c>).</summary>
    public BadInputException(string message) : base(message) =>
        (Field, Permitted) = (OptionName().Match(message) is { Success: true } option ? option.Groups[1].Value : null, PermittedIn(message));

    /// <summary>1-based line, where there is one.</summary>
    public int? Line { get; }

    /// <summary>Column, key or option, where there is one.</summary>
    public string? Field { get; }

    /// <summary>What is permitted there, where the message says it ("permitted: ...", "a number from ... to ...").</summary>
    public string? Permitted { get; }

    private static string? PermittedIn(string what) => PermittedPhrase().Match(what) is { Success: true } found ? found.Groups["what"].Value.TrimEnd('.', ')', ' ') : null;

    [GeneratedRegex(@"^--([a-z0-9-]+)")]
    private static partial Regex OptionName();

    // The forms in which our messages say it.
    [GeneratedRegex(@"(?:permitted(?:: | are | )|the forms? (?:is|are) )(?<what>[^;]+)|is not (?<what>(?:a number from|above) [^;]+)")]
    private static partial Regex PermittedPhrase();
}
