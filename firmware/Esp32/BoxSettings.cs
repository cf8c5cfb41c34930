using System.Text;
using KarstLogger.Firmware.Core.Field.Page;
using KarstLogger.Firmware.Core.Modem;
using KarstLogger.Firmware.Loader;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// What belongs to this box and not to its station: number, journal size, fitted parts, network and broker. Two texts in the grammar of docs/wire-format.md:
    /// <c>box.conf</c>, and <c>secrets.conf</c> with the passwords, which is never sent or shown.
    /// </summary>
    public class BoxSettings
    {
        private const int TextByteCountMost = 8192;
        private const int StationByteCountMost = 26;

        /// <summary>Number of the box; 0 where the text is missing or wrong.</summary>
        public uint LoggerId;

        /// <summary>Bytes of the drive that the journal may plan with; littlefs does not tell its size.</summary>
        public int JournalBytes = 1024 * 1024;

        /// <summary>What the converter's largest number means at its pin, mV.</summary>
        public int BatteryFullScaleMillivolts = 3300;

        /// <summary>True where a tipping bucket is fitted.</summary>
        public bool HasRainGauge = true;

        /// <summary>True where frames are copied to an SD card.</summary>
        public bool HasCard;

        /// <summary>True where the box calls over its cellular modem, false for WiFi.</summary>
        public bool UsesModem;

        /// <summary>What the modem needs beside the broker.</summary>
        public ModemSettings Modem { get; } = new ModemSettings();

        /// <summary>Broker's name or IPv4 address.</summary>
        public string BrokerHost = "";

        /// <summary>Broker's port.</summary>
        public int BrokerPort = 8883;

        /// <summary>True for TLS 1.2.</summary>
        public bool BrokerUsesTls = true;

        /// <summary>The certificate authority as PEM; empty = those stored on the device by nanoff.</summary>
        public string Authority = "";

        /// <summary>Time server for a box that lost its time.</summary>
        public string TimeServer = "pool.ntp.org";

        /// <summary>Name of the WiFi.</summary>
        public string WifiName = "";

        /// <summary>Password of the WiFi.</summary>
        public string WifiPassword = "";

        /// <summary>Password at the broker.</summary>
        public string BrokerPassword = "";

        /// <summary>Name of the station on the access point, KARST-&lt;station&gt;; empty where the box has none of its own WiFi.</summary>
        public string Station = "";

        /// <summary>Password of the access point, 8 to 63 characters (WPA2).</summary>
        public string PagePassword = "";

        /// <summary>PIN for writes on the page; empty = the page is read only.</summary>
        public string PagePin = "";

        /// <summary>Errors with line and key, one a line; empty where there are none.</summary>
        public string Errors = "";

        /// <summary>True where the button may open the access point: it has a name and a password.</summary>
        public bool HasAccessPoint
        {
            get { return Station.Length > 0 && PagePassword.Length >= 8 && PagePassword.Length <= 63; }
        }

        /// <summary>Reads the two texts and the authority from a folder whose name ends with the separator.</summary>
        public static BoxSettings Read(string folder)
        {
            BoxSettings settings = new BoxSettings();
            ConfigText box = Parse(folder, "box.conf");
            ConfigSection section = settings.Required(box, "box");
            if (section != null)
                settings.ReadBox(section);
            section = settings.Required(box, "broker");
            if (section != null)
                settings.ReadBroker(section);
            section = box.Section("page");
            if (section != null)
                settings.ReadPage(section);
            section = box.Section("modem");
            if (section != null)
                settings.Modem.ReadNames(section);
            else if (settings.UsesModem)
                settings.Errors += "section [modem] is missing; link = modem needs it\n";
            box.RefuseUnread();
            ConfigText secrets = Parse(folder, "secrets.conf");
            settings.ReadSecrets(secrets);
            section = secrets.Section("page");
            if (section != null)
                settings.ReadPageSecrets(section);
            secrets.RefuseUnread();
            settings.Authority = TextOf(folder + "authority.pem");
            settings.TellModem();
            settings.Collect(box);
            settings.Collect(secrets);
            return settings;
        }

        /// <summary>A text file whole; empty where it is absent.</summary>
        public static string TextOf(string path)
        {
            byte[] bytes = SlotFiles.ReadAll(path, TextByteCountMost);
            return bytes == null ? "" : Encoding.UTF8.GetString(bytes, 0, bytes.Length);
        }

        private void ReadBox(ConfigSection section)
        {
            if (!Wire.LoggerId.TryParse(section.Text("logger"), out LoggerId))
                section.Refuse("logger", "is not of the form kl-0a1b2c3d");
            // Two segments of four blocks at least; littlefs has 256 KB on a 4 MB module, 2 MB on 8 MB, about 3 MB on 16 MB.
            JournalBytes = section.Integer("journal_kib", 64, 65536, JournalBytes / 1024) * 1024;
            BatteryFullScaleMillivolts = section.Integer("battery_full_scale_mv", 2000, 4000, BatteryFullScaleMillivolts);
            HasRainGauge = section.YesNo("rain_gauge", HasRainGauge);
            HasCard = section.YesNo("sd_card", HasCard);
            string link = section.Text("link", "wifi");
            if (link != "wifi" && link != "modem")
                section.Refuse("link", "'" + link + "' is neither wifi nor modem");
            UsesModem = link == "modem";
        }

        private void ReadSecrets(ConfigText secrets)
        {
            ConfigSection section = UsesModem ? secrets.Section("wifi") : Required(secrets, "wifi");
            if (section != null)
            {
                WifiName = section.Text("name");
                WifiPassword = section.Text("password", "");
            }
            section = secrets.Section("modem");
            if (section != null)
                Modem.ReadSecrets(section);
            section = Required(secrets, "broker");
            if (section == null)
                return;
            BrokerPassword = section.Text("password", "");
            if (UsesModem && !ModemSettings.IsQuotable(BrokerPassword))
                section.Refuse("password", "holds a quotation mark, a backslash or a character outside ASCII: the modem cannot take it");
        }

        /// <summary>The modem speaks to the same broker.</summary>
        private void TellModem()
        {
            Modem.Logger = Wire.LoggerId.ToText(LoggerId);
            Modem.BrokerHost = BrokerHost;
            Modem.BrokerPort = BrokerPort;
            Modem.BrokerUsesTls = BrokerUsesTls;
            Modem.BrokerPassword = BrokerPassword;
            Modem.Authority = Authority;
            Modem.TimeServer = TimeServer;
        }

        private void ReadBroker(ConfigSection section)
        {
            BrokerHost = section.Text("host");
            BrokerPort = section.Integer("port", 1, 65535, BrokerPort);
            BrokerUsesTls = section.YesNo("tls", BrokerUsesTls);
            TimeServer = section.Text("time_server", TimeServer);
            if (UsesModem && !(ModemSettings.IsQuotable(BrokerHost) && ModemSettings.IsQuotable(TimeServer)))
                section.Refuse("host", "host and time_server hold a quotation mark, a backslash or a character outside ASCII: the modem cannot take them");
        }

        private void ReadPage(ConfigSection section)
        {
            Station = section.Text("station");
            // The name of a WiFi has at most 32 bytes, six of them KARST-.
            if (Encoding.UTF8.GetBytes(Station).Length > StationByteCountMost)
                section.Refuse("station", "has more than " + StationByteCountMost + " bytes");
        }

        private void ReadPageSecrets(ConfigSection section)
        {
            PagePassword = section.Text("password");
            // IEEE 802.11: a WPA2 passphrase has 8 to 63 characters.
            if (PagePassword.Length < 8 || PagePassword.Length > 63)
                section.Refuse("password", "permitted: 8 to 63 characters");
            PagePin = section.Text("pin", "");
            if (PagePin.Length > 0 && !new PinGate(PagePin).HasPin)
                section.Refuse("pin", "permitted: " + PinGate.LengthLeast + " to " + PinGate.LengthMost + " characters");
        }

        private ConfigSection Required(ConfigText text, string kind)
        {
            ConfigSection section = text.Section(kind);
            if (section == null)
                Errors += "section [" + kind + "] is missing\n";
            return section;
        }

        private static ConfigText Parse(string folder, string name)
        {
            return ConfigText.Parse(name, TextOf(folder + name));
        }

        private void Collect(ConfigText text)
        {
            foreach (string error in text.Errors)
                Errors += error + "\n";
        }
    }
}
