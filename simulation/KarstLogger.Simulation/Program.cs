using System.CommandLine;
using KarstLogger.HostSim;
using KarstLogger.Simulation;

RootCommand root = new("KarstLogger simulations: the production firmware on simulated ports against the real broker, gateway and store.");
root.Subcommands.Add(DemoVerb.Create());
root.Subcommands.Add(FleetVerb.Create(EmulateCommand.Create()));
return await root.Parse(args).InvokeAsync();
