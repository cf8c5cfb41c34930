using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Loggers;

/// <summary>How far an order has come; the words of store and API.</summary>
public static class OrderState
{
    /// <summary>For the logger's next hello.</summary>
    public const string Waiting = "waiting";

    /// <summary>The broker has taken it; the logger has not answered yet.</summary>
    public const string Sent = "sent";

    /// <summary>A command was obeyed.</summary>
    public const string Done = "done";

    /// <summary>The logger will not: its answer says why and what is permitted.</summary>
    public const string Refused = "refused";

    /// <summary>Its time was over before it was obeyed.</summary>
    public const string Expired = "expired";

    /// <summary>A configuration is tried in the next cycle.</summary>
    public const string Trial = "trial";

    /// <summary>A configuration is in force.</summary>
    public const string Applied = "applied";

    /// <summary>A configuration failed in its trial; the one before stands.</summary>
    public const string RolledBack = "rolled-back";

    /// <summary>A newer configuration was ordered before this one was answered.</summary>
    public const string Replaced = "replaced";

    /// <summary>SQL list of the states in which an answer is awaited.</summary>
    internal const string Open = "('waiting', 'sent', 'trial')";
}

/// <summary>A command or a configuration for a logger, from the wish to the answer.</summary>
/// <param name="Id">Its number; on the wire the command's id.</param>
/// <param name="LoggerId">The logger.</param>
/// <param name="Kind"><c>command</c> or <c>configuration</c>.</param>
/// <param name="Words">The command's words, or the whole text.</param>
/// <param name="Number">Number of a configuration.</param>
/// <param name="State">One of <see cref="OrderState"/>.</param>
/// <param name="MadeUtcMs">When it was ordered.</param>
/// <param name="ExpiresUtcSeconds">End of a command's time.</param>
/// <param name="SentUtcMs">When it last went out.</param>
/// <param name="TimesSent">How often it went out.</param>
/// <param name="AnsweredUtcMs">When the logger answered.</param>
/// <param name="Answer">The logger's words.</param>
/// <param name="Actor">Who ordered it.</param>
/// <param name="Reason">Why.</param>
public sealed record LoggerOrder(
    long Id, uint LoggerId, string Kind, string Words, long? Number, string State, long MadeUtcMs, long? ExpiresUtcSeconds, long? SentUtcMs, long TimesSent, long? AnsweredUtcMs,
    string Answer, string Actor, string Reason)
{
    /// <summary>Kind of a command.</summary>
    public const string Command = "command";

    /// <summary>Kind of a configuration.</summary>
    public const string Configuration = "configuration";

    private const string Columns =
        """
        SELECT logger_order.id, logger_id, kind, words, number, state, made_utc_ms, expires_utc_s, sent_utc_ms, times_sent, answered_utc_ms, answer, audit.actor, audit.reason
        FROM logger_order JOIN audit ON audit.id = logger_order.audit_id
        """;

    /// <summary>What was ordered, as people write it.</summary>
    public string Said => Kind == Configuration ? Words : Words["do=".Length..];

    /// <summary>The message on the wire.</summary>
    public (string Topic, byte[] Payload, bool Retain) Message()
    {
        string logger = Wire.LoggerId.ToText(LoggerId);
        return Kind == Configuration ? (Topics.Config(logger), System.Text.Encoding.UTF8.GetBytes(Words), true)
            : (Topics.Command(logger), System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"id={Id} expires={ExpiresUtcSeconds} {Words}")), false);
    }

    /// <summary>A logger's orders, the newest first.</summary>
    public static List<LoggerOrder> Of(StoreSession session, uint loggerId, int limit) =>
        session.Query(Columns + " WHERE logger_id = @logger ORDER BY logger_order.id DESC LIMIT @limit", Read, loggerId, limit);

    /// <summary>What must go out at a logger's hello, in the order of the numbers.</summary>
    public static List<LoggerOrder> Waiting(StoreSession session, uint loggerId) =>
        session.Query(Columns + " WHERE logger_id = @logger AND state = 'waiting' ORDER BY logger_order.id", Read, loggerId);

    private static LoggerOrder Read(StoreRow row) => new(
        row.GetInt64(0), (uint)row.GetInt64(1), row.GetString(2), row.GetString(3), row.FindInt64(4), row.GetString(5), row.GetInt64(6), row.FindInt64(7), row.FindInt64(8), row.GetInt64(9), row.FindInt64(10),
        row.GetString(11), row.GetString(12), row.GetString(13));
}
