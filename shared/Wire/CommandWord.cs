namespace KarstLogger.Wire
{
    /// <summary>
    /// A verb that the office may send, with its numbers and their permitted ranges. Box and gateway read this one table: what the gateway lets through the box understands,
    /// and both refuse with the same words. Where the console has the verb it is the same one.
    /// </summary>
    public class CommandWord
    {
        /// <summary>The verb.</summary>
        public string Verb;

        /// <summary>What it does, for help texts.</summary>
        public string Purpose;

        /// <summary>Keys of its numbers, one blank between them; empty where it has none.</summary>
        public string Keys = "";

        /// <summary>Least value of each number.</summary>
        public int Least;

        /// <summary>Greatest value of each number.</summary>
        public int Most;

        /// <summary>Value of an absent number; -1 = it must be given.</summary>
        public int Usual = -1;

        /// <summary>Longest maintenance, min: half a working day; a longer one is renewed.</summary>
        public const int MaintenanceMinutesMost = 240;

        /// <summary>Longest stay on the air, min: 60 min of WiFi at 130 mA (hardware/power.csv) are a hundredth of the battery.</summary>
        public const int AwakeMinutesMost = 60;

        /// <summary>Longest silence of the radio, min: three days, over a long weekend of blasting or sun on an empty battery.</summary>
        public const int QuietMinutesMost = 4320;

        /// <summary>Most sequences of one resend: 30 days at 15 minutes.</summary>
        public const int ResendMost = 2880;

        /// <summary>The verb's line of the table, or null.</summary>
        public static CommandWord Find(string verb)
        {
            switch (verb)
            {
                case "maint":
                    return new CommandWord { Verb = verb, Keys = "minutes", Least = 0, Most = MaintenanceMinutesMost, Usual = 30, Purpose = "marks the record as maintenance; ends by itself, 0 ends it now" };
                case "awake":
                    return new CommandWord { Verb = verb, Keys = "minutes", Least = 0, Most = AwakeMinutesMost, Usual = 10, Purpose = "stays on the air between samples to hear commands; ends by itself, 0 ends it now" };
                case "quiet":
                    return new CommandWord { Verb = verb, Keys = "minutes", Least = 0, Most = QuietMinutesMost, Usual = 60, Purpose = "keeps the radio off after this contact; samples go on, ends by itself" };
                case "reboot":
                    return new CommandWord { Verb = verb, Purpose = "starts anew after this contact" };
                case "selftest":
                    return new CommandWord { Verb = verb, Purpose = "tests drive, sonde, box sensors, rain gauge, battery and clock, and answers; nothing of it enters the record" };
                case "resend":
                    return new CommandWord { Verb = verb, Keys = "first last", Least = 1, Most = int.MaxValue, Purpose = "sends frames of the current epoch again, by sequence, at most 2880" };
                default:
                    return null;
            }
        }

        /// <summary>All verbs, for answers.</summary>
        public static string List()
        {
            return "maint, awake, quiet, reboot, selftest, resend";
        }

        /// <summary>What is wrong with the numbers in a text of <c>key=value</c> words, with what is permitted; null where nothing is.</summary>
        public string Fault(string text)
        {
            foreach (string word in text.Split(' '))
            {
                string key = word.IndexOf('=') > 0 ? word.Substring(0, word.IndexOf('=')) : word;
                if (key.Length > 0 && key != "id" && key != "expires" && key != "do" && !IsKey(key))
                    return "'" + key + "' is not known; permitted: " + (Keys.Length == 0 ? "nothing" : Keys);
            }
            if (Keys.Length > 0)
                foreach (string key in Keys.Split(' '))
                    if (Number(text, key) < Least)
                        return key + (Words.Value(text, key) == null ? " is missing" : " is '" + Words.Value(text, key) + "'") + "; permitted: " + Least + " to " + Most;
            if (Verb == "resend" && (Number(text, "last") < Number(text, "first") || Number(text, "last") - Number(text, "first") >= ResendMost))
                return "last; permitted: first to first + " + (ResendMost - 1);
            return null;
        }

        internal int Number(string text, string key)
        {
            string word = Words.Value(text, key);
            if (word == null)
                return Usual;
            return int.TryParse(word, out int value) && value >= Least && value <= Most ? value : Least - 1;
        }

        private bool IsKey(string word)
        {
            foreach (string key in Keys.Split(' '))
                if (key == word)
                    return true;
            return false;
        }
    }
}
