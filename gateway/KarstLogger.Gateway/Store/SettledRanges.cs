using KarstLogger.Wire;

namespace KarstLogger.Gateway.Store;

/// <summary>First and last sequence of a range, both inside.</summary>
public readonly record struct SequenceRange(uint First, uint Last)
{
    /// <summary>Sequences in it.</summary>
    public long Count => (long)Last - First + 1;
}

/// <summary>
/// The sequences of an epoch that are settled (archived, or reported overwritten by the logger itself), kept as maximal ranges in the transaction that settles them:
/// an acknowledgement then reads a few rows instead of the years behind them.
/// </summary>
public static class SettledRanges
{
    /// <summary>Adds sequences in any order; ranges that touch become one.</summary>
    internal static void Add(StoreSession session, uint loggerId, uint epoch, IEnumerable<uint> sequences)
    {
        SequenceRange? run = null;
        foreach (uint sequence in sequences.Order())
        {
            if (run is { } open && sequence <= (long)open.Last + 1)
            {
                run = open with { Last = sequence };
                continue;
            }
            if (run is { } closed)
                Add(session, loggerId, epoch, closed);
            run = new SequenceRange(sequence, sequence);
        }
        if (run is { } last)
            Add(session, loggerId, epoch, last);
    }

    /// <summary>Adds one range.</summary>
    internal static void Add(StoreSession session, uint loggerId, uint epoch, SequenceRange range)
    {
        long before = (long)range.First - 1, after = (long)range.Last + 1;
        List<SequenceRange> touching = session.Query(
            "SELECT first_sequence, last_sequence FROM settled_range WHERE logger_id = @logger AND epoch = @epoch AND first_sequence <= @after AND last_sequence >= @before",
            row => new SequenceRange((uint)row.GetInt64(0), (uint)row.GetInt64(1)), loggerId, epoch, after, before);
        // What an upload mostly does: it goes on where the last one ended.
        if (touching is [{ } held] && held.First <= range.First)
        {
            if (held.Last < range.Last)
                session.Execute("UPDATE settled_range SET last_sequence = @last WHERE logger_id = @logger AND epoch = @epoch AND first_sequence = @first",
                    range.Last, loggerId, epoch, held.First);
            return;
        }
        foreach (SequenceRange other in touching)
            session.Execute("DELETE FROM settled_range WHERE logger_id = @logger AND epoch = @epoch AND first_sequence = @first", loggerId, epoch, other.First);
        uint first = touching.Select(other => other.First).Append(range.First).Min(), last = touching.Select(other => other.Last).Append(range.Last).Max();
        session.Execute(
            "INSERT INTO settled_range (logger_id, epoch, first_sequence, last_sequence) VALUES (@logger, @epoch, @first, @last)", loggerId, epoch, first, last);
    }

    /// <summary>All ranges of an epoch, ascending.</summary>
    public static List<SequenceRange> Of(StoreSession session, uint loggerId, uint epoch, int most = int.MaxValue) => [.. session.Stream(
        // A LIMIT that is bound would have SQLite plan the statement anew at each upload.
        "SELECT first_sequence, last_sequence FROM settled_range WHERE logger_id = @logger AND epoch = @epoch ORDER BY first_sequence",
        row => new SequenceRange((uint)row.GetInt64(0), (uint)row.GetInt64(1)), loggerId, epoch).Take(most)];

    /// <summary>What the database holds of an epoch, as the logger is told. The gateway's time and the batch are the caller's.</summary>
    internal static Acknowledgement Acknowledge(StoreSession session, uint loggerId, uint epoch)
    {
        List<SequenceRange> ranges = Of(session, loggerId, epoch, Acknowledgement.RangesMost + 1);
        uint through = 0;
        // Sequences count from 1: only a range that begins there has nothing missing below it.
        if (ranges.Count > 0 && ranges[0].First <= 1)
        {
            through = ranges[0].Last;
            ranges.RemoveAt(0);
        }
        List<SequenceRange> above = [.. ranges.Take(Acknowledgement.RangesMost)];
        return new Acknowledgement
        {
            LoggerId = loggerId, Epoch = epoch, CommittedThrough = through,
            RangeFirst = [.. above.Select(range => range.First)], RangeLast = [.. above.Select(range => range.Last)],
        };
    }
}
