using System.Text;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>The record by hand (field practice D9), from a key on, a part an answer: as CSV for people, or as the raw frames that the gateway imports and de-duplicates by their key.</summary>
    public class RecordExport
    {
        /// <summary>Frames in one answer: 40 lines of CSV are 8 KB, which the heap holds beside the page.</summary>
        public const int FramesMost = 40;

        /// <summary>Most frames of <c>log</c>.</summary>
        public const int LogMost = 100;

        /// <summary>First line of the CSV. Values without a good status are empty; statuses are those of docs/wire-format.md.</summary>
        public const string Header = "epoch,sequence,kind,utc,clock_source,deployment,configuration,flags,trigger,interval_s,level,level_basis,level_spread,burst,water_c,ph,ph_electrode_mv,level_probe_c,"
            + "ec_us_cm,ec_basis,rain_tips,battery_mv,box_pa,box_c,box_rh,level_status,t_status,ph_status,ec_status,rain_status,box_status,words";

        private readonly DeskBox _box;
        private readonly DeskWords _words;
        private readonly DeskAnswer _answer;

        /// <summary>The export of one line.</summary>
        public RecordExport(DeskBox box, DeskWords words, DeskAnswer answer)
        {
            _box = box;
            _words = words;
            _answer = answer;
        }

        /// <summary>With <c>--all</c>: the line that brings the next part; null at the end of the record.</summary>
        public string NextLine { get; private set; }

        /// <summary>Answers <c>export</c>.</summary>
        public void Export()
        {
            string since = _words.After("--since") ?? "0";
            bool raw = _words.Has("--frames");
            if (!TryKey(since, out uint epoch, out uint sequence))
            {
                _answer.Refuse("bad-value", "key '" + since + "'; the form is EPOCH:SEQUENCE as in the last answer's next, or 0 for the oldest frame");
                return;
            }
            JournalReader reader = Find(epoch, sequence, out bool found);
            if (!found)
            {
                _answer.Refuse("past", "the record has no epoch " + Words.Hex(epoch) + " any more; 0 begins with the oldest frame");
                return;
            }
            if (!raw && since == "0")
                _answer.Say(Header);
            _answer.Text("header", raw ? null : Header);
            _answer.Open("rows", '[');
            string next = null;
            int count = 0;
            while (reader.Next())
            {
                if (reader.Epoch == epoch && reader.Sequence < sequence)
                    continue;
                next = Words.Hex(reader.Epoch) + ":" + reader.Sequence;
                if (count == FramesMost)
                    break;
                count++;
                string row = raw ? Hex(reader.FrameBytes()) : Row(reader.FrameBytes());
                _answer.Say(row);
                _answer.Text(null, row);
                next = null;
            }
            _answer.Close(']');
            // At the end: the key of the frame that will come next, so that the same question goes on tomorrow.
            _answer.Text("next", next ?? Words.Hex(_box.State.Current.Epoch) + ":" + (_box.State.Current.LastSequence + 1));
            _answer.YesNo("more", next != null);
            if (next != null && _words.Has("--all"))
            {
                NextLine = "export --since " + next + " --all" + (raw ? " --frames" : "");
                return;
            }
            _answer.Say(next != null ? "# more: export --since " + next + (raw ? " --frames" : "") : "# end of the record; later: export --since " + Words.Hex(_box.State.Current.Epoch) + ":"
                + (_box.State.Current.LastSequence + 1) + (raw ? " --frames" : ""));
        }

        /// <summary>Answers <c>log</c>: the last frames of the two newest segments.</summary>
        public void Log()
        {
            int count = 10;
            if (_words.Count > 0 && (!int.TryParse(_words.Word(0), out count) || count < 1 || count > LogMost))
            {
                _answer.Refuse("bad-value", "count '" + _words.Word(0) + "'; permitted: 1 to " + LogMost);
                return;
            }
            byte[][] ring = new byte[count][];
            int written = 0;
            JournalReader reader = Newest();
            while (reader.Next())
                ring[written++ % count] = reader.FrameBytes();
            _answer.Open("frames", '[');
            for (int i = written > count ? written - count : 0; i < written; i++)
            {
                byte[] frame = ring[i % count];
                FrameHeader header = Frame.ReadHeader(frame, 0);
                string key = Words.Hex(header.Epoch) + ":" + header.Sequence;
                string words = LogWords.Of(frame, header);
                _answer.Say(FieldWords.Utc(header.UtcSeconds) + " " + key + " " + LogWords.Kind(header.Kind) + " " + ((header.Flags & FrameFlags.Maintenance) != 0 ? "Mnt " : "") + words);
                _answer.Open(null, '{');
                _answer.Text("key", key);
                _answer.Text("kind", LogWords.Kind(header.Kind));
                _answer.Number("utc_s", header.UtcSeconds);
                _answer.Number("flags", header.Flags);
                _answer.Text("words", words);
                _answer.Close('}');
            }
            _answer.Close(']');
        }

        private JournalReader Newest()
        {
            uint[] all = _box.Ports.Flash.List();
            int count = all.Length < 2 ? all.Length : 2;
            uint[] newest = new uint[count];
            System.Array.Copy(all, all.Length - count, newest, 0, count);
            return new JournalReader(_box.Ports.Flash, _box.Ports.LoggerId, newest);
        }

        /// <summary>A reader that begins in the last segment whose first frame is not behind the key. An epoch that is gone is not found; a sequence that is gone begins with the next.</summary>
        private JournalReader Find(uint epoch, uint sequence, out bool found)
        {
            uint[] segments = _box.Ports.Flash.List();
            JournalReader reader = new JournalReader(_box.Ports.Flash, _box.Ports.LoggerId, segments);
            uint start = 0;
            found = epoch == 0 || epoch == _box.State.Current.Epoch;
            foreach (uint segment in segments)
            {
                JournalReader first = new JournalReader(_box.Ports.Flash, _box.Ports.LoggerId, new uint[] { segment });
                if (epoch == 0 || !first.Next() || first.Epoch != epoch)
                    continue;
                found = true;
                if (start == 0 || first.Sequence <= sequence)
                    start = segment;
            }
            // An epoch may begin inside a segment: then the one before holds its first frames.
            for (int i = 1; i < segments.Length; i++)
                if (segments[i] == start)
                    start = segments[i - 1];
            reader.MoveTo(start, 0);
            SkipTo(reader, epoch, sequence, start);
            return reader;
        }

        private void SkipTo(JournalReader reader, uint epoch, uint sequence, uint start)
        {
            if (epoch == 0)
                return;
            uint segment = 0;
            int position = 0;
            JournalReader scout = new JournalReader(_box.Ports.Flash, _box.Ports.LoggerId, _box.Ports.Flash.List());
            scout.MoveTo(start, 0);
            while (scout.Next())
            {
                if (scout.Epoch == epoch && scout.Sequence >= sequence)
                {
                    segment = scout.Segment;
                    position = scout.End - scout.ByteCount;
                    break;
                }
            }
            reader.MoveTo(segment == 0 ? uint.MaxValue : segment, position);
        }

        private static bool TryKey(string text, out uint epoch, out uint sequence)
        {
            epoch = 0;
            sequence = 0;
            if (text == "0")
                return true;
            int at = text.IndexOf(':');
            if (at != 8 || !uint.TryParse(text.Substring(9), out sequence))
                return false;
            for (int i = 0; i < 8; i++)
            {
                int digit = "0123456789abcdef".IndexOf(text[i]);
                if (digit < 0)
                    return false;
                epoch = epoch * 16 + (uint)digit;
            }
            return epoch != 0;
        }

        private static string Hex(byte[] bytes)
        {
            char[] digits = new char[bytes.Length * 2];
            for (int i = 0; i < bytes.Length; i++)
            {
                digits[i * 2] = "0123456789abcdef"[bytes[i] >> 4];
                digits[i * 2 + 1] = "0123456789abcdef"[bytes[i] & 15];
            }
            return new string(digits);
        }

        private static string Row(byte[] frame)
        {
            FrameHeader header = Frame.ReadHeader(frame, 0);
            StringBuilder row = new StringBuilder();
            row.Append(Words.Hex(header.Epoch) + "," + header.Sequence + "," + LogWords.Kind(header.Kind) + "," + FieldWords.Utc(header.UtcSeconds) + "," + (int)header.ClockSource + ","
                + header.Deployment + "," + header.Configuration + "," + header.Flags + "," + (int)header.Trigger + "," + header.IntervalSeconds + ",");
            if (header.Kind == FrameKind.Sample)
                row.Append(LogWords.SampleRow(SampleFrame.Read(frame, 0)));
            else
                row.Append(",,,,,,,,,,,,,,,,,,,,,\"" + LogWords.Quoted(LogWords.Of(frame, header)) + "\"");
            return row.ToString();
        }
    }
}
