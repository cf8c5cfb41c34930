using System.CommandLine;
using KarstLogger.Gateway.Plots;
using KarstLogger.Gateway.Tables;

namespace KarstLogger.Gateway.Cli;

/// <summary>One run of a verb with what it reads and where its output, its messages and its files go: the console and the disk, or one HTTP request.</summary>
public sealed class VerbInvocation : InvocationConfiguration
{
    /// <summary>Where the inputs are.</summary>
    public InputFiles Files { get; init; } = InputFiles.OnDisk;

    /// <summary>Takes a file that the verb was asked to write: name and text.</summary>
    public Action<string, string> WriteFile { get; init; } = OutputFile.Write;

    /// <summary>Form of the output.</summary>
    public string MediaType { get; set; } = "text/csv";
}

/// <summary>How a computing verb reads and writes, wherever it runs.</summary>
internal static class VerbExchange
{
    /// <summary>Where the inputs are.</summary>
    public static InputFiles Files(this ParseResult parsed) => Of(parsed).Files;

    /// <summary>What is said beside the result: standard error on the command line.</summary>
    public static TextWriter Messages(this ParseResult parsed) => parsed.InvocationConfiguration.Error;

    /// <summary>Writes the result.</summary>
    /// <param name="parsed">The run.</param>
    /// <param name="text">The result as it is.</param>
    /// <param name="form">csv, json, or any other text.</param>
    public static void Write(this ParseResult parsed, string text, string form)
    {
        Of(parsed).MediaType = form switch
        {
            "csv" => "text/csv",
            "json" => "application/json",
            _ => "text/plain",
        };
        parsed.InvocationConfiguration.Output.Write(text);
    }

    /// <summary>Writes the result as csv or json.</summary>
    public static void Write(this ParseResult parsed, ResultTable table, string format)
    {
        using StringWriter text = new();
        table.Write(text, format);
        parsed.Write(text.ToString(), format);
    }

    /// <summary>Writes a plot where one is asked for.</summary>
    public static void WritePlot(this ParseResult parsed, Option<string?> plot, Func<SvgPlot> draw)
    {
        if (parsed.GetValue(plot) is not { } file)
            return;
        Of(parsed).WriteFile(file, draw().Render());
        parsed.Messages().WriteLine($"plot written to {file}");
    }

    private static VerbInvocation Of(ParseResult parsed) => (VerbInvocation)parsed.InvocationConfiguration;
}

/// <summary>An argument that names an input. It may be absent where it has a default, which is standard input.</summary>
internal sealed class InputArgument : Argument<string>
{
    public InputArgument(string name, string description, bool mayBeAbsent) : base(name)
    {
        Description = description;
        if (mayBeAbsent)
            DefaultValueFactory = _ => "-";
    }
}

/// <summary>An option that names a further input.</summary>
internal sealed class InputOption : Option<string?>
{
    public InputOption(string name, string description) : base(name) => Description = description;
}

/// <summary>The option <c>--plot</c>.</summary>
internal sealed class PlotOption : Option<string?>
{
    public PlotOption(string what) : base("--plot") => Description = $"Write {what} as SVG to this file.";
}
