namespace KarstLogger.Firmware.Core.Sampling
{
    /// <summary>When to take the next sample: on the marks of the clock (00, 15, 30, 45 for 15 minutes), in UTC, so that stations can be compared without interpolating.</summary>
    public static class DutyCycle
    {
        /// <summary>A slot is served when it is at most this far ahead of the moment when the sonde is ready, s. A deep-sleep timer wakes this early at worst in an hour (0.5 %).</summary>
        public const uint EarlySecondsMost = 20;

        /// <summary>The first mark of the interval that is after <paramref name="seconds"/>.</summary>
        public static uint NextMark(uint seconds, uint intervalSeconds)
        {
            return (seconds / intervalSeconds + 1) * intervalSeconds;
        }

        /// <summary>
        /// The slot that a wake at <paramref name="nowSeconds"/> serves, or 0 where it is too early and the box must go back to sleep.
        /// <paramref name="leadSeconds"/> is what the sonde needs before its reading; <paramref name="lastSlotSeconds"/> was served before (0 = none).
        /// A slot that was missed by less than an interval is served late; older ones are gone.
        /// </summary>
        public static uint DueSlot(uint nowSeconds, uint intervalSeconds, uint leadSeconds, uint lastSlotSeconds)
        {
            uint readySeconds = nowSeconds + leadSeconds + EarlySecondsMost;
            uint slot = readySeconds / intervalSeconds * intervalSeconds;
            if (slot > lastSlotSeconds || lastSlotSeconds == 0)
                return slot;
            return 0;
        }

        /// <summary>When to wake for the slot after <paramref name="slotSeconds"/>.</summary>
        public static uint NextWake(uint nowSeconds, uint slotSeconds, uint intervalSeconds, uint leadSeconds)
        {
            uint next = NextMark(slotSeconds, intervalSeconds);
            if (next < nowSeconds + leadSeconds)
                next = NextMark(nowSeconds + leadSeconds, intervalSeconds);
            uint wake = next - leadSeconds;
            return wake > nowSeconds ? wake : nowSeconds + 1;
        }
    }
}
