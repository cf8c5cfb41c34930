using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>
/// The bad luck of one station: which faults come when, all from its seed, at rates far above the field's, so that every few station-years see every fault and many see two at once.
/// What each fault is and why it must be survived stands where it is injected: the ports of HostSim, <see cref="ArchiveLink"/>, <see cref="ImageLoader"/>.
/// </summary>
public sealed class Weather
{
    // Mean days between two faults of a kind. Chosen, no field's figures: a year of a station sees each of them a few times.
    private const double DaysBetweenSondeAilments = 20;
    private const double DaysBetweenClockFaults = 40;
    private const double DaysBetweenDriveFaults = 40;
    private const double DaysBetweenVisits = 60;
    private const double DaysBetweenUpdates = 75;
    private const double DaysBetweenFullDisks = 120;
    private const double DaysBetweenNoisyCables = 30;

    // A sonde stays ill for up to this long; a full disk of the gateway for up to two days.
    private const double AilmentDaysMost = 6;
    private const double FullDiskDaysMost = 2;
    private const double NoisyCableDaysMost = 3;
    private const double SilentStartDaysMost = 10;

    private readonly SimulatedStation _station;
    private readonly StationFaults _faults;
    private readonly ArchiveLink _gateway;
    private readonly ImageLoader _loader;
    private readonly Chance _chance;
    private uint _before;
    private uint _ailmentEnds;
    private uint _diskFreed;
    private uint _cableMended;
    private uint _outageSeen;

    /// <summary>The bad luck of a station.</summary>
    public Weather(SimulatedStation station, StationFaults faults, ArchiveLink gateway, ImageLoader loader, Chance chance)
    {
        (_station, _faults, _gateway, _loader, _chance) = (station, faults, gateway, loader, chance);
        _before = station.Time.UtcSeconds;
    }

    /// <summary>What is on the air and on the supply all the time, and the outages.</summary>
    public static StationFaults Climate(Chance chance, uint startUtcSeconds, double years)
    {
        StationFaults faults = new() { PowerCutShare = 0.004 * chance.Unit(), DarkDaysMost = chance.Happens(0.2) ? 3 : 0.02 };
        LinkFaults link = faults.Link;
        (link.LostUpShare, link.LostDownShare, link.DuplicateShare, link.ReorderShare) = (0.05 * chance.Unit(), 0.05 * chance.Unit(), 0.05 * chance.Unit(), 0.05 * chance.Unit());
        link.TornShare = 0.02 * chance.Unit();
        for (int i = 0; i < 1 + (int)(2 * years); i++)
        {
            uint from = startUtcSeconds + (uint)(years * 365 * 86400 * chance.Unit());
            // The first is the month without a network; the others are shorter.
            link.Outages.Add(new Stretch(from, from + (uint)(86400 * (i == 0 ? 30 : 8 * chance.Unit()))));
        }
        // Some are hung up where nothing answers for days: their first frames are the first of a backlog.
        if (chance.Happens(0.25))
            link.Outages.Add(new Stretch(startUtcSeconds, startUtcSeconds + (uint)(86400 * SilentStartDaysMost * chance.Unit())));
        return faults;
    }

    /// <summary>Between two wakes: what begins and what ends.</summary>
    public void Pass()
    {
        uint now = _station.Time.UtcSeconds;
        double days = (now - _before) / 86400.0;
        if (days <= 0)
            return;
        _before = now;
        _gateway.KilledShare = 0.01;
        CountOutages(now);
        SondeFaults(now, days);
        GatewayFaults(now, days);
        if (Comes(days, DaysBetweenClockFaults))
            ClockFault();
        if (Comes(days, DaysBetweenDriveFaults))
            DriveFault();
        if (Comes(days, DaysBetweenVisits))
            Visit();
        if (Comes(days, DaysBetweenUpdates))
            _loader.Install(_chance.Below(5) switch
            {
                0 => FaultKind.BadImage, 1 => FaultKind.CrashingImage, 2 => FaultKind.BlindImage, 3 => FaultKind.MuteImage, _ => FaultKind.GoodImage,
            });
    }

    /// <summary>All faults end; the battery is full.</summary>
    public void Calm()
    {
        _faults.PowerCutShare = 0;
        EndAilment();
        _faults.Bus.BitFlipShare = _faults.Bus.CutShortShare = _faults.Bus.NoiseShare = 0;
        LinkFaults link = _faults.Link;
        link.Outages.Clear();
        link.LostUpShare = link.LostDownShare = link.ReorderShare = link.DuplicateShare = link.TornShare = 0;
        _gateway.KilledShare = 0;
        _gateway.FreeDisk();
        _station.Flash.CutAtCall = 0;
        _station.Flash.RefusedAppends = _station.Flash.RefusedSmallWrites = _station.Flash.LyingCommits = 0;
        _station.Power.SetShare(0.9);
    }

    private bool Comes(double days, double every) => _chance.Happens(days / every);

    private void CountOutages(uint now)
    {
        foreach (Stretch outage in _faults.Link.Outages)
            if (outage.FromSeconds > _outageSeen && outage.FromSeconds <= now && outage.ToSeconds - outage.FromSeconds >= 30 * 86400)
                _faults.Tally.Count(FaultKind.MonthOutage);
        _outageSeen = now;
    }

    private void SondeFaults(uint now, double days)
    {
        if (_ailmentEnds != 0 && now >= _ailmentEnds)
            EndAilment();
        if (_station.Body.Fouling > 0)
            _station.Body.Fouling = Math.Min(0.4, _station.Body.Fouling + 0.03 * days);
        if (_ailmentEnds == 0 && Comes(days, DaysBetweenSondeAilments))
            BeginAilment(now);
        if (_cableMended != 0 && now >= _cableMended)
            (_faults.Bus.BitFlipShare, _faults.Bus.CutShortShare, _faults.Bus.NoiseShare, _cableMended) = (0, 0, 0, 0);
        if (!Comes(days, DaysBetweenNoisyCables))
            return;
        (_faults.Bus.BitFlipShare, _faults.Bus.CutShortShare, _faults.Bus.NoiseShare) = (0.1 * _chance.Unit(), 0.1 * _chance.Unit(), 0.1 * _chance.Unit());
        _cableMended = now + (uint)(NoisyCableDaysMost * 86400 * _chance.Unit());
    }

    private void BeginAilment(uint now)
    {
        _ailmentEnds = now + 1 + (uint)(AilmentDaysMost * 86400 * _chance.Unit());
        switch (_chance.Below(6))
        {
            case 0: _faults.Bus.Silent = true; break;
            case 1: _station.Body.Stuck = true; Count(FaultKind.StuckSonde); break;
            case 2: _station.Body.Dry = true; Count(FaultKind.DrySonde); break;
            case 3: _station.Body.Frozen = true; Count(FaultKind.FrozenSonde); break;
            case 4: (_station.Body.Fouling, _station.Body.PhDrift) = (0.01, 0.05); Count(FaultKind.FouledSonde); break;
            default: _station.Body.PhGlassDead = true; Count(FaultKind.DeadGlass); break;
        }
    }

    private void EndAilment()
    {
        _faults.Bus.Silent = false;
        _station.Body.Stuck = _station.Body.Dry = _station.Body.Frozen = _station.Body.PhGlassDead = false;
        (_station.Body.Fouling, _station.Body.PhDrift) = (0, 0);
        _ailmentEnds = 0;
    }

    private void GatewayFaults(uint now, double days)
    {
        if (_diskFreed != 0 && now >= _diskFreed)
        {
            _gateway.FreeDisk();
            _diskFreed = 0;
        }
        if (_diskFreed != 0 || !Comes(days, DaysBetweenFullDisks))
            return;
        _gateway.FillDisk();
        _diskFreed = now + (uint)(FullDiskDaysMost * 86400 * _chance.Unit());
    }

    private void ClockFault()
    {
        switch (_chance.Below(3))
        {
            case 0:
                // A crystal's own range: what the box's error bound counts with.
                _station.Clock.SetDrift(90 * (_chance.Unit() - 0.5));
                Count(FaultKind.ClockDrift);
                break;
            // Nothing but the box itself writes a count without a set clock: it can be lost, not stepped.
            case 1 when _station.State is { ClockSource: not ClockSource.Unset }:
                _station.Clock.Step((long)((_chance.Unit() - 0.5) * 4 * 86_400_000));
                Count(FaultKind.ClockStep);
                break;
            default:
                _station.Clock.LoseTime();
                Count(FaultKind.ClockReset);
                break;
        }
    }

    private void DriveFault()
    {
        switch (_chance.Below(4))
        {
            case 0: _station.Flash.RefusedAppends = 1 + _chance.Below(4); break;
            case 1: _station.Flash.LyingCommits = 1; break;
            case 2: _station.Flash.RefusedSmallWrites = 1 + _chance.Below(4); break;
            default: FlipBit(); break;
        }
    }

    private void FlipBit()
    {
        uint[] segments = _station.Flash.List();
        uint segment = segments.Length == 0 ? 0 : segments[_chance.Below(segments.Length)];
        if (_station.Flash.Length(segment) > 0)
            _station.Flash.FlipBit(segment, _chance.Below(_station.Flash.Length(segment)), _chance.Below(8));
    }

    private void Visit()
    {
        switch (_chance.Below(3))
        {
            case 0:
                _station.Rain.Restart();
                Count(FaultKind.RainRestart);
                break;
            case 1:
                _station.Power.SetShare(0.02);
                Count(FaultKind.BrownOut);
                break;
            default:
                _station.SwapSonde((uint)(100_000 + _chance.Below(900_000)));
                Count(FaultKind.SondeSwap);
                break;
        }
    }

    private void Count(FaultKind fault) => _faults.Tally.Count(fault);
}
