using System.Threading.Channels;
using KarstLogger.Gateway.Mqtt;

namespace KarstLogger.Gateway.Tests.Mqtt;

/// <summary>Where a test's client puts what it receives; a test awaits the next message, with a deadline.</summary>
internal sealed class Mailbox
{
    // Far above what a loaded machine needs for a message on loopback: it passes only when the message never comes.
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly Channel<MqttMessage> messages = Channel.CreateBounded<MqttMessage>(10_000);
    private readonly TaskCompletionSource<string> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Lost => lost.Task.WaitAsync(Deadline);

    public void Put(MqttMessage message) => Assert.True(messages.Writer.TryWrite(message), "the test's mailbox is full");

    public Task PutAsync(MqttMessage message, CancellationToken cancellation)
    {
        Put(message);
        return Task.CompletedTask;
    }

    public void PutLoss(string reason) => lost.TrySetResult(reason);

    public async Task<MqttMessage> NextAsync()
    {
        using CancellationTokenSource deadline = new(Deadline);
        return await messages.Reader.ReadAsync(deadline.Token);
    }

    public async Task<string[]> NextTopicsAsync(int count)
    {
        List<string> topics = [];
        while (topics.Count < count)
            topics.Add((await NextAsync()).Topic);
        return [.. topics];
    }
}
