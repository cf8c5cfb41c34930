namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// The state behind the console and the phone page: a line of words in, text or JSON out (docs/console.md). Made once in a wake, with the ports of that wake.
    /// </summary>
    public class FieldDesk
    {
        private readonly LoggerPorts _ports;
        private readonly LoggerConfiguration _configuration;
        private readonly LiveReadings _live;

        /// <summary>A desk on the ports and the configuration of this wake.</summary>
        public FieldDesk(LoggerPorts ports, LoggerConfiguration configuration)
        {
            _ports = ports;
            _configuration = configuration;
            _live = new LiveReadings(ports);
        }

        /// <summary>Answers one line. Never throws on what a person types.</summary>
        public string Do(string line)
        {
            DeskWords words = DeskWords.Of(line.Length > DeskWords.LengthMost ? "" : line);
            DeskAnswer answer = new DeskAnswer(words.Verb);
            if (line.Length > DeskWords.LengthMost)
                answer.Refuse("too-long", "a line has at most " + DeskWords.LengthMost + " characters");
            else if (words.Verb.Length > 0)
                Answer(words, answer);
            return words.WantsJson ? answer.ToJson() : answer.ToText();
        }

        /// <summary>True where a line changes something: the page asks for its PIN first.</summary>
        public static bool Writes(string line)
        {
            return VerbList.Writes(DeskWords.Of(line));
        }

        private void Answer(DeskWords words, DeskAnswer answer)
        {
            DeskBox box = new DeskBox(_ports, _configuration, _live);
            switch (words.Verb)
            {
                case "help":
                    VerbList.Help(words, answer);
                    break;
                case "status":
                    StatusWords.Status(box, answer);
                    break;
                case "live":
                    StatusWords.Live(box, answer);
                    break;
                default:
                    answer.Refuse("unknown-verb", "'" + words.Verb + "' is not known; permitted: " + VerbList.Names());
                    break;
            }
        }
    }
}
