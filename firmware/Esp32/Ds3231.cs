using System;
using KarstLogger.Firmware.Core;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>The battery-backed clock (Maxim DS3231 datasheet, "Timekeeping Registers": 00 to 06 in BCD, control 0E, status 0F with the oscillator-stop flag in bit 7).</summary>
    public class Ds3231
    {
        private const byte SecondsRegister = 0x00;
        private const byte StatusRegister = 0x0F;
        private const int OscillatorStopped = 0x80;
        private const int CenturyYear = 2000;

        private readonly I2cRegisters _chip = new I2cRegisters(BoardParts.ClockAddress);

        /// <summary>UTC in whole seconds since 1970, or 0 where the chip does not answer or its time was lost (new cell, oscillator stopped).</summary>
        public uint ReadSeconds()
        {
            byte[] status = new byte[1];
            byte[] time = new byte[7];
            if (!_chip.Read(StatusRegister, status) || (status[0] & OscillatorStopped) != 0 || !_chip.Read(SecondsRegister, time))
                return 0;
            int second = FromBcd(time[0] & 0x7F);
            int minute = FromBcd(time[1] & 0x7F);
            int hour = FromBcd(time[2] & 0x3F);
            int day = FromBcd(time[4] & 0x3F);
            int month = FromBcd(time[5] & 0x1F);
            int year = CenturyYear + FromBcd(time[6]);
            if (second > 59 || minute > 59 || hour > 23 || day < 1 || day > 31 || month < 1 || month > 12)
                return 0;
            long ticks = (new DateTime(year, month, day, hour, minute, second) - DateTime.UnixEpoch).Ticks;
            return (uint)(ticks / TimeSpan.TicksPerSecond);
        }

        /// <summary>Sets the chip; writing the seconds begins the second anew, so call this at a full second.</summary>
        public bool Write(uint seconds)
        {
            DateTime time = DateTime.UnixEpoch.AddSeconds(seconds);
            byte[] message =
            {
                SecondsRegister, ToBcd(time.Second), ToBcd(time.Minute), ToBcd(time.Hour), (byte)((int)time.DayOfWeek + 1),
                ToBcd(time.Day), ToBcd(time.Month), ToBcd(time.Year - CenturyYear),
            };
            byte[] status = new byte[1];
            return _chip.Write(message) && _chip.Read(StatusRegister, status)
                && _chip.Write(new byte[] { StatusRegister, (byte)(status[0] & ~OscillatorStopped) });
        }

        private static int FromBcd(int value)
        {
            return (value >> 4) * 10 + (value & 0x0F);
        }

        private static byte ToBcd(int value)
        {
            return (byte)((value / 10 << 4) | value % 10);
        }
    }
}
