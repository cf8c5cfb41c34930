using KarstLogger.Gateway.Accounts;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Loggers;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Api;

/// <summary>A logger and what it last said; <c>status</c> holds its words as they came.</summary>
public sealed record LoggerView(
    string Logger, DateTimeOffset LastContact, DateTimeOffset? ExpectedNextContact, long BacklogFrames, DateTimeOffset? StatusAt, IReadOnlyDictionary<string, string> Status, string Remark, int OpenOrders);

/// <summary>An order in the outbox.</summary>
public sealed record OrderView(
    long Id, string Kind, string Words, long? Number, string State, DateTimeOffset Made, DateTimeOffset? Expires, DateTimeOffset? Sent, long TimesSent, DateTimeOffset? Answered,
    string Answer, string Actor, string Reason);

/// <summary>A command in the words of console and command line.</summary>
public sealed record CommandBody : EntryBody
{
    /// <summary>E.g. <c>maint minutes=30</c>.</summary>
    public required string Command { get; init; }

    /// <summary>Not obeyed after this time, min.</summary>
    public int ExpiresMinutes { get; init; } = OrderEntry.ExpiresMinutesUsual;
}

/// <summary>Loggers, their status and their outbox.</summary>
public static class LoggersApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/loggers", (HttpContext context, StoreDatabase store) =>
            Answer.Json(context, store.Read(session => new Listing<LoggerView>([.. LoggerRegister.All(session).Select(one => Of(session, one))]))))
            .Produces<Listing<LoggerView>>().WithSummary("All loggers that have called, with what they last said of themselves.");
        api.MapGet("/loggers/{id}", (string id, HttpContext context, StoreDatabase store) =>
            Answer.Json(context, store.Read(session => Of(session, Find(session, id))))).Produces<LoggerView>().WithSummary("One logger.");
        api.MapGet("/loggers/{id}/outbox", (string id, HttpContext context, StoreDatabase store, TimeProvider time) =>
        {
            int limit = QueryNumbers.Limit(context.Request.Query);
            return Answer.Json(context, store.Read(session => new Listing<OrderView>([.. LoggerOrder.Of(session, Find(session, id).LoggerId, limit)
                .Select(one => View(one, time.GetUtcNow().ToUnixTimeSeconds()))])));
        }).Produces<Listing<OrderView>>().WithSummary("Commands and configurations of a logger, the newest first, with the logger's answers.");
        Map<CommandBody>(api, "commands", (session, logger, body, order) => OrderEntry.Command(session, logger, body.Command, body.ExpiresMinutes, order));
        Map<ConfigurationBody>(api, "configuration", (session, logger, body, order) => OrderEntry.Configuration(session, logger, "text", body.Text, order));
    }

    private static void Map<TBody>(RouteGroupBuilder api, string what, Func<StoreSession, uint, TBody, ChangeOrder, LoggerOrder> put)
        where TBody : EntryBody
        => api.MapPost($"/loggers/{{id}}/{what}", async (string id, TBody body, HttpContext context, StoreDatabase store, TimeProvider time) =>
        {
            SignedIn who = Access.Require(context, Role.Maintainer);
            string reason = (body.Reason ?? "").Trim();
            if (reason.Length is 0 or > EntryBody.ReasonMost)
                throw ApiRefusal.OfField("reason", "the reason is missing or too long", $"1 to {EntryBody.ReasonMost} characters");
            long now = time.GetUtcNow().ToUnixTimeMilliseconds();
            LoggerOrder made;
            try
            {
                made = store.Write(session => put(session, Find(session, id).LoggerId, body, new ChangeOrder(who.Name, reason, now)));
            }
            catch (BadInputException refusal)
            {
                string[] parts = refusal.Message.Split("; permitted: ", 2);
                throw new ApiRefusal(StatusCodes.Status400BadRequest, refusal.Message, what == "commands" ? "command" : "text", parts.Length == 2 ? parts[1] : null);
            }
            // Absent where the gateway runs without a broker (tests of the pages).
            if (context.RequestServices.GetService<OfficeLoop>() is { } office)
                await office.OrderedAsync(made.LoggerId, context.RequestAborted);
            return Results.Created($"/api/loggers/{id}/outbox", View(made, now / 1000));
        }).Produces<OrderView>(StatusCodes.Status201Created).WithSummary($"Orders one of {what}; needs a reason and the role {Role.Maintainer.Word()}. The logger hears it at its next contact.");

    private static LoggerState Find(StoreSession session, string id)
    {
        if (!LoggerId.TryParse(id, out uint loggerId))
            throw ApiRefusal.OfField("id", $"'{id}' is no logger", "kl- and 8 hexadecimal digits");
        return LoggerRegister.All(session).FirstOrDefault(one => one.LoggerId == loggerId) ?? throw ApiRefusal.Unknown($"Logger {id} has never called.");
    }

    private static LoggerView Of(StoreSession session, LoggerState logger)
    {
        LoggerStatus? status = LoggerStatus.Of(session, logger.LoggerId);
        return new LoggerView(
            LoggerId.ToText(logger.LoggerId), ApiJson.Instant(logger.LastContactUtcMs / 1000), ApiJson.Instant(logger.NextContactUtcSeconds), logger.Backlog,
            ApiJson.Instant(status?.ReceivedUtcMs / 1000), status?.AllWords() ?? [], status?.Remark ?? "",
            (int)(session.Number($"SELECT COUNT(*) FROM logger_order WHERE logger_id = @logger AND state IN {OrderState.Open}", logger.LoggerId) ?? 0));
    }

    // A command whose time is over is expired whether the book has been tidied since or not.
    private static OrderView View(LoggerOrder order, long nowUtcSeconds) => new(
        order.Id, order.Kind, order.Said, order.Number, order.State is OrderState.Waiting or OrderState.Sent && order.ExpiresUtcSeconds <= nowUtcSeconds ? OrderState.Expired : order.State,
        ApiJson.Instant(order.MadeUtcMs / 1000), ApiJson.Instant(order.ExpiresUtcSeconds), ApiJson.Instant(order.SentUtcMs / 1000), order.TimesSent,
        ApiJson.Instant(order.AnsweredUtcMs / 1000), order.Answer, order.Actor, order.Reason);
}
