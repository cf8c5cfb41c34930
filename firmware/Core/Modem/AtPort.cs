using System.Collections;
using System.Text;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Core.Modem
{
    /// <summary>How the modem answered a command.</summary>
    public static class AtAnswer
    {
        /// <summary>Nothing came in time.</summary>
        public const int None = 0;

        /// <summary>OK.</summary>
        public const int Ok = 1;

        /// <summary>ERROR, +CME ERROR or +CMS ERROR.</summary>
        public const int Error = 2;

        /// <summary>The prompt: the modem waits for data.</summary>
        public const int Prompt = 3;
    }

    /// <summary>
    /// The line to the modem: commands out, answers, unsolicited words and received messages in, in any order, in any pieces, with or without echo. It only sorts;
    /// what an answer means is for the caller. One answer is awaited at a time.
    /// </summary>
    public class AtPort
    {
        /// <summary>115200 baud: what the module takes without being told (A76XX Series AT Command Manual, AT+IPR: 0 = automatic).</summary>
        public static SerialSettings Serial
        {
            get { return new SerialSettings(115200, 8, SerialParity.None, 1); }
        }

        private const int ChunkByteCount = 256;

        // The longest line that is read for its words: +CCERTLIST and +CCLK are below 100.
        private const int LineLengthMost = 256;
        private const int LinesMost = 32;

        // Bytes of one message follow each other at line speed: after such a gap the rest is lost, and what comes is something new.
        private const long RawGapMs = 2000;

        // A command that was not answered in time may be answered later: the next one waits until the line has been quiet for so long.
        private const int QuietMs = 300;
        private const int QuietPumpsMost = 100;

        private readonly ISerialBus _bus;
        private readonly IClock _clock;
        private readonly AtMail _mail;
        private readonly ArrayList _lines = new ArrayList();
        private readonly byte[] _chunk = new byte[ChunkByteCount];
        private readonly StringBuilder _line = new StringBuilder();
        private bool _expectsPrompt;
        private int _answer;
        private int _rawLeft;
        private bool _rawIsTopic;
        private bool _rawHasBegun;
        private long _lastByteMs;
        private bool _isLate;

        /// <summary>A line over a bus; messages go to the mail.</summary>
        public AtPort(ISerialBus bus, IClock clock, AtMail mail)
        {
            _bus = bus;
            _clock = clock;
            _mail = mail;
        }

        /// <summary>Number of the last +CME ERROR; -1 where the last error had none.</summary>
        public int ErrorNumber { get; private set; }

        /// <summary>True since the modem told that the connection to the broker is gone.</summary>
        public bool ConnectionLost { get; private set; }

        /// <summary>Times that the modem announced its start.</summary>
        public int Starts { get; private set; }

        /// <summary>Opens the line and forgets everything of before.</summary>
        public void Open()
        {
            _bus.Open(Serial);
            _bus.DiscardInput();
            _lines.Clear();
            _line.Length = 0;
            _rawLeft = 0;
            _mail.Drop();
            ConnectionLost = false;
            Starts = 0;
        }

        /// <summary>Forgets that a connection was lost and that the modem has started: a new connection begins.</summary>
        public void BeginConnection()
        {
            ConnectionLost = false;
            Starts = 0;
        }

        /// <summary>Sends a command and waits for its end.</summary>
        /// <returns>One of <see cref="AtAnswer"/>.</returns>
        public int Command(string text, int timeoutMs)
        {
            return Send(Encoding.UTF8.GetBytes(text + "\r"), false, timeoutMs);
        }

        /// <summary>Sends a command that is to be followed by data, then the data, and waits for the end.</summary>
        /// <returns>One of <see cref="AtAnswer"/>; <see cref="AtAnswer.None"/> also where the prompt did not come.</returns>
        public int CommandWithData(string text, byte[] data, int timeoutMs)
        {
            int answer = Send(Encoding.UTF8.GetBytes(text + "\r"), true, timeoutMs);
            PromptCame = answer == AtAnswer.Prompt;
            return PromptCame ? Send(data, false, timeoutMs) : answer;
        }

        /// <summary>True where the modem asked for the data of the last <see cref="CommandWithData"/>.</summary>
        public bool PromptCame { get; private set; }

        /// <summary>The first line of the last answer that begins with a word, or null.</summary>
        public string Line(string word)
        {
            foreach (string line in _lines)
                if (line.StartsWith(word))
                    return line;
            return null;
        }

        /// <summary>Waits for a line that comes after (or before) the end of the answer, such as <c>+CMQTTPUB: 0,0</c>; null where it did not come.</summary>
        public string Await(string word, int timeoutMs)
        {
            long deadline = _clock.ElapsedMs + timeoutMs;
            string line = Line(word);
            while (line == null && !ConnectionLost && _clock.ElapsedMs < deadline)
            {
                Pump((int)(deadline - _clock.ElapsedMs));
                line = Line(word);
            }
            return line;
        }

        /// <summary>Takes in what comes, until something has come or the time is over.</summary>
        /// <returns>False where nothing came.</returns>
        public bool Pump(int timeoutMs)
        {
            int count = _bus.Read(_chunk, 0, ChunkByteCount, timeoutMs);
            if (count <= 0)
                return false;
            long now = _clock.ElapsedMs;
            if (_rawLeft > 0 && now - _lastByteMs > RawGapMs)
            {
                _rawLeft = 0;
                _mail.Drop();
            }
            _lastByteMs = now;
            for (int i = 0; i < count; i++)
                Take(_chunk[i]);
            return true;
        }

        /// <summary>Forgets the answers to commands that were sent again and again, as at a start.</summary>
        public void WaitForQuiet()
        {
            int pumps = 0;
            while (pumps < QuietPumpsMost && Pump(QuietMs))
                pumps++;
            _isLate = false;
        }

        private int Send(byte[] bytes, bool expectsPrompt, int timeoutMs)
        {
            if (_isLate)
                WaitForQuiet();
            _lines.Clear();
            _answer = AtAnswer.None;
            _expectsPrompt = expectsPrompt;
            ErrorNumber = -1;
            _bus.Write(bytes, bytes.Length);
            long deadline = _clock.ElapsedMs + timeoutMs;
            while (_answer == AtAnswer.None && _clock.ElapsedMs < deadline)
                Pump((int)(deadline - _clock.ElapsedMs));
            _expectsPrompt = false;
            _isLate = _answer == AtAnswer.None;
            return _answer;
        }

        private void Take(byte value)
        {
            if (_rawLeft > 0)
            {
                // The line before ended with its carriage return: the line feed belongs to it, not to the bytes that were announced.
                bool isOfLineBefore = !_rawHasBegun && value == '\n';
                _rawHasBegun = true;
                if (isOfLineBefore)
                    return;
                _rawLeft--;
                _mail.Add(value, _rawIsTopic);
                return;
            }
            if (value == '\r' || value == '\n')
            {
                if (_line.Length == 0)
                    return;
                string line = _line.ToString().Trim();
                _line.Length = 0;
                Sort(line);
                return;
            }
            if (value == '>' && _expectsPrompt && _line.Length == 0)
            {
                _answer = AtAnswer.Prompt;
                _expectsPrompt = false;
                return;
            }
            // A modem whose supply comes and goes sends zeros and worse before its first word.
            if (value >= ' ' && value <= '~' && _line.Length < LineLengthMost)
                _line.Append((char)value);
        }

        private void Sort(string line)
        {
            if (line.StartsWith("+CMQTTRX"))
                SortMail(line);
            else if (line == "OK")
                _answer = AtAnswer.Ok;
            else if (line == "ERROR" || line.StartsWith("+CME ERROR") || line.StartsWith("+CMS ERROR"))
            {
                ErrorNumber = AtText.Number(line, 0);
                _answer = AtAnswer.Error;
            }
            else if (line.StartsWith("+CMQTTCONNLOST") || line.StartsWith("+CMQTTNONET"))
                ConnectionLost = true;
            else if (line.StartsWith("*ATREADY") || line == "RDY")
            {
                Starts++;
                ConnectionLost = true;
            }
            else if (_lines.Count < LinesMost && !line.StartsWith("AT"))
                _lines.Add(line); // what begins with AT is our own command, come back as an echo
        }

        private void SortMail(string line)
        {
            if (line.StartsWith("+CMQTTRXSTART"))
                _mail.Start(AtText.Number(line, 1), AtText.Number(line, 2));
            else if (line.StartsWith("+CMQTTRXEND"))
                _mail.End();
            else
            {
                _rawIsTopic = line.StartsWith("+CMQTTRXTOPIC");
                int count = AtText.Number(line, 1);
                _rawLeft = count > 0 ? count : 0;
                _lastByteMs = _clock.ElapsedMs;
                _rawHasBegun = false;
            }
        }
    }
}
