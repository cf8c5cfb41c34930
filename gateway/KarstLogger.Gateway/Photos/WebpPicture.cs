using System.Buffers.Binary;
using System.Text;

namespace KarstLogger.Gateway.Photos;

/// <summary>WebP (RFC 9649), still pictures: kept are the picture, its transparency and its colour profile; gone are Exif, XMP and chunks that nobody knows.</summary>
internal static class WebpPicture
{
    private const int HeadBytes = 12, ChunkHeadBytes = 8;

    private const byte AnimationBit = 0x02, XmpBit = 0x04, ExifBit = 0x08;

    private static readonly HashSet<string> s_kept = ["VP8 ", "VP8L", "VP8X", "ALPH", "ICCP"];

    internal static bool IsOne(ReadOnlySpan<byte> file) => file.Length >= HeadBytes && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    internal static Picture? Strip(ReadOnlySpan<byte> file)
    {
        MemoryStream kept = new(file.Length);
        kept.Write(file[..HeadBytes]);
        (int Width, int Height)? size = null;
        bool hasData = false;
        uint told = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (told > file.Length - 8)
            return null;
        int at = HeadBytes, end = (int)told + 8;
        while (end - at >= ChunkHeadBytes)
        {
            string type = Encoding.ASCII.GetString(file.Slice(at, 4));
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]), padded = length + (length & 1);
            if (padded < length || padded > end - at - ChunkHeadBytes)
                return null;
            byte[] chunk = file.Slice(at, ChunkHeadBytes + (int)padded).ToArray();
            if (type == "VP8X" && (length < 10 || (chunk[ChunkHeadBytes] & AnimationBit) != 0))
                return null;
            if (type == "VP8X")
                chunk[ChunkHeadBytes] &= unchecked((byte)~(XmpBit | ExifBit));
            size ??= Size(type, chunk.AsSpan(ChunkHeadBytes, (int)length));
            hasData |= type is "VP8 " or "VP8L";
            if (s_kept.Contains(type))
                kept.Write(chunk);
            at += chunk.Length;
        }
        byte[] stripped = kept.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(stripped.AsSpan(4), (uint)stripped.Length - 8);
        return hasData && size is { } known ? new Picture("webp", known.Width, known.Height, stripped) : null;
    }

    private static (int Width, int Height)? Size(string type, ReadOnlySpan<byte> data)
    {
        if (type == "VP8X")
            return (Side24(data[4..]), Side24(data[7..]));
        // A key frame's start code, then 14 bits for each side (RFC 6386 section 9.1).
        if (type == "VP8 " && data.Length >= 10 && data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
            return (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
        if (type != "VP8L" || data.Length < 5 || data[0] != 0x2F)
            return null;
        uint bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }

    private static int Side24(ReadOnlySpan<byte> at) => (at[0] | (at[1] << 8) | (at[2] << 16)) + 1;
}
