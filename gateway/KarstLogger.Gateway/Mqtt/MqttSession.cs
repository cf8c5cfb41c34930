using System.Threading.Channels;

namespace KarstLogger.Gateway.Mqtt;

/// <summary>Whether a session is connected, and the reason of the last change in words.</summary>
public sealed record MqttSessionState(bool IsConnected, string Reason);

/// <summary>
/// A lasting connection: connects, renews its subscriptions, and after every loss tries again with <see cref="MqttBackOff"/> until it is disposed.
/// Messages reach the handlers one after the other from a bounded inbox. Nothing is kept over a loss: a publish without a connection says so at once,
/// and the caller, who has stored what it wants to send, sends it again.
/// </summary>
public sealed class MqttSession : IAsyncDisposable
{
    private readonly IMqttEngine engine;
    private readonly MqttConnection connection;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly MqttBackOff backOff;
    private readonly Channel<MqttMessage> inbox = Channel.CreateBounded<MqttMessage>(
        new BoundedChannelOptions(MqttLimits.InboxMessages) { SingleReader = true });
    private readonly SemaphoreSlim subscriptionGate = new(1, 1);
    private readonly SemaphoreSlim publishSlots = new(MqttLimits.PublishesInFlight, MqttLimits.PublishesInFlight);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock stateLock = new();
    private volatile Subscription[] subscriptions = [];
    private TaskCompletionSource connectedSignal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MqttSessionState state = new(false, "not started");
    private Task keeping = Task.CompletedTask;
    private Task dispatching = Task.CompletedTask;
    private long messagesDropped;

    /// <summary>A session that is not started yet; the engine belongs to it from now on.</summary>
    /// <param name="engine">From <see cref="MqttEngines.Create"/>.</param>
    /// <param name="connection">Where to and as whom.</param>
    /// <param name="backOffSeed">Seed of the random part of the back-off.</param>
    /// <param name="time">Clock of the back-off and of the deadlines.</param>
    /// <param name="log">Losses, refusals and faults of handlers.</param>
    public MqttSession(IMqttEngine engine, MqttConnection connection, int backOffSeed, TimeProvider time, ILogger log)
    {
        (this.engine, this.connection, this.time, this.log) = (engine, connection, time, log);
        backOff = new MqttBackOff(backOffSeed);
    }

    /// <summary>Raised after each change of <see cref="State"/>, on the session's own task.</summary>
    public event Action<MqttSessionState>? StateChanged;

    /// <summary>The present state.</summary>
    public MqttSessionState State
    {
        get
        {
            lock (stateLock)
                return state;
        }
    }

    /// <summary>Messages that found the inbox full (<see cref="MqttLimits.InboxMessages"/>) and were dropped since the start.</summary>
    public long MessagesDropped => Interlocked.Read(ref messagesDropped);

    /// <summary>Begins to connect and to hand messages over; call once.</summary>
    public void Start()
    {
        keeping = Task.Run(KeepConnectedAsync);
        dispatching = Task.Run(DispatchAsync);
    }

    /// <summary>Completes when the session is connected and subscribed (at once if it is).</summary>
    public Task WhenConnectedAsync(CancellationToken cancellation)
    {
        lock (stateLock)
            return connectedSignal.Task.WaitAsync(cancellation);
    }

    /// <summary>
    /// Subscribes now, if connected, and after every reconnect. A message that fits several filters reaches each of their handlers, and the broker may
    /// send it once for each filter: handlers bear duplicates.
    /// </summary>
    /// <returns>The broker's answer; <see cref="MqttOutcome.NotConnected"/> = it will be asked at the next connection.</returns>
    public async Task<MqttOutcome> SubscribeAsync(string filter, MqttQos qos, Func<MqttMessage, CancellationToken, Task> handler)
    {
        Subscription added = new(filter, qos, handler);
        await subscriptionGate.WaitAsync(stop.Token);
        try
        {
            subscriptions = [.. subscriptions, added];
            return State.IsConnected ? await SubscribeAsync(added) : MqttOutcome.NotConnected;
        }
        finally
        {
            subscriptionGate.Release();
        }
    }

    /// <summary>Publishes; with QoS 1 completes at the broker's PUBACK. At most <see cref="MqttLimits.PublishesInFlight"/> at a time, others wait.</summary>
    public async Task<MqttOutcome> PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellation)
    {
        await publishSlots.WaitAsync(cancellation);
        try
        {
            return await AnswerInTimeAsync(limit => engine.PublishAsync(topic, payload, qos, retain, limit), cancellation);
        }
        finally
        {
            publishSlots.Release();
        }
    }

    /// <summary>Says goodbye to the broker and ends. Messages still in the inbox are left: their senders got no acknowledgement from us.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await keeping;
        await dispatching;
        await engine.DisposeAsync();
    }

    private async Task KeepConnectedAsync()
    {
        try
        {
            while (true)
            {
                TaskCompletionSource<string> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
                MqttConnectOutcome? outcome = await TryConnectAsync(lost);
                if (outcome == MqttConnectOutcome.Accepted)
                {
                    await EnterConnectedAsync();
                    Change(false, await lost.Task.WaitAsync(stop.Token));
                }
                else
                {
                    Change(false, outcome is null ? $"no answer within {MqttLimits.ConnectSeconds} s" : $"{outcome}");
                }
                await Task.Delay(backOff.Next(), time, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Change(false, "stopped");
        }
    }

    private async Task<MqttConnectOutcome?> TryConnectAsync(TaskCompletionSource<string> lost)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(MqttLimits.ConnectSeconds), time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop.Token);
        try
        {
            return await engine.ConnectAsync(connection, Receive, reason => lost.TrySetResult(reason), either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task EnterConnectedAsync()
    {
        await subscriptionGate.WaitAsync(stop.Token);
        try
        {
            foreach (Subscription subscription in subscriptions)
                await SubscribeAsync(subscription);
            backOff.Reset();
            Change(true, $"connected to {connection.Host}:{connection.Port}");
        }
        finally
        {
            subscriptionGate.Release();
        }
    }

    private async Task<MqttOutcome> SubscribeAsync(Subscription subscription)
    {
        MqttOutcome outcome = await AnswerInTimeAsync(limit => engine.SubscribeAsync(subscription.Filter, subscription.Qos, limit), stop.Token);
        if (outcome is MqttOutcome.NotAuthorized or MqttOutcome.Refused)
            log.LogError("The broker refuses the subscription to {Filter}: {Outcome}.", subscription.Filter, outcome);
        return outcome;
    }

    private async Task<MqttOutcome> AnswerInTimeAsync(Func<CancellationToken, Task<MqttOutcome>> request, CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(MqttLimits.AnswerSeconds), time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await request(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return MqttOutcome.Unanswered;
        }
    }

    private void Receive(MqttMessage message)
    {
        if (!inbox.Writer.TryWrite(message) && Interlocked.Increment(ref messagesDropped) == 1)
            log.LogWarning("The inbox is full ({Limit} messages): messages are dropped and counted; their senders will send again.", MqttLimits.InboxMessages);
    }

    private async Task DispatchAsync()
    {
        try
        {
            await foreach (MqttMessage message in inbox.Reader.ReadAllAsync(stop.Token))
                foreach (Subscription subscription in subscriptions)
                    if (MqttTopicFilter.Matches(subscription.Filter, message.Topic))
                        await HandAsync(message, subscription);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.LogDebug("Stopped with {Count} messages in the inbox.", inbox.Reader.Count);
        }
    }

    private async Task HandAsync(MqttMessage message, Subscription subscription)
    {
        try
        {
            await subscription.Handler(message, stop.Token);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            // One message that meets a bug of ours must not end the reception of all others; it gets no acknowledgement from us.
            log.LogError(fault, "The handler of {Filter} failed on a message to {Topic}.", subscription.Filter, message.Topic);
        }
    }

    private void Change(bool isConnected, string reason)
    {
        MqttSessionState now = new(isConnected, reason);
        lock (stateLock)
        {
            if (isConnected)
                connectedSignal.TrySetResult();
            else if (connectedSignal.Task.IsCompleted)
                connectedSignal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            state = now;
        }
        log.LogInformation("MQTT session {ClientId}: {Reason}.", connection.ClientId, reason);
        StateChanged?.Invoke(now);
    }

    private sealed record Subscription(string Filter, MqttQos Qos, Func<MqttMessage, CancellationToken, Task> Handler);
}
