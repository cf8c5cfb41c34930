using System.Text;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>The short verbs: read, net, time, maint, note, selftest.</summary>
    public class BoxVerbs
    {
        /// <summary>Above this the person is asked before the clock is set, ms (field practice D1).</summary>
        public const long AskMilliseconds = 2000;

        // A phone on a mobile network keeps NTP time within some 100 ms; the page's way to us adds as much.
        private const uint PhoneErrorMs = 500;

        // 2100-01-01, far beyond the life of the box and inside the frame's 32 bits.
        private const long LatestMilliseconds = 4102444800000;

        private readonly DeskBox _box;
        private readonly DeskWords _words;
        private readonly DeskAnswer _answer;

        /// <summary>One line.</summary>
        public BoxVerbs(DeskBox box, DeskWords words, DeskAnswer answer)
        {
            _box = box;
            _words = words;
            _answer = answer;
        }

        /// <summary>Answers <c>read</c>: a sample now.</summary>
        public void Read()
        {
            if (IsTrialWaiting())
                return;
            bool stored = _box.Cycle().SampleNow(SampleTrigger.Manual);
            Sample last = _box.LastSample;
            if (!stored || last == null)
                _answer.Refuse(stored ? "drive" : "low-battery", "no sample was stored: the battery is too low, or the drive did not take it");
            else
                _answer.Say("Stored: " + LogWords.Of(SampleBytes(last), last));
            _answer.Text("key", last == null ? null : Words.Hex(last.Epoch) + ":" + last.Sequence);
        }

        /// <summary>Answers <c>net</c>.</summary>
        public void Net()
        {
            bool isTry = _words.Word(0) == "try";
            bool delivered = false;
            if (_words.Count > 0 && !isTry)
                _answer.Refuse("unknown-word", "'" + _words.Word(0) + "' is not known; permitted: net, net try");
            else if (isTry && !IsTrialWaiting())
            {
                delivered = _box.Cycle().UploadNow();
                _answer.Say(delivered ? "Delivered and acknowledged." : "Not delivered; what is stored stays stored and goes out later.");
            }
            _answer.Say(_box.State.LinkFailures == 0 ? "The last contact succeeded." : _box.State.LinkFailures + " contacts failed in a row.");
            _answer.Say(_box.Status.Unsent + " frames unsent, " + _box.State.DayAirBytes + " bytes on the air today.");
            _answer.Number("failures", _box.State.LinkFailures);
            _answer.Number("acknowledged_s", _box.State.LastAcknowledgedSeconds);
            _answer.Number("next_upload_s", _box.State.NextUploadSeconds);
            _answer.Number("day_air_bytes", _box.State.DayAirBytes);
            _answer.Number("unsent", _box.Status.Unsent);
            _answer.YesNo("tried", isTry);
            _answer.YesNo("delivered", delivered);
            LinkWords.Tell(_box, _answer);
        }

        /// <summary>Answers <c>time</c>.</summary>
        public void Time()
        {
            string word = _words.Word(0);
            long phone = 0;
            bool hasPhone = word == "offer" || word == "set";
            if (word.Length > 0 && !hasPhone)
                _answer.Refuse("unknown-word", "'" + word + "' is not known; permitted: time, time offer MS, time set MS");
            else if (hasPhone && (!long.TryParse(_words.Word(1), out phone) || phone < ClockKeeper.SetSecondsLeast * 1000L || phone > LatestMilliseconds))
            {
                _answer.Refuse("bad-value", "time '" + _words.Word(1) + "'; permitted: UTC milliseconds since 1970, from 2025 on");
                hasPhone = false;
            }
            long now = _box.Ports.Clock.UtcMilliseconds;
            long offset = hasPhone ? phone - now : 0;
            long size = offset < 0 ? -offset : offset;
            bool unset = _box.Clock.Source == ClockSource.Unset;
            bool stepped = false;
            if (hasPhone && word == "set")
            {
                stepped = _box.Clock.Offer(phone, ClockSource.Phone, PhoneErrorMs);
                if (stepped)
                    _box.TellClock();
                bool saved = _box.Save();
                if (_box.Clock.WasRefused)
                    _answer.Refuse("drive", "the drive did not take the words of the step; the clock was left as it is");
                else if (!saved)
                    _answer.Refuse("drive", "the drive did not take the event");
            }
            if (hasPhone)
                _answer.Say("The phone is " + DeskAnswer.Decimal(size, 3) + " s " + (offset < 0 ? "behind" : "ahead of") + " the box" + (stepped ? "; the clock was stepped, and the step is in the record." : "."));
            _answer.Say("Now " + FieldWords.Utc(_box.Now) + ", from " + FieldWords.Source(_box.Clock.Source) + ".");
            _answer.Number("now_ms", _box.Ports.Clock.UtcMilliseconds);
            _answer.Text("source", FieldWords.Source(_box.Clock.Source));
            StatusWords.ScaledOrNull(_answer, "error_ms", _box.Clock.ErrorLog2Milliseconds < FrameHeader.ErrorBoundUnknown, 1L << _box.Clock.ErrorLog2Milliseconds, 0);
            StatusWords.ScaledOrNull(_answer, "offset_ms", hasPhone, offset, 0);
            _answer.YesNo("would_step", hasPhone && (unset || size >= ClockKeeper.StepMillisecondsLeast));
            _answer.YesNo("ask", hasPhone && size > AskMilliseconds);
            _answer.YesNo("stepped", stepped);
        }

        /// <summary>Answers <c>maint</c>; <c>maint minutes=30</c> is the office's way to say it.</summary>
        public void Maintenance()
        {
            string word = _words.Word(0);
            string text = _words.Value("minutes") ?? (word == "on" ? _words.Word(1) : word == "off" ? "0" : null);
            int minutes = (int)(DeskBox.MaintenanceSeconds / 60);
            if (text != null && text.Length > 0 && (!int.TryParse(text, out minutes) || minutes < 0 || minutes > CommandWord.MaintenanceMinutesMost))
                _answer.Refuse("bad-value", "minutes '" + text + "'; permitted: 0 to " + CommandWord.MaintenanceMinutesMost);
            else if (word.Length > 0 && word != "on" && word != "off")
                _answer.Refuse("unknown-word", "'" + word + "' is not known; permitted: maint, maint on [minutes], maint off");
            else if (text != null)
            {
                _box.State.MaintenanceUntilSeconds = minutes == 0 ? 0 : _box.Now + (uint)minutes * 60;
                _box.Tell(EventCode.Maintenance, "minutes=" + minutes + " by=console");
                if (!_box.Save())
                    _answer.Refuse("drive", "the drive did not take the event");
            }
            uint until = _box.State.MaintenanceUntilSeconds > _box.Now ? _box.State.MaintenanceUntilSeconds : 0;
            _answer.Say(until == 0 ? "Maintenance is off." : "Maintenance until " + FieldWords.Utc(until) + ": samples carry the flag.");
            _answer.Number("until_s", until);
        }

        /// <summary>Answers <c>awake minutes=N</c> and <c>quiet minutes=N</c>: the office's words for the radio, with the office's limits.</summary>
        public void Radio()
        {
            CommandWord word = CommandWord.Find(_words.Verb);
            string text = _words.Value("minutes");
            int minutes = word.Usual;
            if (text != null && (!int.TryParse(text, out minutes) || minutes < word.Least || minutes > word.Most))
            {
                _answer.Refuse("bad-value", "minutes '" + text + "'; permitted: " + word.Least + " to " + word.Most);
                return;
            }
            uint until = minutes == 0 ? 0 : _box.Now + (uint)minutes * 60;
            bool awake = _words.Verb == "awake";
            _box.State.AwakeUntilSeconds = awake ? until : 0;
            _box.State.QuietUntilSeconds = awake ? 0 : until;
            if (!_box.Save())
                _answer.Refuse("drive", "the drive did not take the state");
            _answer.Say(minutes == 0 ? "Ended." : (awake ? "On the air between samples for " : "Radio off for ") + minutes + " min from the next contact on; samples go on.");
            _answer.Number("until_s", until);
        }

        /// <summary>Answers <c>note</c>.</summary>
        public void Note()
        {
            string text = _words.Word(0);
            int bytes = Encoding.UTF8.GetBytes(text).Length;
            if (bytes == 0 || bytes > EventFrame.TextByteCountMost)
            {
                _answer.Refuse(bytes == 0 ? "bad-value" : "too-long", bytes == 0 ? "note \"TEXT\"" : "a note has at most " + EventFrame.TextByteCountMost + " bytes");
                return;
            }
            _box.Tell(EventCode.Note, text);
            if (_box.Save())
                _answer.Say("Noted.");
            else
                _answer.Refuse("drive", "the drive did not take the event");
        }

        /// <summary>Answers <c>selftest</c>: each part by itself, and a stored sample.</summary>
        public void SelfTest()
        {
            if (IsTrialWaiting())
                return;
            bool good = true;
            _answer.Open("parts", '[');
            _box.Tell(EventCode.Note, "selftest=begin by=console");
            good &= Part("drive", _box.Save(), "written, closed, opened and read back", "the drive did not take an event");
            int battery = _box.Ports.Power.BatteryMillivolts();
            good &= Part("battery", battery >= _box.Configuration.BatteryLowMillivolts, battery + " mV", battery + " mV; low below " + _box.Configuration.BatteryLowMillivolts);
            bool clock = _box.Clock.Source != ClockSource.Unset && _box.Clock.ErrorLog2Milliseconds <= BoxStatus.ClockErrorLog2Most;
            good &= Part("clock", clock, FieldWords.Utc(_box.Now) + " from " + FieldWords.Source(_box.Clock.Source), "not right within 2 s");
            BoardReading board = _box.Ports.Board.Read();
            good &= Part("box", board.Status == ProbeStatus.Ok, board.PressurePascals + " Pa, " + board.RelativeHumidityPercent + " %", "barometer: " + FieldWords.Status(board.Status));
            long tips = _box.Ports.Rain.Tips();
            good &= Part("rain", tips != RainCounterAnswers.Silent, tips == RainCounterAnswers.NotFitted ? "no gauge fitted" : tips + " tips", "the counter does not answer");
            bool stored = _box.Cycle().SampleNow(SampleTrigger.SelfTest);
            Sample last = _box.LastSample;
            good &= Part("sample", stored, "stored", "not stored");
            SondeVerdict sonde = SondeVerdict.Of(last);
            good &= Part("sonde", stored && sonde.IsGood, "serial " + _box.State.SondeSerial + "; " + sonde.Words, sonde.Words);
            _answer.Close(']');
            _answer.YesNo("good", good);
            _answer.Say(good ? "SELF-TEST GOOD" : "SELF-TEST FAILED");
        }

        private bool Part(string name, bool good, string goodWords, string badWords)
        {
            string words = good ? goodWords : badWords;
            _answer.Say((name + " ").PadRight(9, ' ') + (good ? "good  " : "BAD   ") + words);
            _answer.Open(null, '{');
            _answer.Text("name", name);
            _answer.YesNo("good", good);
            _answer.Text("say", words);
            _answer.Close('}');
            return good;
        }

        private bool IsTrialWaiting()
        {
            if (!_box.IsOtherConfigurationWaiting)
                return false;
            _answer.Refuse("config-refused", "a configuration waits for its trial in the next wake; say 'reboot' and come back");
            return true;
        }

        private static byte[] SampleBytes(Sample sample)
        {
            byte[] bytes = new byte[SampleFrame.ByteCount];
            SampleFrame.Write(sample, bytes, 0);
            return bytes;
        }

        /// <summary>The quantities of a sample that a sonde should have given, in words.</summary>
        private class SondeVerdict
        {
            public bool IsGood = true;
            public string Words = "";

            public static SondeVerdict Of(Sample sample)
            {
                SondeVerdict words = new SondeVerdict();
                if (sample == null)
                    return new SondeVerdict { IsGood = false, Words = "no sample" };
                for (int quantity = 0; quantity < Quantity.Count; quantity++)
                {
                    ProbeStatus status = FieldWords.StatusIn(sample, quantity);
                    if (status == ProbeStatus.NotFitted || quantity == Quantity.PhElectrode || quantity == Quantity.LevelProbeTemperature)
                        continue;
                    words.IsGood &= ProbeStatuses.HasValue(status);
                    words.Words += (words.Words.Length > 0 ? ", " : "") + FieldWords.Name(quantity) + " " + FieldWords.Status(status);
                }
                words.IsGood &= words.Words.Length > 0;
                return words;
            }
        }
    }
}
