namespace KarstLogger.Firmware.Core.Settings
{
    /// <summary>What became of the configuration that the office sent last.</summary>
    public static class HeardConfiguration
    {
        /// <summary>None has come.</summary>
        public const int None = 0;

        /// <summary>It had a fault.</summary>
        public const int Refused = 1;

        /// <summary>The next cycle tries it.</summary>
        public const int OnTrial = 2;

        /// <summary>It came into force (and may have been replaced since by another at the box).</summary>
        public const int Applied = 3;

        /// <summary>Its trial failed.</summary>
        public const int RolledBack = 4;

        /// <summary>The word of the status message.</summary>
        public static string Word(int heard)
        {
            switch (heard)
            {
                case Refused:
                    return "refused";
                case OnTrial:
                    return "trial";
                case Applied:
                    return "applied";
                case RolledBack:
                    return "rolled-back";
                default:
                    return "none";
            }
        }
    }
}
