using KarstLogger.Gateway.Completeness;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Gateway.Tests.Stations;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Completeness;

public sealed class CompletenessCountTests : IDisposable
{
    private static readonly StationConfiguration Station = StationFile.Read("f", StationFileTests.Good);
    private readonly TemporaryStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void A_whole_morning_is_complete_without_gaps()
    {
        Receive([.. Enumerable.Range(1, 8).Select(i => Frames.Sample((uint)i))]);
        CompletenessReport report = Count(1, 9);
        Assert.Equal((8L, 8L, 0L, 0L, 0L), (report.Expected, report.Received, report.Lost, report.Missing, report.RecoveredLate));
        Assert.Empty(report.Gaps);
        Assert.Equal(1.0, report.Share);
    }

    [Fact]
    public void Samples_whose_numbers_are_missing_wait_at_the_logger()
    {
        Receive(Frames.Sample(1), Frames.Sample(2), Frames.Sample(5));
        CompletenessReport report = Count(1, 6);
        Assert.Equal((5L, 3L, 2L), (report.Expected, report.Received, report.Missing));
        Assert.Equal(new Gap(At(3), At(4), 2, GapReason.NotReceived), Assert.Single(report.Gaps));
    }

    [Fact]
    public void Where_the_numbers_run_on_the_logger_took_no_samples()
    {
        Receive(Frames.Sample(1), Frames.Sample(2, utcSeconds: (uint)At(5)));
        Assert.Equal([new Gap(At(2), At(4), 3, GapReason.NotSampled)], Count(1, 6).Gaps);
    }

    [Fact]
    public void What_the_logger_reports_overwritten_is_lost_and_not_missing()
    {
        Receive(Frames.Sample(1), Frames.Event(5, EventCode.OverwrittenRange, "first=2 last=4", utcSeconds: (uint)At(4)), Frames.Sample(6, utcSeconds: (uint)At(5)));
        CompletenessReport report = Count(1, 6);
        Assert.Equal((5L, 2L, 3L, 0L), (report.Expected, report.Received, report.Lost, report.Missing));
        Assert.Equal(GapReason.Overwritten, Assert.Single(report.Gaps).Reason);
    }

    [Fact]
    public void A_new_journal_in_a_gap_leaves_open_whether_samples_were_taken()
    {
        Receive(Frames.Sample(1), Frames.Sample(1, epoch: 78, utcSeconds: (uint)At(4)));
        Assert.Equal([new Gap(At(2), At(3), 2, GapReason.JournalBegunAnew)], Count(1, 5).Gaps);
    }

    [Fact]
    public void Nothing_since_the_last_sample_is_a_gap_up_to_now_and_the_future_is_not_expected()
    {
        Receive(Frames.Sample(1));
        CompletenessReport report = Count(1, 1000, now: At(4));
        Assert.Equal((3L, 2L), (report.Expected, report.Missing));
        Assert.Equal([new Gap(At(2), At(3), 2, GapReason.NothingSince)], report.Gaps);
    }

    [Fact]
    public void Samples_carried_by_hand_or_a_day_late_are_recovered()
    {
        Receive(Frames.Sample(1));
        store.Archive.Append([Frames.Upload(Frames.Sample(2)) with { Route = FrameRoute.Import }]);
        store.Archive.Append([Frames.Upload(Frames.Sample(3)) with { ReceivedUtcMs = (At(3) + 86_401) * 1000 }]);
        CompletenessReport report = Count(1, 4);
        Assert.Equal((3L, 2L), (report.Received, report.RecoveredLate));
    }

    [Fact]
    public void Whether_a_simulated_logger_was_late_in_its_own_time_is_not_told_by_our_clock()
    {
        Receive(Simulated(1));
        Assert.Equal(0L, Count(1, 2).RecoveredLate);
        store.Archive.Append([Frames.Upload(Simulated(2)) with { ReceivedUtcMs = (At(2) + 30 * 86_400) * 1000 }]);
        CompletenessReport report = Count(1, 3);
        Assert.Equal((2L, 2L, (long?)null), (report.Expected, report.Received, report.RecoveredLate));
    }

    private static byte[] Simulated(uint sequence)
    {
        Sample sample = SampleFrame.Read(Frames.Sample(sequence), 0);
        sample.Flags |= FrameFlags.Simulated;
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(sample, bytes, 0);
        return bytes;
    }

    [Fact]
    public void A_second_sample_of_an_instant_and_one_some_seconds_beside_it_do_not_count_twice()
    {
        Receive(Frames.Sample(1, utcSeconds: (uint)At(1) + 7), Frames.Sample(2, utcSeconds: (uint)At(1) + 300), Frames.Sample(3, utcSeconds: (uint)At(2) - 7));
        CompletenessReport report = Count(1, 3);
        Assert.Equal((2L, 2L, 1L), (report.Expected, report.Received, report.Additional));
    }

    [Fact]
    public void Before_the_deployment_nothing_is_expected()
    {
        Receive(Frames.Sample(1));
        CompletenessReport report = Count(-1000, 2);
        Assert.Equal((2L, 1L), (report.Expected, report.Received)); // 00:00, the deployment's first instant, and 00:15
        Assert.Equal([new Gap(At(0), At(0), 1, GapReason.NothingBefore)], report.Gaps);
    }

    private static long At(int slot) => Frames.Start + slot * (long)Frames.QuarterHour;

    private void Receive(params byte[][] frames) => store.Archive.Append([Frames.Upload(frames)]);

    private CompletenessReport Count(int fromSlot, int toSlot, long? now = null) => store.Database.Read(session =>
        CompletenessCount.Of(session, Station, At(fromSlot), At(toSlot), now ?? At(100_000)));
}
