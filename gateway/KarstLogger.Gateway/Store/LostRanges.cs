using System.Globalization;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Store;

/// <summary>
/// Sequences that a logger reports overwritten before they were acknowledged. They are settled (the logger cannot send them any more), and completeness
/// counts them as lost with this reason unless they come by another way after all.
/// </summary>
public static class LostRanges
{
    /// <summary>The range that an event reports: epoch (its own where the text names none), first and last sequence; null where the text is no such report.</summary>
    internal static (uint Epoch, SequenceRange Range)? Read(LoggerEvent told)
    {
        uint epoch = told.Epoch;
        if (told.Value("epoch") is { } text && !uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out epoch))
            return null;
        if (!uint.TryParse(told.Value("first"), NumberStyles.None, CultureInfo.InvariantCulture, out uint first)
            || !uint.TryParse(told.Value("last"), NumberStyles.None, CultureInfo.InvariantCulture, out uint last) || first < 1 || last < first)
            return null;
        // A logger can only have lost what it wrote before this event; a report beyond it would settle frames that are still to come.
        return epoch == told.Epoch && last >= told.Sequence ? null : (epoch, new SequenceRange(first, last));
    }

    internal static void Settle(StoreSession session, LoggerEvent told, (uint Epoch, SequenceRange Range) lost)
    {
        session.Execute(
            """
            INSERT INTO lost_range (logger_id, epoch, first_sequence, last_sequence, event_epoch, event_sequence)
            VALUES (@logger, @epoch, @first, @last, @eventepoch, @eventsequence) ON CONFLICT (logger_id, event_epoch, event_sequence) DO NOTHING
            """,
            told.LoggerId, lost.Epoch, lost.Range.First, lost.Range.Last, told.Epoch, told.Sequence);
        SettledRanges.Add(session, told.LoggerId, lost.Epoch, lost.Range);
    }
}
