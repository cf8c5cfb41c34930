using System;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Probes.Modbus
{
    /// <summary>Numbers out of register bytes.</summary>
    public static class RegisterNumber
    {
        /// <summary>The number at <paramref name="offset"/> in one of the forms of <see cref="NumberForm"/>; NaN and infinities come through as they are.</summary>
        public static double Of(byte[] data, int offset, int form)
        {
            switch (form)
            {
                case NumberForm.Int16:
                    return (short)U16(data, offset);
                case NumberForm.UInt16:
                    return U16(data, offset);
                case NumberForm.Int32:
                    // Put together as a signed number: the device widens a number that was unsigned as an unsigned one, whatever it was cast to.
                    return (U16(data, offset) << 16) | U16(data, offset + 2);
                case NumberForm.FloatLittleEndian:
                    return Single(data[offset], data[offset + 1], data[offset + 2], data[offset + 3]);
                case NumberForm.FloatWordSwapped:
                    return Single(data[offset + 1], data[offset], data[offset + 3], data[offset + 2]);
                default:
                    return Single(data[offset + 3], data[offset + 2], data[offset + 1], data[offset]);
            }
        }

        /// <summary>An unsigned register.</summary>
        public static int U16(byte[] data, int offset)
        {
            return (data[offset] << 8) | data[offset + 1];
        }

        /// <summary>Two registers, high word first.</summary>
        public static uint U32(byte[] data, int offset)
        {
            return ((uint)U16(data, offset) << 16) | (uint)U16(data, offset + 2);
        }

        /// <summary>Writes a single-precision number at <paramref name="offset"/> in one of the three float forms of <see cref="NumberForm"/>.</summary>
        public static void Put(byte[] data, int offset, int form, double value)
        {
            byte[] bytes = BitConverter.GetBytes((float)value);
            for (int i = 0; i < 4; i++)
            {
                int from = form == NumberForm.FloatLittleEndian ? i : form == NumberForm.FloatWordSwapped ? i ^ 1 : 3 - i;
                data[offset + i] = bytes[from];
            }
        }

        private static double Single(byte b0, byte b1, byte b2, byte b3)
        {
            byte[] bytes = { b0, b1, b2, b3 };
            return BitConverter.ToSingle(bytes, 0);
        }
    }
}
