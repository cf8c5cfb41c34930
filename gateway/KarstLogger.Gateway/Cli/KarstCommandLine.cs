using System.CommandLine;
using KarstLogger.Gateway.Mqtt;

namespace KarstLogger.Gateway.Cli;

/// <summary>
/// The root of the command line. Data goes to standard output, messages to standard error; exit code 0 = done,
/// 1 = the input was refused or a check found something, 2 = the command was called wrongly.
/// </summary>
public static class KarstCommandLine
{
    private static readonly Lazy<RootCommand> Shared = new(Create);

    /// <summary>All commands.</summary>
    public static RootCommand Root => Shared.Value;

    /// <summary>Parses and runs one command; returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = Root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Run the command with --help for its form.");
            return 2;
        }
        try
        {
            return await parsed.InvokeAsync(new VerbInvocation { EnableDefaultExceptionHandler = false });
        }
        catch (Exception refusal) when (refusal is BadInputException or MqttPrerequisiteMissingException)
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
        yield return DoctorVerb.Create();
        yield return QcVerb.Create();
        yield return DriftVerb.Create();
        yield return SpeciateVerb.Create();
        yield return SitesVerb.Create();
        yield return RunVerb.Create();
        yield return LoggerVerb.Create();
        yield return RatingVerb.Create();
        yield return GaugingVerb.Create();
        yield return VisitsVerb.Create();
        yield return RegressVerb.Create();
        yield return TitrateVerb.Create();
        yield return FluxVerb.Create();
        yield return HardwareVerb.Create();
        yield return BackupVerb.Create();
        yield return BarometerVerb.Create();
        yield return CheckPublishedVerb.Create();
        yield return RecessionVerb.Create();
        yield return BaseflowVerb.Create();
        yield return EventsVerb.Create();
        yield return DielVerb.Create();
        yield return ImportVerb.Create();
        yield return ExportVerb.Create();
        yield return TotalsVerb.Create();
        yield return ReprocessVerb.Create();
        yield return VerifyVerb.Create();
    }
}
