using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Loggers;

/// <summary>
/// Moves orders along: sent, answered, expired. What was sent and not answered when a contact ends waits again: a gateway killed between sending and booking, or an
/// answer lost, costs a repetition, and the box does nothing twice.
/// </summary>
public static class OrderBook
{
    /// <summary>A command that was sent so long ago without any word of the logger (its status may be held back by its data cap) goes out again, s.</summary>
    public const long SendAgainSeconds = 3600;

    /// <summary>What must go out now that the logger is heard.</summary>
    public static List<LoggerOrder> Due(StoreSession session, uint loggerId, long nowUtcMs)
    {
        Expire(session, nowUtcMs);
        session.Execute("UPDATE logger_order SET state = 'waiting' WHERE logger_id = @logger AND state = 'sent' AND kind = 'command' AND sent_utc_ms < @before",
            loggerId, nowUtcMs - SendAgainSeconds * 1000);
        return LoggerOrder.Waiting(session, loggerId);
    }

    /// <summary>True where anything is open for a logger: a cheap question at each hello.</summary>
    public static bool HasOpen(StoreSession session, uint loggerId) =>
        session.Number($"SELECT COUNT(*) FROM logger_order WHERE logger_id = @logger AND state IN {OrderState.Open}", loggerId) > 0;

    /// <summary>The broker has taken it.</summary>
    public static void NoteSent(StoreSession session, LoggerOrder order, long nowUtcMs) => session.Execute(
        // An answer may have come before this line: it stays.
        "UPDATE logger_order SET state = CASE WHEN state = 'waiting' THEN 'sent' ELSE state END, sent_utc_ms = @now, times_sent = times_sent + 1 WHERE id = @id", nowUtcMs, order.Id);

    /// <summary>Ends what nobody needs to obey any more.</summary>
    public static void Expire(StoreSession session, long nowUtcMs) => session.Execute(
        "UPDATE logger_order SET state = 'expired', answer = 'not obeyed in time' WHERE kind = 'command' AND state IN ('waiting', 'sent') AND expires_utc_s <= @now", nowUtcMs / 1000);

    /// <summary>Books an answer that came on <c>up/reply</c>; false where it belongs to no open order of this logger.</summary>
    public static bool NoteReply(StoreSession session, uint loggerId, string reply, long nowUtcMs)
    {
        if (long.TryParse(Words.Value(reply, "id"), out long id))
        {
            string words = reply[(reply.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            string state = StateOf(words);
            return session.Execute(
                "UPDATE logger_order SET state = @state, answer = @answer, answered_utc_ms = @now WHERE id = @id AND logger_id = @logger AND kind = 'command' AND state IN ('waiting', 'sent', 'expired')",
                state, Cut(words), nowUtcMs, id, loggerId) == 1;
        }
        if (!uint.TryParse(Words.Value(reply, "mark"), System.Globalization.NumberStyles.AllowHexSpecifier, null, out uint mark))
            return false;
        string said = reply[(reply.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return NoteConfiguration(session, loggerId, mark, said.StartsWith("config accepted", StringComparison.Ordinal) ? OrderState.Trial : OrderState.Refused, said, nowUtcMs);
    }

    /// <summary>Books what the record says about a configuration.</summary>
    public static void NoteEvent(StoreSession session, LoggerEvent told, long nowUtcMs)
    {
        if (told.Code is not (EventCode.ConfigApplied or EventCode.ConfigRolledBack)
            || !uint.TryParse(told.Value("mark"), System.Globalization.NumberStyles.AllowHexSpecifier, null, out uint mark))
            return;
        bool isApplied = told.Code == EventCode.ConfigApplied;
        NoteConfiguration(session, told.LoggerId, mark, isApplied ? OrderState.Applied : OrderState.RolledBack,
            isApplied ? $"applied: number {told.Value("number")}" : $"rolled back: {told.Value("reason")}; the configuration before it stands", nowUtcMs);
    }

    /// <summary>Books what a status says: about a configuration, and that a contact has ended (it is the last that a box sends).</summary>
    public static void NoteStatus(StoreSession session, LoggerStatus status)
    {
        if (status.Mark("heard_mark") is { } mark)
        {
            string? state = status.Word("heard") switch
            {
                "refused" => OrderState.Refused,
                "trial" => OrderState.Trial,
                "applied" => OrderState.Applied,
                "rolled-back" => OrderState.RolledBack,
                _ => null,
            };
            if (state is not null)
                NoteConfiguration(session, status.LoggerId, (uint)mark, state, status.Remark.Length > 0 ? status.Remark : $"status: {state}", status.ReceivedUtcMs);
            // The broker no longer has what we gave it: it goes out again.
            session.Execute("UPDATE logger_order SET state = 'waiting' WHERE logger_id = @logger AND kind = 'configuration' AND state = 'sent' AND mark <> @mark", status.LoggerId, mark);
        }
        session.Execute("UPDATE logger_order SET state = 'waiting' WHERE logger_id = @logger AND kind = 'command' AND state = 'sent'", status.LoggerId);
    }

    private static bool NoteConfiguration(StoreSession session, uint loggerId, uint mark, string state, string answer, long nowUtcMs) => session.Execute(
        // From open to any state; a trial is open until it has ended, and what says again that it runs changes nothing.
        $"UPDATE logger_order SET state = @state, answer = @answer, answered_utc_ms = @now WHERE logger_id = @logger AND kind = 'configuration' AND mark = @mark AND state IN {OrderState.Open} AND state <> @state",
        state, Cut(answer), nowUtcMs, loggerId, mark) == 1;

    private static string StateOf(string words)
    {
        string last = words.StartsWith("done before: ", StringComparison.Ordinal) ? words["done before: ".Length..] : words;
        return last.StartsWith("refused", StringComparison.Ordinal) ? OrderState.Refused : last.StartsWith("expired", StringComparison.Ordinal) ? OrderState.Expired : OrderState.Done;
    }

    private static string Cut(string words) => words.Length <= LoggerStatus.TextMost ? words : words[..LoggerStatus.TextMost];
}
