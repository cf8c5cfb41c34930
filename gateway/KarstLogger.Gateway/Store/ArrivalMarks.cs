using KarstLogger.Gateway.Loggers;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Store;

/// <summary>
/// What the new frames of one transaction change beside themselves: settled ranges, the logger's own report of lost frames, the place in time of frames
/// from before the clock was set, and the intervals that must be derived again. Written in the same transaction, so that none is ever forgotten.
/// </summary>
internal sealed class ArrivalMarks(StoreSession session)
{
    private readonly Dictionary<(uint Logger, uint Epoch), List<uint>> sequences = [];
    private readonly Dictionary<(uint Logger, uint Epoch), SequenceRange> toPlace = [];
    private readonly Dictionary<uint, List<long>> instants = [];
    private readonly List<LoggerEvent> events = [];

    /// <summary>Notes a frame that has just been stored.</summary>
    public void Add(ReceivedFrame frame)
    {
        FrameHeader header = frame.Header;
        (uint, uint) epoch = (header.LoggerId, header.Epoch);
        if (!sequences.TryGetValue(epoch, out List<uint>? stored))
            sequences[epoch] = stored = [];
        stored.Add(header.Sequence);
        if (header.ClockSource == ClockSource.Unset)
            Place(epoch, header.Sequence);
        else
            Instants(header.LoggerId).Add(header.UtcSeconds);
        if (header.Kind == FrameKind.Event)
            AddEvent(EventFrame.Read(frame.Bytes, 0));
    }

    /// <summary>Writes everything noted.</summary>
    public void Write(long nowUtcMs)
    {
        foreach (((uint logger, uint epoch), List<uint> stored) in sequences)
            SettledRanges.Add(session, logger, epoch, stored);
        foreach (((uint logger, uint epoch), SequenceRange range) in toPlace)
            Instants(logger).AddRange(ClockPlacement.Place(session, logger, epoch, range.First, range.Last));
        foreach (LoggerEvent told in events)
            OrderBook.NoteEvent(session, told, nowUtcMs);
        foreach ((uint logger, List<long> placed) in instants)
            DirtyIntervals.MarkArrivals(session, logger, placed, nowUtcMs);
    }

    private void AddEvent(LoggerEvent told)
    {
        events.Add(told);
        if (told.Code == EventCode.ClockSet)
            Place((told.LoggerId, told.Epoch), told.Sequence);
        if (told.Code == EventCode.OverwrittenRange && LostRanges.Read(told) is { } lost)
            LostRanges.Settle(session, told, lost);
    }

    private void Place((uint Logger, uint Epoch) epoch, uint sequence) => toPlace[epoch] = toPlace.TryGetValue(epoch, out SequenceRange range)
        ? new SequenceRange(Math.Min(range.First, sequence), Math.Max(range.Last, sequence)) : new SequenceRange(sequence, sequence);

    private List<long> Instants(uint logger)
    {
        if (!instants.TryGetValue(logger, out List<long>? placed))
            instants[logger] = placed = [];
        return placed;
    }
}
