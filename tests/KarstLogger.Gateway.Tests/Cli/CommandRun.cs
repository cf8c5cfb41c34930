using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Tests.Cli;

/// <summary>One call of the command line with what it printed. The console is one for the whole process, so tests of verbs run alone.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Messages)
{
    public static async Task<CommandRun> Of(string? input, params string[] arguments)
    {
        (TextWriter output, TextWriter messages, TextReader from) = (Console.Out, Console.Error, Console.In);
        using StringWriter written = new(), said = new();
        using StringReader given = new(input ?? "");
        try
        {
            Console.SetOut(written);
            Console.SetError(said);
            Console.SetIn(given);
            int code = await KarstCommandLine.RunAsync(arguments);
            return new(code, written.ToString(), said.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(messages);
            Console.SetIn(from);
        }
    }
}

/// <summary>Tests that own the console.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OwnsTheConsole
{
    public const string Name = "owns the console";
}
