using System.Collections.Concurrent;

namespace KarstLogger.HostSim;

/// <summary>What a fleet run found.</summary>
/// <param name="Stations">Stations run.</param>
/// <param name="StationYears">Simulated years in all.</param>
/// <param name="Samples">Samples taken.</param>
/// <param name="PowerCuts">Power cuts survived.</param>
/// <param name="LostFrames">Frames that the boxes themselves reported lost (drives full).</param>
/// <param name="Violations">Broken promises; empty is good.</param>
public sealed record FleetReport(int Stations, double StationYears, long Samples, long PowerCuts, long LostFrames, IReadOnlyList<Violation> Violations);

/// <summary>
/// Many stations with all faults, each from its own seed: power cuts in storage calls, dark days, lost clocks, drift and steps, month-long outages, lost, doubled and
/// reordered uploads, gateways that die before they answer, noisy and silent cables, swapped sondes, restarted rain counters, empty batteries, flipped bits, small drives.
/// A violation prints its seed; the same seed replays the same year.
/// </summary>
public static class Fleet
{
    /// <summary>2026-01-01T00:00:00Z, where every station starts.</summary>
    public const uint StartUtcSeconds = 1_767_225_600;

    private const uint CalmSeconds = 3 * 86400;

    /// <summary>Runs stations with the seeds from <paramref name="firstSeed"/> on all cores.</summary>
    public static FleetReport Run(int stations, double years, ulong firstSeed)
    {
        ConcurrentBag<Violation> violations = [];
        long samples = 0, cuts = 0, lost = 0;
        Parallel.For(0, stations, i =>
        {
            ulong seed = firstSeed + (ulong)i;
            SimulatedStation station = RunStation(seed, years);
            foreach (Violation violation in FleetChecks.Check(station, seed))
                violations.Add(violation);
            Interlocked.Add(ref samples, station.Counters.Sampled);
            Interlocked.Add(ref cuts, station.Counters.PowerCuts);
            Interlocked.Add(ref lost, station.Counters.LostFrames);
        });
        return new FleetReport(stations, stations * years, samples, cuts, lost, [.. violations.OrderBy(violation => violation.Seed).ThenBy(violation => violation.Check, StringComparer.Ordinal)]);
    }

    /// <summary>One station's bad years, then three calm days in which it must deliver what it owes.</summary>
    public static SimulatedStation RunStation(ulong seed, double years)
    {
        Chance chance = new(seed ^ 0xF1EE7);
        StationFaults faults = Faults(chance, years);
        SimulatedStation station = new(new StationOptions
        {
            LoggerId = (uint)(0x10000000 + seed),
            Cave = CavePreset.All[chance.Below(CavePreset.All.Count)],
            Seed = seed,
            StartUtcSeconds = StartUtcSeconds,
            Crash = chance.Happens(0.5) ? CrashModel.Littlefs : CrashModel.Fat,
            DriveBytes = chance.Happens(0.3) ? 256 * 1024 : 2 * 1024 * 1024,
            ClockSetAtStart = chance.Happens(0.7),
            ClockDriftPartsPerMillion = 60 * (chance.Unit() - 0.5),
            HasBatteryBackedClock = chance.Happens(0.5),
            ConfigurationText = Configuration(chance),
            Faults = faults,
        });
        uint end = StartUtcSeconds + (uint)(years * 365.25 * 86400);
        while (station.Time.UtcSeconds < end)
        {
            station.Step();
            Disturb(station, faults, chance);
        }
        Calm(station, faults);
        station.RunUntil(station.Time.UtcSeconds + CalmSeconds);
        return station;
    }

    private static string Configuration(Chance chance) =>
        $"format = 1\n[logger]\nnumber = {chance.Below(1000)}\n[sampling]\nburst = {1 + 2 * chance.Below(2)}\nevent_interval_s = {(chance.Happens(0.3) ? 300 : 0)}\n[link]\nsamples_per_upload = {(chance.Happens(0.5) ? 1 : 4)}\n";

    private static StationFaults Faults(Chance chance, double years)
    {
        StationFaults faults = new() { PowerCutShare = 0.004 * chance.Unit(), DarkDaysMost = chance.Happens(0.2) ? 3 : 0.02 };
        faults.Link.LostUpShare = 0.05 * chance.Unit();
        faults.Link.LostDownShare = 0.05 * chance.Unit();
        faults.Link.DuplicateShare = 0.05 * chance.Unit();
        faults.Link.ReorderShare = 0.05 * chance.Unit();
        for (int i = 0; i < 1 + (int)(3 * years); i++)
        {
            uint from = StartUtcSeconds + (uint)(years * 365 * 86400 * chance.Unit());
            faults.Link.Outages.Add(new Stretch(from, from + (uint)(30 * 86400 * chance.Unit())));
        }
        return faults;
    }

    /// <summary>Between two wakes: rare faults, and repairs of those that a visit would repair.</summary>
    private static void Disturb(SimulatedStation station, StationFaults faults, Chance chance)
    {
        station.Loopback!.KilledBeforeAnswerShare = 0.02;
        if (!chance.Happens(0.002))
            return;
        switch (chance.Below(9))
        {
            case 0: station.Clock.Step((long)((chance.Unit() - 0.5) * 4 * 86_400_000)); break;
            case 1: faults.Bus.Silent = !faults.Bus.Silent; break;
            case 2: faults.Bus.BitFlipShare = 0.1 * chance.Unit(); break;
            case 3: faults.Bus.CutShortShare = 0.1 * chance.Unit(); break;
            case 4: station.Rain.Restart(); break;
            case 5: station.Flash.RefusedAppends = 1 + chance.Below(4); break;
            case 6: FlipBit(station, chance); break;
            case 7: station.Power.SetShare(chance.Happens(0.5) ? 0.02 : 0.9); break;
            default: SwapSonde(station, chance); break;
        }
    }

    private static void FlipBit(SimulatedStation station, Chance chance)
    {
        uint[] segments = station.Flash.List();
        if (segments.Length == 0)
            return;
        uint segment = segments[chance.Below(segments.Length)];
        if (station.Flash.Length(segment) > 0)
            station.Flash.FlipBit(segment, chance.Below(station.Flash.Length(segment)), chance.Below(8));
    }

    private static void SwapSonde(SimulatedStation station, Chance chance)
    {
        if (station.Bus.Device is AquaTroll400Emulator sonde)
            sonde.Serial = (uint)chance.Next() | 1;
    }

    private static void Calm(SimulatedStation station, StationFaults faults)
    {
        faults.PowerCutShare = 0;
        faults.Bus.Silent = false;
        faults.Bus.BitFlipShare = faults.Bus.CutShortShare = 0;
        faults.Link.Outages.Clear();
        faults.Link.LostUpShare = faults.Link.LostDownShare = faults.Link.ReorderShare = faults.Link.DuplicateShare = 0;
        station.Loopback!.KilledBeforeAnswerShare = 0;
        station.Flash.CutAtCall = 0;
        station.Flash.RefusedAppends = 0;
        station.Power.SetShare(0.9);
    }
}
