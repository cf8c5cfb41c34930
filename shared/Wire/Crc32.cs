namespace KarstLogger.Wire
{
    /// <summary>
    /// CRC-32 of ISO-HDLC / IEEE 802.3 (reflected polynomial 0xEDB88320, start and final xor 0xFFFFFFFF; check value of "123456789" is CBF43926).
    /// Detects every one- and two-bit error in frames of up to 2^32 bits. Worked by nibbles: the table is 16 words, small enough for the device.
    /// </summary>
    public static class Crc32
    {
        private static readonly uint[] Table =
        {
            0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
            0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
        };

        /// <summary>The checksum of <paramref name="count"/> bytes from <paramref name="offset"/>.</summary>
        public static uint Of(byte[] bytes, int offset, int count)
        {
            uint crc = 0xFFFFFFFF;
            for (int i = offset; i < offset + count; i++)
            {
                crc ^= bytes[i];
                crc = (crc >> 4) ^ Table[crc & 15];
                crc = (crc >> 4) ^ Table[crc & 15];
            }
            return crc ^ 0xFFFFFFFF;
        }
    }
}
