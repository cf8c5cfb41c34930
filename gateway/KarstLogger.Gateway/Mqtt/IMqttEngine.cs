namespace KarstLogger.Gateway.Mqtt;

/// <summary>
/// The narrow seam to an MQTT 5 client library: one connection, no memory. An engine connects once and tells when the connection is gone;
/// trying again, the waiting between tries and the subscriptions to renew belong to <see cref="MqttSession"/>, so that both engines behave alike.
/// Two implementations: <see cref="LibMosquittoEngine"/> and <see cref="MqttNetEngine"/>; one contract suite runs against each.
/// </summary>
/// <remarks>
/// A PUBACK to the broker proves nothing about a received message (libmosquitto sends it before our callback runs): what counts is the
/// application's own acknowledgement after its durable commit (docs/decisions/0003-our-own-acknowledgement.md, 0012-mqtt-engine.md).
/// MQTT 5 is used because only there the broker says that a publish was refused.
/// </remarks>
public interface IMqttEngine : IAsyncDisposable
{
    /// <summary>The library's name as <c>karst doctor</c> prints it.</summary>
    string Name { get; }

    /// <summary>
    /// Connects once and waits for the broker's answer. After any outcome but <see cref="MqttConnectOutcome.Accepted"/> and after a lost
    /// connection it may be called again.
    /// </summary>
    /// <param name="connection">Where to and as whom.</param>
    /// <param name="received">Called for each message, on the engine's thread; must return at once.</param>
    /// <param name="lost">Called once when an accepted connection ends in another way than <see cref="DisconnectAsync"/>, with the reason in words.</param>
    /// <param name="cancellation">Gives the attempt up.</param>
    Task<MqttConnectOutcome> ConnectAsync(
        MqttConnection connection, Action<MqttMessage> received, Action<string> lost, CancellationToken cancellation);

    /// <summary>Subscribes and waits for the SUBACK.</summary>
    Task<MqttOutcome> SubscribeAsync(string filter, MqttQos qos, CancellationToken cancellation);

    /// <summary>Publishes; with QoS 1 completes at the PUBACK, with QoS 0 when the bytes are handed to the socket.</summary>
    Task<MqttOutcome> PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellation);

    /// <summary>Says goodbye, so that the broker does not send the last will.</summary>
    Task DisconnectAsync(CancellationToken cancellation);
}
