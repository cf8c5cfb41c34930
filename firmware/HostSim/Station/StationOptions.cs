using KarstLogger.Firmware.Core.Modem;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>What a simulated station is made of.</summary>
public sealed record StationOptions
{
    /// <summary>Number of the data logger.</summary>
    public required uint LoggerId { get; init; }

    /// <summary>The spring.</summary>
    public required CavePreset Cave { get; init; }

    /// <summary>Seed of everything random in this station.</summary>
    public required ulong Seed { get; init; }

    /// <summary>True time when the box is switched on, seconds since 1970-01-01 UTC.</summary>
    public required uint StartUtcSeconds { get; init; }

    /// <summary>Device configuration (docs/wire-format.md, "Configuration text").</summary>
    public string ConfigurationText { get; init; } = "format = 1\n";

    /// <summary>The link to a gateway; null for a <see cref="LoopbackGateway"/> of its own.</summary>
    public ILink? Link { get; init; }

    /// <summary>What goes wrong at a cellular modem between the box and <see cref="Link"/>; null for a box on WiFi.</summary>
    public ModemFaults? Modem { get; init; }

    /// <summary>The settings of the box for that modem.</summary>
    public ModemSettings ModemSettings { get; init; } = new() { BrokerHost = "gateway.example" };

    /// <summary>The device on the bus, for a sonde that only the configuration text describes; null for the emulators of the configuration's models.</summary>
    public Func<SondeBody, VirtualTime, ISerialDevice>? Sonde { get; init; }

    /// <summary>What a power cut does to the drive.</summary>
    public CrashModel Crash { get; init; } = CrashModel.Littlefs;

    /// <summary>Size of the drive, bytes (2 MB: the littlefs partition of an 8 MB module).</summary>
    public long DriveBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>True where the clock is right at the start; false: unset until the first answer.</summary>
    public bool ClockSetAtStart { get; init; } = true;

    /// <summary>Drift of the clock, ppm.</summary>
    public double ClockDriftPartsPerMillion { get; init; } = 12;

    /// <summary>False: a power cut costs the time.</summary>
    public bool HasBatteryBackedClock { get; init; } = true;

    /// <summary>What goes wrong.</summary>
    public StationFaults Faults { get; init; } = new();

    /// <summary>False leaves <see cref="SimulatedStation.Truth"/> empty: long fleet runs.</summary>
    public bool KeepTruth { get; init; } = true;
}

/// <summary>What goes wrong at a station. A fault that no run injects is decoration: each of these is used by a test or by the fleet.</summary>
public sealed class StationFaults
{
    /// <summary>On the air.</summary>
    public LinkFaults Link { get; } = new();

    /// <summary>On the wires to the sonde.</summary>
    public BusFaults Bus { get; } = new();

    /// <summary>Chance per wake that power goes away inside one of its storage calls.</summary>
    public double PowerCutShare { get; set; }

    /// <summary>Days without power after a cut, at most (uniform); 0 = it comes back at once.</summary>
    public double DarkDaysMost { get; set; }

    /// <summary>How often each fault has happened.</summary>
    public FaultTally Tally { get; } = new();
}

/// <summary>The truth at one stored or lost sample, written down before the sonde is read.</summary>
/// <param name="UtcSeconds">True time.</param>
/// <param name="Epoch">Epoch of the sample's frame.</param>
/// <param name="Sequence">Sequence of the sample's frame.</param>
/// <param name="Water">The water.</param>
/// <param name="Sonde">What the sonde was and said.</param>
/// <param name="Stored">The box reported it stored; otherwise its sequence may go to a later sample.</param>
public readonly record struct TruthRow(uint UtcSeconds, uint Epoch, uint Sequence, CaveWater Water, SondeTruth Sonde, bool Stored);

/// <summary>What ailed the sonde while a sample was read.</summary>
[Flags]
public enum SondeAilments : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It repeated itself.</summary>
    Stuck = 1,

    /// <summary>It hung in air.</summary>
    Dry = 2,

    /// <summary>It was in ice.</summary>
    Frozen = 4,

    /// <summary>Its pH glass was dead.</summary>
    DeadGlass = 8,

    /// <summary>Nothing it said could arrive.</summary>
    Silent = 16,
}

/// <summary>The sonde's side of one sample.</summary>
/// <param name="OnUtcMs">True time when its supply came on, ms.</param>
/// <param name="OffUtcMs">True time when its supply went off, ms.</param>
/// <param name="Felt">What its sensors said meanwhile.</param>
/// <param name="Ailments">What was wrong with it.</param>
/// <param name="ClockDisturbed">The box's clock had been moved by a fault and not been set since.</param>
public readonly record struct SondeTruth(long OnUtcMs, long OffUtcMs, FeltRange Felt, SondeAilments Ailments, bool ClockDisturbed);

/// <summary>What a firmware image on trial does, beside what the production code does.</summary>
public enum ImageConduct
{
    /// <summary>As it should.</summary>
    Good,

    /// <summary>It ends at its start.</summary>
    Crashes,

    /// <summary>It cannot read the sonde.</summary>
    Blind,

    /// <summary>No gateway ever understands what it sends.</summary>
    Mute,
}

/// <summary>What a station has done so far. Samples only; events and extra channels are not counted.</summary>
public sealed record StationCounters
{
    /// <summary>Samples taken.</summary>
    public long Sampled { get; internal set; }

    /// <summary>Samples reported stored.</summary>
    public long Journaled { get; internal set; }

    /// <summary>Samples that the box knows to be settled at the gateway.</summary>
    public long Acknowledged { get; internal set; }

    /// <summary>Samples stored and not yet settled.</summary>
    public long Backlog => Journaled - Acknowledged;

    /// <summary>Frames of any kind that the box itself reports as lost.</summary>
    public long LostFrames { get; internal set; }

    /// <summary>Wakes.</summary>
    public long Wakes { get; internal set; }

    /// <summary>Power cuts.</summary>
    public long PowerCuts { get; internal set; }

    /// <summary>Reboots that the box itself asked for.</summary>
    public long Reboots { get; internal set; }

    /// <summary>Time awake, ms.</summary>
    public long AwakeMs { get; internal set; }
}
