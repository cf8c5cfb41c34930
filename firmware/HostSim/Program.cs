using System.CommandLine;
using KarstLogger.HostSim;

RootCommand root = new("Simulated karst stations: the production firmware on simulated ports, in virtual time.") { EmulateCommand.Create() };
return root.Parse(args).Invoke();
