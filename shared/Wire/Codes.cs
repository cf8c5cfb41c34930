namespace KarstLogger.Wire
{
    /// <summary>What a frame holds (high nibble of its first byte).</summary>
    public enum FrameKind
    {
        /// <summary>One wake cycle of the logger.</summary>
        Sample = 1,

        /// <summary>Something that happened: boot, clock set, visit step ... (<see cref="EventCode"/>).</summary>
        Event = 2,

        /// <summary>Further channels of a sample (dissolved oxygen, turbidity, ...).</summary>
        ExtraChannels = 3,
    }

    /// <summary>Where the logger's clock last got its time from (3 bits on the wire).</summary>
    public enum ClockSource
    {
        /// <summary>Never set: the time field counts seconds, from two days on (firmware ClockKeeper).</summary>
        Unset = 0,

        /// <summary>Battery-backed real-time clock.</summary>
        Rtc = 1,

        /// <summary>Network time protocol.</summary>
        Sntp = 2,

        /// <summary>The time in a gateway's acknowledgement.</summary>
        Gateway = 3,

        /// <summary>A technician's phone.</summary>
        Phone = 4,

        /// <summary>Cellular network time from the modem.</summary>
        Modem = 5,
    }

    /// <summary>Why the sample was taken.</summary>
    public enum SampleTrigger
    {
        /// <summary>The regular interval.</summary>
        Schedule = 0,

        /// <summary>The stage rises quickly.</summary>
        Rise = 1,

        /// <summary>It rains.</summary>
        Rain = 2,

        /// <summary>A person asked.</summary>
        Manual = 3,

        /// <summary>Start-up or departure check.</summary>
        SelfTest = 4,
    }

    /// <summary>Bits of <see cref="FrameHeader.Flags"/>.</summary>
    public static class FrameFlags
    {
        /// <summary>People are working at the station.</summary>
        public const int Maintenance = 1;

        /// <summary>The battery is below its warning level.</summary>
        public const int LowBattery = 2;

        /// <summary>The copy on the SD card failed; flash holds the sample.</summary>
        public const int SdFailed = 4;

        /// <summary>Unsent samples were overwritten since the last frame.</summary>
        public const int Overwritten = 8;

        /// <summary>The cumulative rain counter began again at zero.</summary>
        public const int RainCounterRestarted = 16;

        /// <summary>The clock was stepped since the last frame.</summary>
        public const int ClockStepped = 32;

        /// <summary>Not measured: made by a simulation. Carried to the last export.</summary>
        public const int Simulated = 64;
    }

    /// <summary>What the level field is.</summary>
    public enum LevelBasis
    {
        /// <summary>Depth computed by the sonde, 0.1 mm.</summary>
        SondeDepth = 0,

        /// <summary>Gauge (vented) pressure, Pa.</summary>
        GaugePascals = 1,

        /// <summary>Absolute pressure, Pa: needs a barometer.</summary>
        AbsolutePascals = 2,
    }

    /// <summary>What the conductivity field is.</summary>
    public enum EcBasis
    {
        /// <summary>As measured, at the water's temperature.</summary>
        InSitu = 0,

        /// <summary>At 25 degC, linear with 0.0191 per degC.</summary>
        At25Alpha0191 = 1,

        /// <summary>At 25 degC, linear with 0.020 per degC.</summary>
        At25Alpha020 = 2,

        /// <summary>At 25 degC by the natural-water function of ISO 7888.</summary>
        At25NaturalWater = 3,

        /// <summary>The sonde does not say.</summary>
        Unknown = 4,
    }

    /// <summary>How a probe answered (4 bits on the wire). Only some of them come with a value: <see cref="ProbeStatuses.HasValue"/>.</summary>
    public enum ProbeStatus
    {
        /// <summary>No such probe.</summary>
        NotFitted = 0,

        /// <summary>A value without remark.</summary>
        Ok = 1,

        /// <summary>No answer.</summary>
        Silent = 2,

        /// <summary>Answers with broken checksums.</summary>
        CrcError = 3,

        /// <summary>Outside what the field or the probe can hold.</summary>
        OutOfRange = 4,

        /// <summary>Refused by the profile's reject rules (zero before warm-up, NaN, sentinel).</summary>
        Rejected = 5,

        /// <summary>Still warming up.</summary>
        WarmUp = 6,

        /// <summary>A value; the user calibration has expired.</summary>
        UserCalibrationExpired = 7,

        /// <summary>A value; the factory calibration has expired.</summary>
        FactoryCalibrationExpired = 8,

        /// <summary>A value; the probe warns.</summary>
        Warning = 9,

        /// <summary>A value taken in calibration mode.</summary>
        Calibrating = 10,

        /// <summary>The probe reports an error.</summary>
        Error = 11,

        /// <summary>The probe reports itself off line.</summary>
        OffLine = 12,
    }

    /// <summary>Rules on <see cref="ProbeStatus"/>.</summary>
    public static class ProbeStatuses
    {
        /// <summary>True where the field beside this status is a measured value; otherwise the field is 0 and means nothing.</summary>
        public static bool HasValue(ProbeStatus status)
        {
            return status == ProbeStatus.Ok || (status >= ProbeStatus.UserCalibrationExpired && status <= ProbeStatus.Calibrating);
        }
    }

    /// <summary>What an event frame tells.</summary>
    public enum EventCode
    {
        /// <summary>Start: reset=..., version=..., recovered=..., torn=...</summary>
        Boot = 1,

        /// <summary>Clock set: source=..., offset_ms=..., before_s=..., after_s=...</summary>
        ClockSet = 2,

        /// <summary>Configuration applied: number=...</summary>
        ConfigApplied = 3,

        /// <summary>Configuration rolled back: number=..., reason=...</summary>
        ConfigRolledBack = 4,

        /// <summary>Sonde identified: model=..., serial=...</summary>
        SondeSeen = 5,

        /// <summary>Probe calibrated.</summary>
        Calibration = 6,

        /// <summary>A step of a visit.</summary>
        VisitStep = 7,

        /// <summary>Maintenance begun or ended.</summary>
        Maintenance = 8,

        /// <summary>Unsent frames were deleted: epoch=..., first=..., last=..., count=...</summary>
        OverwrittenRange = 9,

        /// <summary>A step of the link ladder.</summary>
        LinkStep = 10,

        /// <summary>Storage or radio was held back because of the battery.</summary>
        BrownOut = 11,

        /// <summary>Firmware offered, tried, confirmed or rolled back.</summary>
        Firmware = 12,

        /// <summary>Rain gauge tips that are a test, not rain: tips=...</summary>
        RainTest = 13,

        /// <summary>A person's remark.</summary>
        Note = 14,
    }
}
