using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.HostSim;

/// <summary>
/// The smallest honest gateway, for simulations of the box alone: archives frames in memory by (epoch, sequence), keeps conflicts, and answers from what it has
/// archived. Faults: it dies between archive and answer.
/// </summary>
public sealed class LoopbackGateway(VirtualTime time, Chance chance) : ILink
{
    private readonly Queue<LinkMessage> _down = new();
    private readonly Dictionary<uint, SortedSet<uint>> _settled = [];

    /// <summary>Archived frames by epoch and sequence.</summary>
    public Dictionary<(uint Epoch, uint Sequence), byte[]> Archive { get; } = [];

    /// <summary>Frames that came again with the same bytes.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Frames that came again with other bytes: must stay empty.</summary>
    public List<(uint Epoch, uint Sequence)> Conflicts { get; } = [];

    /// <summary>Frames that are not whole.</summary>
    public long BadFrames { get; private set; }

    /// <summary>Sequences that the logger itself has reported lost.</summary>
    public HashSet<(uint Epoch, uint Sequence)> ReportedLost { get; } = [];

    /// <summary>Share of uploads after which the gateway dies before it answers.</summary>
    public double KilledBeforeAnswerShare { get; set; }

    /// <summary>Other topics that were published (status, replies).</summary>
    public List<LinkMessage> Others { get; } = [];

    /// <summary>Puts a message on its way to the logger.</summary>
    public void SendDown(string topic, byte[] payload) => _down.Enqueue(new LinkMessage(topic, payload));

    /// <inheritdoc/>
    public bool Open(int effort, int timeoutMs) => true;

    /// <inheritdoc/>
    public bool Publish(string topic, byte[] payload)
    {
        Envelope? envelope = topic.EndsWith("/up/data", StringComparison.Ordinal) ? Envelope.Read(payload) : null;
        if (envelope is null)
        {
            Others.Add(new LinkMessage(topic, payload));
            return true;
        }
        List<uint> epochs = TakeFrames(payload);
        if (chance.Happens(KilledBeforeAnswerShare))
            return true;
        foreach (uint epoch in epochs)
            _down.Enqueue(new LinkMessage(Topics.Ack(LoggerId.ToText(envelope.LoggerId)), Answer(envelope, epoch)));
        return true;
    }

    /// <inheritdoc/>
    public LinkMessage? Receive(int timeoutMs) => _down.TryDequeue(out LinkMessage? message) ? message : null;

    /// <inheritdoc/>
    public void Close()
    {
    }

    private List<uint> TakeFrames(byte[] payload)
    {
        List<uint> epochs = [];
        int offset = Envelope.HeaderByteCount;
        while (offset < payload.Length)
        {
            if (Frame.Check(payload, offset, payload.Length - offset) != FrameFault.None)
            {
                BadFrames++;
                return epochs;
            }
            FrameHeader header = Frame.ReadHeader(payload, offset);
            int count = Frame.ClaimedByteCount(payload, offset);
            Take(header, payload[offset..(offset + count)]);
            if (!epochs.Contains(header.Epoch))
                epochs.Add(header.Epoch);
            offset += count;
        }
        if (epochs.Count == 0)
            epochs.Add(0);
        return epochs;
    }

    private void Take(FrameHeader header, byte[] frame)
    {
        (uint, uint) key = (header.Epoch, header.Sequence);
        if (Archive.TryGetValue(key, out byte[]? known))
        {
            if (known.AsSpan().SequenceEqual(frame))
                Duplicates++;
            else
                Conflicts.Add(key);
            return;
        }
        Archive.Add(key, frame);
        Settled(header.Epoch).Add(header.Sequence);
        if (header.Kind != FrameKind.Event || EventFrame.Read(frame, 0) is not { Code: EventCode.OverwrittenRange } lost)
            return;
        uint epoch = Number(lost, "epoch");
        for (uint sequence = Number(lost, "first"); sequence <= Number(lost, "last"); sequence++)
        {
            ReportedLost.Add((epoch, sequence));
            Settled(epoch).Add(sequence);
        }
    }

    private static uint Number(LoggerEvent text, string key) => uint.Parse(text.Value(key), System.Globalization.CultureInfo.InvariantCulture);

    private SortedSet<uint> Settled(uint epoch)
    {
        if (!_settled.TryGetValue(epoch, out SortedSet<uint>? set))
            _settled.Add(epoch, set = []);
        return set;
    }

    private readonly Dictionary<uint, uint> _through = [];

    private byte[] Answer(Envelope envelope, uint epoch)
    {
        SortedSet<uint> settled = Settled(epoch);
        uint through = _through.GetValueOrDefault(epoch);
        while (settled.Remove(through + 1))
            through++;
        _through[epoch] = through;
        settled.RemoveWhere(sequence => sequence <= through);
        List<(uint First, uint Last)> ranges = [];
        foreach (uint sequence in settled)
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == sequence)
                ranges[^1] = (ranges[^1].First, sequence);
            else if (ranges.Count < Acknowledgement.RangesMost)
                ranges.Add((sequence, sequence));
            else
                break;
        }
        return new Acknowledgement
        {
            BatchId = envelope.BatchId,
            LoggerId = envelope.LoggerId,
            Epoch = epoch,
            CommittedThrough = through,
            RangeFirst = [.. ranges.Select(range => range.First)],
            RangeLast = [.. ranges.Select(range => range.Last)],
            GatewayUtcSeconds = time.UtcSeconds,
            GatewayMilliseconds = (int)(time.UtcMilliseconds % 1000),
        }.ToBytes();
    }
}
