using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Core.Sending
{
    /// <summary>What is done about a link that keeps failing: ever more, because each step cures what the one before cannot (broker gone, stale attachment, hung radio, hung stack).</summary>
    public static class LinkLadder
    {
        /// <summary>Failures in a row before the network is left and attached again.</summary>
        public const uint ReattachFrom = 2;

        /// <summary>Failures in a row before the radio's power is cycled.</summary>
        public const uint PowerCycleFrom = 4;

        /// <summary>The box reboots at this many failures in a row, and again at each multiple.</summary>
        public const uint RebootEvery = 12;

        /// <summary>Effort of the next try; one of <see cref="LinkEffort"/>.</summary>
        public static int Effort(uint failures)
        {
            return failures >= PowerCycleFrom ? LinkEffort.PowerCycle : failures >= ReattachFrom ? LinkEffort.Reattach : LinkEffort.Connect;
        }

        /// <summary>True where the box should reboot after this failure.</summary>
        public static bool WantsReboot(uint failures)
        {
            return failures > 0 && failures % RebootEvery == 0;
        }
    }
}
