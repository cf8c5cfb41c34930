using System.Security.Cryptography;
using KarstLogger.Firmware.Loader;

namespace KarstLogger.Firmware.Tests.Board;

public sealed class SlotFilesTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[] Image = [.. Enumerable.Range(0, 700).Select(i => (byte)(i * 7))];

    private readonly string _folder = Directory.CreateTempSubdirectory("karst-slots-").FullName + "/";

    public SlotFilesTests() => File.WriteAllBytes(_folder + "update.key", Key);

    public void Dispose() => Directory.Delete(_folder, true);

    private static byte[] Signed(byte[] key) => [.. Image, .. HMACSHA256.HashData(key, Image)];

    [Fact]
    public void An_image_signed_for_this_box_is_taken_and_read_back_without_its_signature()
    {
        SlotFiles files = new(_folder);
        Assert.True(files.WriteImage(1, Signed(Key)));
        Assert.Equal(Image, files.ReadImage(1));
        Assert.Null(files.ReadImage(0));
    }

    [Fact]
    public void An_image_signed_for_another_box_is_refused() => Assert.False(new SlotFiles(_folder).WriteImage(0, Signed(new byte[32])));

    [Fact]
    public void An_image_with_any_one_bit_changed_on_the_drive_is_not_started()
    {
        SlotFiles files = new(_folder);
        byte[] signed = Signed(Key);
        for (int bit = 0; bit < signed.Length * 8; bit += 5)
        {
            byte[] flipped = (byte[])signed.Clone();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            File.WriteAllBytes(_folder + "a.img", flipped);
            Assert.Null(files.ReadImage(0));
        }
    }

    [Fact]
    public void An_image_cut_short_while_it_was_written_is_not_started()
    {
        SlotFiles files = new(_folder);
        byte[] signed = Signed(Key);
        foreach (int length in new[] { 0, 1, 31, 32, 33, 400, signed.Length - 1 })
        {
            File.WriteAllBytes(_folder + "a.img", signed[..length]);
            Assert.Null(files.ReadImage(0));
        }
    }

    [Fact]
    public void Without_a_whole_key_nothing_is_started()
    {
        SlotFiles files = new(_folder);
        files.WriteImage(0, Signed(Key));
        File.WriteAllBytes(_folder + "update.key", Key[..31]);
        Assert.Null(files.ReadImage(0));
    }

    [Fact]
    public void The_record_survives_in_two_files_in_turn()
    {
        SlotFiles files = new(_folder);
        SlotRecord record = files.ReadRecord();
        record.BeginTrial();
        Assert.True(files.Save(record));
        Assert.Equal(1, files.ReadRecord().Trial);
        record.NoteSample();
        record.NoteUpload();
        files.Save(record);
        Assert.Equal((1, SlotRecord.None), (files.ReadRecord().Active, files.ReadRecord().Trial));
        Assert.Equal(2, Directory.GetFiles(_folder, "record.*").Length);
    }
}
