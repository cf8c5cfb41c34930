namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>The box's time. On the ESP32 the system clock, which runs on through deep sleep and may be set from a battery-backed chip before the cycle begins.</summary>
    public interface IClock
    {
        /// <summary>Milliseconds since 1970-01-01 UTC as the system clock has them; small numbers after a cold start without a battery-backed clock.</summary>
        long UtcMilliseconds { get; }

        /// <summary>Milliseconds since this wake began; never steps.</summary>
        long ElapsedMs { get; }

        /// <summary>Sets the system clock (and the battery-backed one).</summary>
        void Set(long utcMilliseconds);

        /// <summary>Light sleep.</summary>
        void Wait(int ms);
    }
}
