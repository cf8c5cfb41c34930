using System.Diagnostics;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Tests;

/// <summary>One run of the command line as a process of its own: what a person at a terminal gets.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Messages)
{
    /// <summary>The lines of the output, without the last empty one.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs <c>karst</c> with these arguments and, where given, this standard input.</summary>
    public static async Task<CommandRun> Karst(string[] arguments, string standardInput = "")
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[typeof(KarstCommandLine).Assembly.Location, .. arguments])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), messages = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(standardInput);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new CommandRun(process.ExitCode, await output, await messages);
    }
}
