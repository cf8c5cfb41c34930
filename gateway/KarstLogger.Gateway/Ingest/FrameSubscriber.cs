using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Ingest;

/// <summary>A message from the broker.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="ReceivedUtc">When it came.</param>
public sealed record ReceivedMessage(string Topic, byte[] Payload, DateTimeOffset ReceivedUtc);

/// <summary>A message for the broker.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes.</param>
public sealed record OutgoingMessage(string Topic, byte[] Payload);

/// <summary>Counts of what a gateway process has ingested since its start.</summary>
public sealed record IngestCounts(long Messages, long Stored, long Duplicates, long Conflicts, long Rejected)
{
    /// <summary>The counts with one more result.</summary>
    public IngestCounts With(AppendResult result) => new(
        Messages + 1, Stored + result.Count(FrameOutcome.Stored), Duplicates + result.Count(FrameOutcome.Duplicate),
        Conflicts + result.Count(FrameOutcome.Conflict), Rejected + result.RejectedCount);
}

/// <summary>
/// Uploads in, acknowledgements out, and in between the durable commit: no acknowledgement is made before <see cref="FrameArchive.Append"/> has returned,
/// and each is read from the database after it. Knows nothing of MQTT.
/// </summary>
public sealed class FrameSubscriber(FrameArchive archive, TimeProvider time)
{
    /// <summary>Since the start of this process.</summary>
    public IngestCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    /// <summary>
    /// Archives messages in one transaction and answers each: one acknowledgement for each epoch in it; for an upload without frames (a hello) one for the newest
    /// epoch. A message that is no upload of the topic's logger is kept as rejected and not answered.
    /// </summary>
    public IReadOnlyList<OutgoingMessage> Handle(IReadOnlyList<ReceivedMessage> messages)
    {
        List<UploadReading> readings = [.. messages.Select(UploadReading.Of)];
        IReadOnlyList<AppendResult> results = archive.Append([.. readings.Select(reading => reading.Upload)]);
        foreach (AppendResult result in results)
            Counts = Counts.With(result);
        return [.. readings.SelectMany(Answers)];
    }

    private IEnumerable<OutgoingMessage> Answers(UploadReading reading)
    {
        if (reading.Head is not { } head)
            yield break;
        IEnumerable<uint?> epochs = reading.Upload.Frames.Count == 0 ? [null] : reading.Upload.Frames.Select(frame => (uint?)frame.Header.Epoch).Distinct();
        foreach (uint? epoch in epochs)
            yield return new OutgoingMessage(
                Topics.Ack(LoggerId.ToText(head.LoggerId)), archive.For(head.LoggerId, epoch, head.BatchId, time.GetUtcNow()).ToBytes());
    }
}
