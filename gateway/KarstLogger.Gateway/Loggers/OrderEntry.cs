using System.Text;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Loggers;

/// <summary>
/// Takes orders from people, by HTTP and command line alike: checked, audited, put into the outbox in one transaction. Commands are checked with the table that the box
/// reads too; of a configuration the gateway checks the grammar and the number, its fields are the box's business (docs/decisions/0120-who-checks-a-configuration.md).
/// </summary>
public static class OrderEntry
{
    /// <summary>Life of a command where nothing is said, min: a day, so that a box with a dead battery overnight still hears it.</summary>
    public const int ExpiresMinutesUsual = 1440;

    /// <summary>Longest life of a command, min: 30 days.</summary>
    public const int ExpiresMinutesMost = 43_200;

    /// <summary>Most bytes of a configuration: the box keeps message, text and sections in a heap of 150 KB beside its program.</summary>
    public const int ConfigurationBytesMost = 8192;

    /// <summary>Orders that may be open for one logger: the box remembers its last eight answers.</summary>
    public const int OpenMost = 8;

    /// <summary>Orders a command, e.g. <c>maint minutes=30</c>.</summary>
    /// <exception cref="BadInputException">The words are not understood; the message names what is permitted.</exception>
    public static LoggerOrder Command(StoreSession session, uint loggerId, string words, int expiresMinutes, ChangeOrder order)
    {
        string[] parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0)
            throw new BadInputException($"command: it is empty; permitted: {CommandWord.List()}");
        CommandWord word = CommandWord.Find(parts[0]) ?? throw new BadInputException($"command: '{parts[0]}' is not known; permitted: {CommandWord.List()}");
        string numbers = string.Join(' ', parts[1..]);
        if (word.Fault(numbers) is { } fault)
            throw new BadInputException($"command {word.Verb}: {fault}");
        if (parts[1..].FirstOrDefault(part => part.StartsWith("id=", StringComparison.Ordinal) || part.StartsWith("expires=", StringComparison.Ordinal) || part.StartsWith("do=", StringComparison.Ordinal)) is { } ours)
            throw new BadInputException($"command {word.Verb}: '{ours}' is set by the gateway; permitted: {(word.Keys.Length == 0 ? "nothing" : word.Keys)}");
        if (expiresMinutes is < 1 or > ExpiresMinutesMost)
            throw new BadInputException($"expiresMinutes is {expiresMinutes}; permitted: 1 to {ExpiresMinutesMost}");
        long expires = order.AtUtcMs / 1000 + expiresMinutes * 60L;
        return Put(session, loggerId, LoggerOrder.Command, $"do={word.Verb}{(numbers.Length > 0 ? " " : "")}{numbers}", null, null, expires, order, $"command: {string.Join(' ', parts)}");
    }

    /// <summary>Orders a configuration text; one that is still waiting is replaced.</summary>
    /// <exception cref="BadInputException">The text is not of the grammar, has no number, or one that another text of this logger has had.</exception>
    public static LoggerOrder Configuration(StoreSession session, uint loggerId, string source, string text, ChangeOrder order)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > ConfigurationBytesMost)
            throw new BadInputException(source, null, null, $"the text has {bytes.Length} bytes; permitted: at most {ConfigurationBytesMost}");
        ConfigText parsed = ConfigText.Parse(source, text);
        ConfigSection? section = parsed.Section("logger");
        int number = section?.Integer("number", 1, 65_535, 0) ?? 0;
        if (parsed.Errors.Count > 0)
            throw new BadInputException((string)parsed.Errors[0]!);
        if (number == 0)
            throw new BadInputException(source, section?.Line, "number", "[logger] has none; permitted: 1 to 65535, another one for each text: frames, status and answers name the text by it");
        uint mark = Crc32.Of(bytes, 0, bytes.Length);
        if (session.Number("SELECT COUNT(*) FROM logger_order WHERE logger_id = @logger AND kind = 'configuration' AND number = @number", loggerId, number) > 0)
            throw new BadInputException(source, section!.Line, "number", $"{number} was given to an earlier text for {LoggerId.ToText(loggerId)}; permitted: a number that none has had");
        session.Execute("UPDATE logger_order SET state = 'replaced' WHERE logger_id = @logger AND kind = 'configuration' AND state IN ('waiting', 'sent')", loggerId);
        return Put(session, loggerId, LoggerOrder.Configuration, text, number, mark, null, order, $"configuration {number}, mark {Words.Hex(mark)}");
    }

    private static LoggerOrder Put(StoreSession session, uint loggerId, string kind, string words, long? number, long? mark, long? expires, ChangeOrder order, string what)
    {
        OrderBook.Expire(session, order.AtUtcMs);
        if (session.Number("SELECT COUNT(*) FROM logger WHERE logger_id = @logger", loggerId) != 1)
            throw new BadInputException($"logger: {LoggerId.ToText(loggerId)} has never called; permitted: {string.Join(", ", LoggerRegister.All(session).Select(one => LoggerId.ToText(one.LoggerId)).DefaultIfEmpty("none so far"))}");
        if (session.Number($"SELECT COUNT(*) FROM logger_order WHERE logger_id = @logger AND state IN {OrderState.Open}", loggerId) >= OpenMost)
            throw new BadInputException($"logger: {LoggerId.ToText(loggerId)} has {OpenMost} orders that are not answered; permitted: at most {OpenMost}");
        // The number is the second of the order, or the next free one: it also rises over a restored back-up, so the box never takes a new command for an old one.
        long id = Math.Max(order.AtUtcMs / 1000, (session.Number("SELECT MAX(id) FROM logger_order") ?? 0) + 1);
        long audit = AuditTrail.Record(session, order, $"logger/{LoggerId.ToText(loggerId)}", what);
        session.Execute(
            """
            INSERT INTO logger_order (id, logger_id, kind, words, number, mark, state, made_utc_ms, expires_utc_s, sent_utc_ms, times_sent, answered_utc_ms, answer, audit_id)
            VALUES (@id, @logger, @kind, @words, @number, @mark, 'waiting', @made, @expires, NULL, 0, NULL, '', @audit)
            """, id, loggerId, kind, words, number, mark, order.AtUtcMs, expires, audit);
        return LoggerOrder.Of(session, loggerId, 1)[0];
    }
}
