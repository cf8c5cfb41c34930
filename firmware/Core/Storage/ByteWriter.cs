using System;
using System.Text;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Storage
{
    /// <summary>Writes a small file field by field, little-endian, and seals it with a CRC-32.</summary>
    public class ByteWriter
    {
        /// <summary>A writer with room for <paramref name="byteCountMost"/> bytes.</summary>
        public ByteWriter(int byteCountMost)
        {
            Bytes = new byte[byteCountMost];
        }

        /// <summary>The room; the first <see cref="Count"/> bytes are written.</summary>
        public byte[] Bytes { get; }

        /// <summary>Bytes written so far.</summary>
        public int Count { get; private set; }

        /// <summary>Writes the low 8 bits.</summary>
        public void U8(int value)
        {
            Bytes[Count++] = (byte)value;
        }

        /// <summary>Writes 32 bits.</summary>
        public void U32(uint value)
        {
            LittleEndian.Put32(Bytes, Count, value);
            Count += 4;
        }

        /// <summary>Leaves out bytes that somebody else has written.</summary>
        public void Skip(int count)
        {
            Count += count;
        }

        /// <summary>Writes a length (one byte) and at most 255 bytes.</summary>
        public void Block(byte[] block)
        {
            U8(block.Length);
            Array.Copy(block, 0, Bytes, Count, block.Length);
            Count += block.Length;
        }

        /// <summary>Writes a length (one byte) and at most 255 bytes of UTF-8.</summary>
        public void Text(string text)
        {
            Block(Encoding.UTF8.GetBytes(text));
        }

        /// <summary>What was written, and its checksum behind it.</summary>
        public byte[] Sealed()
        {
            byte[] all = new byte[Count + 4];
            Array.Copy(Bytes, 0, all, 0, Count);
            LittleEndian.Put32(all, Count, Crc32.Of(all, 0, Count));
            return all;
        }
    }

    /// <summary>Reads what a <see cref="ByteWriter"/> has sealed. Reading past the end throws: only our own bugs do that, the checksum has been checked.</summary>
    public class ByteReader
    {
        private readonly byte[] _bytes;

        private ByteReader(byte[] bytes)
        {
            _bytes = bytes;
        }

        /// <summary>Bytes read so far.</summary>
        public int Position { get; private set; }

        /// <summary>A reader of sealed bytes; null where they are absent or broken.</summary>
        public static ByteReader OfSealed(byte[] bytes)
        {
            if (bytes == null || bytes.Length < 5 || Crc32.Of(bytes, 0, bytes.Length - 4) != LittleEndian.GetU32(bytes, bytes.Length - 4))
                return null;
            return new ByteReader(bytes);
        }

        /// <summary>Reads 8 bits.</summary>
        public int U8()
        {
            return _bytes[Position++];
        }

        /// <summary>Reads 32 bits.</summary>
        public uint U32()
        {
            uint value = LittleEndian.GetU32(_bytes, Position);
            Position += 4;
            return value;
        }

        /// <summary>Leaves out bytes that somebody else reads.</summary>
        public void Skip(int count)
        {
            Position += count;
        }

        /// <summary>Reads a block.</summary>
        public byte[] Block()
        {
            byte[] block = new byte[U8()];
            Array.Copy(_bytes, Position, block, 0, block.Length);
            Position += block.Length;
            return block;
        }

        /// <summary>Reads a text.</summary>
        public string Text()
        {
            byte[] block = Block();
            return Encoding.UTF8.GetString(block, 0, block.Length);
        }
    }
}
