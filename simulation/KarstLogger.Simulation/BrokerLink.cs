using Microsoft.Extensions.Logging;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Gateway.Mqtt;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>
/// A simulated logger's link over the real broker. Virtual time stands still while the broker or the gateway is awaited; a wait is cut at
/// <see cref="PatienceMs"/> of real time, and the firmware then takes its own timeout as passed. The gateway lives in real time and the box in virtual time, so what an
/// upload or a status says of the box's clock, and an acknowledgement or a command of the gateway's, is moved by the difference; nothing else of them is touched.
/// </summary>
public sealed class BrokerLink : ILink, IAsyncDisposable
{
    /// <summary>Longest real wait for one answer, ms: a gateway that was killed is back within about one second.</summary>
    public const int PatienceMs = 5000;

    private readonly MqttSession _session;
    private readonly BlockingCollection<LinkMessage> _received = new(1024);
    private readonly TimeProvider _time;
    private int _unanswered;

    /// <summary>A link as one logger.</summary>
    public BrokerLink(MqttConnection connection, int seed, TimeProvider time, ILogger log)
    {
        _time = time;
        _session = new MqttSession(MqttEngines.Create(), connection, seed, time, log);
        _session.Start();
        Subscribed = _session.SubscribeAsync(Topics.AllDown(connection.ClientId), MqttQos.AtLeastOnce, (message, _) =>
        {
            _received.TryAdd(new LinkMessage(message.Topic, message.Payload));
            return Task.CompletedTask;
        });
    }

    /// <summary>True time of the box, ms since 1970 UTC; set before the first wake.</summary>
    public Func<long> VirtualUtcMilliseconds { get; set; } = () => throw new InvalidOperationException("The box's clock is not known yet.");

    /// <summary>Completes when the subscription has been made or will be made at the next connection.</summary>
    public Task Subscribed { get; }

    /// <summary>Completes when the broker answers again.</summary>
    public Task WhenConnectedAsync(CancellationToken cancellation) => _session.WhenConnectedAsync(cancellation);

    /// <inheritdoc/>
    public bool Open(int effort, int timeoutMs)
    {
        while (_received.TryTake(out _))
        {
            // Answers to an earlier wake: the device was off the air and never got them.
        }
        _unanswered = 0;
        return _session.State.IsConnected;
    }

    /// <inheritdoc/>
    public bool Publish(string topic, byte[] payload)
    {
        bool isUpload = topic.EndsWith("/up/data", StringComparison.Ordinal);
        byte[] sent = isUpload ? InRealTime(payload) : topic.EndsWith("/up/status", StringComparison.Ordinal) ? Moved(payload, StatusInstants, RealMinusVirtualMilliseconds) : payload;
        bool isDone = _session.PublishAsync(topic, sent, MqttQos.AtLeastOnce, retain: false, CancellationToken.None).GetAwaiter().GetResult() == MqttOutcome.Done;
        if (isDone && isUpload)
            _unanswered++;
        return isDone;
    }

    /// <inheritdoc/>
    public LinkMessage? Receive(int timeoutMs)
    {
        // Only an upload is answered: without one under way there is nothing to stand still for.
        int patienceMs = _unanswered > 0 && _session.State.IsConnected ? PatienceMs : 0;
        if (!_received.TryTake(out LinkMessage? message, patienceMs))
        {
            _unanswered = 0;
            return null;
        }
        if (message.Topic.EndsWith("/down/command", StringComparison.Ordinal))
            return new LinkMessage(message.Topic, Moved(message.Payload, CommandInstants, -RealMinusVirtualMilliseconds));
        if (!message.Topic.EndsWith("/down/ack", StringComparison.Ordinal))
            return message;
        _unanswered = Math.Max(0, _unanswered - 1);
        return new LinkMessage(message.Topic, InVirtualTime(message.Payload));
    }

    /// <inheritdoc/>
    public void Close()
    {
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _received.Dispose();
    }

    private long RealMinusVirtualMilliseconds => _time.GetUtcNow().ToUnixTimeMilliseconds() - VirtualUtcMilliseconds();

    private byte[] InRealTime(byte[] upload)
    {
        if (Envelope.Read(upload) is not { } envelope)
            return upload;
        byte[] moved = [.. upload];
        (envelope.SendUtcSeconds, envelope.SendMilliseconds) = Moved(envelope.SendUtcSeconds, envelope.SendMilliseconds, RealMinusVirtualMilliseconds);
        envelope.WriteHeader(moved);
        return moved;
    }

    private byte[] InVirtualTime(byte[] message)
    {
        if (Acknowledgement.Read(message) is not { } acknowledgement)
            return message;
        (acknowledgement.GatewayUtcSeconds, acknowledgement.GatewayMilliseconds) =
            Moved(acknowledgement.GatewayUtcSeconds, acknowledgement.GatewayMilliseconds, -RealMinusVirtualMilliseconds);
        return acknowledgement.ToBytes();
    }

    // Words that hold an instant in UTC seconds (docs/wire-format.md, "Status" and "Commands").
    private static readonly string[] StatusInstants = ["utc_s=", "next_contact_utc_s="], CommandInstants = ["expires="];

    private static byte[] Moved(byte[] text, string[] keys, long byMilliseconds) => Encoding.UTF8.GetBytes(string.Join(' ', Encoding.UTF8.GetString(text).Split(' ').Select(word =>
        keys.FirstOrDefault(key => word.StartsWith(key, StringComparison.Ordinal)) is { } key && long.TryParse(word[key.Length..], CultureInfo.InvariantCulture, out long seconds)
            ? string.Create(CultureInfo.InvariantCulture, $"{key}{seconds + byMilliseconds / 1000}") : word)));

    private static (uint Seconds, int Milliseconds) Moved(uint seconds, int milliseconds, long byMilliseconds)
    {
        long moved = seconds * 1000L + milliseconds + byMilliseconds;
        return ((uint)(moved / 1000), (int)(moved % 1000));
    }
}
