using KarstLogger.Firmware.Loader;

namespace KarstLogger.Firmware.Tests.Board;

public sealed class SlotRecordTests
{
    private const int A = 0;
    private const int B = 1;

    private static SlotRecord OnTrial()
    {
        SlotRecord record = new();
        record.BeginTrial();
        return record;
    }

    [Fact]
    public void A_box_without_a_record_starts_slot_A() => Assert.Equal(A, SlotRecord.Newer(null, null).Choose());

    [Fact]
    public void A_new_image_is_confirmed_by_a_good_sample_and_an_acknowledged_upload_in_either_order()
    {
        SlotRecord sampleFirst = OnTrial();
        Assert.Equal(B, sampleFirst.Choose());
        Assert.True(sampleFirst.NoteSample());
        Assert.Equal((A, B), (sampleFirst.Active, sampleFirst.Trial));
        Assert.True(sampleFirst.NoteUpload());
        Assert.Equal((B, SlotRecord.None), (sampleFirst.Active, sampleFirst.Trial));
        SlotRecord uploadFirst = OnTrial();
        uploadFirst.NoteUpload();
        uploadFirst.NoteSample();
        Assert.Equal((B, SlotRecord.None), (uploadFirst.Active, uploadFirst.Trial));
    }

    [Fact]
    public void An_image_that_crashes_gets_four_starts_and_then_the_old_one_returns()
    {
        SlotRecord record = OnTrial();
        int[] started = [.. Enumerable.Range(0, 6).Select(_ => record.Choose())];
        Assert.Equal([B, B, B, B, A, A], started);
        Assert.Equal(B, record.Rejected);
    }

    [Fact]
    public void An_image_that_samples_waits_out_an_outage_of_two_days_and_no_longer()
    {
        SlotRecord record = OnTrial();
        record.NoteSample();
        // 96 quarter hours a day.
        Assert.All(Enumerable.Range(0, 2 * 96), _ => Assert.Equal(B, record.Choose()));
        Assert.Equal(A, record.Choose());
    }

    [Fact]
    public void An_unreadable_image_gives_way_to_the_other_one_but_never_to_a_rejected_one()
    {
        SlotRecord record = OnTrial();
        Assert.True(record.Refuse(record.Choose()));
        Assert.Equal(A, record.Choose());
        Assert.False(record.Refuse(A));
    }

    [Fact]
    public void Replacing_a_rejected_image_gives_it_a_new_trial()
    {
        SlotRecord record = OnTrial();
        record.Refuse(B);
        record.BeginTrial();
        Assert.Equal((B, SlotRecord.None), (record.Choose(), record.Rejected));
    }

    [Fact]
    public void The_newer_whole_record_counts_and_a_torn_one_does_not()
    {
        SlotRecord record = new();
        byte[] older = record.NextBytes();
        record.BeginTrial();
        byte[] newer = record.NextBytes();
        Assert.Equal(B, SlotRecord.Newer(older, newer).Trial);
        Assert.Equal(B, SlotRecord.Newer(newer, older).Trial);
        for (int bit = 0; bit < newer.Length * 8; bit++)
        {
            byte[] flipped = (byte[])newer.Clone();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Equal(SlotRecord.None, SlotRecord.Newer(older, flipped).Trial);
        }
        for (int length = 0; length < newer.Length; length++)
            Assert.Equal(SlotRecord.None, SlotRecord.Newer(older, newer[..length]).Trial);
    }
}
