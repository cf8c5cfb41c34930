using System.Text;
using KarstLogger.Firmware.Loader;

namespace KarstLogger.Firmware.Tests.Board;

/// <summary>Images of several assemblies: each begins with the mark of the 1.x runtime's form and has its size at byte 100 (nanoCLR_Types.h, CLR_RECORD_ASSEMBLY).</summary>
public sealed class ImagePartsTests
{
    private static byte[] Assembly(int size, byte filling)
    {
        byte[] bytes = [.. Enumerable.Repeat(filling, size)];
        Encoding.ASCII.GetBytes("NFMRK1\0\0").CopyTo(bytes, 0);
        BitConverter.GetBytes(size).CopyTo(bytes, 100);
        return bytes;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_parts_come_back_whole_and_in_their_order(int count)
    {
        byte[][] assemblies = [.. Enumerable.Range(1, count).Select(i => Assembly(200 + i * 4, (byte)i))];
        Assert.Equal(assemblies, ImageParts.Split([.. assemblies.SelectMany(one => one)]));
    }

    [Fact]
    public void What_is_not_a_whole_number_of_assemblies_is_no_image()
    {
        byte[] two = [.. Assembly(204, 1), .. Assembly(208, 2)];
        Assert.Null(ImageParts.Split([]));
        Assert.Null(ImageParts.Split(two[..^1]));
        Assert.Null(ImageParts.Split([.. two, 0]));
        Assert.Null(ImageParts.Split([.. two, .. new byte[200]]));
        Assert.Null(ImageParts.Split([.. Enumerable.Range(0, 5).SelectMany(_ => Assembly(204, 3))]));
        byte[] huge = Assembly(204, 1);
        BitConverter.GetBytes(-4).CopyTo(huge, 100);
        Assert.Null(ImageParts.Split(huge));
        BitConverter.GetBytes(0).CopyTo(huge, 100);
        Assert.Null(ImageParts.Split(huge));
    }
}
