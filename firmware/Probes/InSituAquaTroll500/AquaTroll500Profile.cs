using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.Modbus;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Probes.InSituAquaTroll500
{
    /// <summary>In-Situ Aqua TROLL 500 and 600: each parameter has seven registers from 5450 on the wire, in the order of the parameter ids.</summary>
    public static class AquaTroll500Profile
    {
        private const int FirstParameter = 5450;
        private const int ParameterRegisterCount = 7;

        /// <summary>A sonde; <paramref name="isVented"/> where its cable has an air tube.</summary>
        public static SondeProfile Create(int address, bool isVented)
        {
            int[] parameters = { 1, 2, 9, 17, 18 };
            SondeRead[] reads = new SondeRead[parameters.Length];
            for (int i = 0; i < reads.Length; i++)
                reads[i] = new SondeRead(ModbusFrame.ReadHolding, RegisterOf(parameters[i]), 2);
            return new SondeProfile
            {
                Model = isVented ? "aquatroll500-vented" : "aquatroll500",
                Address = address,
                Bus = new SerialSettings(19200, 8, SerialParity.Even, 1),
                PowerOnMs = 500,
                WarmUpMs = 2000,
                MeasureMs = 1000,
                StaleFirstMs = 2000,
                LevelBasis = isVented ? LevelBasis.GaugePascals : LevelBasis.AbsolutePascals,
                EcBasis = EcBasis.InSitu,
                Reads = reads,
                Channels = new[]
                {
                    SondeChannel.Of(Quantity.WaterTemperature, RegisterOf(1), NumberForm.FloatBigEndian, 100),
                    SondeChannel.NeverZero(Quantity.Level, RegisterOf(2), NumberForm.FloatBigEndian, 6894.757293168),
                    SondeChannel.NeverZero(Quantity.Ec, RegisterOf(9), NumberForm.FloatBigEndian, 100),
                    SondeChannel.NeverZero(Quantity.Ph, RegisterOf(17), NumberForm.FloatBigEndian, 1000),
                    SondeChannel.Of(Quantity.PhElectrode, RegisterOf(18), NumberForm.FloatBigEndian, 10),
                },
            };
        }

        /// <summary>Wire register of a parameter's value.</summary>
        public static int RegisterOf(int parameterId)
        {
            return FirstParameter + ParameterRegisterCount * (parameterId - 1);
        }
    }
}
