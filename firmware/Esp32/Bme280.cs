using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// Barometer, thermometer and hygrometer in the box (Bosch BME280 datasheet BST-BME280-DS002, section 4.2.3: compensation in integers, section 5.4: registers).
    /// One forced measurement with each quantity taken once.
    /// </summary>
    public class Bme280 : IBoardSensors
    {
        private const byte TrimRegister = 0x88;
        private const byte HumidityTrimRegister = 0xE1;
        private const byte HumidityControlRegister = 0xF2;
        private const byte MeasureControlRegister = 0xF4;
        private const byte DataRegister = 0xF7;

        // Each quantity once (001), forced mode (01): section 5.4.5.
        private const byte MeasureOnce = 0x25;

        // Section 9.1: 1.25 + 2.3 + 2.3 + 0.575 + 2.3 + 0.575 ms at most, rounded up.
        private const int MeasureMs = 10;

        // What a register that was never measured holds (section 5.4.7).
        private const int Skipped = 0x80000;

        private readonly I2cRegisters _chip = new I2cRegisters(BoardParts.BarometerAddress);
        private readonly IClock _clock;

        /// <summary>The sensor; <paramref name="clock"/> waits for the measurement.</summary>
        public Bme280(IClock clock)
        {
            _clock = clock;
        }

        /// <inheritdoc/>
        public BoardReading Read()
        {
            byte[] trim = new byte[26];
            byte[] humidityTrim = new byte[7];
            byte[] data = new byte[8];
            if (!_chip.Read(TrimRegister, trim) || !_chip.Read(HumidityTrimRegister, humidityTrim)
                || !_chip.Write(new byte[] { HumidityControlRegister, 1 }) || !_chip.Write(new byte[] { MeasureControlRegister, MeasureOnce }))
                return new BoardReading { Status = ProbeStatus.Silent };
            _clock.Wait(MeasureMs);
            if (!_chip.Read(DataRegister, data))
                return new BoardReading { Status = ProbeStatus.Silent };
            int rawPressure = data[0] << 12 | data[1] << 4 | data[2] >> 4;
            int rawTemperature = data[3] << 12 | data[4] << 4 | data[5] >> 4;
            int rawHumidity = data[6] << 8 | data[7];
            if (rawPressure == Skipped || rawTemperature == Skipped)
                return new BoardReading { Status = ProbeStatus.Rejected };
            return Compensate(new Bme280Trim(trim, humidityTrim), rawTemperature, rawPressure, rawHumidity);
        }

        private static BoardReading Compensate(Bme280Trim trim, int rawTemperature, int rawPressure, int rawHumidity)
        {
            int fine = trim.FineTemperature(rawTemperature);
            int pressure = trim.PressurePascals(rawPressure, fine);
            int hundredths = Bme280Trim.HundredthsOfDegree(fine);
            // The sensor's range: 300 to 1100 hPa, -40 to 85 degC (section 1).
            if (pressure < 30000 || pressure > 110000 || hundredths < -4000 || hundredths > 8500)
                return new BoardReading { Status = ProbeStatus.OutOfRange };
            return new BoardReading
            {
                Status = ProbeStatus.Ok,
                PressurePascals = pressure,
                DegreesCelsius = (hundredths + (hundredths < 0 ? -50 : 50)) / 100,
                RelativeHumidityPercent = trim.RelativeHumidityPercent(rawHumidity, fine),
            };
        }
    }
}
