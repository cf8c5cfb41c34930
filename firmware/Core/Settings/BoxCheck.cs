using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Settings
{
    /// <summary>The office's self-test: everything is used once, nothing of it enters the record.</summary>
    public static class BoxCheck
    {
        // Its own small file, so that a test can spoil nothing.
        private const int TestFile = 21;
        private const int TestByteCount = 64;

        /// <summary>
        /// Tests drive, sonde, box sensors, rain gauge, battery and clock.
        /// </summary>
        /// <returns><c>key=value</c> words; what a probe says is its status number (docs/wire-format.md, "Sample").</returns>
        public static string Run(LoggerPorts ports, LoggerState state, ClockKeeper clock)
        {
            int batteryMillivolts = ports.Power.BatteryMillivolts();
            SondeReading reading = ReadSonde(ports, state, out bool answers, out int loadedMillivolts);
            BoardReading board = ports.Board.Read();
            long tips = ports.Rain.Tips();
            return "drive=" + (DriveHolds(ports.Flash) ? "ok" : "failed") + " battery_mv=" + batteryMillivolts + " battery_loaded_mv=" + loadedMillivolts
                + " sonde=" + (answers ? "ok" : "silent") + " level=" + (int)reading.Status(Quantity.Level) + " temperature=" + (int)reading.Status(Quantity.WaterTemperature)
                + " ph=" + (int)reading.Status(Quantity.Ph) + " ec=" + (int)reading.Status(Quantity.Ec) + " board=" + (int)board.Status
                + " rain=" + (tips == RainCounterAnswers.NotFitted ? "not-fitted" : tips < 0 ? "silent" : "ok") + " clock_source=" + (int)clock.Source;
        }

        private static SondeReading ReadSonde(LoggerPorts ports, LoggerState state, out bool answers, out int loadedMillivolts)
        {
            SondeProfile profile = ports.Sonde.Profile;
            ports.Power.SondeRail(true);
            answers = ports.Sonde.Start(state.SondeMemoryBytes.Length == 0 ? null : state.SondeMemoryBytes);
            ports.Clock.Wait(profile.PowerOnMs + profile.WarmUpMs + profile.StaleFirstMs);
            SondeReading reading = ports.Sonde.Read();
            loadedMillivolts = ports.Power.BatteryMillivolts();
            ports.Sonde.Stop();
            ports.Power.SondeRail(false);
            return reading;
        }

        private static bool DriveHolds(IFlash flash)
        {
            byte[] before = flash.ReadSmall(TestFile);
            byte[] written = new byte[TestByteCount];
            for (int i = 0; i < written.Length; i++)
                written[i] = (byte)(before != null && before.Length > 0 ? before[0] + 1 + i : i);
            if (!flash.WriteSmall(TestFile, written))
                return false;
            byte[] back = flash.ReadSmall(TestFile);
            if (back == null || back.Length != written.Length)
                return false;
            for (int i = 0; i < written.Length; i++)
                if (back[i] != written[i])
                    return false;
            return true;
        }
    }
}
