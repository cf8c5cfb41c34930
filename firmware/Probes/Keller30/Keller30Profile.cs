using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.Modbus;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Probes.Keller30
{
    /// <summary>Keller Series 30 and Acculevel pressure transmitters: Modbus RTU 9600 8N1, big-endian floats, at most four registers in a question.</summary>
    public static class Keller30Profile
    {
        /// <summary>Pressure P1 and its temperature TOB1 in one question.</summary>
        public const int PressureAndTemperature = 0x0100;

        /// <summary>A transmitter; <paramref name="isVented"/> where its cable has an air tube (gauge pressure).</summary>
        public static SondeProfile Create(int address, bool isVented)
        {
            return new SondeProfile
            {
                Model = isVented ? "keller-vented" : "keller",
                Address = address,
                Bus = new SerialSettings(9600, 8, SerialParity.None, 1),
                PowerOnMs = 500,
                WarmUpMs = 5000,
                MeasureMs = 1500,
                LevelBasis = isVented ? LevelBasis.GaugePascals : LevelBasis.AbsolutePascals,
                EcBasis = EcBasis.Unknown,
                Reads = new[] { new SondeRead(ModbusFrame.ReadHolding, PressureAndTemperature, 4) },
                Channels = new[]
                {
                    SondeChannel.Of(Quantity.Level, PressureAndTemperature, NumberForm.FloatBigEndian, 100000),
                    SondeChannel.Of(Quantity.LevelProbeTemperature, PressureAndTemperature + 2, NumberForm.FloatBigEndian, 100),
                },
                SerialRead = new SondeRead(ModbusFrame.ReadHolding, 0x0202, 2),
            };
        }
    }
}
