namespace KarstLogger.Firmware.Loader
{
    /// <summary>What the device starts at every wake.</summary>
    public static class Program
    {
        /// <summary>The device's entry point.</summary>
        public static void Main()
        {
            ImageStart.Run();
        }
    }
}
