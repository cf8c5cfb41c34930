namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>Publish bytes, receive bytes: MQTT over WiFi, or inside a cellular modem. The link hears everything below the logger's <c>down/</c>.</summary>
    public interface ILink
    {
        /// <summary>Attaches to the network and the broker.</summary>
        /// <returns>False where that did not succeed within <paramref name="timeoutMs"/>.</returns>
        bool Open(int effort, int timeoutMs);

        /// <summary>Hands a message to the broker with QoS 1. True says the broker has it, which proves nothing about the gateway.</summary>
        bool Publish(string topic, byte[] payload);

        /// <summary>The next message for this logger, or null where none came within <paramref name="timeoutMs"/>.</summary>
        LinkMessage Receive(int timeoutMs);

        /// <summary>Leaves the broker and switches the radio off.</summary>
        void Close();
    }

    /// <summary>What <see cref="ILink.Open"/> may do before it tries.</summary>
    public static class LinkEffort
    {
        /// <summary>Connect, nothing else.</summary>
        public const int Connect = 0;

        /// <summary>Leave the network and attach again.</summary>
        public const int Reattach = 1;

        /// <summary>Switch the radio's power off and on.</summary>
        public const int PowerCycle = 2;
    }

    /// <summary>A message from the broker.</summary>
    public class LinkMessage
    {
        /// <summary>A message with its topic and bytes.</summary>
        public LinkMessage(string topic, byte[] payload)
        {
            Topic = topic;
            Payload = payload;
        }

        /// <summary>Full topic.</summary>
        public string Topic { get; }

        /// <summary>Bytes.</summary>
        public byte[] Payload { get; }
    }
}
