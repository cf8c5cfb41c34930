namespace KarstLogger.Firmware.Probes.Modbus
{
    /// <summary>Requests and checks of Modbus RTU. Reference: Modbus over serial line V1.02, section 6.2.2 (CRC-16, polynomial A001, start FFFF, low byte first).</summary>
    public static class ModbusFrame
    {
        /// <summary>Read holding registers.</summary>
        public const int ReadHolding = 3;

        /// <summary>Read input registers.</summary>
        public const int ReadInput = 4;

        /// <summary>Write multiple registers.</summary>
        public const int WriteMultiple = 16;

        /// <summary>A request to read registers; <paramref name="register"/> counts from 0 as on the wire.</summary>
        public static byte[] Read(int address, int function, int register, int count)
        {
            byte[] request = { (byte)address, (byte)function, (byte)(register >> 8), (byte)register, (byte)(count >> 8), (byte)count, 0, 0 };
            Seal(request);
            return request;
        }

        /// <summary>
        /// A request to write registers from big-endian bytes. Without any bytes it writes zero registers: Yosemitech probes start and stop that way.
        /// Their form of it has a byte count of 0 in front of the checksum, as every function-16 request.
        /// </summary>
        public static byte[] Write(int address, int register, byte[] bytes)
        {
            byte[] request = new byte[9 + bytes.Length];
            request[0] = (byte)address;
            request[1] = WriteMultiple;
            request[2] = (byte)(register >> 8);
            request[3] = (byte)register;
            request[4] = (byte)(bytes.Length / 2 >> 8);
            request[5] = (byte)(bytes.Length / 2);
            request[6] = (byte)bytes.Length;
            for (int i = 0; i < bytes.Length; i++)
                request[7 + i] = bytes[i];
            Seal(request);
            return request;
        }

        /// <summary>Asks what the device is (function 17).</summary>
        public static byte[] ReportServerId(int address)
        {
            byte[] request = { (byte)address, 17, 0, 0 };
            Seal(request);
            return request;
        }

        /// <summary>True where the two bytes behind <paramref name="count"/> bytes from <paramref name="offset"/> are their checksum.</summary>
        public static bool IsSealed(byte[] bytes, int offset, int count)
        {
            int crc = Crc16(bytes, offset, count);
            return bytes[offset + count] == (byte)crc && bytes[offset + count + 1] == (byte)(crc >> 8);
        }

        /// <summary>Writes the checksum into the last two bytes.</summary>
        public static void Seal(byte[] bytes)
        {
            int crc = Crc16(bytes, 0, bytes.Length - 2);
            bytes[bytes.Length - 2] = (byte)crc;
            bytes[bytes.Length - 1] = (byte)(crc >> 8);
        }

        /// <summary>The checksum.</summary>
        public static int Crc16(byte[] bytes, int offset, int count)
        {
            int crc = 0xFFFF;
            for (int i = offset; i < offset + count; i++)
            {
                crc ^= bytes[i];
                for (int bit = 0; bit < 8; bit++)
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
            return crc;
        }
    }
}
