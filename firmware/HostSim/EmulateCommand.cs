using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace KarstLogger.HostSim;

/// <summary><c>emulate --fleet N --years Y --seed S</c>: a fleet through bad weather, checked. Exit code 1 where a promise was broken.</summary>
public static class EmulateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<int> fleet = new("--fleet") { Description = "Stations", DefaultValueFactory = _ => 4 };
        Option<double> years = new("--years") { Description = "Years per station", DefaultValueFactory = _ => 1 };
        Option<ulong> seed = new("--seed") { Description = "Seed of the first station; the others follow", DefaultValueFactory = _ => 1 };
        fleet.Validators.Add(result => Range(result.GetValueOrDefault<int>() is >= 1 and <= 100_000, "--fleet: permitted 1 to 100000", result.AddError));
        years.Validators.Add(result => Range(result.GetValueOrDefault<double>() is > 0 and <= 50, "--years: permitted above 0 to 50", result.AddError));
        Option<bool> console = new("--console") { Description = "Instead of a fleet: the box's console here, at an emulated sonde (docs/console.md); a script may be piped in" };
        Option<bool> page = new("--page") { Description = "Instead of a fleet: the box's phone page here, at an emulated sonde (docs/field/phone-page.md)" };
        Option<int> port = new("--port") { Description = "Port of the page on this computer; 0 = a free one", DefaultValueFactory = _ => 8099 };
        Option<string> sonde = new("--sonde") { Description = "Sonde of the rehearsal, as in the configuration", DefaultValueFactory = _ => "y520@1+y532@2+keller@3" };
        port.Validators.Add(result => Range(result.GetValueOrDefault<int>() is >= 0 and <= 65535, "--port: permitted 0 to 65535", result.AddError));
        Command command = new("emulate", "Runs simulated stations with faults and checks the box's promises.") { fleet, years, seed, console, page, port, sonde };
        command.SetAction(async (parsed, stop) =>
            parsed.GetValue(page) ? await PageCommand.RunAsync(parsed.GetValue(port), parsed.GetValue(sonde)!, parsed.GetValue(seed), stop)
            : parsed.GetValue(console) ? ConsoleRehearsal.Run(parsed.GetValue(sonde)!, parsed.GetValue(seed), Console.In, Console.Out, !Console.IsInputRedirected)
            : Run(parsed.GetValue(fleet), parsed.GetValue(years), parsed.GetValue(seed)));
        return command;
    }

    private static void Range(bool isInside, string message, Action<string> refuse)
    {
        if (!isInside)
            refuse(message);
    }

    private static int Run(int stations, double years, ulong seed)
    {
        long began = Stopwatch.GetTimestamp();
        FleetReport report = Fleet.Run(stations, years, seed);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"stations {report.Stations}, station-years {report.StationYears:F1}, seeds {seed} to {seed + (ulong)stations - 1}, samples {report.Samples}, power cuts {report.PowerCuts}, frames reported lost {report.LostFrames}"));
        foreach (string check in FleetChecks.Names)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{check}: {report.Violations.Count(violation => violation.Check == check)} violations"));
        foreach (Violation violation in report.Violations.Take(20))
            Console.Error.WriteLine(violation);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s, {report.StationYears / seconds:F2} station-years a second on {Environment.ProcessorCount} cores"));
        return report.Violations.Count == 0 ? 0 : 1;
    }
}
