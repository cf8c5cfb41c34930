using KarstLogger.Wire;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>A BME280's trimming values and the formulas that use them (BST-BME280-DS002, sections 4.2.2 and 4.2.3; same names without "dig_").</summary>
    public class Bme280Trim
    {
        private readonly int _t1;
        private readonly int _t2;
        private readonly int _t3;
        private readonly int[] _p = new int[10];
        private readonly int[] _h = new int[7];

        /// <summary>From the 26 bytes at 0x88 and the 7 bytes at 0xE1.</summary>
        public Bme280Trim(byte[] trim, byte[] humidityTrim)
        {
            _t1 = LittleEndian.GetU16(trim, 0);
            _t2 = (short)LittleEndian.GetU16(trim, 2);
            _t3 = (short)LittleEndian.GetU16(trim, 4);
            _p[1] = LittleEndian.GetU16(trim, 6);
            for (int i = 2; i <= 9; i++)
                _p[i] = (short)LittleEndian.GetU16(trim, 4 + i * 2);
            _h[1] = trim[25];
            _h[2] = (short)LittleEndian.GetU16(humidityTrim, 0);
            _h[3] = humidityTrim[2];
            _h[4] = (sbyte)humidityTrim[3] << 4 | (humidityTrim[4] & 0x0F);
            _h[5] = (sbyte)humidityTrim[5] << 4 | humidityTrim[4] >> 4;
            _h[6] = (sbyte)humidityTrim[6];
        }

        /// <summary>The temperature on the scale that the other two formulas want.</summary>
        public int FineTemperature(int raw)
        {
            int first = (((raw >> 3) - (_t1 << 1)) * _t2) >> 11;
            int difference = (raw >> 4) - _t1;
            return first + ((((difference * difference) >> 12) * _t3) >> 14);
        }

        /// <summary>Hundredths of degC.</summary>
        public static int HundredthsOfDegree(int fineTemperature)
        {
            return (fineTemperature * 5 + 128) >> 8;
        }

        /// <summary>Pa, rounded down; 0 where the trimming values are empty.</summary>
        public int PressurePascals(int raw, int fineTemperature)
        {
            long a = (long)fineTemperature - 128000;
            long b = a * a * _p[6] + ((a * _p[5]) << 17) + ((long)_p[4] << 35);
            a = ((a * a * _p[3]) >> 8) + ((a * _p[2]) << 12);
            a = (((1L << 47) + a) * _p[1]) >> 33;
            if (a == 0)
                return 0;
            long pressure = 1048576 - raw;
            pressure = ((pressure << 31) - b) * 3125 / a;
            long high = (_p[9] * (pressure >> 13) * (pressure >> 13)) >> 25;
            long low = (_p[8] * pressure) >> 19;
            pressure = ((pressure + high + low) >> 8) + ((long)_p[7] << 4);
            return (int)(pressure >> 8);
        }

        /// <summary>%, rounded down, 0 to 100.</summary>
        public int RelativeHumidityPercent(int raw, int fineTemperature)
        {
            int t = fineTemperature - 76800;
            int offset = ((raw << 14) - (_h[4] << 20) - _h[5] * t + 16384) >> 15;
            int gain = ((((((t * _h[6]) >> 10) * (((t * _h[3]) >> 11) + 32768)) >> 10) + 2097152) * _h[2] + 8192) >> 14;
            int humidity = offset * gain;
            humidity -= ((((humidity >> 15) * (humidity >> 15)) >> 7) * _h[1]) >> 4;
            humidity = humidity < 0 ? 0 : humidity > 419430400 ? 419430400 : humidity;
            return (humidity >> 12) / 1024;
        }
    }
}
