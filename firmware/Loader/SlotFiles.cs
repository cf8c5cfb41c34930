using System;
using System.IO;
using System.Security.Cryptography;

namespace KarstLogger.Firmware.Loader
{
    /// <summary>
    /// The two images and their record on the drive. An image file is the application's PEs (<see cref="ImageParts"/>) followed by the 32 bytes of its HMAC-SHA256 under the key of this
    /// one device, so an image made for another box, cut short or changed in a single bit is not started.
    /// </summary>
    public class SlotFiles
    {
        /// <summary>Folder on the device.</summary>
        public const string FolderOnDevice = "I:\\slots\\";

        /// <summary>Bytes of the key and of the HMAC.</summary>
        public const int KeyByteCount = 32;

        /// <summary>Largest image with its HMAC: nearly three times today's application, and small beside the 4 MB of PSRAM that the runtime can use.</summary>
        public const int ImageByteCountMost = 512 * 1024;

        private readonly string _folder;

        /// <summary>Slots in a folder whose name ends with the separator.</summary>
        public SlotFiles(string folder)
        {
            _folder = folder;
        }

        /// <summary>The record in force.</summary>
        public SlotRecord ReadRecord()
        {
            return SlotRecord.Newer(ReadAll(RecordPath(0), KeyByteCount), ReadAll(RecordPath(1), KeyByteCount));
        }

        /// <summary>Writes the record to the older of its two files.</summary>
        /// <returns>False where the drive refused; the older record still stands.</returns>
        public bool Save(SlotRecord record)
        {
            byte[] bytes = record.NextBytes();
            return Write(RecordPath(record.FileNumber), bytes);
        }

        /// <summary>The PE of a slot without its HMAC, or null where the file is absent or the HMAC is not this device's.</summary>
        public byte[] ReadImage(int slot)
        {
            // The two parts are read apart: the image is in RAM once, not twice.
            string path = ImagePath(slot);
            int byteCount = LengthOf(path) - KeyByteCount;
            if (byteCount <= 0 || byteCount > ImageByteCountMost - KeyByteCount)
                return null;
            byte[] image = ReadPart(path, 0, byteCount);
            return IsAuthentic(image, ReadPart(path, byteCount, KeyByteCount)) ? image : null;
        }

        /// <summary>Puts a signed image (PE and HMAC) into a slot and checks what then stands there.</summary>
        /// <returns>False where the HMAC is not this device's or the drive refused.</returns>
        public bool WriteImage(int slot, byte[] signed)
        {
            return signed != null && signed.Length <= ImageByteCountMost && Write(ImagePath(slot), signed) && ReadImage(slot) != null;
        }

        /// <summary>Reads a file whole; null where it is absent, empty or longer than <paramref name="byteCountMost"/>.</summary>
        public static byte[] ReadAll(string path, int byteCountMost)
        {
            int length = LengthOf(path);
            return length == 0 || length > byteCountMost ? null : ReadPart(path, 0, length);
        }

        private static int LengthOf(string path)
        {
            try
            {
                if (!File.Exists(path))
                    return 0;
                using (FileStream stream = new FileStream(path, FileMode.Open, FileAccess.Read))
                    return (int)stream.Length;
            }
            catch (Exception)
            {
                // A broken drive looks like an absent file: the other slot is tried, or the box says that it cannot start.
                return 0;
            }
        }

        private static byte[] ReadPart(string path, int position, int count)
        {
            try
            {
                using (FileStream stream = new FileStream(path, FileMode.Open, FileAccess.Read))
                {
                    byte[] bytes = new byte[count];
                    stream.Seek(position, SeekOrigin.Begin);
                    int have = 0;
                    int come;
                    while (have < count && (come = stream.Read(bytes, have, count - have)) > 0)
                        have += come;
                    return have == count ? bytes : null;
                }
            }
            catch (Exception)
            {
                return null;
            }
        }

        private bool IsAuthentic(byte[] image, byte[] digest)
        {
            byte[] key = ReadAll(_folder + "update.key", KeyByteCount);
            if (image == null || digest == null || key == null || key.Length != KeyByteCount)
                return false;
            byte[] expected = HMACSHA256.HashData(key, image);
            int different = 0;
            // All bytes are compared, so that the time says nothing about where the first difference is.
            for (int i = 0; i < KeyByteCount; i++)
                different |= expected[i] ^ digest[i];
            return different == 0;
        }

        private static bool Write(string path, byte[] bytes)
        {
            try
            {
                using (FileStream stream = new FileStream(path, FileMode.Create, FileAccess.Write))
                    stream.Write(bytes, 0, bytes.Length);
                return true;
            }
            catch (Exception)
            {
                // A full littlefs throws System.Exception, a missing drive IOException.
                return false;
            }
        }

        private string RecordPath(int number)
        {
            return _folder + "record." + number;
        }

        private string ImagePath(int slot)
        {
            return _folder + (slot == 0 ? "a.img" : "b.img");
        }
    }
}
