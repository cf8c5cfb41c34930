using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.Modbus;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Probes.Yosemitech
{
    /// <summary>Yosemitech probes: Modbus RTU 9600 8N1, little-endian floats, silent on any register that is not in the manual (README.md beside this file).</summary>
    public static class YosemitechProfiles
    {
        /// <summary>Register that a write of no registers starts the measurement with.</summary>
        public const int StartMeasurement = 0x1C00;

        /// <summary>Register whose reading stops the measurement.</summary>
        public const int StopMeasurement = 0x2E00;

        /// <summary>Slope K and offset B of the user calibration, two floats.</summary>
        public const int UserCalibration = 0x1100;

        /// <summary>pH calibration point, one float: 4.00, 6.86 and 9.18 in this order.</summary>
        public const int PhCalibrationPoint = 0x2300;

        /// <summary>Outcome of the pH calibration: 0 good, 1 no such standard, 2 fewer than three points, 4 coefficients out of range.</summary>
        public const int PhCalibrationStatus = 0x0E00;

        /// <summary>Coefficients K1 to K6 of the pH calibration, six floats.</summary>
        public const int PhCoefficients = 0x2900;

        // mS/cm to 0.01 uS/cm.
        private const double FromMillisiemens = 100000;

        /// <summary>Y4000: up to eight probes behind a brush. An absent probe answers 0, which is no value.</summary>
        public static SondeProfile Y4000(int address)
        {
            SondeProfile profile = Common("y4000", address, 1000, 50000, 4000);
            profile.Reads = new[] { new SondeRead(ModbusFrame.ReadHolding, 0x2601, 16) };
            profile.Channels = new[]
            {
                SondeChannel.Further(ChannelIds.DissolvedOxygen, -3, 0x2601, NumberForm.FloatLittleEndian, 1000),
                SondeChannel.Further(ChannelIds.Turbidity, -2, 0x2603, NumberForm.FloatLittleEndian, 100),
                SondeChannel.NeverZero(Quantity.Ec, 0x2605, NumberForm.FloatLittleEndian, FromMillisiemens),
                SondeChannel.NeverZero(Quantity.Ph, 0x2607, NumberForm.FloatLittleEndian, 1000),
                SondeChannel.NeverZero(Quantity.WaterTemperature, 0x2609, NumberForm.FloatLittleEndian, 100),
                SondeChannel.Further(ChannelIds.RedoxPotential, -1, 0x260B, NumberForm.FloatLittleEndian, 10),
            };
            profile.SerialRead = new SondeRead(ModbusFrame.ReadHolding, 0x1400, 6);
            return profile;
        }

        /// <summary>Y520: conductivity. Reads 0.000 until about 2.3 s after the start.</summary>
        public static SondeProfile Y520(int address)
        {
            SondeProfile profile = Common("y520", address, 1000, 10000, 1000);
            profile.StartRegister = StartMeasurement;
            profile.StopRegister = StopMeasurement;
            profile.RangeFlagRegister = 0x2604;
            profile.Reads = new[] { new SondeRead(ModbusFrame.ReadHolding, 0x2600, 5) };
            profile.Channels = new[]
            {
                SondeChannel.Of(Quantity.WaterTemperature, 0x2600, NumberForm.FloatLittleEndian, 100),
                SondeChannel.NeverZero(Quantity.Ec, 0x2602, NumberForm.FloatLittleEndian, FromMillisiemens),
            };
            profile.SerialRead = new SondeRead(ModbusFrame.ReadHolding, 0x0900, 7);
            profile.Calibrations = new[]
            {
                new CalibrationAction
                {
                    Quantity = Quantity.Ec, Form = NumberForm.FloatLittleEndian, CoefficientsRegister = UserCalibration, CoefficientCount = 2, OffsetFactor = FromMillisiemens,
                },
            };
            return profile;
        }

        /// <summary>Y532: pH with electrode voltage.</summary>
        public static SondeProfile Y532(int address)
        {
            SondeProfile profile = Common("y532", address, 1000, 50000, 1000);
            profile.Reads = new[] { new SondeRead(ModbusFrame.ReadHolding, 0x2400, 2), new SondeRead(ModbusFrame.ReadHolding, 0x2600, 4) };
            profile.Channels = new[]
            {
                SondeChannel.Of(Quantity.WaterTemperature, 0x2400, NumberForm.FloatLittleEndian, 100),
                SondeChannel.Of(Quantity.PhElectrode, 0x2600, NumberForm.FloatLittleEndian, 10),
                SondeChannel.NeverZero(Quantity.Ph, 0x2602, NumberForm.FloatLittleEndian, 1000),
            };
            profile.SerialRead = new SondeRead(ModbusFrame.ReadHolding, 0x0900, 7);
            profile.Calibrations = new[]
            {
                new CalibrationAction
                {
                    Quantity = Quantity.Ph, Form = NumberForm.FloatLittleEndian, PointRegister = PhCalibrationPoint, StatusRegister = PhCalibrationStatus,
                    CoefficientsRegister = PhCoefficients, CoefficientCount = 6, Standards = new[] { 4000, 6860, 9180 },
                },
            };
            return profile;
        }

        private static SondeProfile Common(string model, int address, int powerOnMs, int warmUpMs, int measureMs)
        {
            return new SondeProfile
            {
                Model = model,
                Address = address,
                Bus = new SerialSettings(9600, 8, SerialParity.None, 1),
                PowerOnMs = powerOnMs,
                WarmUpMs = warmUpMs,
                MeasureMs = measureMs,
                EcBasis = EcBasis.InSitu,
                SerialIsText = true,
            };
        }
    }
}
