using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>What a cut of power leaves behind.</summary>
public enum CrashModel
{
    /// <summary>Copy on write: closing a file is all or nothing.</summary>
    Littlefs,

    /// <summary>FAT on a card: what was being written may be torn, with the new length and old or random bytes behind the tear; a small file may be empty.</summary>
    Fat,
}

/// <summary>Power went away inside a storage call. Only the simulation throws and catches this; the firmware never sees it.</summary>
public sealed class PowerCutException : Exception;

/// <summary>
/// A drive that is stricter than the real one: what was not committed cannot even be read back, and power can go away inside every single call
/// (<see cref="CutAtCall"/>). Faults: full drive, refused writes, flipped bits (worn flash), torn tails.
/// </summary>
public sealed class SimulatedFlash(CrashModel model, long capacityBytes, Chance chance) : IFlash
{
    private const int BlockByteCount = 4096;
    private readonly SortedList<uint, SegmentFile> _segments = [];
    private readonly Dictionary<int, byte[]> _small = [];
    private uint[]? _numbers;

    /// <inheritdoc/>
    public long CapacityBytes => capacityBytes;

    /// <summary>Calls so far that change the drive.</summary>
    public long Calls { get; private set; }

    /// <summary>Power goes away inside the call with this number; 0 = never.</summary>
    public long CutAtCall { get; set; }

    /// <summary>Fault: the drive refuses this many appends from now on (a card pulled out, a full drive).</summary>
    public int RefusedAppends { get; set; }

    /// <summary>Fault: the drive refuses this many small files from now on.</summary>
    public int RefusedSmallWrites { get; set; }

    /// <summary>Fault: this many commits say yes and leave a flipped bit behind (a worn block, a failing card).</summary>
    public int LyingCommits { get; set; }

    /// <summary>Bytes read so far: what a wake must look through costs it time awake.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Bytes appended so far, for the power and wear budget.</summary>
    public long BytesAppended { get; private set; }

    /// <summary>Where what went wrong is counted.</summary>
    public FaultTally Tally { get; init; } = new();

    /// <summary>Sees the bytes of each commit that really reached the drive; for who compares the journal with what became of it.</summary>
    public Action<ReadOnlyMemory<byte>>? Committed { get; set; }

    /// <inheritdoc/>
    public uint[] List() => (uint[])(_numbers ??= [.. _segments.Keys]).Clone();

    /// <inheritdoc/>
    public int Length(uint segment) => _segments.TryGetValue(segment, out SegmentFile? file) ? file.Length : 0;

    /// <inheritdoc/>
    public bool Append(uint segment, byte[] bytes, int offset, int count)
    {
        bool cut = IsCutHere();
        if (RefusedAppends > 0)
        {
            RefusedAppends--;
            Tally.Count(FaultKind.RefusedWrite);
            return false;
        }
        if (!_segments.TryGetValue(segment, out SegmentFile? file))
            file = new SegmentFile();
        if (UsedBytes() + count + BlockByteCount > capacityBytes)
            return false;
        if (!_segments.ContainsKey(segment))
        {
            _segments.Add(segment, file);
            _numbers = null;
        }
        file.AppendPending(bytes, offset, count);
        BytesAppended += count;
        if (cut)
            Cut();
        return true;
    }

    /// <inheritdoc/>
    public bool Commit(uint segment)
    {
        bool cut = IsCutHere();
        if (!_segments.TryGetValue(segment, out SegmentFile? file))
            return false;
        if (LyingCommits > 0)
        {
            LyingCommits--;
            file.FlipPendingBit(chance);
            Tally.Count(FaultKind.LyingWrite);
        }
        int before = file.Length;
        if (!cut || chance.Happens(1.0 / 3))
        {
            file.CommitPending();
        }
        else if (model == CrashModel.Fat && chance.Happens(0.75))
        {
            file.CommitTorn(chance);
            Tally.Count(FaultKind.TornWrite);
        }
        Committed?.Invoke(file.From(before));
        if (cut)
            Cut();
        return true;
    }

    /// <inheritdoc/>
    public int Read(uint segment, int position, byte[] buffer, int offset, int count)
    {
        int read = _segments.TryGetValue(segment, out SegmentFile? file) ? file.Read(position, buffer, offset, count) : 0;
        BytesRead += read;
        return read;
    }

    /// <inheritdoc/>
    public bool DeleteOldest()
    {
        bool cut = IsCutHere();
        if (_segments.Count == 0)
            return false;
        if (!cut || chance.Happens(0.5))
        {
            _segments.RemoveAt(0);
            _numbers = null;
        }
        if (cut)
            Cut();
        return true;
    }

    /// <inheritdoc/>
    public byte[]? ReadSmall(int file) => _small.TryGetValue(file, out byte[]? bytes) ? (byte[])bytes.Clone() : null;

    /// <inheritdoc/>
    public bool WriteSmall(int file, byte[] bytes)
    {
        bool cut = IsCutHere();
        if (RefusedSmallWrites > 0)
        {
            RefusedSmallWrites--;
            Tally.Count(FaultKind.RefusedWrite);
            return false;
        }
        if (!cut || chance.Happens(1.0 / 3))
            _small[file] = (byte[])bytes.Clone();
        else if (model == CrashModel.Fat && chance.Happens(0.75))
        {
            _small[file] = chance.Happens(0.3) ? [] : Torn(bytes, 0, chance);
            Tally.Count(FaultKind.TornWrite);
        }
        if (cut)
            Cut();
        return true;
    }

    /// <summary>Fault: a bit of the segments flips.</summary>
    public void FlipBit(uint segment, int position, int bit)
    {
        _segments[segment].FlipBit(position, bit);
        Tally.Count(FaultKind.FlippedBit);
    }

    /// <summary>Fault: a small file is gone.</summary>
    public void RemoveSmall(int file) => _small.Remove(file);

    /// <summary>Power goes away outside any call: what was not committed is gone.</summary>
    public void LosePower()
    {
        foreach (SegmentFile file in _segments.Values)
            file.DropPending();
    }

    internal static byte[] Torn(byte[] bytes, int keep, Chance chance)
    {
        byte[] torn = (byte[])bytes.Clone();
        int from = keep + chance.Below(torn.Length - keep + 1);
        int fill = chance.Below(3);
        for (int i = from; i < torn.Length; i++)
            torn[i] = fill switch { 0 => 0, 1 => 0xFF, _ => (byte)chance.Next() };
        return torn;
    }

    private bool IsCutHere() => ++Calls == CutAtCall;

    private void Cut()
    {
        LosePower();
        throw new PowerCutException();
    }

    private long UsedBytes()
    {
        long used = 0;
        foreach (SegmentFile file in _segments.Values)
            used += file.BlockBytes(BlockByteCount);
        return used;
    }

    private sealed class SegmentFile
    {
        private byte[] _bytes = new byte[1024];
        private int _pending;

        public int Length { get; private set; }

        public long BlockBytes(int block) => (Length + _pending + block - 1) / block * (long)block;

        public void AppendPending(byte[] bytes, int offset, int count)
        {
            int needed = Length + _pending + count;
            if (needed > _bytes.Length)
                Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
            Array.Copy(bytes, offset, _bytes, Length + _pending, count);
            _pending += count;
        }

        public void CommitPending()
        {
            Length += _pending;
            _pending = 0;
        }

        public void FlipPendingBit(Chance chance) => FlipBit(Length + chance.Below(_pending), chance.Below(8));

        public void CommitTorn(Chance chance)
        {
            byte[] torn = Torn(_bytes[Length..(Length + _pending)], 0, chance);
            Array.Copy(torn, 0, _bytes, Length, torn.Length);
            CommitPending();
        }

        public ReadOnlyMemory<byte> From(int start) => _bytes.AsMemory(start, Length - start);

        public void DropPending() => _pending = 0;

        public int Read(int position, byte[] buffer, int offset, int count)
        {
            int available = Math.Min(count, Length - position);
            if (available <= 0)
                return 0;
            Array.Copy(_bytes, position, buffer, offset, available);
            return available;
        }

        public void FlipBit(int position, int bit) => _bytes[position] ^= (byte)(1 << bit);
    }
}
