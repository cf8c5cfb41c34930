using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Modem
{
    /// <summary>What the modem needs to know: the card, the operator's access point, the broker. Names come from <c>box.conf</c>, secrets from <c>secrets.conf</c>.</summary>
    public class ModemSettings
    {
        // 3GPP TS 23.003, 9.1: an APN is at most 100 octets.
        private const int ApnLengthMost = 100;

        // The card's PIN: 4 to 8 digits (3GPP TS 31.101, 9.3).
        private const int PinLengthLeast = 4;
        private const int PinLengthMost = 8;

        // User and password at the operator; the module takes 127 characters, operators give words.
        private const int CredentialLengthMost = 64;

        /// <summary>Access point name; empty = what the network gives.</summary>
        public string Apn = "";

        /// <summary>True where the card may be used in a foreign network; cards for machines nearly always are.</summary>
        public bool MayRoam = true;

        /// <summary>Time server, asked where the box lost its time and the network does not tell it.</summary>
        public string TimeServer = "pool.ntp.org";

        /// <summary>User at the operator; empty = none.</summary>
        public string ApnUser = "";

        /// <summary>Password at the operator.</summary>
        public string ApnPassword = "";

        /// <summary>PIN of the card; empty = the card has none.</summary>
        public string SimPin = "";

        /// <summary>Name of the data logger: client and user at the broker.</summary>
        public string Logger = "";

        /// <summary>Broker's name or address.</summary>
        public string BrokerHost = "";

        /// <summary>Broker's port.</summary>
        public int BrokerPort = 8883;

        /// <summary>True for TLS 1.2.</summary>
        public bool BrokerUsesTls = true;

        /// <summary>Password at the broker.</summary>
        public string BrokerPassword = "";

        /// <summary>The certificate authority as PEM; without it there is no TLS: the modem would take any server for the broker.</summary>
        public string Authority = "";

        /// <summary>Reads section <c>[modem]</c> of <c>box.conf</c>; errors are in the text.</summary>
        public void ReadNames(ConfigSection section)
        {
            Apn = Checked(section, "apn", ApnLengthMost);
            MayRoam = section.YesNo("roaming", MayRoam);
        }

        /// <summary>Reads section <c>[modem]</c> of <c>secrets.conf</c>; errors name the key, never the value.</summary>
        public void ReadSecrets(ConfigSection section)
        {
            ApnUser = Checked(section, "apn_user", CredentialLengthMost);
            ApnPassword = Checked(section, "apn_password", CredentialLengthMost);
            SimPin = section.Text("sim_pin", "");
            if (SimPin.Length != 0 && (SimPin.Length < PinLengthLeast || SimPin.Length > PinLengthMost || !IsDigits(SimPin)))
                section.Refuse("sim_pin", "is not of " + PinLengthLeast + " to " + PinLengthMost + " digits");
        }

        /// <summary>True where a text may stand between the quotation marks of a command.</summary>
        public static bool IsQuotable(string text)
        {
            foreach (char c in text)
                if (c < ' ' || c > '~' || c == '"' || c == '\\')
                    return false;
            return true;
        }

        private static string Checked(ConfigSection section, string key, int lengthMost)
        {
            string text = section.Text(key, "");
            if (text.Length > lengthMost || !IsQuotable(text))
                section.Refuse(key, "is longer than " + lengthMost + " characters or holds a quotation mark, a backslash or a character outside ASCII");
            return text;
        }

        private static bool IsDigits(string text)
        {
            foreach (char c in text)
                if (c < '0' || c > '9')
                    return false;
            return true;
        }
    }
}
