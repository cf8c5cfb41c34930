using KarstLogger.Wire;

namespace KarstLogger.Gateway.Ingest;

/// <summary>A piece of a message or file: a whole frame, or bytes that are none.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="ByteCount">How long it is.</param>
/// <param name="Fault"><see cref="FrameFault.None"/> for a frame; else why its first bytes are none.</param>
public readonly record struct ScannedPiece(int Offset, int ByteCount, FrameFault Fault);

/// <summary>
/// Cuts bytes into frames. Where something is broken the next whole frame is looked for byte by byte: a torn write in the middle of a card must not take the frames
/// behind it along, and 32 bits of checksum over a plausible head keep chance finds away.
/// </summary>
public static class FrameScanner
{
    /// <summary>All pieces from <paramref name="offset"/> to the end, without holes.</summary>
    public static IEnumerable<ScannedPiece> Scan(byte[] bytes, int offset)
    {
        int at = offset;
        while (at < bytes.Length)
        {
            FrameFault fault = Frame.Check(bytes, at, bytes.Length - at);
            int end = fault == FrameFault.None ? at + Frame.ClaimedByteCount(bytes, at) : NextFrame(bytes, at, fault);
            yield return new ScannedPiece(at, end - at, fault);
            at = end;
        }
    }

    private static int NextFrame(byte[] bytes, int at, FrameFault fault)
    {
        // The checksum fits, so the length does too: the piece ends where the frame does.
        if (fault == FrameFault.BadField)
            return at + Frame.ClaimedByteCount(bytes, at);
        int next = at + 1;
        while (next < bytes.Length && Frame.Check(bytes, next, bytes.Length - next) != FrameFault.None)
            next++;
        return next;
    }
}
