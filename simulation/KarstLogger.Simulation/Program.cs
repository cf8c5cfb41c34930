using System.CommandLine;
using KarstLogger.Simulation;

RootCommand root = new("KarstLogger simulations: the production firmware on simulated ports against the real broker, gateway and store.") { DemoVerb.Create(), EmulateVerb.Create() };
return await root.Parse(args).InvokeAsync();
