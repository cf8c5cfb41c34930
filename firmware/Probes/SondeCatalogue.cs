using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Probes
{
    /// <summary>Makes the driver that the configuration names.</summary>
    public static class SondeCatalogue
    {
        /// <summary>Models that can be named, for messages.</summary>
        public const string Models = "aquatroll400";

        /// <summary>A driver on the bus; null where the model is not known.</summary>
        public static ISonde Create(LoggerConfiguration configuration, ISerialBus bus, IClock clock)
        {
            switch (configuration.SondeModel)
            {
                case "aquatroll400":
                    return new InSituAquaTroll400.AquaTroll400(bus, clock, 1);
                default:
                    return null;
            }
        }
    }
}
