using KarstLogger.Wire;

namespace KarstLogger.Simulation.Numbers;

/// <summary>A message of a contact: up to the broker, or down to the box.</summary>
/// <param name="IsUp">From the box.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes.</param>
public sealed record AirMessage(bool IsUp, string Topic, byte[] Payload);

/// <summary>Bytes of a contact by layer.</summary>
/// <param name="TlsUp">What TLS hands to TCP, up.</param>
/// <param name="TlsDown">The same down.</param>
/// <param name="TcpIp">Headers of TCP and IP, both ways.</param>
public readonly record struct ContactBytes(int TlsUp, int TlsDown, int TcpIp)
{
    /// <summary>All together.</summary>
    public int All => TlsUp + TlsDown + TcpIp;
}

/// <summary>
/// Counts the bytes of one contact: open, TLS 1.2, MQTT 3.1.1 with QoS 1 both ways, close. The TLS part is held to a real mosquitto by a test; headers of TCP and IP
/// are computed, with an acknowledgement of its own for every segment (the worst case: nothing rides on the answer).
/// </summary>
public static class AirBytes
{
    /// <summary>TLS 1.2 with AES-GCM: record header 5 (RFC 5246, 6.2.1), explicit nonce 8 and tag 16 (RFC 5288, section 3).</summary>
    public const int RecordOverhead = 5 + 8 + 16;

    /// <summary>Largest plain text of a record (RFC 5246, 6.2.1); nothing of ours comes near it.</summary>
    public const int RecordMost = 16_384;

    /// <summary>Handshake from the box, bytes: ECDHE-ECDSA, no client certificate; measured with OpenSSL's client against mosquitto. The ESP32's own hello differs by some ten bytes.</summary>
    public const int HandshakeUp = 248;

    /// <summary>Handshake from the broker: one small P-256 certificate; measured in the same way. Other certificates are larger.</summary>
    public const int HandshakeDown = 608;

    /// <summary>Flights of the handshake, each one segment: hello, the broker's answer, key and finished, finished (RFC 5246, 7.3).</summary>
    public const int HandshakeFlights = 4;

    /// <summary>IPv4 (RFC 791) and TCP (RFC 9293) without options; lwIP of the ESP32 sends no time stamps as delivered.</summary>
    public const int HeaderBytes = 20 + 20;

    /// <summary>Largest segment of a WiFi or LTE path (1500 less the headers).</summary>
    public const int SegmentMost = 1460;

    /// <summary>SYN, SYN-ACK with the option MSS (4 bytes each), ACK; FIN, ACK, FIN, ACK (RFC 9293, 3.5 and 3.6).</summary>
    public const int OpenAndCloseBytes = 2 * (HeaderBytes + 4) + HeaderBytes + 4 * HeaderBytes;

    /// <summary>Password of a box as docs/operations.md makes it: <c>openssl rand -hex 16</c>.</summary>
    public const int PasswordLength = 32;

    private const ushort KeepAliveSeconds = 3700;

    /// <summary>One contact with its messages, as the box makes it.</summary>
    public static ContactBytes Contact(string logger, IReadOnlyList<AirMessage> messages)
    {
        int up = HandshakeUp, down = HandshakeDown, segments = HandshakeFlights;
        Up(MqttPackets.Connect(logger, new string('x', PasswordLength), KeepAliveSeconds).Length);
        Down(MqttPackets.ConnAckBytes);
        Up(MqttPackets.Subscribe(1, Topics.AllDown(logger)).Length);
        Down(MqttPackets.SubAckBytes);
        foreach (AirMessage message in messages)
        {
            int length = MqttPackets.Publish(1, message.Topic, message.Payload).Length;
            if (message.IsUp)
            {
                Up(length);
                Down(MqttPackets.PubAckBytes);
            }
            else
            {
                Down(length);
                Up(MqttPackets.PubAckBytes);
            }
        }
        Up(MqttPackets.Disconnect().Length);
        return new ContactBytes(up, down, OpenAndCloseBytes + 2 * segments * HeaderBytes);

        void Up(int mqtt) => up += Record(mqtt);

        void Down(int mqtt) => down += Record(mqtt);

        int Record(int mqtt)
        {
            segments += (mqtt + RecordOverhead + SegmentMost - 1) / SegmentMost;
            return mqtt + RecordOverhead;
        }
    }
}
