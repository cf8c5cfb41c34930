using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;

namespace KarstLogger.Firmware.Core.Sending
{
    /// <summary>What goes over the air beside payloads, headers of TCP and IP included (docs/numbers.md; a test holds these to the bytes of a real broker).</summary>
    public static class AirCost
    {
        /// <summary>Opening, TLS and MQTT handshakes, closing.</summary>
        public const uint ContactByteCount = 2150;

        /// <summary>An upload with PUBACK, our acknowledgement and its PUBACK.</summary>
        public const int UploadByteCount = 550;

        /// <summary>Any other message with its PUBACK.</summary>
        public const int MessageByteCount = 260;

        /// <summary>Counts a contact that is about to be tried with an effort.</summary>
        public static void NoteTry(LoggerState state, int effort)
        {
            state.LinkTries++;
            state.DayAirBytes += ContactByteCount;
            state.LinkReattaches += effort == LinkEffort.Reattach ? 1u : 0u;
            state.LinkPowerCycles += effort == LinkEffort.PowerCycle ? 1u : 0u;
        }
    }
}
