using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using KarstLogger.HostSim;

namespace KarstLogger.Simulation;

/// <summary>
/// <c>karst emulate --fleet N --years Y --seed S</c>: simulated stations against the real archive and pipeline, every promise checked. Exit code 1 where one was broken.
/// </summary>
public static class FleetVerb
{
    private const double DaysPerYear = 365.25;

    /// <summary>The verb: what the boxes' own <paramref name="emulate"/> offers, with the fleet before the real gateway instead of the boxes alone.</summary>
    public static Command Create(Command emulate)
    {
        Option<int> fleet = (Option<int>)emulate.Options.Single(option => option.Name == "--fleet");
        Option<double> years = (Option<double>)emulate.Options.Single(option => option.Name == "--years");
        Option<ulong> seed = (Option<ulong>)emulate.Options.Single(option => option.Name == "--seed");
        Option<double?> days = new("--days") { Description = "Days per station instead of years, 1 to 18262." };
        Option<string?> folder = new("--folder") { Description = "Folder for the stations' stores while they run, at best in memory; default: the system's temporary folder." };
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } given && !(given >= 1 && given <= 50 * DaysPerYear))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--days is {given}; permitted: 1 to {50 * DaysPerYear:F0}."));
        });
        // The rehearsals at the console and on the phone page need no gateway: they stay the boxes' own.
        AsynchronousCommandLineAction rehearsal = (AsynchronousCommandLineAction)emulate.Action!;
        emulate.Description = "Runs simulated stations with every fault against the real archive and pipeline, and checks every promise.";
        Option<bool> kill = new("--kill") { Description = "Real broker and real gateway process instead, killed with kill -9 once a day of the boxes; --fleet 1 to 4, --days 2 to 60." };
        emulate.Options.Add(kill);
        emulate.Options.Add(days);
        emulate.Options.Add(folder);
        emulate.SetAction((parsed, cancellation) => parsed.GetValue<bool>("--console") || parsed.GetValue<bool>("--page")
            ? rehearsal.InvokeAsync(parsed, cancellation)
            : parsed.GetValue(kill) ? KillAsync(parsed.GetValue(fleet), parsed.GetValue(days) ?? 30, parsed.GetValue(seed), cancellation)
            : Task.FromResult(Run(parsed.GetValue(fleet), parsed.GetValue(days) / DaysPerYear ?? parsed.GetValue(years), parsed.GetValue(seed), parsed.GetValue(folder))));
        return emulate;
    }

    private static async Task<int> KillAsync(int stations, double days, ulong seed, CancellationToken cancellation)
    {
        if (stations > DemoStation.All.Count || days is < 2 or > 60)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"--kill with --fleet {stations} --days {days}: permitted 1 to {DemoStation.All.Count} stations, 2 to 60 days."));
            return 2;
        }
        DirectoryInfo folder = Directory.CreateTempSubdirectory("karst-kill-");
        try
        {
            KillOrder order = new(stations, (int)days, (int)days, seed, Path.Combine(folder.FullName, "run"));
            KillResult result = await new KillRun(order, TimeProvider.System, Console.Error.WriteLine).RunAsync(cancellation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"gateway killed {result.Kills} times, broker {result.BrokerKills} times: {result.Archived} frames archived, {result.Duplicates} came again, {result.Breaches.Count} breaches"));
            foreach (Breach breach in result.Breaches)
                Console.Error.WriteLine(breach);
            return result.Breaches.Count == 0 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Run(int stations, double years, ulong seed, string? folder)
    {
        DirectoryInfo stores = folder is null ? Directory.CreateTempSubdirectory("karst-fleet-") : Directory.CreateDirectory(Path.Combine(folder, "karst-fleet"));
        try
        {
            long began = Stopwatch.GetTimestamp();
            FleetResult result = FleetRun.Run(new FleetOrder(stations, years, seed, stores.FullName), Console.Error.WriteLine);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds, processor = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
            FleetTable.Print(result, seed, Console.Out);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{seconds:F1} s, {processor:F1} s of processor time: {result.StationYears / processor:F2} station-years a second and core"));
            return result.Breaches.Count == 0 ? 0 : 1;
        }
        finally
        {
            stores.Delete(recursive: true);
        }
    }
}
