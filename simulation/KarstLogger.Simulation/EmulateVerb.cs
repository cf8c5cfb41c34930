using System.CommandLine;
using KarstLogger.HostSim;
using KarstLogger.Simulation.Numbers;

namespace KarstLogger.Simulation;

/// <summary><c>karst emulate</c>: a fleet of simulated stations before the real gateway, or one box to rehearse at, by its console or its phone page.</summary>
public static class EmulateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<ulong> seed = new("--seed") { Description = "Seed of the first station; the others follow", DefaultValueFactory = _ => 1 };
        Option<bool> console = new("--console") { Description = "Instead of a fleet: the box's console here, at an emulated sonde (docs/console.md); a script may be piped in" };
        Option<bool> page = new("--page") { Description = "Instead of a fleet: the box's phone page here, at an emulated sonde (docs/field/phone-page.md)" };
        Option<int> port = new("--port") { Description = "Port of the page on this computer; 0 = a free one", DefaultValueFactory = _ => 8099 };
        Option<string> sonde = new("--sonde") { Description = "Sonde of the rehearsal, as in the configuration", DefaultValueFactory = _ => "y520@1+y532@2+keller@3" };
        Option<string?> configuration = new("--configuration") { Description = "File with a box's configuration text instead of --sonde; it may describe a sonde of its own (firmware/Probes/Modbus/README.md)" };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
                result.AddError("--port: permitted 0 to 65535");
        });
        FleetOptions fleet = new();
        Command command = new("emulate", "Runs simulated stations with every fault against the real archive and pipeline, and checks every promise.") { seed, console, page, port, sonde, configuration };
        fleet.AddTo(command);
        command.SetAction((parsed, stop) => parsed.GetValue(page) || parsed.GetValue(console) ? RehearseAsync(parsed, stop) : fleet.RunAsync(parsed, parsed.GetValue(seed), stop));
        command.Subcommands.Add(NumbersVerb.Create());
        return command;

        Task<int> RehearseAsync(ParseResult parsed, CancellationToken stop)
        {
            RehearsedBox box;
            try
            {
                box = parsed.GetValue(configuration) is { } file ? RehearsedBox.Of(file) : RehearsedBox.With(parsed.GetValue(sonde)!);
            }
            catch (ArgumentException refusal)
            {
                Console.Error.WriteLine(refusal.Message);
                return Task.FromResult(2);
            }
            return parsed.GetValue(page) ? PageCommand.RunAsync(parsed.GetValue(port), box, parsed.GetValue(seed), stop)
                : Task.FromResult(ConsoleRehearsal.Run(box, parsed.GetValue(seed), Console.In, Console.Out, !Console.IsInputRedirected));
        }
    }
}
