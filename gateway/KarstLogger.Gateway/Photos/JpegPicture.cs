using System.Buffers.Binary;

namespace KarstLogger.Gateway.Photos;

/// <summary>
/// JPEG (ITU-T T.81 annex B; JFIF 1.02; Exif 2.32): kept are the tables, the frame, the scans, the colour profile and which way is up; gone are all other
/// application segments, remarks, and what stands behind the end of the picture (phones put a second picture or a film there).
/// </summary>
internal static class JpegPicture
{
    private const byte Prefix = 0xFF, EndOfImage = 0xD9, StartOfScan = 0xDA, App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, App14 = 0xEE, App15 = 0xEF, Remark = 0xFE;

    private const int JfifWithoutThumbnail = 14;

    internal static bool IsOne(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    internal static Picture? Strip(ReadOnlySpan<byte> file)
    {
        MemoryStream kept = new(file.Length);
        kept.Write(file[..2]);
        (int Width, int Height) size = default;
        bool hasScan = false;
        int at = 2;
        while (at + 2 <= file.Length && file[at] == Prefix)
        {
            byte marker = file[at + 1];
            if (marker == Prefix) // a fill byte
            {
                at++;
                continue;
            }
            if (marker == EndOfImage)
            {
                kept.Write([Prefix, EndOfImage]);
                return hasScan ? new Picture("jpeg", size.Width, size.Height, kept.ToArray()) : null;
            }
            if (at + 4 > file.Length)
                return null;
            int end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (end < at + 4 || end > file.Length)
                return null;
            ReadOnlySpan<byte> body = file[(at + 4)..end];
            if (IsFrame(marker) && body.Length >= 5)
                size = (BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..]));
            if (marker == StartOfScan)
            {
                hasScan = true;
                end = EndOfScan(file, end);
            }
            Keep(kept, marker, file[at..end], body);
            at = end;
        }
        return null; // ends before its end
    }

    // Frames of all kinds of coding; C4, C8 and CC are tables and an extension (table B.1).
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    // Entropy-coded data: FF 00 is a byte of it, FF D0 to D7 are its restart marks; any other mark ends it.
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (at + 1 < file.Length && (file[at] != Prefix || file[at + 1] is 0 or (>= 0xD0 and <= 0xD7)))
            at++;
        return at;
    }

    private static void Keep(MemoryStream kept, byte marker, ReadOnlySpan<byte> segment, ReadOnlySpan<byte> body)
    {
        if (marker == App0 && body.StartsWith("JFIF\0"u8) && body.Length >= JfifWithoutThumbnail)
        {
            kept.Write([Prefix, App0, 0, JfifWithoutThumbnail + 2]);
            kept.Write(body[..12]);
            kept.Write([0, 0]); // no thumbnail: it may show what was cut away from the picture
        }
        else if (marker == App1 && body.StartsWith("Exif\0\0"u8))
        {
            if (ExifOrientation.Of(body[6..]) is { } way)
                kept.Write(ExifOrientation.Segment(way));
        }
        else if (marker is not ((>= App0 and <= App15) or Remark) || marker == App14 || (marker == App2 && body.StartsWith("ICC_PROFILE\0"u8)))
        {
            kept.Write(segment);
        }
    }
}

/// <summary>Which way is up (tag 0112 of Exif's first directory), the one thing of Exif without which a picture looks wrong.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;

    /// <summary>2 to 8; null where the picture is upright as it is, or nothing is said.</summary>
    internal static byte? Of(ReadOnlySpan<byte> tiff)
    {
        bool isLittle = tiff.StartsWith("II"u8);
        if (tiff.Length < 8 || (!isLittle && !tiff.StartsWith("MM"u8)))
            return null;
        uint directory = Whole(tiff[4..], isLittle);
        if (directory > tiff.Length - 2)
            return null;
        int count = Half(tiff[(int)directory..], isLittle);
        for (int at = (int)directory + 2; count > 0 && at + 12 <= tiff.Length; at += 12, count--)
            if (Half(tiff[at..], isLittle) == Tag)
                return Half(tiff[(at + 8)..], isLittle) is >= 2 and <= 8 and var way ? (byte)way : null;
        return null;
    }

    /// <summary>An Exif segment that says this and nothing else.</summary>
    internal static byte[] Segment(byte way) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, way, 0, 0, 0, 0, 0, 0,
    ];

    private static ushort Half(ReadOnlySpan<byte> at, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static uint Whole(ReadOnlySpan<byte> at, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
}
