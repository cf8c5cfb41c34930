namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>Battery, switched supplies and the reason of this start.</summary>
    public interface IPower
    {
        /// <summary>Battery voltage now, mV.</summary>
        int BatteryMillivolts();

        /// <summary>Switches the sonde's supply.</summary>
        void SondeRail(bool on);

        /// <summary>Why the program was started.</summary>
        ResetReason Reset { get; }
    }

    /// <summary>Why the program was started.</summary>
    public enum ResetReason
    {
        /// <summary>The timer of the deep sleep.</summary>
        DeepSleepTimer = 0,

        /// <summary>A pin during deep sleep (rain, button).</summary>
        DeepSleepPin = 1,

        /// <summary>Supply came back.</summary>
        PowerOn = 2,

        /// <summary>The supply sagged.</summary>
        BrownOut = 3,

        /// <summary>Our own reboot, or a crash.</summary>
        Software = 4,
    }
}
