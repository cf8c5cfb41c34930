using KarstLogger.Firmware.Core.Modem;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Core.Storage
{
    /// <summary>How one contact with the gateway ended, for the person who stands at the box.</summary>
    public class LinkAttempt
    {
        /// <summary>Everything sent was acknowledged by a gateway.</summary>
        public const int Delivered = 1;

        /// <summary>No WiFi or cellular network was reached, or the link cannot tell.</summary>
        public const int NoNetwork = 2;

        /// <summary>The network was there; the broker was not reached, refused us, or did not take an upload.</summary>
        public const int NoBroker = 3;

        /// <summary>The broker took the upload and no gateway acknowledged it.</summary>
        public const int NoAcknowledgement = 4;

        /// <summary>Attempts kept (field practice D3: the last five).</summary>
        public const int CountMost = 5;

        /// <summary>When it ended, seconds of the clock.</summary>
        public uint Seconds;

        /// <summary>One of the outcomes above.</summary>
        public int Outcome;

        /// <summary>What the modem said at the end, one of <see cref="ModemResult"/>; <see cref="ModemResult.Ok"/> where it had no fault or there is no modem.</summary>
        public int Modem;

        /// <summary>The attempt that has just been made; call it before the link is closed.</summary>
        /// <param name="link">The link that tried.</param>
        /// <param name="seconds">Now, seconds of the clock.</param>
        /// <param name="opened">The link came up.</param>
        /// <param name="published">The broker took what was published last.</param>
        /// <param name="delivered">Everything sent was acknowledged.</param>
        public static LinkAttempt Of(ILink link, uint seconds, bool opened, bool published, bool delivered)
        {
            ILinkReport report = link as ILinkReport;
            LinkAttempt attempt = new LinkAttempt { Seconds = seconds };
            if (delivered)
                attempt.Outcome = Delivered;
            else if (opened)
                attempt.Outcome = published ? NoAcknowledgement : NoBroker;
            else
                attempt.Outcome = report != null && report.HasNetwork ? NoBroker : NoNetwork;
            attempt.Modem = report == null || delivered ? ModemResult.Ok : report.ModemResult;
            return attempt;
        }

        /// <summary>The outcome in words: with <c>-</c> between them as in the console's JSON, with a blank for a person.</summary>
        public static string Name(int outcome, char between)
        {
            switch (outcome)
            {
                case Delivered: return "delivered";
                case NoNetwork: return "no" + between + "network";
                case NoBroker: return "no" + between + "broker";
                case NoAcknowledgement: return "no" + between + "acknowledgement";
                default: return "unknown";
            }
        }

        /// <summary>Writes the attempts that were made.</summary>
        internal static void Write(ByteWriter writer, LinkAttempt[] attempts)
        {
            int count = 0;
            while (count < attempts.Length && attempts[count] != null)
                count++;
            writer.U8(count);
            for (int i = 0; i < count; i++)
            {
                writer.U32(attempts[i].Seconds);
                writer.U8(attempts[i].Outcome);
                writer.U8(attempts[i].Modem);
            }
        }

        /// <summary>Reads what <see cref="Write"/> has written.</summary>
        internal static void Read(ByteReader reader, LinkAttempt[] attempts)
        {
            int count = reader.U8();
            for (int i = 0; i < count && i < attempts.Length; i++)
                attempts[i] = new LinkAttempt { Seconds = reader.U32(), Outcome = reader.U8(), Modem = reader.U8() };
        }
    }
}
