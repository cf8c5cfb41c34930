using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core
{
    /// <summary>
    /// A Modbus sonde described in the configuration, for models whose register map only the customer has: <c>[sonde name]</c> with bus, times and one
    /// <c>channel = quantity unit function register form [never-zero] [sentinel=x] [times=x]</c> line for each number.
    /// </summary>
    public static class SondeText
    {
        private const string Quantities = "level, temperature, ph, ph-electrode, level-temperature, ec, do, turbidity, co2, toc, orp, sc25";
        private const string Forms = "float-be, float-le, float-swapped, int16, uint16, int32";

        /// <summary>Reads a section; faults are added to the section's text.</summary>
        public static SondeProfile Read(ConfigSection section)
        {
            SondeProfile profile = new SondeProfile
            {
                Model = section.Name,
                Bus = new SerialSettings(section.Integer("baud", 1200, 115200, 9600), section.Integer("data_bits", 7, 8, 8),
                    section.YesNo("parity_even", false) ? SerialParity.Even : SerialParity.None, section.Integer("stop_bits", 1, 2, 1)),
                Address = section.Integer("address", 0, 247, 1),
                PowerOnMs = section.Integer("power_on_ms", 0, 60000, 1000),
                WarmUpMs = section.Integer("warm_up_ms", 0, 300000, 5000),
                MeasureMs = section.Integer("measure_ms", 0, 60000, 1000),
                AnswerMs = section.Integer("answer_ms", 50, 10000, 1000),
                StaleFirstMs = section.Integer("stale_first_ms", 0, 10000, 0),
                StartRegister = section.Integer("start_register", -1, 65535, -1),
                StopRegister = section.Integer("stop_register", -1, 65535, -1),
                LevelBasis = (LevelBasis)OneOf(section, "level_basis", "depth gauge absolute"),
                EcBasis = (EcBasis)OneOf(section, "ec_basis", "in-situ at25-0191 at25-020 at25-natural unknown"),
            };
            int countsFrom = section.Integer("registers_count_from", 0, 1, 0);
            string[] lines = section.TextAll("channel");
            profile.Channels = new SondeChannel[lines.Length];
            profile.Reads = new SondeRead[lines.Length];
            for (int i = 0; i < lines.Length; i++)
                ReadChannel(section, lines[i], countsFrom, profile, i);
            if (lines.Length == 0)
                section.Refuse("channel", "missing; a sonde needs at least one 'channel = quantity unit function register form'");
            ReadSerial(section, countsFrom, profile);
            return profile;
        }

        private static void ReadChannel(ConfigSection section, string line, int countsFrom, SondeProfile profile, int index)
        {
            string[] words = line.Split(' ');
            SondeChannel channel = new SondeChannel();
            profile.Channels[index] = channel;
            profile.Reads[index] = new SondeRead(3, 0, 1);
            int function = 0;
            int register = 0;
            double perUnit = 0;
            string fault = null;
            if (words.Length < 5)
                fault = "has fewer than five words; the form is 'quantity unit function register form'";
            else if ((perUnit = UnitFactor(words[0], words[1], channel)) == 0)
                fault = "quantity and unit do not belong together; permitted quantities: " + Quantities;
            else if (!int.TryParse(words[2], out function) || (function != 3 && function != 4))
                fault = "function '" + words[2] + "'; permitted: 3, 4";
            else if (!TryRegister(words[3], countsFrom, out register))
                fault = "register '" + words[3] + "'; permitted: " + countsFrom + " to 65535, or hexadecimal as 0x0100";
            else if ((channel.Form = FormOf(words[4])) < 0)
                fault = "form '" + words[4] + "'; permitted: " + Forms;
            channel.Factor = perUnit;
            for (int i = 5; i < words.Length && fault == null; i++)
                fault = ReadOption(words[i], channel);
            if (fault != null)
            {
                section.Refuse("channel", "'" + line + "': " + fault);
                return;
            }
            channel.Register = register;
            profile.Reads[index] = new SondeRead(function, register, NumberForm.RegisterCount(channel.Form));
        }

        private static string ReadOption(string word, SondeChannel channel)
        {
            int at = word.IndexOf('=');
            string key = at < 0 ? word : word.Substring(0, at);
            double value = 0;
            if (key == "never-zero" && at < 0)
                channel.RejectZero = true;
            else if (at > 0 && double.TryParse(word.Substring(at + 1), out value) && key == "sentinel")
            {
                channel.HasSentinel = true;
                channel.Sentinel = value;
            }
            else if (at > 0 && key == "times" && value != 0)
                channel.Factor *= value;
            else
                return "'" + word + "' is not known; permitted: never-zero, sentinel=number, times=number other than 0";
            return null;
        }

        private static void ReadSerial(ConfigSection section, int countsFrom, SondeProfile profile)
        {
            string text = section.Text("serial", "");
            if (text.Length == 0)
                return;
            string[] words = text.Split(' ');
            if (words.Length == 2 && TryRegister(words[0], countsFrom, out int register) && (words[1] == "uint32" || words[1] == "text6"))
            {
                profile.SerialIsText = words[1] == "text6";
                profile.SerialRead = new SondeRead(3, register, profile.SerialIsText ? 6 : 2);
                return;
            }
            section.Refuse("serial", "'" + text + "' is not of the form 'register uint32' or 'register text6'");
        }

        /// <summary>From a unit to the wire's scaled unit; fills in the quantity. 0 where the two do not belong together.</summary>
        private static double UnitFactor(string quantity, string unit, SondeChannel channel)
        {
            channel.Quantity = -1;
            switch (quantity)
            {
                case "level":
                    channel.Quantity = Quantity.Level;
                    return LevelFactor(unit);
                case "temperature":
                case "level-temperature":
                    channel.Quantity = quantity == "temperature" ? Quantity.WaterTemperature : Quantity.LevelProbeTemperature;
                    return unit == "C" ? 100 : 0;
                case "ph":
                    channel.Quantity = Quantity.Ph;
                    return unit == "pH" ? 1000 : 0;
                case "ph-electrode":
                    channel.Quantity = Quantity.PhElectrode;
                    return unit == "mV" ? 10 : 0;
                case "ec":
                    channel.Quantity = Quantity.Ec;
                    return unit == "uS/cm" ? 100 : unit == "mS/cm" ? 100000 : 0;
                case "sc25":
                    return Further(channel, ChannelIds.SondeSpecificConductance, -2, unit == "uS/cm" ? 100 : unit == "mS/cm" ? 100000 : 0);
                case "do":
                    return Further(channel, ChannelIds.DissolvedOxygen, -3, unit == "mg/L" ? 1000 : 0);
                case "turbidity":
                    return Further(channel, ChannelIds.Turbidity, -2, unit == "NTU" ? 100 : 0);
                case "co2":
                    return Further(channel, ChannelIds.HeadspaceCo2, 0, unit == "ppm" ? 1 : 0);
                case "toc":
                    return Further(channel, ChannelIds.TotalOrganicCarbon, -3, unit == "mg/L" ? 1000 : 0);
                case "orp":
                    return Further(channel, ChannelIds.RedoxPotential, -1, unit == "mV" ? 10 : 0);
                default:
                    return 0;
            }
        }

        private static double LevelFactor(string unit)
        {
            switch (unit)
            {
                case "m":
                    return 10000;
                case "mm":
                    return 10;
                case "ft":
                    return 3048;
                case "Pa":
                    return 1;
                case "kPa":
                    return 1000;
                case "mbar":
                    return 100;
                case "bar":
                    return 100000;
                case "psi":
                    return 6894.757293168;
                default:
                    return 0;
            }
        }

        private static double Further(SondeChannel channel, int channelId, int scale, double factor)
        {
            channel.ChannelId = channelId;
            channel.ChannelScale = scale;
            return factor;
        }

        private static int FormOf(string word)
        {
            string[] forms = Forms.Split(',');
            for (int i = 0; i < forms.Length; i++)
                if (forms[i].Trim() == word)
                    return i;
            return -1;
        }

        private static bool TryRegister(string word, int countsFrom, out int register)
        {
            register = -1;
            if (word.Length > 2 && word.Length <= 6 && word.Substring(0, 2) == "0x")
                register = Hexadecimal(word);
            else if (!int.TryParse(word, out register))
                register = -1;
            register -= countsFrom;
            return register >= 0 && register <= 65535;
        }

        private static int Hexadecimal(string word)
        {
            int value = 0;
            for (int i = 2; i < word.Length; i++)
            {
                int digit = "0123456789abcdef".IndexOf(word[i]);
                if (digit < 0)
                    digit = "0123456789ABCDEF".IndexOf(word[i]);
                if (digit < 0)
                    return -1;
                value = value * 16 + digit;
            }
            return value;
        }

        private static int OneOf(ConfigSection section, string key, string permitted)
        {
            string[] words = permitted.Split(' ');
            string text = section.Text(key, words[0]);
            for (int i = 0; i < words.Length; i++)
                if (words[i] == text)
                    return i;
            section.Refuse(key, "'" + text + "' is not known; permitted: " + permitted);
            return 0;
        }
    }
}
