using System.Security.Cryptography;

namespace KarstLogger.Gateway.Photos;

/// <summary>
/// A picture as the store keeps it: the picture itself without what a camera writes beside it (place, time, device, owner, thumbnail, remarks).
/// What it is, is read from its bytes; neither a file's name nor what a browser says of it counts.
/// </summary>
/// <param name="Form"><c>jpeg</c>, <c>png</c> or <c>webp</c>.</param>
/// <param name="WidthPixels">Width, 1 to <see cref="SideMost"/>.</param>
/// <param name="HeightPixels">Height, 1 to <see cref="SideMost"/>.</param>
/// <param name="Bytes">The stripped file.</param>
public sealed record Picture(string Form, int WidthPixels, int HeightPixels, byte[] Bytes)
{
    /// <summary>Most bytes of a file that is taken: twice what a phone's camera of 12 million pixels writes.</summary>
    public const int BytesMost = 8 * 1024 * 1024;

    /// <summary>Most pixels along one side.</summary>
    public const int SideMost = 16_384;

    /// <summary>Most pixels altogether: a small file may unfold into more than a phone's memory.</summary>
    public const long PixelsMost = 100_000_000;

    /// <summary>What is permitted, for messages.</summary>
    public static readonly string Permitted = FormattableString.Invariant(
        $"a still JPEG, PNG or WebP of at most {BytesMost / 1024 / 1024} MiB, {SideMost} pixels along a side and {PixelsMost / 1_000_000} million pixels");

    /// <summary>The type that a browser is told.</summary>
    public string MediaType => MediaTypeOf(Form);

    /// <summary>SHA-256 of the stored bytes.</summary>
    public byte[] Hash => SHA256.HashData(Bytes);

    /// <summary>The type that a browser is told of a form.</summary>
    public static string MediaTypeOf(string form) => $"image/{form}";

    /// <summary>The end of a file's name of a form.</summary>
    public static string EndingOf(string form) => form == "jpeg" ? "jpg" : form;

    /// <summary>Reads a file and strips it; null where it is no picture of the permitted forms, is damaged, animated or too large.</summary>
    public static Picture? TryRead(ReadOnlySpan<byte> file)
    {
        if (file.Length > BytesMost)
            return null;
        Picture? picture = JpegPicture.IsOne(file) ? JpegPicture.Strip(file) : PngPicture.IsOne(file) ? PngPicture.Strip(file) : WebpPicture.IsOne(file) ? WebpPicture.Strip(file) : null;
        return picture is { WidthPixels: >= 1 and <= SideMost, HeightPixels: >= 1 and <= SideMost } && (long)picture.WidthPixels * picture.HeightPixels <= PixelsMost ? picture : null;
    }
}
