using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>
/// Sees every commit that reached the drive, and keeps a fingerprint of each whole frame in it: the independent record of what the journal held. It reads frames by their length
/// byte and checksum alone.
/// </summary>
public sealed class JournalWitness(uint loggerId)
{
    /// <summary>Fingerprints of the frames that were committed, by name. A name with two contents keeps the first and is in <see cref="Repeated"/>.</summary>
    public Dictionary<FrameKey, ulong> Frames { get; } = [];

    /// <summary>Names that were committed with two contents: must stay empty.</summary>
    public List<FrameKey> Repeated { get; } = [];

    /// <summary>Sees the bytes of a commit.</summary>
    public void See(ReadOnlyMemory<byte> committed)
    {
        byte[] bytes = committed.ToArray();
        int at = 0;
        while (bytes.Length - at >= Frame.ByteCountLeast)
        {
            if (Frame.Check(bytes, at, bytes.Length - at) != FrameFault.None)
            {
                at += 4;
                continue;
            }
            int count = Frame.ClaimedByteCount(bytes, at);
            Keep(new FrameKey(loggerId, LittleEndian.GetU32(bytes, at + 8), LittleEndian.GetU32(bytes, at + 12)), Fingerprint(bytes.AsSpan(at, count)));
            at += count;
        }
    }

    /// <summary>64-bit FNV-1a of some bytes (http://www.isthe.com/chongo/tech/comp/fnv): two frames of one name that differ have the same one with a chance of 1 in 2^64.</summary>
    public static ulong Fingerprint(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte one in bytes)
            hash = (hash ^ one) * 1099511628211;
        return hash;
    }

    private void Keep(FrameKey key, ulong fingerprint)
    {
        if (!Frames.TryAdd(key, fingerprint) && Frames[key] != fingerprint)
            Repeated.Add(key);
    }
}
