namespace KarstLogger.Firmware.Core.Sending
{
    /// <summary>How long to stay off the air after uploads have failed: doubling, capped, spread by a seed so that a fleet does not come back in step.</summary>
    public static class BackOff
    {
        /// <summary>Wait after the first failure, s: one sampling interval.</summary>
        public const uint SecondsFirst = 900;

        /// <summary>
        /// Seconds to wait after <paramref name="failures"/> failures in a row: <see cref="SecondsFirst"/> times 2^(failures-1), at most <paramref name="secondsMost"/>,
        /// of which up to a quarter is taken off by chance (from <paramref name="seed"/> and the number of failures).
        /// </summary>
        public static uint Seconds(uint failures, uint secondsMost, uint seed)
        {
            if (failures == 0)
                return 0;
            uint seconds = SecondsFirst;
            for (uint i = 1; i < failures && seconds < secondsMost; i++)
                seconds *= 2;
            if (seconds > secondsMost)
                seconds = secondsMost;
            return seconds - Mix(seed ^ (failures * 0x9E3779B9)) % (seconds / 4 + 1);
        }

        /// <summary>Spreads neighbouring numbers over 32 bits (the finaliser of MurmurHash3).</summary>
        private static uint Mix(uint x)
        {
            x ^= x >> 16;
            x *= 0x85EBCA6B;
            x ^= x >> 13;
            x *= 0xC2B2AE35;
            return x ^ (x >> 16);
        }
    }
}
