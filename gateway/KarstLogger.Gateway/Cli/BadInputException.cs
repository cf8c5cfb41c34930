namespace KarstLogger.Gateway.Cli;

/// <summary>
/// Input that a person must correct. The message names the file, the line (1-based) and the field where they are known, what was found and what is permitted;
/// it is printed as it is and the command ends with exit code 1.
/// </summary>
public sealed class BadInputException : Exception
{
    /// <summary>A refusal with its place.</summary>
    public BadInputException(string file, int? line, string? field, string what)
        : base($"{file}{(line is null ? "" : $", line {line}")}{(field is null ? "" : $", field '{field}'")}: {what}")
    {
    }

    /// <summary>A refusal without a file.</summary>
    public BadInputException(string message) : base(message)
    {
    }
}
