using System.Globalization;
using System.Security.Cryptography;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Store;

/// <summary>What one <see cref="FrameArchive.Append"/> did.</summary>
/// <param name="Outcomes">One for each frame, in the order given.</param>
/// <param name="RejectedCount">Pieces kept as rejected.</param>
public sealed record AppendResult(IReadOnlyList<FrameOutcome> Outcomes, int RejectedCount)
{
    /// <summary>Frames with this outcome.</summary>
    public int Count(FrameOutcome outcome) => Outcomes.Count(one => one == outcome);
}

/// <summary>
/// The append-only archive of raw frames. A frame is never changed and never deleted here; when <see cref="Append"/> returns, everything in it is on the disk,
/// and only then may it be acknowledged.
/// </summary>
public sealed class FrameArchive(StoreDatabase database)
{
    /// <summary>Archives uploads in one durable transaction (several at once share one disk flush).</summary>
    /// <returns>One result for each upload, in the order given.</returns>
    public IReadOnlyList<AppendResult> Append(IReadOnlyList<Upload> uploads) => database.Write<IReadOnlyList<AppendResult>>(session =>
    {
        ArrivalMarks marks = new(session);
        List<AppendResult> results = [];
        foreach (Upload upload in uploads)
        {
            List<FrameOutcome> outcomes = [.. upload.Frames.Select(frame => Store(session, frame, upload, marks))];
            foreach (RejectedBytes rejected in upload.Rejected)
                RejectedFrames.Keep(session, rejected, upload.ReceivedUtcMs);
            if (upload.Contact is { } contact)
                LoggerRegister.Note(session, contact, upload, outcomes.Count(outcome => outcome == FrameOutcome.Duplicate));
            results.Add(new AppendResult(outcomes, upload.Rejected.Count));
        }
        marks.Write(uploads.Count == 0 ? 0 : uploads.Max(upload => upload.ReceivedUtcMs));
        return results;
    });

    /// <summary>What the database holds of this epoch now, for the logger. Call it after <see cref="Append"/> has returned.</summary>
    /// <param name="loggerId">The logger.</param>
    /// <param name="epoch">The epoch that the frames belong to; absent (an upload without frames) the newest one known.</param>
    /// <param name="batchId">The upload that is answered.</param>
    /// <param name="gatewayTime">The gateway's clock, which the logger may set its own by.</param>
    public Acknowledgement For(uint loggerId, uint? epoch, uint batchId, DateTimeOffset gatewayTime)
    {
        Acknowledgement acknowledgement = database.ReadBack(session =>
            SettledRanges.Acknowledge(session, loggerId, epoch ?? LoggerRegister.NewestEpoch(session, loggerId)));
        long utcMs = gatewayTime.ToUnixTimeMilliseconds();
        acknowledgement.BatchId = batchId;
        acknowledgement.GatewayUtcSeconds = (uint)(utcMs / 1000);
        acknowledgement.GatewayMilliseconds = (int)(utcMs % 1000);
        return acknowledgement;
    }

    private static FrameOutcome Store(StoreSession session, ReceivedFrame frame, Upload upload, ArrivalMarks marks)
    {
        FrameHeader header = frame.Header;
        byte[] hash = SHA256.HashData(frame.Bytes);
        bool isPlaced = header.ClockSource != ClockSource.Unset;
        int inserted = session.Execute(
            """
            INSERT INTO frame (logger_id, epoch, sequence, kind, device_utc_s, clock_source, placed_utc_s, placement_error_ms, received_utc_ms, route, bytes, hash)
            VALUES (@logger, @epoch, @sequence, @kind, @device, @source, @placed, @error, @received, @route, @bytes, @hash)
            ON CONFLICT (logger_id, epoch, sequence) DO NOTHING
            """,
            header.LoggerId, header.Epoch, header.Sequence, (int)header.Kind, header.UtcSeconds, (int)header.ClockSource,
            isPlaced ? header.UtcSeconds : null, isPlaced ? ErrorBoundMs(header) : null, upload.ReceivedUtcMs, ArchivedFrame.TextOf(upload.Route), frame.Bytes, hash);
        if (inserted == 1)
        {
            marks.Add(frame);
            return FrameOutcome.Stored;
        }
        byte[] held = session.Query("SELECT hash FROM frame WHERE logger_id = @logger AND epoch = @epoch AND sequence = @sequence",
            row => row.GetBytes(0), header.LoggerId, header.Epoch, header.Sequence)[0];
        if (held.AsSpan().SequenceEqual(hash))
            return FrameOutcome.Duplicate;
        session.Execute(
            """
            INSERT INTO frame_conflict (logger_id, epoch, sequence, hash, bytes, received_utc_ms, route)
            VALUES (@logger, @epoch, @sequence, @hash, @bytes, @received, @route) ON CONFLICT (logger_id, epoch, sequence, hash) DO NOTHING
            """,
            header.LoggerId, header.Epoch, header.Sequence, hash, frame.Bytes, upload.ReceivedUtcMs, ArchivedFrame.TextOf(upload.Route));
        return FrameOutcome.Conflict;
    }

    internal static long? ErrorBoundMs(FrameHeader header) =>
        header.ClockErrorLog2Milliseconds == FrameHeader.ErrorBoundUnknown ? null : 1L << header.ClockErrorLog2Milliseconds;
}

/// <summary>What could not be archived: kept once per content with the number of times it came, because a logger sends until it is acknowledged.</summary>
public static class RejectedFrames
{
    /// <summary>Most bytes kept of one piece: above the largest upload that the wire allows (60 frames of 256 bytes).</summary>
    public const int BytesKeptMost = 16 * 1024;

    internal static void Keep(StoreSession session, RejectedBytes rejected, long receivedUtcMs) => session.Execute(
        """
        INSERT INTO rejected_frame (hash, reason, origin, bytes, byte_count, first_received_utc_ms, last_received_utc_ms, times)
        VALUES (@hash, @reason, @origin, @bytes, @count, @received, @received, 1)
        ON CONFLICT (hash, reason, origin) DO UPDATE SET times = rejected_frame.times + 1, last_received_utc_ms = excluded.last_received_utc_ms
        """,
        SHA256.HashData(rejected.Bytes), rejected.Reason, rejected.Origin,
        rejected.Bytes.Length <= BytesKeptMost ? rejected.Bytes : rejected.Bytes[..BytesKeptMost], rejected.Bytes.Length, receivedUtcMs);

    /// <summary>The reason's name as it is stored, e.g. <c>bad-checksum</c>.</summary>
    public static string ReasonOf(FrameFault fault) => string.Concat(fault.ToString().Select((letter, i) =>
        char.IsUpper(letter) ? (i > 0 ? "-" : "") + char.ToLower(letter, CultureInfo.InvariantCulture) : letter.ToString()));
}
