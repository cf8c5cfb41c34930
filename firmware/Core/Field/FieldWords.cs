using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>Words of the desk for codes, and times as text: an enum prints its number on the device.</summary>
    public static class FieldWords
    {
        /// <summary>A status in words, as in docs/console.md.</summary>
        public static string Status(ProbeStatus status)
        {
            string[] words =
            {
                "not-fitted", "ok", "silent", "crc-error", "out-of-range", "rejected", "warm-up", "user-calibration-expired", "factory-calibration-expired", "warning", "calibrating",
                "error", "off-line",
            };
            return (int)status < words.Length ? words[(int)status] : "status-" + (int)status;
        }

        /// <summary>Where the clock's time is from.</summary>
        public static string Source(ClockSource source)
        {
            string[] words = { "unset", "rtc", "sntp", "gateway", "phone", "modem" };
            return (int)source < words.Length ? words[(int)source] : "source-" + (int)source;
        }

        /// <summary>Name of a quantity.</summary>
        public static string Name(int quantity)
        {
            string[] words = { "level", "temperature", "ph", "ph_electrode", "level_temperature", "ec" };
            return words[quantity];
        }

        /// <summary>Unit of a quantity as it is shown.</summary>
        public static string Unit(int quantity, LevelBasis basis)
        {
            string[] words = { basis == LevelBasis.SondeDepth ? "m" : "Pa", "degC", "pH", "mV", "degC", "uS/cm" };
            return words[quantity];
        }

        /// <summary>Decimals of a quantity as it is shown: the wire's integer / 10^this is in <see cref="Unit"/>.</summary>
        public static int Decimals(int quantity, LevelBasis basis)
        {
            int[] decimals = { basis == LevelBasis.SondeDepth ? 4 : 0, 2, 3, 1, 2, 2 };
            return decimals[quantity];
        }

        /// <summary>A quantity's status in a sample.</summary>
        public static ProbeStatus StatusIn(Sample sample, int quantity)
        {
            switch (quantity)
            {
                case Quantity.Level:
                case Quantity.LevelProbeTemperature:
                    return sample.LevelStatus;
                case Quantity.WaterTemperature:
                    return sample.TemperatureStatus;
                case Quantity.Ec:
                    return sample.EcStatus;
                default:
                    return sample.PhStatus;
            }
        }

        /// <summary>A quantity's value in a sample.</summary>
        public static int ValueIn(Sample sample, int quantity)
        {
            switch (quantity)
            {
                case Quantity.Level:
                    return sample.Level;
                case Quantity.WaterTemperature:
                    return sample.WaterTemperatureHundredths;
                case Quantity.Ph:
                    return sample.PhThousandths;
                case Quantity.PhElectrode:
                    return sample.PhElectrodeTenthsOfMillivolt;
                case Quantity.LevelProbeTemperature:
                    return sample.LevelProbeTemperatureHundredths;
                default:
                    return (int)sample.EcHundredthsMicrosiemensPerCentimetre;
            }
        }

        /// <summary>2026-01-01T00:15:00Z, without the library's calendar, whose default differs on the device; days to civil date after Hinnant, "chrono-compatible date algorithms".</summary>
        public static string Utc(uint seconds)
        {
            int days = (int)(seconds / 86400) + 719468;
            int era = days / 146097;
            int dayOfEra = days - era * 146097;
            int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
            int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
            int shifted = (5 * dayOfYear + 2) / 153;
            int day = dayOfYear - (153 * shifted + 2) / 5 + 1;
            int month = shifted < 10 ? shifted + 3 : shifted - 9;
            int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
            return year + "-" + Two(month) + "-" + Two(day) + "T" + Two((int)(seconds / 3600 % 24)) + ":" + Two((int)(seconds / 60 % 60)) + ":" + Two((int)(seconds % 60)) + "Z";
        }

        /// <summary>A text as one word of an event: blanks become underlines, so that its key=value words stay whole.</summary>
        public static string OneWord(string text)
        {
            char[] letters = text.ToCharArray();
            for (int i = 0; i < letters.Length; i++)
                if (letters[i] <= ' ')
                    letters[i] = '_';
            return new string(letters);
        }

        private static string Two(int value)
        {
            return (value < 10 ? "0" : "") + value;
        }
    }
}
