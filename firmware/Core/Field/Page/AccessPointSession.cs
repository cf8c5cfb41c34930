namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>How long the access point stays on: 15 minutes from the button or the last use (field practice D1), at most four hours, and never on a battery that may not use the radio.</summary>
    public class AccessPointSession
    {
        /// <summary>From the last use to off, ms.</summary>
        public const long IdleMsMost = 15 * 60 * 1000L;

        /// <summary>From on to off in any case, ms: a phone left in a pocket must not empty the battery.</summary>
        public const long SessionMsMost = 4 * 60 * 60 * 1000L;

        private readonly long _beganMs;
        private readonly int _radioMillivoltsLeast;

        /// <summary>A session from <paramref name="beganMs"/> on; below <paramref name="radioMillivoltsLeast"/> the radio is not used.</summary>
        public AccessPointSession(long beganMs, int radioMillivoltsLeast)
        {
            _beganMs = beganMs;
            _radioMillivoltsLeast = radioMillivoltsLeast;
        }

        /// <summary>True when the access point goes off. <paramref name="lastUseMs"/> of 0: not used yet.</summary>
        public bool IsOver(long nowMs, long lastUseMs, int batteryMillivolts)
        {
            long usedMs = lastUseMs > _beganMs ? lastUseMs : _beganMs;
            return nowMs - usedMs >= IdleMsMost || nowMs - _beganMs >= SessionMsMost || batteryMillivolts < _radioMillivoltsLeast;
        }
    }
}
