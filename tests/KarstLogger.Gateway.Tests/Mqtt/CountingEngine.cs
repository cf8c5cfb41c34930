using KarstLogger.Gateway.Mqtt;

namespace KarstLogger.Gateway.Tests.Mqtt;

/// <summary>A real engine that also tells how many messages it has handed over, so that a test knows when the last one is through.</summary>
internal sealed class CountingEngine(IMqttEngine inner) : IMqttEngine
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;
    private int awaitedCount = int.MaxValue;

    public string Name => inner.Name;

    /// <summary>Completes when the session has taken or dropped this many messages.</summary>
    public Task ReceivedAsync(int messages)
    {
        lock (gate)
            awaitedCount = messages;
        Count(0);
        return reached.Task.WaitAsync(Mailbox.Deadline);
    }

    public Task<MqttConnectOutcome> ConnectAsync(
        MqttConnection connection, Action<MqttMessage> received, Action<string> lost, CancellationToken cancellation) =>
        inner.ConnectAsync(connection, message =>
        {
            received(message);
            Count(1);
        }, lost, cancellation);

    public Task<MqttOutcome> SubscribeAsync(string filter, MqttQos qos, CancellationToken cancellation) => inner.SubscribeAsync(filter, qos, cancellation);

    public Task<MqttOutcome> PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellation) =>
        inner.PublishAsync(topic, payload, qos, retain, cancellation);

    public Task DisconnectAsync(CancellationToken cancellation) => inner.DisconnectAsync(cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Count(int more)
    {
        lock (gate)
        {
            count += more;
            if (count >= awaitedCount)
                reached.TrySetResult();
        }
    }
}
