using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using KarstLogger.HostSim;

namespace KarstLogger.Simulation;

/// <summary>
/// <c>karst emulate --fleet N --years Y --seed S</c>: simulated stations against the real archive and pipeline, every promise checked. Exit code 1 where one was broken.
/// </summary>
internal sealed class FleetOptions
{
    private const double DaysPerYear = 365.25;
    private const double YearsMost = 50;

    private readonly Option<int> _fleet = new("--fleet") { Description = "Stations", DefaultValueFactory = _ => 4 };
    private readonly Option<double> _years = new("--years") { Description = "Years per station", DefaultValueFactory = _ => 1 };
    private readonly Option<double?> _days = new("--days") { Description = "Days per station instead of years, 1 to 18262." };
    private readonly Option<string?> _folder = new("--folder") { Description = "Folder for the stations' stores while they run, at best in memory; default: the system's temporary folder." };
    private readonly Option<bool> _kill = new("--kill") { Description = "Real broker and real gateway process instead, killed with kill -9 once a day of the boxes; --fleet 1 to 4, --days 2 to 60." };

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _fleet.Validators.Add(result => Permit(result, result.GetValueOrDefault<int>() is >= 1 and <= 100_000, $"1 to {100_000}"));
        _years.Validators.Add(result => Permit(result, result.GetValueOrDefault<double>() is > 0 and <= YearsMost, $"above 0 to {YearsMost}"));
        _days.Validators.Add(result => Permit(result, result.GetValueOrDefault<double?>() is null or (>= 1 and <= YearsMost * DaysPerYear), $"1 to {YearsMost * DaysPerYear:F0}"));
        foreach (Option option in (Option[])[_fleet, _years, _days, _folder, _kill])
            command.Options.Add(option);
    }

    /// <summary>Runs what the options ask for.</summary>
    public Task<int> RunAsync(ParseResult parsed, ulong seed, CancellationToken stop) =>
        parsed.GetValue(_kill) ? KillAsync(parsed.GetValue(_fleet), parsed.GetValue(_days) ?? 30, seed, stop)
        : Task.FromResult(Run(parsed.GetValue(_fleet), parsed.GetValue(_days) / DaysPerYear ?? parsed.GetValue(_years), seed, parsed.GetValue(_folder)));

    private static void Permit(OptionResult result, bool isInside, FormattableString range)
    {
        if (!isInside)
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{result.Option.Name}: permitted {range.ToString(CultureInfo.InvariantCulture)}"));
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
