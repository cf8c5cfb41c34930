using System;
using KarstLogger.Firmware.Core;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// The state's small files in the MB85RC256V (32 KB, two-byte address, writes in place without wear: docs/decisions/0081). Each has a place of its own: length,
    /// then bytes; the files carry their own checksum, so a cut in the middle of a write is seen by their reader and the other generation counts.
    /// </summary>
    public class FramMemory
    {
        /// <summary>Small files that have a place here: the two generations of the state.</summary>
        public const int FileCount = 2;

        private const int PlaceByteCount = 1024;
        private const int HeadByteCount = 2;

        // Bytes of data in one transfer; the chip takes any number, the driver copies it.
        private const int ChunkByteCount = 64;

        private readonly I2cRegisters _chip;

        /// <summary>The memory on a chip.</summary>
        private FramMemory(I2cRegisters chip)
        {
            _chip = chip;
        }

        /// <summary>The board's memory, or null where none answers.</summary>
        public static FramMemory Find()
        {
            I2cRegisters chip = new I2cRegisters(BoardParts.FramAddress);
            return chip.Read(Pointer(0), new byte[1]) ? new FramMemory(chip) : null;
        }

        /// <summary>The whole of a file, or null where none was written.</summary>
        public byte[] ReadFile(int file)
        {
            byte[] head = new byte[HeadByteCount];
            if (!_chip.Read(Pointer(file * PlaceByteCount), head))
                return null;
            int length = LittleEndian.GetU16(head, 0);
            if (length == 0 || length > PlaceByteCount - HeadByteCount)
                return null;
            byte[] bytes = new byte[length];
            for (int done = 0; done < length; done += ChunkByteCount)
            {
                byte[] chunk = new byte[length - done < ChunkByteCount ? length - done : ChunkByteCount];
                if (!_chip.Read(Pointer(file * PlaceByteCount + HeadByteCount + done), chunk))
                    return null;
                Array.Copy(chunk, 0, bytes, done, chunk.Length);
            }
            return bytes;
        }

        /// <summary>Writes a file whole.</summary>
        /// <returns>False where it is too long or the chip does not answer.</returns>
        public bool WriteFile(int file, byte[] bytes)
        {
            if (bytes.Length > PlaceByteCount - HeadByteCount)
                return false;
            byte[] all = new byte[HeadByteCount + bytes.Length];
            LittleEndian.Put16(all, 0, bytes.Length);
            Array.Copy(bytes, 0, all, HeadByteCount, bytes.Length);
            for (int done = 0; done < all.Length; done += ChunkByteCount)
            {
                int count = all.Length - done < ChunkByteCount ? all.Length - done : ChunkByteCount;
                byte[] message = new byte[2 + count];
                byte[] pointer = Pointer(file * PlaceByteCount + done);
                message[0] = pointer[0];
                message[1] = pointer[1];
                Array.Copy(all, done, message, 2, count);
                if (!_chip.Write(message))
                    return false;
            }
            return true;
        }

        private static byte[] Pointer(int address)
        {
            return new byte[] { (byte)(address >> 8), (byte)address };
        }
    }
}
