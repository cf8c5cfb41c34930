namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>The verbs of the console, what each is good for, and which lines change something.</summary>
    public static class VerbList
    {
        // Verb and what it does, in turn; the order of field practice D2.
        private static string[] _texts;

        private static string[] Texts
        {
            get
            {
                return _texts ?? (_texts = new string[]
                {
                    "help", "help [verb]: this list, or one verb's words",
                    "status", "status: what the box says of itself",
                    "live", "live [seconds]: the sonde now, or for 1 to 120 s; nothing of it enters the record",
                    "read", "read: takes a sample now and stores it (trigger manual)",
                    "cal", "cal ph B1 B2 [B3] | cal ec STANDARD | cal level STAFF; then cal take [wait=S] | cal value V | cal reason TEXT | cal again STAFF | cal cancel; cal alone says where it stands",
                    "visit", "visit begin by=NAME; then staff M | before | clean TEXT | after | standard ph|ec V | done | final | water | gauging | rain tips=N | box | photos N | check | end; skip reason=TEXT; visit alone says what is next",
                    "log", "log [count]: the last frames of the record in words",
                    "export", "export --since KEY [--frames] [--all]: the record as CSV or raw frames, 40 frames an answer, or all; KEY 0 = from the oldest",
                    "net", "net: the link; net try: upload now",
                    "time", "time: the clock; time offer MS: how far it is from a phone; time set MS: take the phone's",
                    "config", "config show | config set SECTION.KEY VALUE | config put TEXT: on trial for the next cycle, rolled back where that fails",
                    "ota", "ota: firmware and slot; ota card: take the image from the card at the end of this session",
                    "selftest", "selftest: battery, drive, clock, sonde, box, rain gauge, and a stored sample",
                    "maint", "maint on [minutes] | maint off: maintenance; ends by itself",
                    "awake", "awake minutes=N: on the air between samples to hear the office (0 to 60); ends by itself",
                    "quiet", "quiet minutes=N: radio off (0 to 4320), samples go on; ends by itself",
                    "note", "note \"TEXT\": a remark in the record",
                    "reboot", "reboot: start anew after the answer",
                });
            }
        }

        /// <summary>All verbs, for messages.</summary>
        public static string Names()
        {
            string names = "";
            for (int i = 0; i < Texts.Length; i += 2)
                names += (i > 0 ? ", " : "") + Texts[i];
            return names;
        }

        /// <summary>Answers <c>help</c>.</summary>
        public static void Help(DeskWords words, DeskAnswer answer)
        {
            bool found = false;
            answer.Open("verbs", '[');
            for (int i = 0; i < Texts.Length; i += 2)
            {
                if (words.Count > 0 && words.Word(0) != Texts[i])
                    continue;
                found = true;
                answer.Say(Texts[i + 1]);
                answer.Open(null, '{');
                answer.Text("verb", Texts[i]);
                answer.Text("does", Texts[i + 1]);
                answer.Close('}');
            }
            answer.Close(']');
            if (!found)
                answer.Refuse("unknown-verb", "'" + words.Word(0) + "' is not known; permitted: " + Names());
        }

        /// <summary>True where the line changes the box, the sonde or the record.</summary>
        public static bool Writes(DeskWords words)
        {
            switch (words.Verb)
            {
                case "read":
                case "selftest":
                case "note":
                case "awake":
                case "quiet":
                case "reboot":
                    return true;
                case "cal":
                case "visit":
                case "maint":
                case "ota":
                    return words.Count > 0 || words.Value("minutes") != null;
                case "net":
                    return words.Word(0) == "try";
                case "time":
                    return words.Word(0) == "set";
                case "config":
                    return words.Word(0) == "set" || words.Word(0) == "put";
                default:
                    return false;
            }
        }
    }
}
