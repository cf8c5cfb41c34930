using System.CommandLine;

namespace KarstLogger.Gateway.Cli;

/// <summary>
/// The root of the command line. Data goes to standard output, messages to standard error; exit code 0 = done,
/// 1 = the input was refused or a check found something, 2 = the command was called wrongly.
/// </summary>
public static class KarstCommandLine
{
    /// <summary>Parses and runs one command; returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Run the command with --help for its form.");
            return 2;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (BadInputException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }

    private static RootCommand Create()
    {
        RootCommand root = new("KarstLogger: samples, ratings, hydrochemistry and carbon-sink flux of karst springs.");
        foreach (Command verb in Verbs())
            root.Subcommands.Add(verb);
        return root;
    }

    private static IEnumerable<Command> Verbs()
    {
        yield return SpeciateVerb.Create();
        yield return CheckPublishedVerb.Create();
    }
}
