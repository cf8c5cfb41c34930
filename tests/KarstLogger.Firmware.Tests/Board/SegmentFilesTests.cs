using System.Collections;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Firmware.Esp32;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Board;

public sealed class SegmentFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("karst-journal-").FullName + "/";

    public void Dispose() => Directory.Delete(_folder, true);

    private SegmentFiles Drive(string name = "flash") => new(_folder + name + "/", 1 << 20, null);

    private static void Store(SegmentFiles drive, int count)
    {
        LoggerState state = LoggerState.Load(drive);
        SampleJournal journal = new(drive, state, 9);
        journal.Open(true, 77);
        for (int i = 0; i < count; i++)
        {
            byte[] frame = new byte[SampleFrame.ByteCount];
            SampleFrame.Write(new Sample { LoggerId = 9, Epoch = journal.Epoch, Sequence = journal.NextSequence, Level = i }, frame, 0);
            Assert.True(journal.Store(new ArrayList { frame }));
        }
        state.Save(drive);
        drive.Close();
    }

    private static List<uint> Sequences(SegmentFiles drive)
    {
        JournalReader reader = new(drive, 9, drive.List());
        reader.MoveTo(0, 0);
        List<uint> found = [];
        while (reader.Next())
            found.Add(reader.Sequence);
        return found;
    }

    [Fact]
    public void The_journal_goes_on_in_the_files_that_an_earlier_wake_has_left()
    {
        Store(Drive(), 5);
        Store(Drive(), 3);
        Assert.Equal([1u, 2, 3, 4, 5, 6, 7, 8], Sequences(Drive()));
    }

    [Fact]
    public void Bytes_that_were_not_committed_are_not_called_stored()
    {
        SegmentFiles drive = Drive();
        Assert.True(drive.Append(1, [1, 2, 3, 4], 0, 4));
        Assert.False(drive.Commit(2));
        Assert.True(drive.Commit(1));
        Assert.Equal(4, drive.Length(1));
    }

    [Fact]
    public void Segments_are_listed_in_order_and_foreign_files_are_left_alone()
    {
        SegmentFiles drive = Drive();
        foreach (uint segment in new uint[] { 12, 3, 4_000_000_000 })
        {
            drive.Append(segment, [1], 0, 1);
            drive.Commit(segment);
        }
        File.WriteAllText(_folder + "flash/notes.txt", "x");
        Assert.Equal([3u, 12, 4_000_000_000], drive.List());
        Assert.True(drive.DeleteOldest());
        Assert.Equal([12u, 4_000_000_000], drive.List());
    }

    [Fact]
    public void A_card_gets_what_it_lacks_and_a_new_card_gets_all()
    {
        SegmentFiles flash = Drive();
        Store(flash, 40);
        SegmentFiles card = Drive("card");
        Assert.True(CardCopy.Update(flash, card));
        Store(flash, 2);
        Assert.True(CardCopy.Update(flash, card));
        Assert.Equal(Sequences(flash), Sequences(card));
        SegmentFiles another = Drive("another");
        Assert.True(CardCopy.Update(flash, another));
        Assert.Equal(42, Sequences(another).Count);
    }

    [Fact]
    public void A_card_keeps_segments_that_the_flash_had_to_give_up()
    {
        SegmentFiles flash = Drive();
        Store(flash, 4);
        SegmentFiles card = Drive("card");
        CardCopy.Update(flash, card);
        flash.DeleteOldest();
        Assert.True(CardCopy.Update(flash, card));
        Assert.Equal([1u, 2, 3, 4], Sequences(card));
    }
}
