using System;
using System.Device.Gpio;
using System.Reflection;
using System.Threading;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace KarstLogger.Firmware.Loader
{
    /// <summary>Starts the application from slot A or B. At most one image is loaded in a start: nothing can be unloaded.</summary>
    public static class ImageStart
    {
        // An image that threw is tried again after this long; its attempts are counted.
        private const int SecondsAfterFailure = 60;

        // With no image there is nothing to do until a person comes; the LED is on meanwhile.
        private const int SecondsWithoutImage = 3600;

        // No wake and no visit at the box lasts this long: the application hangs. The runtime has no watchdog; a timer of the loader stands in for it, as long as
        // the runtime itself lives.
        private const int AwakeMsMost = 2 * 3600 * 1000;

        private const int StatusLedPin = 13;
        private const string EntryType = "KarstLogger.Firmware.Esp32.Application";
        private const string EntryMethod = "Run";

        /// <summary>Selects, checks and starts an image. Comes back where there was none, or where it ended.</summary>
        public static void Run()
        {
            SlotFiles files = new SlotFiles(SlotFiles.FolderOnDevice);
            SlotRecord record = files.ReadRecord();
            byte[] image = Select(files, record, out int slot);
            if (image == null)
            {
                Console.WriteLine("loader: no image for this device in slot A or B");
                new GpioController().OpenPin(StatusLedPin, PinMode.Output).Write(PinValue.High);
                SleepFor(SecondsWithoutImage);
                return;
            }
            Timer hang = new Timer(Reboot, null, AwakeMsMost, Timeout.Infinite);
            try
            {
                Console.WriteLine("loader: slot " + (slot == 0 ? "A" : "B") + (record.Trial == slot ? ", trial start " + record.Attempts : ""));
                byte[][] parts = ImageParts.Split(image);
                // A local keeps what it names until its method ends: without this the image would be in RAM twice as long as the application runs.
                image = null;
                Start(parts);
            }
            catch (Exception e)
            {
                Console.WriteLine("loader: the application ended: " + e.Message);
                if (record.Trial == SlotRecord.None)
                    Console.WriteLine("loader: it is the confirmed one and will be started again");
            }
            hang.Dispose();
            SleepFor(SecondsAfterFailure);
        }

        private static void Reboot(object nothing)
        {
            Power.RebootDevice();
        }

        private static byte[] Select(SlotFiles files, SlotRecord record, out int slot)
        {
            bool changed = record.Trial != SlotRecord.None;
            slot = record.Choose();
            // A trial's start is counted before it happens: an image that takes the power down with it is counted too.
            if (changed)
                files.Save(record);
            byte[] image = files.ReadImage(slot);
            while (image == null)
            {
                Console.WriteLine("loader: slot " + (slot == 0 ? "A" : "B") + " refused");
                if (!record.Refuse(slot))
                {
                    // Last resort, not written down: an image that once failed its trial may still record; a box without an image cannot.
                    slot = SlotRecord.SlotCount - 1 - slot;
                    return files.ReadImage(slot);
                }
                slot = record.Choose();
                image = files.ReadImage(slot);
                if (image != null)
                    files.Save(record);
            }
            return image;
        }

        private static void Start(byte[][] parts)
        {
            if (parts == null)
                throw new ArgumentException("the image is not a whole number of assemblies");
            // What the runtime loads stays where it is, so the parts are held until the application ends.
            Assembly application = null;
            foreach (byte[] part in parts)
                application = Assembly.Load(part);
            application.GetType(EntryType).GetMethod(EntryMethod).Invoke(null, new object[0]);
        }

        private static void SleepFor(int seconds)
        {
            Sleep.EnableWakeupByTimer(TimeSpan.FromSeconds(seconds));
            Sleep.StartDeepSleep();
        }
    }
}
