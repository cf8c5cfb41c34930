using KarstLogger.Gateway.Ingest;
using KarstLogger.Gateway.Store;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Ingest;

public sealed class FrameSubscriberTests : IDisposable
{
    private static readonly SteppedTime OneMinuteLater = new(DateTimeOffset.FromUnixTimeSeconds(Frames.Start + 60));
    private static readonly string Topic = Topics.Data(LoggerId.ToText(Frames.Logger));
    private readonly TemporaryStore store = new();
    private readonly FrameSubscriber subscriber;

    public FrameSubscriberTests() => subscriber = new FrameSubscriber(store.Archive, OneMinuteLater);

    public void Dispose() => store.Dispose();

    [Fact]
    public void An_upload_is_archived_and_then_acknowledged_on_the_loggers_own_topic()
    {
        OutgoingMessage answer = Assert.Single(Handle(Topic, Frames.Envelope(9, Frames.Sample(1), Frames.Sample(2))));
        Assert.Equal("karst/v1/kl-0a1b2c3d/down/ack", answer.Topic);
        Acknowledgement told = Acknowledgement.Read(answer.Payload);
        Assert.Equal(9u, told.BatchId);
        Assert.Equal(2u, told.CommittedThrough);
        Assert.Equal(2, store.Count("frame"));
    }

    [Fact]
    public void A_duplicate_upload_is_acknowledged_again_because_the_first_answer_may_be_lost()
    {
        byte[] upload = Frames.Envelope(9, Frames.Sample(1));
        Handle(Topic, upload);
        Assert.Equal(1u, Acknowledgement.Read(Assert.Single(Handle(Topic, upload)).Payload).CommittedThrough);
        Assert.Equal(new IngestCounts(2, 1, 1, 0, 0), subscriber.Counts);
    }

    [Fact]
    public void A_hello_without_frames_is_answered_with_the_newest_epoch()
    {
        Handle(Topic, Frames.Envelope(9, Frames.Sample(1)));
        Acknowledgement told = Acknowledgement.Read(Assert.Single(Handle(Topic, Frames.Envelope(10))).Payload);
        Assert.Equal((10u, Frames.Epoch, 1u), (told.BatchId, told.Epoch, told.CommittedThrough));
    }

    [Fact]
    public void A_broken_frame_is_kept_with_its_reason_and_the_whole_ones_around_it_are_archived()
    {
        byte[] broken = Frames.Sample(2);
        broken[30] ^= 1;
        OutgoingMessage answer = Assert.Single(Handle(Topic, Frames.Envelope(9, Frames.Sample(1), broken, Frames.Sample(3))));
        Acknowledgement told = Acknowledgement.Read(answer.Payload);
        Assert.True(told.Covers(1) && told.Covers(3));
        Assert.False(told.Covers(2));
        Assert.Equal([("bad-checksum", Topic, 64L, 1L)], Rejected());
    }

    [Fact]
    public void The_same_broken_frame_sent_a_hundred_times_is_kept_once_with_its_count()
    {
        byte[] broken = Frames.Sample(2);
        broken[30] ^= 1;
        for (int i = 0; i < 100; i++)
            Handle(Topic, Frames.Envelope(9, broken));
        Assert.Equal([("bad-checksum", Topic, 64L, 100L)], Rejected());
    }

    [Fact]
    public void An_upload_on_the_topic_of_another_logger_is_refused_and_not_answered()
    {
        string other = Topics.Data("kl-00000001");
        Assert.Empty(Handle(other, Frames.Envelope(9, Frames.Sample(1))));
        Assert.Equal(0, store.Count("frame"));
        Assert.Equal("topic-of-another-logger", Rejected().Single().Reason);
    }

    [Fact]
    public void A_frame_of_another_logger_in_an_upload_is_refused()
    {
        Handle(Topic, Frames.Envelope(9, Frames.Sample(1, logger: 5), Frames.Sample(2)));
        Assert.Equal(1, store.Count("frame"));
        Assert.Equal("frame-of-another-logger", Rejected().Single().Reason);
    }

    [Fact]
    public void Bytes_that_are_no_envelope_and_sequence_zero_are_refused_with_their_reasons()
    {
        Assert.Empty(Handle(Topic, [1, 2, 3]));
        Handle(Topic, Frames.Envelope(9, Frames.Sample(0)));
        Assert.Equal(["not-an-envelope", "sequence-zero"], Rejected().Select(one => one.Reason).Order());
    }

    [Fact]
    public void A_truncated_upload_gives_its_whole_frames_and_keeps_the_rest()
    {
        byte[] upload = Frames.Envelope(9, Frames.Sample(1), Frames.Sample(2));
        Handle(Topic, upload[..^10]);
        Assert.Equal(1, store.Count("frame"));
        Assert.Equal([("too-short", Topic, 54L, 1L)], Rejected());
    }

    [Fact]
    public void The_logger_is_known_by_its_last_contact_backlog_battery_and_clock()
    {
        Handle(Topic, Frames.Envelope(9, Frames.Sample(1)));
        LoggerState logger = Assert.Single(store.Database.Read(LoggerRegister.All));
        Assert.Equal(new LoggerState(Frames.Logger, 1_772_323_260_000, 1_772_323_260_000, 1_772_323_260 + 3600, -60_000, 4, 3910, 0), logger);
    }

    private IReadOnlyList<OutgoingMessage> Handle(string topic, byte[] payload) =>
        subscriber.Handle([new ReceivedMessage(topic, payload, OneMinuteLater.GetUtcNow())]);

    private List<(string Reason, string Origin, long ByteCount, long Times)> Rejected() => store.Database.Read(session => session.Query(
        "SELECT reason, origin, byte_count, times FROM rejected_frame", row => (row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3))));
}
