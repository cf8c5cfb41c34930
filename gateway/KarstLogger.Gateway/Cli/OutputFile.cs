namespace KarstLogger.Gateway.Cli;

/// <summary>Writes a file that a person asked for by name, with a refusal that says why it could not be written.</summary>
public static class OutputFile
{
    /// <summary>Writes the text as UTF-8.</summary>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Write(string file, string text)
    {
        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(file, null, null, cause.Message);
        }
    }
}
