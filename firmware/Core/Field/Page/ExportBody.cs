using System.Text;

namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>
    /// The record from a key on as one stream, made of the desk's answers to <c>export --since</c>, 40 frames at a time. Its last line names the key to go on with, so a broken
    /// transfer is taken up from the last whole row.
    /// </summary>
    public class ExportBody : PageBody
    {
        private const int KeyLengthMost = 19;

        private readonly DeskDo _desk;
        private readonly string _form;
        private string _since;
        private byte[] _part = new byte[0];
        private int _position;
        private bool _isFirst = true;
        private bool _hasEnded;

        /// <summary>The record from <paramref name="since"/> on; <paramref name="asFrames"/>: raw frames for the gateway's import.</summary>
        public ExportBody(DeskDo desk, string since, bool asFrames)
        {
            _desk = desk;
            _since = since;
            _form = asFrames ? " --frames" : "";
        }

        /// <inheritdoc/>
        public override int Length
        {
            get { return LengthUnknown; }
        }

        /// <summary>True for 0, or epoch:sequence as in 1a2b3c4d:17.</summary>
        public static bool IsKey(string text)
        {
            if (text == "0")
                return true;
            if (text.Length < 10 || text.Length > KeyLengthMost || text[8] != ':')
                return false;
            for (int i = 0; i < text.Length; i++)
            {
                bool isDigit = text[i] >= '0' && text[i] <= '9';
                if (i != 8 && !isDigit && !(i < 8 && text[i] >= 'a' && text[i] <= 'f'))
                    return false;
            }
            return true;
        }

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_position == _part.Length && !_hasEnded)
                NextPart();
            int left = _part.Length - _position;
            if (count > left)
                count = left;
            System.Array.Copy(_part, _position, buffer, offset, count);
            _position += count;
            return count;
        }

        // An answer is a JSON object (docs/console.md). Quotes within its texts are escaped, so a key in quotes with its colon stands nowhere but as a key.
        private void NextPart()
        {
            string answer = _desk("export --since " + _since + _form + " --json");
            StringBuilder text = new StringBuilder();
            if (_isFirst)
                Append(text, answer, answer.IndexOf("\"header\":\"") + 9);
            _isFirst = false;
            int at = answer.IndexOf("\"rows\":[") + 8;
            while (at >= 8 && answer[at] != ']')
                at = answer[at] == '"' ? Append(text, answer, at) : at + 1;
            int next = answer.IndexOf("\"next\":\"");
            string key = next < 0 ? "" : answer.Substring(next + 8, answer.IndexOf('"', next + 8) - next - 8);
            // No step forward would be a stream without an end.
            _hasEnded = answer.IndexOf("\"more\":true") < 0 || key == _since || !IsKey(key);
            if (_hasEnded)
                text.Append("# ").Append(key.Length > 0 && at >= 8 ? "end; go on with since=" + key : "broken off; go on with since=" + _since).Append('\n');
            _since = key;
            _part = Encoding.UTF8.GetBytes(text.ToString());
            _position = 0;
        }

        // Appends the JSON text whose opening quote stands at a place, as a line.
        private static int Append(StringBuilder text, string json, int at)
        {
            if (at < 9 || json[at] != '"')
                return at + 1;
            for (at++; json[at] != '"'; at++)
            {
                if (json[at] == '\\')
                    at++;
                text.Append(json[at]);
            }
            text.Append('\n');
            return at + 1;
        }
    }
}
