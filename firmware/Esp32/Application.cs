using System;
using System.IO;
using System.Text;
using nanoFramework.Hardware.Esp32;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>What the loader starts. One call is one wake: it ends in deep sleep, and the next wake begins with the loader again.</summary>
    public static class Application
    {
        /// <summary>Version told in the boot event; a test holds it to the project's.</summary>
        public const string Version = "0.1.0";

        // After a failure that is our own bug: a quarter hour, as the usual interval.
        private const int SecondsAfterFault = 900;
        private const long MillisecondsLeast = 1000;

        /// <summary>The folder of configuration, secrets and journal.</summary>
        public const string Folder = "I:\\karst\\";

        /// <summary>Does one wake and sleeps. Never returns on the device.</summary>
        public static void Run()
        {
            long sleepMs = SecondsAfterFault * 1000L;
            Box box = null;
            try
            {
                box = new Box(Folder);
                sleepMs = box.OneWake();
            }
            catch (Exception e)
            {
                Keep(e);
            }
            if (box != null)
                box.SwitchOff();
            Sleep.EnableWakeupByTimer(TimeSpan.FromMilliseconds(sleepMs > MillisecondsLeast ? sleepMs : MillisecondsLeast));
            // The button, low = pressed.
            Sleep.EnableWakeupByPin(Sleep.WakeupGpioPin.Pin39, 0);
            Sleep.StartDeepSleep();
        }

        /// <summary>The one place where an exception ends: its words are kept in <c>fault.txt</c>, with a count, for the console and the next visit.</summary>
        private static void Keep(Exception fault)
        {
            Console.WriteLine("fault: " + fault.Message);
            string path = Folder + "fault.txt";
            string before = BoxSettings.TextOf(path);
            int count = 0;
            int space = before.IndexOf(' ');
            if (space > 0 && !int.TryParse(before.Substring(0, space), out count))
                count = 0;
            byte[] text = Encoding.UTF8.GetBytes((count + 1) + " " + fault.Message + "\n" + fault.StackTrace);
            try
            {
                using (FileStream stream = new FileStream(path, FileMode.Create, FileAccess.Write))
                    stream.Write(text, 0, text.Length);
            }
            catch (Exception e)
            {
                Console.WriteLine("fault: not kept: " + e.Message);
            }
        }
    }
}
