namespace KarstLogger.Gateway.Mqtt;

/// <summary>One received message; the payload is our own copy.</summary>
/// <param name="Topic">Full topic.</param>
/// <param name="Payload">Bytes, at most <see cref="MqttLimits.PayloadBytes"/> from a broker that we configured.</param>
/// <param name="Retained">True = kept by the broker from before the subscription.</param>
public readonly record struct MqttMessage(string Topic, byte[] Payload, bool Retained);

/// <summary>Quality of service; the value is the number on the wire. QoS 2 is not used: duplicates are harmless here (archive key).</summary>
public enum MqttQos
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
}

/// <summary>How an attempt to connect ended.</summary>
public enum MqttConnectOutcome
{
    Accepted,

    /// <summary>The broker knows no such user with this password, or forbids this client.</summary>
    NotAuthorized,

    /// <summary>Another refusal of the broker: client id, busy, protocol version.</summary>
    Refused,

    /// <summary>No broker answered at this address.</summary>
    Unreachable,

    /// <summary>The TLS handshake failed: wrong authority, wrong name, expired.</summary>
    TlsFailed,
}

/// <summary>How a publish or a subscribe ended.</summary>
public enum MqttOutcome
{
    Done,

    /// <summary>The broker's access list forbids it.</summary>
    NotAuthorized,

    /// <summary>Another refusal of the broker or of the library: malformed topic, too large, quota.</summary>
    Refused,

    /// <summary>There is no connection; nothing was sent.</summary>
    NotConnected,

    /// <summary>The connection broke, or the deadline passed, before the broker's answer: the message may or may not have arrived.</summary>
    Unanswered,
}

/// <summary>Limits of the MQTT edge, with their reasons.</summary>
public static class MqttLimits
{
    /// <summary>Messages waiting between the engine's thread and our handlers. At 1 KB a batch of 15 frames this is 2 MB; beyond it messages are
    /// dropped and counted, and the loggers send them again because our acknowledgement did not come.</summary>
    public const int InboxMessages = 2048;

    /// <summary>Publishes waiting for their PUBACK at one time. libmosquitto itself has at most 20 on the wire and queues the others without bound.</summary>
    public const int PublishesInFlight = 64;

    /// <summary>Largest payload that the private broker accepts: four times the 64 KiB that the contract suite sends.</summary>
    public const int PayloadBytes = 256 * 1024;

    /// <summary>Messages that the private broker keeps for one slow client; beyond it Mosquitto drops without a word. Its own default of 1000 is less than
    /// our inbox takes.</summary>
    public const int BrokerQueuedMessages = 10_000;

    /// <summary>Deadline of one attempt to connect, in seconds. TCP alone would take over two minutes to give up.</summary>
    public const int ConnectSeconds = 15;

    /// <summary>Deadline for a PUBACK or SUBACK, in seconds.</summary>
    public const int AnswerSeconds = 30;
}
