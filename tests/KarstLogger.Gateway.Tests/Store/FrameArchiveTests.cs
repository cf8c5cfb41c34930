using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Store;

public sealed class FrameArchiveTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_772_323_200_123);
    private readonly TemporaryStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void A_frame_sent_again_with_the_same_bytes_is_a_harmless_duplicate()
    {
        Assert.Equal([FrameOutcome.Stored], Append(Frames.Sample(1)));
        Assert.Equal([FrameOutcome.Duplicate], Append(Frames.Sample(1)));
        Assert.Equal(1, store.Count("frame"));
        Assert.Equal(0, store.Count("frame_conflict"));
    }

    [Fact]
    public void Other_bytes_under_the_same_key_are_a_conflict_and_both_are_kept()
    {
        byte[] first = Frames.Sample(1, level: 12_000), other = Frames.Sample(1, level: 12_001);
        Append(first);
        Assert.Equal([FrameOutcome.Conflict, FrameOutcome.Conflict], Append(other, other));
        Assert.Equal(first, Archived().Single().Bytes);
        Assert.Equal([other], store.Database.Read(session => session.Query("SELECT bytes FROM frame_conflict", row => row.GetBytes(0))));
    }

    [Fact]
    public void Archived_bytes_are_the_bytes_of_the_logger_after_a_restart()
    {
        byte[] sample = Frames.Sample(1), told = Frames.Event(2, EventCode.Note, "a snake in the weir");
        Append(sample, told);
        store.Reopen();
        Assert.Equal([sample, told], Archived().Select(frame => frame.Bytes));
    }

    [Fact]
    public void The_acknowledgement_names_the_gapless_prefix_and_the_ranges_above_it()
    {
        Append(Frames.Sample(1), Frames.Sample(2), Frames.Sample(5), Frames.Sample(6), Frames.Sample(9));
        Acknowledgement told = store.Archive.For(Frames.Logger, Frames.Epoch, 41, Now);
        Assert.Equal(2u, told.CommittedThrough);
        Assert.Equal([5u, 9u], told.RangeFirst);
        Assert.Equal([6u, 9u], told.RangeLast);
        Assert.Equal(41u, told.BatchId);
        Assert.Equal(1_772_323_200u, told.GatewayUtcSeconds);
        Assert.Equal(123, told.GatewayMilliseconds);
    }

    [Fact]
    public void Frames_that_fill_a_gap_join_the_ranges_on_both_sides()
    {
        Append(Frames.Sample(1), Frames.Sample(4));
        Append(Frames.Sample(3), Frames.Sample(2));
        Acknowledgement told = store.Archive.For(Frames.Logger, Frames.Epoch, 1, Now);
        Assert.Equal(4u, told.CommittedThrough);
        Assert.Empty(told.RangeFirst);
    }

    [Fact]
    public void With_more_gaps_than_the_message_holds_only_what_fits_is_acknowledged()
    {
        Append([.. Enumerable.Range(1, 12).Select(i => Frames.Sample((uint)(i * 2)))]);
        Acknowledgement told = store.Archive.For(Frames.Logger, Frames.Epoch, 1, Now);
        Assert.Equal(0u, told.CommittedThrough);
        Assert.Equal([2u, 4u, 6u, 8u, 10u, 12u, 14u, 16u], told.RangeFirst);
    }

    [Fact]
    public void Sequences_that_the_logger_reports_overwritten_are_settled_and_noted_as_lost()
    {
        Append(Frames.Sample(1), Frames.Event(6, EventCode.OverwrittenRange, $"epoch={Frames.Epoch} first=2 last=5 count=4"));
        Assert.Equal(6u, store.Archive.For(Frames.Logger, Frames.Epoch, 1, Now).CommittedThrough);
        Assert.Equal(1, store.Count("lost_range"));
    }

    [Theory]
    [InlineData("first=2 last=9 count=8")] // beyond the event itself: those frames are still to come
    [InlineData("first=0 last=3")]
    [InlineData("first=4 last=3")]
    [InlineData("first=two last=3")]
    [InlineData("last=3")]
    public void A_report_of_overwritten_frames_that_cannot_be_true_settles_nothing(string text)
    {
        Append(Frames.Sample(1), Frames.Event(6, EventCode.OverwrittenRange, text));
        Assert.Equal(1u, store.Archive.For(Frames.Logger, Frames.Epoch, 1, Now).CommittedThrough);
        Assert.Equal(0, store.Count("lost_range"));
    }

    [Fact]
    public void Two_epochs_of_one_logger_are_acknowledged_apart()
    {
        Append(Frames.Sample(1), Frames.Sample(1, epoch: 78), Frames.Sample(2, epoch: 78));
        Assert.Equal(1u, store.Archive.For(Frames.Logger, Frames.Epoch, 1, Now).CommittedThrough);
        Assert.Equal(2u, store.Archive.For(Frames.Logger, 78, 1, Now).CommittedThrough);
    }

    [Fact]
    public void Samples_from_before_the_clock_was_set_are_placed_by_the_clock_set_event_and_keep_their_own_time()
    {
        Append(Frames.Sample(1, utcSeconds: 10, clock: ClockSource.Unset), Frames.Sample(2, utcSeconds: 910, clock: ClockSource.Unset));
        Assert.Empty(Archived());
        // 1000 s after the journal's start it was 2026-03-01 00:00 UTC: sample 1 was taken 990 s, sample 2 90 s before.
        Append(Frames.Event(3, EventCode.ClockSet, $"source=sntp before_s=1000 after_s={Frames.Start}", clock: ClockSource.Sntp, utcSeconds: Frames.Start));
        Assert.Equal([Frames.Start - 990L, Frames.Start - 90L, Frames.Start], Archived().Select(frame => frame.PlacedUtcSeconds!.Value));
        Assert.Equal([10L, 910L, Frames.Start], Archived().Select(frame => frame.DeviceUtcSeconds));
    }

    [Fact]
    public void Samples_from_before_the_seconds_counter_began_again_have_no_place_in_time()
    {
        Append(Frames.Sample(1, utcSeconds: 5000, clock: ClockSource.Unset), Frames.Sample(2, utcSeconds: 10, clock: ClockSource.Unset),
            Frames.Event(3, EventCode.ClockSet, $"before_s=100 after_s={Frames.Start}", clock: ClockSource.Gateway, utcSeconds: Frames.Start));
        Assert.Equal([2u, 3u], Archived().Select(frame => frame.Key.Sequence));
        Assert.Equal(3, store.Count("frame"));
    }

    [Fact]
    public void The_bound_of_a_place_worked_out_later_grows_by_fifty_parts_per_million_of_the_time_in_between()
    {
        Append(Frames.Sample(1, utcSeconds: 0, clock: ClockSource.Unset), Frames.Sample(2, utcSeconds: 900_000, clock: ClockSource.Unset),
            Frames.Event(3, EventCode.ClockSet, $"before_s=1000000 after_s={Frames.Start}", clock: ClockSource.Gateway, utcSeconds: Frames.Start));
        // 50 ppm of 1 000 000 s are 50 s, of 100 000 s 5 s: the older sample's bound is 45 s wider.
        List<ArchivedFrame> placed = Archived();
        Assert.Equal(45_000, placed[0].PlacementErrorMs - placed[1].PlacementErrorMs);
    }

    [Fact]
    public void A_lost_count_that_is_told_late_takes_the_wrong_place_of_earlier_samples_away()
    {
        // Newest first: the setting and a sample after the loss come before the logger's word of the loss.
        Append(Frames.Sample(4, utcSeconds: 6000, clock: ClockSource.Unset),
            Frames.Event(5, EventCode.ClockSet, $"before_s=6100 after_s={Frames.Start}", clock: ClockSource.Gateway, utcSeconds: Frames.Start));
        Append(Frames.Sample(1, utcSeconds: 5000, clock: ClockSource.Unset));
        Assert.Equal([1u, 4u, 5u], Archived().Select(frame => frame.Key.Sequence));
        Append(Frames.Event(2, EventCode.ClockSet, "source=0 lost=1 before_s=3 after_s=5900", clock: ClockSource.Unset, utcSeconds: 5900));
        Assert.Equal([2u, 4u, 5u], Archived().Select(frame => frame.Key.Sequence));
        Assert.Equal(4, store.Count("frame"));
    }

    [Fact]
    public void A_later_correction_of_a_clock_that_was_set_already_places_nothing()
    {
        // The event that set the clock was lost; the next one corrects it by a second. Counted from it, the sample would lie in 1970.
        Append(Frames.Sample(1, utcSeconds: 5000, clock: ClockSource.Unset),
            Frames.Event(9, EventCode.ClockSet, $"before_s={Frames.Start + 86400} after_s={Frames.Start + 86401}", clock: ClockSource.Gateway, utcSeconds: Frames.Start + 86401));
        Assert.Equal([9u], Archived().Select(frame => frame.Key.Sequence));
    }

    [Fact]
    public void Kept_ranges_are_those_of_the_frames_whatever_the_order_of_arrival()
    {
        Random chance = new(20260301);
        uint[] sequences = [.. Enumerable.Range(1, 400).Select(i => (uint)i).Where(_ => chance.Next(4) > 0)];
        chance.Shuffle(sequences);
        foreach (uint[] part in sequences.Chunk(7))
            Append([.. part.Select(sequence => Frames.Sample(sequence))]);
        List<uint> covered = [.. store.Database.Read(session => SettledRanges.Of(session, Frames.Logger, Frames.Epoch))
            .SelectMany(range => Enumerable.Range((int)range.First, (int)range.Count)).Select(sequence => (uint)sequence)];
        Assert.Equal(sequences.Order(), covered);
    }

    private IReadOnlyList<FrameOutcome> Append(params byte[][] frames) => store.Archive.Append([Frames.Upload(frames)])[0].Outcomes;

    private List<ArchivedFrame> Archived() => store.Database.Read(session => ArchivedFrame.Between(session, Frames.Logger, 0, uint.MaxValue).ToList());
}
