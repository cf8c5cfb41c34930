namespace KarstLogger.HostSim;

/// <summary>What can go wrong. Where it is injected stands why it must be survived.</summary>
public enum FaultKind
{
    /// <summary>Power went away inside a storage call.</summary>
    PowerCut,

    /// <summary>Power stayed away for more than half a day after a cut.</summary>
    DarkDays,

    /// <summary>A cut cost a box without a battery-backed clock its time.</summary>
    LostClockChip,

    /// <summary>The battery fell below what storing and sending need.</summary>
    BrownOut,

    /// <summary>The oscillator runs at another rate.</summary>
    ClockDrift,

    /// <summary>The clock jumped.</summary>
    ClockStep,

    /// <summary>The clock went back to its start.</summary>
    ClockReset,

    /// <summary>A commit left a torn tail.</summary>
    TornWrite,

    /// <summary>The drive refused an append.</summary>
    RefusedWrite,

    /// <summary>A commit said yes and left a flipped bit.</summary>
    LyingWrite,

    /// <summary>A stored bit flipped.</summary>
    FlippedBit,

    /// <summary>The drive was full and frames were given up.</summary>
    DriveFull,

    /// <summary>The cable was cut.</summary>
    SilentSonde,

    /// <summary>The sonde repeated itself.</summary>
    StuckSonde,

    /// <summary>The sonde hung in air.</summary>
    DrySonde,

    /// <summary>The sonde was in ice.</summary>
    FrozenSonde,

    /// <summary>A film grew on the sensors.</summary>
    FouledSonde,

    /// <summary>The pH glass was cracked.</summary>
    DeadGlass,

    /// <summary>An answer of the sonde had a flipped bit.</summary>
    ChecksumError,

    /// <summary>An answer of the sonde ended early.</summary>
    ByteCountError,

    /// <summary>An answer of the sonde had a stray byte before it.</summary>
    StrayByte,

    /// <summary>Another sonde hung on the cable.</summary>
    SondeSwap,

    /// <summary>The rain counter began again.</summary>
    RainRestart,

    /// <summary>An upload that nobody got.</summary>
    LostUpload,

    /// <summary>An acknowledgement that did not arrive.</summary>
    LostAnswer,

    /// <summary>An upload that arrived twice.</summary>
    DuplicateUpload,

    /// <summary>An upload that arrived after a later one.</summary>
    ReorderedUpload,

    /// <summary>An upload that arrived cut short or with a flipped bit.</summary>
    TornUpload,

    /// <summary>No network for thirty days.</summary>
    MonthOutage,

    /// <summary>The gateway died after the commit and before the acknowledgement.</summary>
    GatewayKilled,

    /// <summary>The gateway's disk refused a commit.</summary>
    GatewayDiskFull,

    /// <summary>A new image of the firmware was not this device's, or broken.</summary>
    BadImage,

    /// <summary>A new image crashed at its start.</summary>
    CrashingImage,

    /// <summary>A new image could not read the sonde.</summary>
    BlindImage,

    /// <summary>A new image was never acknowledged.</summary>
    MuteImage,

    /// <summary>A new image that works: no fault, and it must come into force.</summary>
    GoodImage,
}

/// <summary>How often each fault has really happened: counted where it is done, not where it is planned.</summary>
public sealed class FaultTally
{
    private readonly long[] _counts = new long[Enum.GetValues<FaultKind>().Length];

    /// <summary>Times of one kind.</summary>
    public long this[FaultKind kind] => _counts[(int)kind];

    /// <summary>It has happened.</summary>
    public void Count(FaultKind kind, long times = 1) => _counts[(int)kind] += times;

    /// <summary>Adds another tally.</summary>
    public void Add(FaultTally other)
    {
        for (int i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
    }
}
