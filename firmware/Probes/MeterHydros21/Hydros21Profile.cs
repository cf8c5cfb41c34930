using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Probes.MeterHydros21
{
    /// <summary>METER Hydros 21 and Decagon CTD: depth, temperature and conductivity at 25 degC over SDI-12; no pH.</summary>
    public static class Hydros21Profile
    {
        // SDI-12's mark for a value that is not there.
        private const double Missing = -9999;

        /// <summary>A sonde behind an SDI-12 adapter.</summary>
        public static SondeProfile Create(int address)
        {
            return new SondeProfile
            {
                Model = "hydros21",
                Address = address,
                Bus = new SerialSettings(9600, 8, SerialParity.None, 1),
                PowerOnMs = 500,
                WarmUpMs = 0,
                MeasureMs = 500,
                LevelBasis = LevelBasis.SondeDepth,
                EcBasis = EcBasis.At25Alpha0191,
                Channels = new[]
                {
                    Channel(Quantity.Level, 0, 10),
                    Channel(Quantity.WaterTemperature, 1, 100),
                    Channel(Quantity.Ec, 2, 100),
                },
            };
        }

        private static SondeChannel Channel(int quantity, int position, double factor)
        {
            return new SondeChannel { Quantity = quantity, Register = position, Factor = factor, HasSentinel = true, Sentinel = Missing };
        }
    }
}
