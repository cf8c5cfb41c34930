using KarstLogger.Firmware.Loader;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>One update: what the new image does and what became of it.</summary>
/// <param name="Fault">What it is.</param>
/// <param name="BegunUtcSeconds">True time when it was put into its slot.</param>
/// <param name="Confirmed">It came into force.</param>
public sealed record UpdateOutcome(FaultKind Fault, uint BegunUtcSeconds, bool Confirmed);

/// <summary>
/// The loader and the two image slots of a box, with the loader's own record (firmware/Loader/SlotRecord.cs) on two files that a power cut can tear. Faults, each because updates
/// fail like that in the field: an image of another box or a broken one, one that crashes, one that cannot read the sonde, one that no gateway understands. The old image must
/// come back by itself, and what was sampled meanwhile must not be lost.
/// </summary>
public sealed class ImageLoader(SimulatedStation station, Chance chance, FaultTally tally)
{
    private const double TornRecordShare = 0.05;

    private readonly byte[]?[] _files = new byte[]?[SlotRecord.SlotCount];
    private readonly FaultKind?[] _images = [FaultKind.GoodImage, null];
    private FaultKind? _onTrial;
    private int _newSlot = SlotRecord.None;
    private uint _begun;
    private uint _acknowledgedBefore;

    /// <summary>Updates that have ended.</summary>
    public List<UpdateOutcome> Outcomes { get; } = [];

    /// <summary>True while no image is on trial.</summary>
    public bool IsSettled => _onTrial is null;

    /// <summary>The image that runs when no other is on trial.</summary>
    public FaultKind? Active => _images[Read().Active];

    /// <summary>A visit or the card has brought a new image.</summary>
    public void Install(FaultKind image)
    {
        SlotRecord record = Read();
        if (record.Trial != SlotRecord.None)
            return;
        tally.Count(image);
        (_onTrial, _begun) = (image, station.Time.UtcSeconds);
        _images[SlotRecord.SlotCount - 1 - record.Active] = image;
        record.BeginTrial();
        Save(record);
    }

    /// <summary>Before a wake: which image starts.</summary>
    public void BeforeWake()
    {
        if (_onTrial is null)
            return;
        SlotRecord record = Read();
        int slot = record.Choose();
        Save(record);
        if (_images[slot] is null or FaultKind.BadImage)
        {
            record.Refuse(slot);
            slot = record.Choose();
            Save(record);
        }
        station.Image = _images[slot] switch
        {
            FaultKind.CrashingImage => ImageConduct.Crashes,
            FaultKind.BlindImage => ImageConduct.Blind,
            FaultKind.MuteImage => ImageConduct.Mute,
            _ => ImageConduct.Good,
        };
        _acknowledgedBefore = station.State?.LastAcknowledgedSeconds ?? 0;
        EndWhereDecided(record);
    }

    /// <summary>After a wake: the proofs of a new image, as the application gives them (firmware/Esp32/Box.cs).</summary>
    public void AfterWake()
    {
        if (_onTrial is null || station.Image == ImageConduct.Crashes)
            return;
        SlotRecord record = Read();
        bool changed = station.LastSampleStored && HasValue(station.LastSample!) && record.NoteSample();
        bool acknowledged = station.State is { LinkFailures: 0 } state && state.LastAcknowledgedSeconds != _acknowledgedBefore;
        changed |= acknowledged && record.NoteUpload();
        if (changed)
            Save(record);
        EndWhereDecided(record);
    }

    private static bool HasValue(Sample sample) => ProbeStatuses.HasValue(sample.LevelStatus) || ProbeStatuses.HasValue(sample.TemperatureStatus)
        || ProbeStatuses.HasValue(sample.PhStatus) || ProbeStatuses.HasValue(sample.EcStatus);

    private void EndWhereDecided(SlotRecord record)
    {
        if (record.Trial != SlotRecord.None || _onTrial is not { } fault)
            return;
        // Old and new may both be good images: the slot tells which of the two is in force.
        Outcomes.Add(new UpdateOutcome(fault, _begun, record.Active == _newSlot));
        _onTrial = null;
        station.Image = ImageConduct.Good;
    }

    private SlotRecord Read() => SlotRecord.Newer(_files[0]!, _files[1]!);

    private void Save(SlotRecord record)
    {
        if (record.Trial != SlotRecord.None)
            _newSlot = record.Trial;
        byte[] bytes = record.NextBytes();
        // Power went away while the record was written: the older one still stands.
        bool torn = record.Trial != SlotRecord.None && _files[record.FileNumber ^ 1] is not null && chance.Happens(TornRecordShare);
        _files[record.FileNumber] = torn ? bytes[..chance.Below(bytes.Length)] : bytes;
        if (torn)
            tally.Count(FaultKind.TornWrite);
    }
}
