using System.CommandLine;
using System.CommandLine.Completions;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Api;

/// <summary>A verb that only computes: it opens no store, so that a request can run it as the command line does.</summary>
/// <param name="Path">Its words, e.g. rating, fit.</param>
/// <param name="Command">Its arguments and options.</param>
internal sealed record ComputingVerb(string[] Path, Command Command)
{
    private static readonly string[] Words = ["rating", "gauging", "regress", "titrate", "qc", "drift", "flux", "recession", "baseflow", "events", "diel"];

    /// <summary>All of them, in the order of the command line.</summary>
    public static IReadOnlyList<ComputingVerb> All { get; } = [.. KarstCommandLine.Root.Subcommands.Where(c => Words.Contains(c.Name)).SelectMany(c => Leaves([c.Name], c))];

    /// <summary>Everything that a request may name.</summary>
    public IEnumerable<Symbol> Symbols => Command.Arguments.Concat<Symbol>(Command.Options.Where(o => o is not PlotOption));

    /// <summary>What is read.</summary>
    public IEnumerable<Symbol> Inputs => Symbols.Where(IsInput);

    /// <summary>The input that a CSV body is: the one that the command line reads from standard input.</summary>
    public InputArgument? Main => Command.Arguments.OfType<InputArgument>().OrderByDescending(a => a.HasDefaultValue).FirstOrDefault();

    /// <summary>True where the command line has <c>--plot</c>.</summary>
    public bool HasPlot => Command.Options.Any(o => o is PlotOption);

    /// <summary>Name of an argument or option in a request.</summary>
    public static string NameOf(Symbol symbol) => symbol.Name.TrimStart('-');

    /// <summary>True for what names a file on the command line and is sent as a text over HTTP.</summary>
    public static bool IsInput(Symbol symbol) => symbol is InputArgument or InputOption;

    /// <summary>The values that a symbol is restricted to; null where it is not.</summary>
    public static string? PermittedOf(Symbol symbol) => symbol.GetCompletions(CompletionContext.Empty).Select(c => c.Label).ToArray() is { Length: > 0 } labels ? string.Join(", ", labels) : null;

    /// <summary>The argument or option of a name; null where there is none.</summary>
    public Symbol? Find(string name) => Symbols.FirstOrDefault(s => NameOf(s) == name);

    private static IEnumerable<ComputingVerb> Leaves(string[] path, Command command) => command.Subcommands.Count == 0
        ? [new ComputingVerb(path, command)] : command.Subcommands.SelectMany(c => Leaves([.. path, c.Name], c));
}
