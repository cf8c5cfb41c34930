using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Sampling
{
    /// <summary>
    /// Denser samples while the stage rises or it rains, so that the rising limb is not missed between two quarter hours. Each sample carries its interval, so integrals over
    /// the record stay right; a daily cap keeps battery and air time within their budget.
    /// </summary>
    public static class EventSampling
    {
        /// <summary>
        /// Why the next sample should come early, or <see cref="SampleTrigger.Schedule"/>. <paramref name="levelRise"/> (0.1 mm or Pa, which is nearly the same height of water)
        /// and <paramref name="tips"/> are since the previous sample, <paramref name="intervalSeconds"/> before this one; the thresholds are per regular interval.
        /// </summary>
        public static SampleTrigger Wanted(LoggerConfiguration configuration, int levelRise, uint tips, int intervalSeconds)
        {
            if (configuration.EventIntervalSeconds == 0 || intervalSeconds <= 0)
                return SampleTrigger.Schedule;
            if ((long)levelRise * configuration.IntervalSeconds >= (long)configuration.RiseTenthsOfMillimetre * intervalSeconds)
                return SampleTrigger.Rise;
            if ((long)tips * configuration.IntervalSeconds >= (long)configuration.RainTips * intervalSeconds && tips > 0)
                return SampleTrigger.Rain;
            return SampleTrigger.Schedule;
        }
    }
}
