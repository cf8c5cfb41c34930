namespace KarstLogger.Wire
{
    /// <summary>Integers to and from bytes, least significant byte first, the byte order of every KarstLogger message.</summary>
    public static class LittleEndian
    {
        /// <summary>Writes the low 16 bits of <paramref name="value"/>.</summary>
        public static void Put16(byte[] bytes, int offset, int value)
        {
            bytes[offset] = (byte)value;
            bytes[offset + 1] = (byte)(value >> 8);
        }

        /// <summary>Writes 32 bits.</summary>
        public static void Put32(byte[] bytes, int offset, uint value)
        {
            bytes[offset] = (byte)value;
            bytes[offset + 1] = (byte)(value >> 8);
            bytes[offset + 2] = (byte)(value >> 16);
            bytes[offset + 3] = (byte)(value >> 24);
        }

        /// <summary>Reads an unsigned 16-bit integer.</summary>
        public static int GetU16(byte[] bytes, int offset)
        {
            return bytes[offset] | (bytes[offset + 1] << 8);
        }

        /// <summary>Reads a signed 16-bit integer.</summary>
        public static int GetI16(byte[] bytes, int offset)
        {
            return (short)(bytes[offset] | (bytes[offset + 1] << 8));
        }

        /// <summary>Reads an unsigned 32-bit integer.</summary>
        public static uint GetU32(byte[] bytes, int offset)
        {
            return (uint)(bytes[offset] | (bytes[offset + 1] << 8) | (bytes[offset + 2] << 16) | (bytes[offset + 3] << 24));
        }
    }
}
