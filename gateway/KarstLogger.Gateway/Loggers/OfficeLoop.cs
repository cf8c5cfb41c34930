using System.Data.Common;
using System.Text;
using System.Threading.Channels;
using KarstLogger.Gateway.Mqtt;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Loggers;

/// <summary>
/// Between the broker and the outbox: keeps status messages, books answers, and sends what waits when a logger is heard. A configuration is retained, so that the broker
/// holds it for a sleeper; a command goes out only while its logger is on the air.
/// </summary>
public sealed class OfficeLoop(StoreDatabase store, MqttSession session, TimeProvider time, ILogger<OfficeLoop> log) : BackgroundService
{
    /// <summary>Status messages and answers waiting for the store: one of each for every upload that may wait.</summary>
    public const int WaitingMost = 512;

    private readonly Channel<MqttMessage> waiting = Channel.CreateBounded<MqttMessage>(new BoundedChannelOptions(WaitingMost) { SingleReader = true });

    /// <summary>
    /// Sends what waits for a logger that was just heard; call it before its acknowledgement goes out, so that its orders reach it first and it need not wait for them.
    /// Completes when the broker has taken them; the messages are handed over before the first await.
    /// </summary>
    public Task HelloAsync(uint loggerId, CancellationToken cancellation) => SendAsync(loggerId, isOnAir: true, cancellation);

    /// <summary>Sends at once what can go out at once: a configuration (the broker keeps it), and commands where the logger has said that it stays awake.</summary>
    public Task OrderedAsync(uint loggerId, CancellationToken cancellation) =>
        SendAsync(loggerId, store.Read(one => LoggerStatus.Of(one, loggerId)) is { } status && status.AwakeUntilUtcMs > NowUtcMs, cancellation);

    private async Task SendAsync(uint loggerId, bool isOnAir, CancellationToken cancellation)
    {
        try
        {
            if (!store.Read(one => OrderBook.HasOpen(one, loggerId)))
                return;
            List<LoggerOrder> due = store.Write(one => OrderBook.Due(one, loggerId, NowUtcMs));
            (LoggerOrder Order, Task<MqttOutcome> Outcome)[] sent = [.. due.Where(order => isOnAir || order.Kind == LoggerOrder.Configuration).Select(order => (order, Send(order, cancellation)))];
            foreach ((LoggerOrder order, Task<MqttOutcome> outcome) in sent)
                if (await outcome == MqttOutcome.Done)
                    store.Write(one => OrderBook.NoteSent(one, order, NowUtcMs));
                else
                    log.LogWarning("Order {Id} for {Logger} did not go out ({Outcome}); it waits for the next hello.", order.Id, LoggerId.ToText(loggerId), outcome.Result);
        }
        catch (DbException failure)
        {
            log.LogError(failure, "The orders of {Logger} could not be read; they wait for its next hello.", LoggerId.ToText(loggerId));
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await session.SubscribeAsync(Topics.AllReplies, MqttQos.AtLeastOnce, (message, stop) => waiting.Writer.WriteAsync(message, stop).AsTask());
        await session.SubscribeAsync(Topics.AllStatus, MqttQos.AtLeastOnce, (message, stop) => waiting.Writer.WriteAsync(message, stop).AsTask());
        try
        {
            await foreach (MqttMessage message in waiting.Reader.ReadAllAsync(stoppingToken))
                Take(message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("Stopped with {Count} messages of loggers unread.", waiting.Reader.Count);
        }
    }

    private long NowUtcMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<MqttOutcome> Send(LoggerOrder order, CancellationToken cancellation)
    {
        (string topic, byte[] payload, bool retain) = order.Message();
        return session.PublishAsync(topic, payload, MqttQos.AtLeastOnce, retain, cancellation);
    }

    private void Take(MqttMessage message)
    {
        if (!LoggerId.TryParse(Topics.LoggerOf(message.Topic), out uint loggerId))
            return;
        string text = Encoding.UTF8.GetString(message.Payload, 0, Math.Min(message.Payload.Length, LoggerStatus.TextMost));
        try
        {
            if (message.Topic == Topics.Status(LoggerId.ToText(loggerId)))
                store.Write(one => TakeStatus(one, new LoggerStatus(loggerId, NowUtcMs, text)));
            else if (!store.Write(one => OrderBook.NoteReply(one, loggerId, text, NowUtcMs)))
                log.LogInformation("{Logger} answers what nobody waits for: {Text}", LoggerId.ToText(loggerId), text);
        }
        catch (DbException failure)
        {
            log.LogError(failure, "A message of {Logger} could not be stored; the logger says it again.", LoggerId.ToText(loggerId));
        }
    }

    private static void TakeStatus(StoreSession session, LoggerStatus status)
    {
        LoggerStatus.Keep(session, status);
        OrderBook.NoteStatus(session, status);
    }
}
