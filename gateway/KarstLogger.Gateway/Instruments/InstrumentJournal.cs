using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Instruments;

/// <summary>
/// Readings into the archive. The archive itself is the journal: the next sequence and the cumulative tips are read from it, so that nothing else must survive a power
/// cut, and the dirty mark of the interval is set by the same commit.
/// </summary>
public sealed class InstrumentJournal(StoreDatabase database, uint loggerId, uint chance)
{
    private uint? _rainBefore;

    /// <summary>Archives one reading, durably.</summary>
    public void Append(InstrumentReading reading, DateTimeOffset now)
    {
        (uint epoch, uint sequence, uint tips) = database.Read(session => Newest(session));
        bool isFirst = _rainBefore is null;
        uint before = _rainBefore ??= tips;
        IReadOnlyList<byte[]> frames = InstrumentFrames.Of(reading, loggerId, epoch, sequence + 1, (uint)now.ToUnixTimeSeconds(), before, isFirst);
        new FrameArchive(database).Append([new Upload
        {
            Route = FrameRoute.Instrument, ReceivedUtcMs = now.ToUnixTimeMilliseconds(), Frames = [.. frames.Select(bytes => new ReceivedFrame(Frame.ReadHeader(bytes, 0), bytes))],
        }]);
    }

    // An empty archive begins a new epoch with a chance number, as a logger with an empty journal does.
    private (uint Epoch, uint Sequence, uint Tips) Newest(StoreSession session)
    {
        List<(uint Epoch, uint Sequence)> last = session.Query(
            "SELECT epoch, sequence FROM frame WHERE logger_id = @logger ORDER BY received_utc_ms DESC, sequence DESC LIMIT 1", row => ((uint)row.GetInt64(0), (uint)row.GetInt64(1)), loggerId);
        if (last.Count == 0)
            return (chance, 0, 0);
        List<byte[]> samples = session.Query(
            "SELECT bytes FROM frame WHERE logger_id = @logger AND epoch = @epoch AND kind = @kind ORDER BY sequence DESC LIMIT 96", row => row.GetBytes(0),
            loggerId, last[0].Epoch, (int)FrameKind.Sample);
        Sample? rain = samples.Select(bytes => SampleFrame.Read(bytes, 0)).FirstOrDefault(sample => ProbeStatuses.HasValue(sample.RainStatus));
        return (last[0].Epoch, last[0].Sequence, rain?.RainTipsCumulative ?? 0);
    }
}
