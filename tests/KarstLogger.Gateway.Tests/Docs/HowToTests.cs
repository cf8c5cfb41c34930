using System.Diagnostics;
using System.Text.RegularExpressions;
using KarstLogger.Gateway.Cli;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Docs;

/// <summary>The commands of the how-to pages, run as they stand there, in their order, in a folder with the example files.</summary>
public sealed partial class HowToTests
{
    /// <summary>Pages that need what a test has not: hardware, a gateway that runs on, or records that are not kept in the project.</summary>
    private static readonly string[] NotRun = ["dashboard", "gateway-instruments", "import", "real-records", "serve", "station-file"];

    /// <summary>Records of other publishers: commands that name one are run by the tests of the verb.</summary>
    private static readonly string[] Foreign = ["LR_FB_BA_2014.csv"];

    /// <summary>Commands that read what a gateway has derived over weeks; the tests of the verbs run them on stores of their own.</summary>
    private static readonly string[] OnADerivedStore = ["totals --station huanghou", "reprocess --station SLUG", "karst visits "];

    private static readonly string Pages = Path.Combine(ReferenceFiles.ProjectRoot, "docs", "how-to");

    public static TheoryData<string> Run => [.. Directory.EnumerateFiles(Pages, "*.md").Select(p => Path.GetFileNameWithoutExtension(p)).Except(NotRun).Where(page => Commands(page).Count > 0).Order()];

    [Theory]
    [MemberData(nameof(Run))]
    public async Task Every_command_of_the_page_does_what_it_says(string page)
    {
        string folder = Directory.CreateTempSubdirectory("karst-how-to").FullName;
        try
        {
            foreach (string example in Directory.EnumerateFiles(Path.Combine(Pages, "examples")))
                File.Copy(example, Path.Combine(folder, Path.GetFileName(example)));
            // Both forms of the pages, './karst' and 'karst', come to the gateway under test.
            string launcher = Path.Combine(folder, "karst");
            await File.WriteAllTextAsync(launcher, $"#!/bin/sh\nexec dotnet '{typeof(KarstCommandLine).Assembly.Location}' \"$@\"\n");
            foreach (string command in Commands(page))
                Assert.Equal((command, 0, ""), await In(folder, command));
            // What a command was told to write is there and is not empty.
            foreach (Match written in Commands(page).SelectMany(c => WrittenFile().Matches(c)))
                Assert.True(new FileInfo(Path.Combine(folder, written.Groups[1].Value)).Length > 0, written.Value);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_page_is_run_or_named_with_what_it_would_need() =>
        Assert.Empty(NotRun.Except(Directory.EnumerateFiles(Pages, "*.md").Select(p => Path.GetFileNameWithoutExtension(p))));

    private static async Task<(string Command, int ExitCode, string Fault)> In(string folder, string command)
    {
        ProcessStartInfo start = new("bash") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("chmod +x karst; " + command);
        start.Environment["PATH"] = folder + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment.Remove("KARST_STORE");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), messages = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        await output;
        return (command, process.ExitCode, process.ExitCode == 0 ? "" : await messages);
    }

    /// <summary>Commands of a page: code lines and code spans that begin with the launcher; a line that ends with '\' goes on.</summary>
    private static List<string> Commands(string page) =>
        [.. CommandText().Matches(File.ReadAllText(Path.Combine(Pages, page + ".md")).Replace("\\\n", " ", StringComparison.Ordinal)).Select(m => m.Groups["command"].Value.Trim())
            .Where(command => !Foreign.Concat(OnADerivedStore).Any(f => command.Contains(f, StringComparison.Ordinal)) && command.Split(' ').Length > 2)];

    [GeneratedRegex("`(?<command>(?:\\./)?karst [^`\n]+)`|^(?: {3,4})?(?<command>(?:\\./)?karst [^\n`]+)$", RegexOptions.Multiline)]
    private static partial Regex CommandText();

    [GeneratedRegex("(?:> |--plot )([a-z0-9.-]+)")]
    private static partial Regex WrittenFile();
}
