using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Ingest;

/// <summary>A message taken apart: what of it is archived, and whom to answer.</summary>
/// <param name="Upload">Frames and refusals.</param>
/// <param name="Head">The envelope's head; null where the message is not answered.</param>
public sealed record UploadReading(Upload Upload, Envelope? Head)
{
    /// <summary>The bytes are no envelope of a version that this program knows.</summary>
    public const string NotAnEnvelope = "not-an-envelope";

    /// <summary>The envelope names another logger than the topic: the broker's access list or the logger is wrong.</summary>
    public const string TopicOfAnotherLogger = "topic-of-another-logger";

    /// <summary>A frame names another logger than its envelope.</summary>
    public const string FrameOfAnotherLogger = "frame-of-another-logger";

    /// <summary>Sequences count from 1.</summary>
    public const string SequenceZero = "sequence-zero";

    /// <summary>The logger's clock counts from 1970 or from its start while unset: an earlier send time than this (2020-01-01) is no time of day.</summary>
    internal const long EarliestSetClockUtcSeconds = 1_577_836_800;

    /// <summary>Reads one message. Nothing throws: what cannot be read is in the upload's refusals.</summary>
    public static UploadReading Of(ReceivedMessage message)
    {
        long receivedUtcMs = message.ReceivedUtc.ToUnixTimeMilliseconds();
        Envelope? head = Envelope.Read(message.Payload);
        string? refusal = head is null ? NotAnEnvelope : Topics.LoggerOf(message.Topic) != LoggerId.ToText(head.LoggerId) ? TopicOfAnotherLogger : null;
        if (head is null || refusal is not null)
            return new UploadReading(
                new Upload { Route = FrameRoute.Mqtt, ReceivedUtcMs = receivedUtcMs, Rejected = [new RejectedBytes(refusal!, message.Topic, message.Payload)] }, null);
        (List<ReceivedFrame> frames, List<RejectedBytes> rejected) = Split(message.Payload, Envelope.HeaderByteCount, message.Topic, head.LoggerId);
        LoggerContact contact = new(head.LoggerId, message.ReceivedUtc.ToUnixTimeSeconds() + head.NextContactSeconds, head.Backlog,
            head.SendUtcSeconds < EarliestSetClockUtcSeconds ? null : head.SendUtcSeconds * 1000L + head.SendMilliseconds - receivedUtcMs);
        return new UploadReading(
            new Upload { Route = FrameRoute.Mqtt, ReceivedUtcMs = receivedUtcMs, Frames = frames, Rejected = rejected, Contact = contact }, head);
    }

    /// <summary>Whole frames and refused pieces of <paramref name="bytes"/> from <paramref name="offset"/>; with <paramref name="loggerId"/> only that logger's.</summary>
    public static (List<ReceivedFrame> Frames, List<RejectedBytes> Rejected) Split(byte[] bytes, int offset, string origin, uint? loggerId)
    {
        List<ReceivedFrame> frames = [];
        List<RejectedBytes> rejected = [];
        foreach (ScannedPiece piece in FrameScanner.Scan(bytes, offset))
        {
            byte[] own = bytes.AsSpan(piece.Offset, piece.ByteCount).ToArray();
            ReceivedFrame? frame = piece.Fault == FrameFault.None ? new ReceivedFrame(Frame.ReadHeader(own, 0), own) : null;
            string? reason = frame is null ? RejectedFrames.ReasonOf(piece.Fault)
                : loggerId is not null && frame.Header.LoggerId != loggerId ? FrameOfAnotherLogger
                : frame.Header.Sequence == 0 ? SequenceZero : null;
            if (frame is not null && reason is null)
                frames.Add(frame);
            else
                rejected.Add(new RejectedBytes(reason!, origin, own));
        }
        return (frames, rejected);
    }
}
