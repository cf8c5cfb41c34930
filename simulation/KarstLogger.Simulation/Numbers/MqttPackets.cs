using System.Buffers.Binary;
using System.Text;

namespace KarstLogger.Simulation.Numbers;

/// <summary>
/// The packets of MQTT 3.1.1 as the box's client writes them, each in one write and so in one TLS record (OASIS MQTT 3.1.1, sections 2 and 3). Only to count
/// bytes and to send them to a real broker in a test; the box has its own client.
/// </summary>
public static class MqttPackets
{
    /// <summary>CONNACK from the broker, bytes (section 3.2).</summary>
    public const int ConnAckBytes = 4;

    /// <summary>SUBACK for one filter (section 3.9).</summary>
    public const int SubAckBytes = 5;

    /// <summary>PUBACK, either way (section 3.4).</summary>
    public const int PubAckBytes = 4;

    /// <summary>DISCONNECT (section 3.14).</summary>
    public static byte[] Disconnect() => [0xE0, 0];

    /// <summary>PUBACK of a packet.</summary>
    public static byte[] PubAck(ushort id) => [0x40, 2, (byte)(id >> 8), (byte)id];

    /// <summary>CONNECT with user, password and a clean session (section 3.1).</summary>
    public static byte[] Connect(string user, string password, ushort keepAliveSeconds) =>
        Packet(0x10, [.. Text("MQTT"), 4, 0xC2, .. Number(keepAliveSeconds), .. Text(user), .. Text(user), .. Text(password)]);

    /// <summary>SUBSCRIBE to one filter with QoS 1 (section 3.8).</summary>
    public static byte[] Subscribe(ushort id, string filter) => Packet(0x82, [.. Number(id), .. Text(filter), 1]);

    /// <summary>PUBLISH with QoS 1 (section 3.3).</summary>
    public static byte[] Publish(ushort id, string topic, ReadOnlySpan<byte> payload) => Packet(0x32, [.. Text(topic), .. Number(id), .. payload]);

    private static byte[] Packet(byte head, ReadOnlySpan<byte> rest)
    {
        List<byte> bytes = [head];
        int left = rest.Length;
        do
        {
            // Remaining length, seven bits a byte (section 2.2.3).
            bytes.Add((byte)(left % 128 | (left >= 128 ? 128 : 0)));
            left /= 128;
        }
        while (left > 0);
        return [.. bytes, .. rest];
    }

    private static byte[] Text(string text) => [.. Number((ushort)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Number(ushort number)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        return bytes;
    }
}
