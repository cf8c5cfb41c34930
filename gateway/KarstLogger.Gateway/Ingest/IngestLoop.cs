using System.Data.Common;
using System.Threading.Channels;
using KarstLogger.Gateway.Loggers;
using KarstLogger.Gateway.Mqtt;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Ingest;

/// <summary>
/// Between the broker and <see cref="FrameSubscriber"/>: waits for uploads, hands those that wait together to one commit, publishes the answers. Where the store is
/// slower than the loggers its queue fills, then the session's inbox, which drops and counts: a logger without an acknowledgement sends again.
/// </summary>
public sealed class IngestLoop(FrameSubscriber subscriber, OfficeLoop office, MqttSession session, TimeProvider time, ILogger<IngestLoop> log) : BackgroundService
{
    /// <summary>Uploads waiting for a commit; at the usual 1 KB each a quarter of a megabyte.</summary>
    public const int WaitingMost = 256;

    /// <summary>Uploads in one commit: 64 of 15 frames are about a thousand rows, beyond which a commit gains nothing (reference: 600 000 rows/s at 1000 rows).</summary>
    public const int UploadsPerCommitMost = 64;

    private readonly Channel<ReceivedMessage> waiting = Channel.CreateBounded<ReceivedMessage>(new BoundedChannelOptions(WaitingMost) { SingleReader = true });

    /// <summary>Commits that failed (disk full, database locked for too long); their uploads were not acknowledged.</summary>
    public long FailedCommits { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before the start, so that the session is subscribed whenever it says that it is connected.
        await session.SubscribeAsync(Topics.AllData, MqttQos.AtLeastOnce, (message, stop) =>
            waiting.Writer.WriteAsync(new ReceivedMessage(message.Topic, message.Payload, time.GetUtcNow()), stop).AsTask());
        session.Start();
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken))
                await IngestWaitingAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogInformation("Ingest stopped; {Count} uploads were waiting and are not acknowledged: their loggers send them again.", waiting.Reader.Count);
        }
    }

    private async Task IngestWaitingAsync(CancellationToken cancellation)
    {
        List<ReceivedMessage> together = [];
        while (together.Count < UploadsPerCommitMost && waiting.Reader.TryRead(out ReceivedMessage? message))
            together.Add(message);
        IReadOnlyList<OutgoingMessage> answers;
        try
        {
            answers = subscriber.Handle(together);
        }
        catch (DbException failure)
        {
            FailedCommits++;
            log.LogError(failure, "{Count} uploads could not be stored and are not acknowledged; their loggers will send them again.", together.Count);
            return;
        }
        // An upload is a hello. What waits for its logger goes out before the acknowledgement, so that the box has it when it goes on.
        Task[] hellos = [.. answers.Select(answer => Topics.LoggerOf(answer.Topic)).Distinct().Select(logger => LoggerId.TryParse(logger, out uint id) ? office.HelloAsync(id, cancellation) : Task.CompletedTask)];
        MqttOutcome[] outcomes = await Task.WhenAll(answers.Select(answer =>
            session.PublishAsync(answer.Topic, answer.Payload, MqttQos.AtLeastOnce, retain: false, cancellation)));
        foreach (MqttOutcome outcome in outcomes.Where(outcome => outcome != MqttOutcome.Done))
            log.LogWarning("An acknowledgement did not go out ({Outcome}); its logger will send again.", outcome);
        await Task.WhenAll(hellos);
    }
}
