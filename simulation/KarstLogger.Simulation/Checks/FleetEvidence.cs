using System.Runtime.InteropServices;
using System.Security.Cryptography;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>One archived frame as the checkers need it.</summary>
public readonly record struct FrameFact(
    FrameKey Key, FrameKind Kind, ClockSource ClockSource, long? PlacedUtcSeconds, long? PlacementErrorMs, byte[] Bytes, bool HashIsOfBytes);

/// <summary>The flags of one derived row.</summary>
public readonly record struct RowFact(FrameKey Key, long PlacedUtcSeconds, string Flags)
{
    /// <summary>The flag of a variable by its position in the catalogue.</summary>
    public QcFlag Flag(int variable) => (QcFlag)(Flags[variable] - '0');
}

/// <summary>What a station's run has left behind: the truth, what the journal held, what the logger was told, and what the store says. Read once, compared by every checker.</summary>
public sealed class FleetEvidence
{
    private List<(TruthRow Truth, Sample Sample)>? _samples;

    /// <summary>Reads a station's evidence.</summary>
    public FleetEvidence(FleetTrace trace)
    {
        Trace = trace;
        Store = trace.Store;
        LoggerId = trace.Plan.LoggerId;
        using IncrementalHash print = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Frames = Store.Read(session => session.Stream(
            """
            SELECT epoch, sequence, kind, clock_source, placed_utc_s, placement_error_ms, bytes, hash, received_utc_ms FROM frame WHERE logger_id = @logger ORDER BY epoch, sequence
            """,
            row => ReadFrame(row, print), LoggerId).ToDictionary(frame => frame.Key));
        Lost = ReadLost();
        LastSequence = [];
        foreach (FrameKey key in Frames.Keys)
            LastSequence[key.Epoch] = Math.Max(LastSequence.GetValueOrDefault(key.Epoch), key.Sequence);
        (Configuration, Rows) = Store.Read(session =>
        {
            string slug = trace.Plan.Slug;
            long run = Runs.Current(session, slug)?.Id ?? 0;
            foreach (byte[] day in session.Stream("SELECT input_hash, value_hash FROM derived_day ORDER BY station, run_id, day_start_utc_s", row => (byte[])[.. row.GetBytes(0), .. row.GetBytes(1)]))
                print.AppendData(day);
            return (StationRegister.Find(session, slug)!.Configuration, session.Stream(
                "SELECT epoch, sequence, placed_utc_s, flags FROM station_state WHERE station = @station AND run_id = @run",
                row => new RowFact(new FrameKey(LoggerId, (uint)row.GetInt64(0), (uint)row.GetInt64(1)), row.GetInt64(2), row.GetString(3)), slug, run).ToList());
        });
        Fingerprint = Convert.ToHexStringLower(print.GetHashAndReset());
    }

    /// <summary>The run.</summary>
    public FleetTrace Trace { get; }

    /// <summary>The gateway's store.</summary>
    public StoreDatabase Store { get; }

    /// <summary>The box.</summary>
    public uint LoggerId { get; }

    /// <summary>The station's configuration.</summary>
    public StationConfiguration Configuration { get; }

    /// <summary>The archive.</summary>
    public IReadOnlyDictionary<FrameKey, FrameFact> Frames { get; }

    /// <summary>What the logger itself has reported lost.</summary>
    public IReadOnlySet<FrameKey> Lost { get; }

    /// <summary>The greatest archived sequence of each epoch.</summary>
    public Dictionary<uint, uint> LastSequence { get; }

    /// <summary>The current run's rows.</summary>
    public IReadOnlyList<RowFact> Rows { get; }

    /// <summary>SHA-256 of the archive with its places in time and of everything derived: the same seed gives the same one on every run.</summary>
    public string Fingerprint { get; }

    /// <summary>The truth of each sample that was stored and archived, with what the archive says of it.</summary>
    public IReadOnlyList<(TruthRow Truth, Sample Sample)> Samples => _samples ??= ReadSamples();

    /// <summary>Events in which the box told that a full drive cost it frames.</summary>
    public int FullDriveEvents => Frames.Values.Count(frame => frame.Kind == FrameKind.Event && EventFrame.Read(frame.Bytes, 0) is { Code: EventCode.OverwrittenRange } told
        && told.Value("reason") == "full");

    /// <summary>True where a frame is archived or reported lost.</summary>
    public bool IsAccountedFor(FrameKey key) => Frames.ContainsKey(key) || Lost.Contains(key);

    /// <summary>True where an archived frame is the one of this truth: a sample that was never stored leaves its sequence to what is stored next.</summary>
    public static bool IsOf(TruthRow truth, FrameFact frame) => frame.Kind == FrameKind.Sample && truth.Stored;

    private FrameFact ReadFrame(StoreRow row, IncrementalHash print)
    {
        byte[] bytes = row.GetBytes(6), hash = row.GetBytes(7);
        long? placed = row.FindInt64(4), error = row.FindInt64(5);
        Span<long> places = [placed ?? -1, error ?? -1, row.GetInt64(8)];
        print.AppendData(hash);
        print.AppendData(MemoryMarshal.AsBytes(places));
        return new FrameFact(
            new FrameKey(LoggerId, (uint)row.GetInt64(0), (uint)row.GetInt64(1)), (FrameKind)row.GetInt32(2), (ClockSource)row.GetInt32(3), placed, error, bytes,
            SHA256.HashData(bytes).AsSpan().SequenceEqual(hash));
    }

    private List<(TruthRow Truth, Sample Sample)> ReadSamples()
    {
        List<(TruthRow, Sample)> samples = [];
        foreach (TruthRow truth in Trace.Box.Truth)
            if (Frames.TryGetValue(new FrameKey(LoggerId, truth.Epoch, truth.Sequence), out FrameFact frame) && IsOf(truth, frame))
                samples.Add((truth, SampleFrame.Read(frame.Bytes, 0)));
        return samples;
    }

    private HashSet<FrameKey> ReadLost()
    {
        HashSet<FrameKey> lost = [];
        foreach ((uint epoch, uint first, uint last) in Store.Read(session => session.Query(
            "SELECT epoch, first_sequence, last_sequence FROM lost_range WHERE logger_id = @logger",
            row => ((uint)row.GetInt64(0), (uint)row.GetInt64(1), (uint)row.GetInt64(2)), LoggerId)))
            for (uint sequence = first; sequence <= last; sequence++)
                lost.Add(new FrameKey(LoggerId, epoch, sequence));
        return lost;
    }
}
