using System;
using System.IO;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Loader;
using nanoFramework.Hardware.Esp32;
using nanoFramework.System.IO.FileSystem;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// The SD card: a second copy of every segment, to be carried away by hand, and the way in for a new image. The flash is the record; a card may be pulled out or
    /// changed at any time, and a new one is filled with all that the flash still holds.
    /// </summary>
    public class CardCopy
    {
        private const string Folder = "D:\\karst\\";
        private const int SpiBus = 1;
        private const int BufferByteCount = 1024;

        // A new card in an old box: 200 KB a wake, so that the copy of a full journal never costs a sample.
        private const int BytesMostInOneWake = 200 * 1024;

        private SDCard _card;

        /// <summary>Mounts the card.</summary>
        /// <returns>False where there is none or it cannot be read.</returns>
        public bool Mount()
        {
            try
            {
                Configuration.SetPinFunction(BoardPins.SpiMosi, DeviceFunction.SPI1_MOSI);
                Configuration.SetPinFunction(BoardPins.SpiMiso, DeviceFunction.SPI1_MISO);
                Configuration.SetPinFunction(BoardPins.SpiClock, DeviceFunction.SPI1_CLOCK);
                _card = new SDCard(new SDCardSpiParameters { slotIndex = 0, spiBus = SpiBus, chipSelectPin = BoardPins.SdSelect });
                _card.Mount();
                return _card.IsMounted;
            }
            catch (Exception e)
            {
                Console.WriteLine("sd card: " + e.Message);
                return false;
            }
        }

        /// <summary>Appends to the card what its copies of the segments lack.</summary>
        /// <returns>False where the card refused.</returns>
        public bool Update(IFlash flash)
        {
            return Update(flash, new SegmentFiles(Folder, 0, null));
        }

        /// <summary>Appends to <paramref name="copy"/> what its segments lack of those of <paramref name="flash"/>; older segments stay on the copy.</summary>
        /// <returns>False where the copy refused.</returns>
        public static bool Update(IFlash flash, IFlash copy)
        {
            byte[] buffer = new byte[BufferByteCount];
            int left = BytesMostInOneWake;
            foreach (uint segment in flash.List())
            {
                int position = copy.Length(segment);
                bool appended = false;
                int count;
                while (left > 0 && (count = flash.Read(segment, position, buffer, 0, buffer.Length)) > 0)
                {
                    if (!copy.Append(segment, buffer, 0, count))
                        return false;
                    appended = true;
                    position += count;
                    left -= count;
                }
                if (appended && !copy.Commit(segment))
                    return false;
            }
            return true;
        }

        /// <summary>Puts the image <c>update.img</c> of the card into the slot that is not active, begins its trial and renames the file.</summary>
        /// <returns>True where a new image waits for its trial: start again.</returns>
        public static bool TakeImage(SlotFiles slots)
        {
            string path = Folder + "update.img";
            byte[] signed = SlotFiles.ReadAll(path, SlotFiles.ImageByteCountMost);
            if (signed == null)
                return false;
            SlotRecord record = slots.ReadRecord();
            bool taken = record.Trial == SlotRecord.None && slots.WriteImage(SlotRecord.SlotCount - 1 - record.Active, signed);
            if (taken)
            {
                record.BeginTrial();
                taken = slots.Save(record);
            }
            string done = Folder + (taken ? "update.done" : "update.refused");
            try
            {
                if (File.Exists(done))
                    File.Delete(done);
                File.Move(path, done);
            }
            catch (Exception e)
            {
                Console.WriteLine("sd card: " + e.Message);
            }
            Console.WriteLine(taken ? "update: the new image is tried from the next start on" : "update: refused (not signed for this box, or no room)");
            return taken;
        }

        /// <summary>Lets go of the card, before its supply goes off.</summary>
        public void Unmount()
        {
            try
            {
                _card.Unmount();
                _card.Dispose();
            }
            catch (Exception e)
            {
                Console.WriteLine("sd card: " + e.Message);
            }
        }
    }
}
