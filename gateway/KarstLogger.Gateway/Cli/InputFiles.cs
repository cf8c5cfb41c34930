using KarstLogger.Gateway.Tables;

namespace KarstLogger.Gateway.Cli;

/// <summary>Where the inputs of a verb are: on the disk and on standard input for the command line, in the request for HTTP. A computing verb opens nothing but these.</summary>
public abstract class InputFiles
{
    /// <summary>Files of this machine; "-" is standard input.</summary>
    public static InputFiles OnDisk { get; } = new DiskFiles();

    /// <summary>How messages call an input.</summary>
    public abstract string NameOf(string file);

    /// <summary>Opens an input.</summary>
    /// <exception cref="BadInputException">It is not there, or cannot be read.</exception>
    public abstract TextReader Open(string file);

    /// <summary>The whole text of an input.</summary>
    /// <exception cref="BadInputException">It is not there, or cannot be read.</exception>
    public string Text(string file)
    {
        TextReader reader = Open(file);
        try
        {
            return reader.ReadToEnd();
        }
        catch (IOException cause)
        {
            throw new BadInputException(NameOf(file), null, null, cause.Message);
        }
        finally
        {
            if (!ReferenceEquals(reader, Console.In))
                reader.Dispose();
        }
    }

    /// <summary>An input as a table.</summary>
    /// <exception cref="BadInputException">It is not there, cannot be read, or has no header.</exception>
    public CsvTable Table(string file) => CsvTable.Read(NameOf(file), Open(file));

    private sealed class DiskFiles : InputFiles
    {
        public override string NameOf(string file) => file == "-" ? "standard input" : file;

        public override TextReader Open(string file)
        {
            if (file == "-")
                return Console.In;
            try
            {
                return new StreamReader(file);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                throw new BadInputException(file, null, null, cause.Message);
            }
        }
    }
}

/// <summary>The texts that a request brought, by the names of the verb's arguments and options. Nothing of the disk can be reached through it.</summary>
/// <param name="texts">What was sent.</param>
/// <param name="main">The input that stands for standard input; absent where the verb has none.</param>
public sealed class SentFiles(IReadOnlyDictionary<string, string> texts, string? main) : InputFiles
{
    /// <inheritdoc/>
    public override string NameOf(string file) => file == "-" && main is not null ? main : file;

    /// <inheritdoc/>
    public override TextReader Open(string file) => texts.TryGetValue(NameOf(file), out string? text) ? new StringReader(text)
        : throw new BadInputException(NameOf(file), null, NameOf(file), $"it is not in the body of the request; sent: {string.Join(", ", texts.Keys.DefaultIfEmpty("nothing"))}");
}
