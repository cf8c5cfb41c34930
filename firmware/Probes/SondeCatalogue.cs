using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.InSituAquaTroll500;
using KarstLogger.Firmware.Probes.Keller30;
using KarstLogger.Firmware.Probes.MeterHydros21;
using KarstLogger.Firmware.Probes.Modbus;
using KarstLogger.Firmware.Probes.Sdi12;
using KarstLogger.Firmware.Probes.Yosemitech;

namespace KarstLogger.Firmware.Probes
{
    /// <summary>Makes the driver that the configuration names; every name of <see cref="SondeModels"/> has one here.</summary>
    public static class SondeCatalogue
    {
        /// <summary>A driver for the configuration's sonde or sondes; null where a name has none (the configuration's own check refuses such names).</summary>
        public static ISonde Create(LoggerConfiguration configuration, ISerialBus bus, IClock clock)
        {
            SondeChoice[] choices = SondeChoice.Parse(configuration.Sonde);
            if (choices == null)
                return null;
            ISonde[] sondes = new ISonde[choices.Length];
            for (int i = 0; i < choices.Length; i++)
            {
                sondes[i] = CreateOne(configuration, choices[i], bus, clock);
                if (sondes[i] == null)
                    return null;
            }
            return sondes.Length == 1 ? sondes[0] : new SondeSet(sondes);
        }

        private static ISonde CreateOne(LoggerConfiguration configuration, SondeChoice choice, ISerialBus bus, IClock clock)
        {
            // SDI-12 counts its addresses from 0, Modbus from 1.
            if (choice.Model == "hydros21")
                return new Sdi12Sonde(bus, clock, Hydros21Profile.Create(choice.Address < 0 ? 0 : choice.Address));
            int address = choice.Address < 0 ? 1 : choice.Address;
            if (choice.Model == "aquatroll400")
                return new InSituAquaTroll400.AquaTroll400(bus, clock, address);
            SondeProfile profile = ModbusProfile(choice.Model, address);
            if (profile == null)
            {
                profile = configuration.Described(choice.Model);
                if (profile != null && choice.Address >= 0)
                    profile.Address = choice.Address;
            }
            return profile == null ? null : new ModbusSonde(bus, clock, profile);
        }

        private static SondeProfile ModbusProfile(string model, int address)
        {
            switch (model)
            {
                case "aquatroll500":
                case "aquatroll500-vented":
                    return AquaTroll500Profile.Create(address, model == "aquatroll500-vented");
                case "y4000":
                    return YosemitechProfiles.Y4000(address);
                case "y520":
                    return YosemitechProfiles.Y520(address);
                case "y532":
                    return YosemitechProfiles.Y532(address);
                case "keller":
                case "keller-vented":
                    return Keller30Profile.Create(address, model == "keller-vented");
                default:
                    return null;
            }
        }
    }
}
