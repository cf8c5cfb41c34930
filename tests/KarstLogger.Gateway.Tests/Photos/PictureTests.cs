using System.Text;
using KarstLogger.Gateway.Photos;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Photos;

/// <summary>Files as cameras and drawing programs write them (tests/golden/photos), stripped for the store.</summary>
public sealed class PictureTests
{
    private static readonly string Folder = Path.Combine(ReferenceFiles.ProjectRoot, "tests", "golden", "photos");

    [Theory]
    [InlineData("spring.jpg", "jpeg")]
    [InlineData("spring.png", "png")]
    [InlineData("spring.webp", "webp")]
    public void A_picture_is_known_by_its_bytes_and_keeps_neither_place_nor_device_nor_owner_nor_what_hangs_behind_it(string file, string form)
    {
        byte[] taken = File.ReadAllBytes(Path.Combine(Folder, file));
        Picture picture = Picture.TryRead(taken)!;
        Assert.Equal((form, 48, 32), (picture.Form, picture.WidthPixels, picture.HeightPixels));
        string before = Encoding.Latin1.GetString(taken), kept = Encoding.Latin1.GetString(picture.Bytes);
        Assert.Contains("KARST-", before, StringComparison.Ordinal);
        Assert.DoesNotContain("KARST-", kept, StringComparison.Ordinal);
        // 105 degrees as an Exif rational, little endian.
        Assert.Contains("i\0\0\0\u0001\0\0\0", before, StringComparison.Ordinal);
        Assert.DoesNotContain("i\0\0\0\u0001\0\0\0", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jpeg_keeps_which_way_is_up_and_the_compressed_picture_to_the_last_byte()
    {
        byte[] taken = File.ReadAllBytes(Path.Combine(Folder, "spring.jpg")), kept = Picture.TryRead(taken)!.Bytes;
        // Orientation 6 in a directory of one entry, big endian (Exif 2.32 section 4.6).
        byte[] exif = [0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        Assert.True(kept.AsSpan().IndexOf(exif) > 0);
        int scan = taken.AsSpan().IndexOf((byte[])[0xFF, 0xDA]), end = taken.AsSpan().LastIndexOf((byte[])[0xFF, 0xD9]) + 2;
        Assert.True(kept.AsSpan().EndsWith(taken.AsSpan(scan, end - scan)));
    }

    [Theory]
    [InlineData("spring.jpg")]
    [InlineData("spring.png")]
    [InlineData("spring.webp")]
    public void A_picture_that_breaks_off_anywhere_is_refused_and_breaks_nothing(string file)
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(Folder, file));
        byte[] stripped = Picture.TryRead(whole)!.Bytes;
        for (int length = 0; length < stripped.Length; length++)
            Assert.Null(Picture.TryRead(stripped.AsSpan(0, length)));
        Assert.Equal(stripped, Picture.TryRead(stripped)!.Bytes);
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script></html>")]
    [InlineData("%PDF-1.7")]
    [InlineData("GIF89a")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("\0\0\0\u0018ftypheic")]
    [InlineData("")]
    public void What_is_no_jpeg_png_or_webp_is_refused_whatever_it_is_called(string text) => Assert.Null(Picture.TryRead(Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void A_small_file_that_would_unfold_into_more_than_the_permitted_pixels_is_refused()
    {
        byte[] png = File.ReadAllBytes(Path.Combine(Folder, "spring.png"));
        // Width and height stand 16 bytes behind the start, four bytes each.
        (png[18], png[19], png[22], png[23]) = (0x3F, 0xFF, 0x3F, 0xFF);
        Assert.Null(Picture.TryRead(png));
        (png[18], png[19], png[22], png[23]) = (0x41, 0x00, 0, 32);
        Assert.Null(Picture.TryRead(png));
        (png[18], png[19]) = (0x40, 0x00);
        Assert.Equal(Picture.SideMost, Picture.TryRead(png)!.WidthPixels);
    }
}
