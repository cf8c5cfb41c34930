using System.Buffers.Binary;
using System.Text;

namespace KarstLogger.Gateway.Photos;

/// <summary>PNG (W3C, third edition): kept are the chunks that make the picture and its colours; gone are texts, time, Exif, animation and what follows the end.</summary>
internal static class PngPicture
{
    // Length and type before a chunk's data, its CRC behind.
    private const int HeadBytes = 8, CrcBytes = 4;

    private static readonly HashSet<string> s_kept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs"];

    internal static bool IsOne(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);

    internal static Picture? Strip(ReadOnlySpan<byte> file)
    {
        MemoryStream kept = new(file.Length);
        kept.Write(file[..8]);
        (uint Width, uint Height) size = default;
        bool hasData = false;
        int at = 8;
        while (file.Length - at >= HeadBytes + CrcBytes)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - HeadBytes - CrcBytes)
                return null;
            string type = Encoding.ASCII.GetString(file.Slice(at + 4, 4));
            int end = at + HeadBytes + (int)length + CrcBytes;
            if (type == "IHDR" && length >= 8)
                size = (BinaryPrimitives.ReadUInt32BigEndian(file[(at + HeadBytes)..]), BinaryPrimitives.ReadUInt32BigEndian(file[(at + HeadBytes + 4)..]));
            hasData |= type == "IDAT";
            if (s_kept.Contains(type))
                kept.Write(file[at..end]);
            if (type == "IEND")
                return hasData ? new Picture("png", Side(size.Width), Side(size.Height), kept.ToArray()) : null;
            at = end;
        }
        return null; // ends before its end
    }

    private static int Side(uint pixels) => (int)Math.Min(pixels, int.MaxValue);
}
