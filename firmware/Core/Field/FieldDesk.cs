using KarstLogger.Firmware.Core.Settings;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// The state behind the console and the phone page: a line of words in, text or JSON out (docs/console.md). Made once in a wake, with the ports of that wake; sampling goes on while
    /// somebody is there, as long as <see cref="Idle"/> is called.
    /// </summary>
    public class FieldDesk
    {
        // A sonde that nobody looks at any more goes off: 40 mA for a forgotten console would empty the box.
        private const long LiveMs = 180000;
        private const long IdleMs = 1000;
        private const int LiveSecondsMost = 120;

        private readonly LoggerPorts _ports;
        private readonly LoggerConfiguration _configuration;
        private readonly LiveReadings _live;
        private string _nextLine;
        private long _lookedMs;
        private long _idledMs;

        /// <summary>A desk on the ports and the configuration of this wake.</summary>
        public FieldDesk(LoggerPorts ports, LoggerConfiguration configuration)
        {
            _ports = ports;
            _configuration = configuration;
            _live = new LiveReadings(ports);
            Delivered = "format = 1\n";
        }

        /// <summary>The configuration text that the box was delivered with.</summary>
        public string Delivered { get; set; }

        /// <summary>The store that this wake's configuration came from; null where the wake has none of its own (a page on a PC).</summary>
        public ConfigurationStore Settings { get; set; }

        /// <summary>True where this wake should end and the box start anew.</summary>
        public bool WantsReboot { get; private set; }

        /// <summary>True where an image on the card should be taken at the end of this wake.</summary>
        public bool WantsCardImage { get; private set; }

        /// <summary>True while somebody is there: the box stays awake.</summary>
        public bool IsSomeoneThere
        {
            get
            {
                DeskBox box = Box();
                uint until = box.Notes.PresentUntilSeconds;
                // An end that lies further ahead than it is ever set is a clock that was stepped back.
                return until > box.Now && until - box.Now <= DeskBox.PresentSeconds;
            }
        }

        /// <summary>What the LED has to show now (<see cref="LedCode"/>).</summary>
        public int Led(bool isUpdating, bool isAccessPointOn)
        {
            return LedCode.Of(Box().Status, isUpdating, isAccessPointOn);
        }

        /// <summary>Somebody pressed the button: the box stays awake for a while.</summary>
        public void Touch()
        {
            Box().Touch();
        }

        /// <summary>Answers one line. Never throws on what a person types.</summary>
        public string Do(string line)
        {
            _nextLine = null;
            bool tooLong = line.Length > DeskWords.LengthMost;
            DeskWords words = DeskWords.Of(!tooLong ? line : line.EndsWith("--json") ? "--json" : "");
            DeskAnswer answer = new DeskAnswer(words.Verb);
            if (tooLong)
                answer.Refuse("too-long", "a line has at most " + DeskWords.LengthMost + " characters");
            else if (words.Verb.Length > 0)
            {
                DeskBox box = Box();
                box.Touch();
                Answer(box, words, answer);
                if (words.Verb == "live" || words.Verb == "cal" || words.Verb == "visit")
                    _lookedMs = _ports.Clock.ElapsedMs;
            }
            return words.WantsJson ? answer.ToJson() : answer.ToText();
        }

        /// <summary>The next part of an <c>export --all</c>; null where the last answer was whole. Whoever does not want more just says another line.</summary>
        public string More()
        {
            return _nextLine == null ? null : Do(_nextLine);
        }

        /// <summary>Between lines: readings go on while somebody looks, and samples that are due are taken. Cheap when called often.</summary>
        public void Idle()
        {
            long now = _ports.Clock.ElapsedMs;
            if (now - _idledMs < IdleMs)
                return;
            _idledMs = now;
            DeskBox box = Box();
            if (_live.OnSinceMs >= 0)
            {
                bool isWanted = now - _lookedMs < LiveMs || box.Notes.CalibrationKind != CalibrationKind.None;
                if (isWanted)
                    box.Look();
                else
                    _live.SwitchOff();
            }
            if (box.IsOtherConfigurationWaiting)
                WantsReboot = true;
            else
                box.TakeDueSample();
        }

        /// <summary>Before the box sleeps: the sonde's supply goes off.</summary>
        public void Leave()
        {
            _live.SwitchOff();
        }

        /// <summary>True where a line changes something: the page asks for its PIN first.</summary>
        public static bool Writes(string line)
        {
            return VerbList.Writes(DeskWords.Of(line));
        }

        private DeskBox Box()
        {
            return new DeskBox(_ports, _configuration, _live, Settings);
        }

        private void Answer(DeskBox box, DeskWords words, DeskAnswer answer)
        {
            switch (words.Verb)
            {
                case "help":
                    VerbList.Help(words, answer);
                    break;
                case "status":
                    StatusWords.Status(box, answer);
                    break;
                case "live":
                    Live(box, words, answer);
                    break;
                case "cal":
                    new CalibrationWizard(box, words, answer).Answer();
                    break;
                case "visit":
                    new VisitWizard(box, words, answer).Answer();
                    break;
                case "log":
                    new RecordExport(box, words, answer).Log();
                    break;
                case "export":
                    RecordExport export = new RecordExport(box, words, answer);
                    export.Export();
                    _nextLine = export.NextLine;
                    break;
                case "config":
                    new ConfigVerb(box, words, answer, Delivered).Answer();
                    break;
                case "ota":
                    Ota(words, answer);
                    break;
                case "reboot":
                    WantsReboot = true;
                    answer.Say("Starting anew.");
                    answer.YesNo("wanted", true);
                    break;
                default:
                    Short(box, words, answer);
                    break;
            }
        }

        private static void Short(DeskBox box, DeskWords words, DeskAnswer answer)
        {
            BoxVerbs verbs = new BoxVerbs(box, words, answer);
            switch (words.Verb)
            {
                case "read":
                    verbs.Read();
                    break;
                case "net":
                    verbs.Net();
                    break;
                case "time":
                    verbs.Time();
                    break;
                case "maint":
                    verbs.Maintenance();
                    break;
                case "awake":
                case "quiet":
                    verbs.Radio();
                    break;
                case "note":
                    verbs.Note();
                    break;
                case "selftest":
                    verbs.SelfTest();
                    break;
                default:
                    answer.Refuse("unknown-verb", "'" + words.Verb + "' is not known; permitted: " + VerbList.Names());
                    break;
            }
        }

        private static void Live(DeskBox box, DeskWords words, DeskAnswer answer)
        {
            int seconds = 0;
            if (words.Count > 0 && (!int.TryParse(words.Word(0), out seconds) || seconds < 1 || seconds > LiveSecondsMost))
            {
                answer.Refuse("bad-value", "seconds '" + words.Word(0) + "'; permitted: 1 to " + LiveSecondsMost);
                return;
            }
            box.Watch(seconds, -1);
            StatusWords.Live(box, answer);
        }

        private void Ota(DeskWords words, DeskAnswer answer)
        {
            if (words.Word(0) == "card")
                WantsCardImage = true;
            else if (words.Count > 0)
                answer.Refuse("unknown-word", "'" + words.Word(0) + "' is not known; permitted: ota, ota card");
            answer.Say("Firmware " + _ports.FirmwareVersion + ", slot " + _ports.FirmwareSlot + ".");
            answer.Say(WantsCardImage ? "The image on the card is taken at the end of this wake; it stays only after a good sample and an acknowledged upload." : "An update comes from the office or from the card (ota card).");
            answer.Text("firmware", _ports.FirmwareVersion);
            answer.Text("slot", _ports.FirmwareSlot);
            answer.YesNo("card_wanted", WantsCardImage);
        }
    }
}
