namespace KarstLogger.Firmware.Core.Supply
{
    /// <summary>What the battery allows in this wake, from best to worst.</summary>
    public static class SupplyStep
    {
        /// <summary>Everything as configured.</summary>
        public const int Full = 0;

        /// <summary>Samples as configured, uploads a quarter as often, no extra samples.</summary>
        public const int Low = 1;

        /// <summary>Samples are stored; the radio stays off: its peak current would pull the supply down.</summary>
        public const int NoRadio = 2;

        /// <summary>Neither radio nor storage: a write that browns out could tear the drive. The box only looks at the battery once an hour.</summary>
        public const int Hold = 3;
    }

    /// <summary>Decides by the battery's voltage, with a higher threshold for coming back than for giving up: an unloaded battery recovers and would lie.</summary>
    public static class SupplyPolicy
    {
        /// <summary>With a low battery one upload in this many is made.</summary>
        public const int UploadsLeftOut = 4;

        /// <summary>Between two looks at an empty battery, s.</summary>
        public const uint HoldSeconds = 3600;

        /// <summary>The step for a voltage; <paramref name="isHolding"/> = the box had given up before.</summary>
        public static int Step(int millivolts, LoggerConfiguration configuration, bool isHolding)
        {
            if (millivolts < configuration.BatteryStoreMillivolts || (isHolding && millivolts < configuration.BatteryResumeMillivolts))
                return SupplyStep.Hold;
            if (millivolts < configuration.BatteryRadioMillivolts)
                return SupplyStep.NoRadio;
            return millivolts < configuration.BatteryLowMillivolts ? SupplyStep.Low : SupplyStep.Full;
        }
    }
}
