using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Loggers;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst logger list|status|command|config|outbox</c>: what the loggers say, and what they shall do. Works on the store; the running gateway sends.</summary>
public static class LoggerVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command logger = new("logger", "List loggers and their status, and order commands and configurations for them.");
        logger.Subcommands.Add(CreateList());
        logger.Subcommands.Add(CreateStatus());
        logger.Subcommands.Add(CreateOutbox());
        logger.Subcommands.Add(CreateCommand());
        logger.Subcommands.Add(CreateConfig());
        return logger;
    }

    private static Command CreateList()
    {
        Option<string> store = StoreOption.Create();
        Command list = new("list", "All loggers that have called.") { store };
        list.SetAction(parsed =>
        {
            using StoreDatabase database = StoreOption.OpenExisting(parsed.GetValue(store)!);
            Console.Out.WriteLine("logger,last_contact,expected_next_contact,backlog,battery_mv,firmware,config,journal_days_left");
            foreach ((LoggerState one, LoggerStatus? status) in database.Read(session => LoggerRegister.All(session).Select(one => (one, LoggerStatus.Of(session, one.LoggerId))).ToList()))
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{LoggerId.ToText(one.LoggerId)},{ApiJson.Text(one.LastContactUtcMs / 1000)},{(one.NextContactUtcSeconds is { } next ? ApiJson.Text(next) : "")},{one.Backlog},{one.BatteryMillivoltsMin},{status?.Word("firmware")},{status?.Word("config")},{status?.Word("journal_days_left")}"));
        });
        return list;
    }

    private static Command CreateStatus()
    {
        Argument<string> id = Id();
        Option<string> store = StoreOption.Create();
        Command status = new("status", "What a logger last said of itself, word by word.") { id, store };
        status.SetAction(parsed =>
        {
            using StoreDatabase database = StoreOption.OpenExisting(parsed.GetValue(store)!);
            uint logger = Parse(parsed.GetValue(id)!);
            LoggerStatus said = database.Read(session => LoggerStatus.Of(session, logger)) ?? throw new BadInputException($"{LoggerId.ToText(logger)} has sent no status yet.");
            Console.Out.WriteLine($"received {ApiJson.Text(said.ReceivedUtcMs / 1000)}");
            foreach ((string key, string value) in said.AllWords())
                Console.Out.WriteLine($"{key} {value}");
            if (said.Remark.Length > 0)
                Console.Out.WriteLine(said.Remark);
        });
        return status;
    }

    private static Command CreateOutbox()
    {
        Argument<string> id = Id();
        Option<string> store = StoreOption.Create();
        Command outbox = new("outbox", "Commands and configurations of a logger with its answers, the newest first.") { id, store };
        outbox.SetAction(parsed =>
        {
            using StoreDatabase database = StoreOption.OpenExisting(parsed.GetValue(store)!);
            uint logger = Parse(parsed.GetValue(id)!);
            database.Write(session => OrderBook.Expire(session, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
            Console.Out.WriteLine("id,made,state,actor,what,answer");
            foreach (LoggerOrder order in database.Read(session => LoggerOrder.Of(session, logger, QueryNumbers.UsualItems)))
                Console.Out.WriteLine(Line(order));
        });
        return outbox;
    }

    private static Command CreateCommand()
    {
        Argument<string> id = Id();
        Argument<string[]> words = new("words") { Description = $"Verb and numbers, e.g. maint minutes=30; verbs: {CommandWord.List()}", Arity = ArgumentArity.OneOrMore };
        Option<int> expires = new("--expires-minutes") { Description = "Not obeyed after this time.", DefaultValueFactory = _ => OrderEntry.ExpiresMinutesUsual };
        Option<string> store = StoreOption.Create(), actor = StoreOption.Actor(), reason = Reason();
        Command command = new("command", "Order a command; the logger hears it at its next contact with the running gateway.") { id, words, expires, store, actor, reason };
        command.SetAction(parsed => Put(parsed.GetValue(store)!, parsed.GetValue(actor)!, parsed.GetValue(reason)!, (session, order) =>
            OrderEntry.Command(session, Parse(parsed.GetValue(id)!), string.Join(' ', parsed.GetValue(words)!), parsed.GetValue(expires), order)));
        return command;
    }

    private static Command CreateConfig()
    {
        Argument<string> id = Id();
        Argument<string> file = new("file") { Description = "Configuration text (docs/wire-format.md) with a number of its own in [logger]." };
        Option<string> store = StoreOption.Create(), actor = StoreOption.Actor(), reason = Reason();
        Command config = new("config", "Order a configuration; the logger checks it, tries it for one cycle and applies it or goes back.") { id, file, store, actor, reason };
        config.SetAction(parsed => Put(parsed.GetValue(store)!, parsed.GetValue(actor)!, parsed.GetValue(reason)!, (session, order) =>
            OrderEntry.Configuration(session, Parse(parsed.GetValue(id)!), parsed.GetValue(file)!, InputFiles.OnDisk.Text(parsed.GetValue(file)!), order)));
        return config;
    }

    private static void Put(string path, string actor, string reason, Func<StoreSession, ChangeOrder, LoggerOrder> put)
    {
        if (string.IsNullOrWhiteSpace(actor) || string.IsNullOrWhiteSpace(reason))
            throw new BadInputException("--actor and --reason must not be empty: the audit keeps them.");
        using StoreDatabase store = StoreOption.OpenExisting(path);
        LoggerOrder made = store.Write(session => put(session, new ChangeOrder(actor, reason, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())));
        Console.Out.WriteLine(Line(made));
    }

    private static string Line(LoggerOrder order) => string.Create(CultureInfo.InvariantCulture,
        $"{order.Id},{ApiJson.Text(order.MadeUtcMs / 1000)},{order.State},{order.Actor},{(order.Kind == LoggerOrder.Configuration ? $"config {order.Number}" : order.Said)},\"{order.Answer.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");

    private static Argument<string> Id() => new("logger") { Description = "kl- and 8 hexadecimal digits." };

    private static Option<string> Reason() => new("--reason") { Description = "Why, for the audit.", Required = true };

    private static uint Parse(string text) => LoggerId.TryParse(text, out uint id) ? id : throw new BadInputException($"'{text}' is no logger; the form is kl- and 8 hexadecimal digits, e.g. kl-0a1b2c3d");
}
