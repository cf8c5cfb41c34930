using System.Net.NetworkInformation;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// The box's own WiFi for phones. The runtime keeps its settings on the drive and reads them when it starts the radio, so that on and off take effect at the next start of the box
    /// (docs/decisions/0112). The station's WiFi, over which uploads go, works beside it.
    /// </summary>
    public static class AccessPoint
    {
        /// <summary>The box's address: the runtime's default for an access point whose interface was given none.</summary>
        public const string Address = "192.168.4.1";

        // Memory is set aside for each; a visit has two people.
        private const byte PhonesMost = 4;

        /// <summary>Name of the WiFi for a station; the WiFi's limit of 32 bytes leaves 26 for it.</summary>
        public static string NameOf(string station)
        {
            return "KARST-" + station;
        }

        /// <summary>True where the radio was started with the access point.</summary>
        public static bool IsOn
        {
            get { return (Stored().Options & WirelessAPConfiguration.ConfigurationOptions.Enable) != 0; }
        }

        /// <summary>On from the next start of the box.</summary>
        public static void SwitchOn(string station, string password)
        {
            WirelessAPConfiguration settings = Stored();
            settings.Ssid = NameOf(station);
            settings.Authentication = AuthenticationType.WPA2;
            settings.Encryption = EncryptionType.WPA2;
            settings.Password = password;
            settings.MaxConnections = PhonesMost;
            // AutoStart has the bit of Enable in it.
            settings.Options = WirelessAPConfiguration.ConfigurationOptions.AutoStart;
            settings.SaveConfiguration();
        }

        /// <summary>Off from the next start of the box.</summary>
        public static void SwitchOff()
        {
            WirelessAPConfiguration settings = Stored();
            settings.Options = WirelessAPConfiguration.ConfigurationOptions.Disable;
            settings.SaveConfiguration();
        }

        /// <summary>
        /// The network reset: the runtime forgets the networks it was told of, and takes those of <c>secrets.conf</c> at the next contact. Record, configuration and secrets stay.
        /// </summary>
        public static void ForgetNetworks()
        {
            SwitchOff();
            foreach (Wireless80211Configuration network in Wireless80211Configuration.GetAllWireless80211Configurations())
            {
                network.Ssid = "";
                network.Password = "";
                network.SaveConfiguration();
            }
        }

        private static WirelessAPConfiguration Stored()
        {
            return WirelessAPConfiguration.GetAllWirelessAPConfigurations()[0];
        }
    }
}
