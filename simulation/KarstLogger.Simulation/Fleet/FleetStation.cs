using System.Data.Common;
using System.Globalization;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;

namespace KarstLogger.Simulation;

/// <summary>
/// One station's bad years and the three calm days after them, in which it must deliver what it owes: the production Core and Probes on simulated ports, the real archive on a
/// real SQLite store of its own, the real pipeline once a day of virtual time.
/// </summary>
public sealed class FleetStation : IDisposable
{
    /// <summary>2026-01-01T00:00:00Z, where every station starts.</summary>
    public const uint StartUtcSeconds = 1_767_225_600;

    private const uint CalmSeconds = 3 * 86400;
    private const uint DaySeconds = 86400;

    // A day is derived when its first hour after midnight is over: the quality tests look an hour forward (docs/decisions/0006-windows-and-days.md).
    private const uint DerivedAfterMidnightSeconds = 3600;

    // Three of seven the demo's; the others have Modbus registers of their own, one to three probes on a cable, the last one by the configuration's word alone.
    private static readonly string[] Sondes =
        ["aquatroll400", "aquatroll400", "aquatroll400", "y520@1+y532@2+keller@3", "y4000@1+keller@2", "aquatroll500", "described@5"];

    // The forms that no built-in driver uses; as fine as the frame, so that the checkers' bounds hold.
    private const string DescribedSonde = """
        [sonde described]
        baud = 19200
        level_basis = absolute
        ec_basis = in-situ
        serial = 10 uint32
        channel = level Pa 4 20 int32
        channel = temperature C 4 22 int16 times=0.01
        channel = ph pH 3 23 uint16 times=0.001 never-zero
        channel = ec mS/cm 3 24 float-swapped sentinel=-9999

        """;

    private readonly string _folder;
    private readonly Weather _weather;
    private readonly uint _endUtcSeconds;
    private uint _derivedDay;

    private FleetStation(ulong seed, double years, string folder)
    {
        (Seed, _folder) = (seed, folder);
        _endUtcSeconds = StartUtcSeconds + (uint)(years * 365.25 * DaySeconds);
        Chance chance = new(seed ^ 0xF1EE7);
        Faults = Weather.Climate(chance, StartUtcSeconds, years);
        Plan = new DemoStation(CavePreset.All[chance.Below(CavePreset.All.Count)], (uint)(0x10000000 + seed % 0x0FFFFFFF));
        Gateway = new ArchiveLink(System.IO.Path.Combine(folder, "karst.db"), chance.Fork(1), Faults.Tally);
        Box = new SimulatedStation(new StationOptions
        {
            LoggerId = Plan.LoggerId,
            Cave = Plan.Cave,
            Seed = seed,
            StartUtcSeconds = StartUtcSeconds,
            Crash = chance.Happens(0.5) ? CrashModel.Littlefs : CrashModel.Fat,
            DriveBytes = chance.Happens(0.3) ? 256 * 1024 : 2 * 1024 * 1024,
            ClockSetAtStart = chance.Happens(0.7),
            ClockDriftPartsPerMillion = 60 * (chance.Unit() - 0.5),
            HasBatteryBackedClock = chance.Happens(0.5),
            ConfigurationText = Configuration(IntervalSeconds = Interval(chance), chance),
            Faults = Faults,
            Link = Gateway,
        });
        Gateway.UseClock(new VirtualClock(Box.Time));
        Witness = new JournalWitness(Plan.LoggerId);
        Box.Flash.Committed = Witness.See;
        Loader = new ImageLoader(Box, chance.Fork(2), Faults.Tally);
        _weather = new Weather(Box, Faults, Gateway, Loader, chance.Fork(3));
    }

    /// <summary>Everything random in this station comes from it.</summary>
    public ulong Seed { get; }

    /// <summary>Seconds between samples: 900, 1800 or 3600.</summary>
    public int IntervalSeconds { get; }

    /// <summary>Spring and box.</summary>
    public DemoStation Plan { get; }

    /// <summary>What goes wrong, and how often it has.</summary>
    public StationFaults Faults { get; }

    /// <summary>The box.</summary>
    public SimulatedStation Box { get; }

    /// <summary>The gateway.</summary>
    public ArchiveLink Gateway { get; }

    /// <summary>The loader and its images.</summary>
    public ImageLoader Loader { get; }

    /// <summary>What the journal held.</summary>
    public JournalWitness Witness { get; }

    /// <summary>Derivations that failed and were tried again (a full disk).</summary>
    public long FailedDerivations { get; private set; }

    /// <summary>Runs a station to its end; its store stays open for the checkers until it is disposed of.</summary>
    public static FleetStation Run(ulong seed, double years, string storesFolder)
    {
        string folder = System.IO.Path.Combine(storesFolder, seed.ToString(CultureInfo.InvariantCulture));
        // What a run left behind that was ended in its middle is not this station's archive.
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        FleetStation station = new(seed, years, folder);
        station.Register();
        station.RunYears();
        return station;
    }

    /// <summary>What the run leaves for the checkers.</summary>
    public FleetTrace Trace() => new()
    {
        Seed = Seed, StartUtcSeconds = StartUtcSeconds, Plan = Plan, Box = Box, Witness = Witness, Faults = Faults.Tally, Store = Gateway.Store, Told = Gateway.Told.Values, ToldAhead = Gateway.ToldAhead,
        Updates = Loader.Outcomes, Image = Loader.Active ?? FaultKind.BadImage,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Gateway.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int Interval(Chance chance) => chance.Below(5) switch { 0 => 900, 1 => 1800, _ => 3600 };

    // Most field stations upload hourly to daily; one with every sample costs the battery.
    private static string Configuration(int intervalSeconds, Chance chance)
    {
        int hoursPerUpload = chance.Below(10) switch { 0 => 0, < 4 => 1, < 8 => 6, _ => 24 };
        return string.Create(CultureInfo.InvariantCulture, $"""
            format = 1
            [logger]
            number = {chance.Below(1000)}
            sonde = {Sondes[chance.Below(Sondes.Length)]}
            [sampling]
            interval_s = {intervalSeconds}
            burst = {1 + 2 * chance.Below(2)}
            event_interval_s = {(chance.Happens(0.2) ? 300 : 0)}
            [link]
            samples_per_upload = {Math.Max(1, hoursPerUpload * 3600 / intervalSeconds)}
            {DescribedSonde}
            """);
    }

    private void Register()
    {
        string presets = System.IO.Path.Combine(AppContext.BaseDirectory, "presets");
        StationConfiguration station = StationFile.Read(Plan.Slug, Plan.StationFile(presets, StartUtcSeconds, IntervalSeconds));
        Gateway.Store.Write(session => StationRegister.Put(session, station, new ChangeOrder("fleet", "simulated station", StartUtcSeconds * 1000L)));
    }

    private void RunYears()
    {
        while (Box.Time.UtcSeconds < _endUtcSeconds || !Loader.IsSettled)
        {
            Wake();
            if (Box.Time.UtcSeconds < _endUtcSeconds)
                _weather.Pass();
            else
                _weather.Calm();
        }
        _weather.Calm();
        uint calmEnds = Box.Time.UtcSeconds + CalmSeconds;
        while (Box.Time.UtcSeconds < calmEnds)
            Wake();
        Derive();
    }

    private void Wake()
    {
        Loader.BeforeWake();
        Box.Step();
        Loader.AfterWake();
        uint day = (Box.Time.UtcSeconds - DerivedAfterMidnightSeconds) / DaySeconds;
        if (day == _derivedDay)
            return;
        _derivedDay = day;
        Derive();
    }

    private void Derive()
    {
        try
        {
            new StationDeriver(Gateway.Store, new VirtualClock(Box.Time)).DeriveDirty(Plan.Slug);
        }
        catch (DbException)
        {
            // As the gateway's derive loop: what could not be derived keeps its mark.
            FailedDerivations++;
        }
    }
}
