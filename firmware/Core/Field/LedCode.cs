namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>What the one LED says, and when it is on. The table inside the lid is <c>hardware/led.csv</c>; it is told by rhythm, not by colour.</summary>
    public static class LedCode
    {
        /// <summary>Steady: not recording.</summary>
        public const int Solid = 0;

        /// <summary>Slow breathing: the access point is on. 1 to 5 are flashes in ten seconds.</summary>
        public const int Breathing = 6;

        /// <summary>Fast: an update is under way, do not unplug.</summary>
        public const int Fast = 7;

        // Ten seconds a round; a flash of 0.2 s every 0.5 s can be counted by eye; breathing 4 s a round (hardware/led.csv), fast 4 a second.
        private const int RoundMs = 10000;
        private const int FlashEveryMs = 500;
        private const int FlashMs = 200;
        private const int BreathMs = 4000;
        private const int FastMs = 250;

        /// <summary>The lid's word for a code.</summary>
        public static string Word(int code)
        {
            return code == Solid ? "solid" : code == Breathing ? "breathing" : code == Fast ? "fast" : code.ToString();
        }

        /// <summary>True where the LED is on, <paramref name="ms"/> into the showing.</summary>
        public static bool IsOn(int code, long ms)
        {
            if (code == Solid)
                return true;
            if (code == Breathing)
                return ms % BreathMs < BreathMs / 2;
            if (code == Fast)
                return ms % FastMs < FastMs / 2;
            int at = (int)(ms % RoundMs);
            return at / FlashEveryMs < code && at % FlashEveryMs < FlashMs;
        }

        /// <summary>The code to show: an update goes before the access point, that before what the box says of itself.</summary>
        public static int Of(BoxStatus status, bool isUpdating, bool isAccessPointOn)
        {
            return isUpdating ? Fast : isAccessPointOn ? Breathing : status.Flashes;
        }
    }
}
