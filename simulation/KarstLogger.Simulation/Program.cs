using System.CommandLine;
using KarstLogger.HostSim;
using KarstLogger.Simulation;
using KarstLogger.Simulation.Numbers;

RootCommand root = new("KarstLogger simulations: the production firmware on simulated ports against the real broker, gateway and store.");
root.Subcommands.Add(DemoVerb.Create());
Command emulate = FleetVerb.Create(EmulateCommand.Create());
emulate.Subcommands.Add(NumbersVerb.Create());
root.Subcommands.Add(emulate);
return await root.Parse(args).InvokeAsync();
