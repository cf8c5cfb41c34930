using System.Collections;
using System.Text;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>One answer of the desk, as lines for a person and as one JSON object (docs/console.md). Numbers are scaled integers: their digits are the same on every runtime.</summary>
    public class DeskAnswer
    {
        private readonly string _verb;
        private readonly ArrayList _lines = new ArrayList();
        private readonly StringBuilder _fields = new StringBuilder();
        private bool _needsComma = true;

        /// <summary>A good answer to a verb, until <see cref="Refuse"/>.</summary>
        public DeskAnswer(string verb)
        {
            _verb = verb;
        }

        /// <summary>Why it was refused, as in the list of docs/console.md; null for a good answer.</summary>
        public string Code { get; private set; }

        /// <summary>True where nothing was said yet.</summary>
        public bool IsSilent
        {
            get { return _lines.Count == 0; }
        }

        /// <summary>Adds a line for a person.</summary>
        public void Say(string line)
        {
            _lines.Add(line);
        }

        /// <summary>Makes it a refusal.</summary>
        public void Refuse(string code, string line)
        {
            Code = code;
            _lines.Add(line);
        }

        /// <summary>A text field; null where there is none.</summary>
        public void Text(string key, string value)
        {
            Key(key);
            if (value == null)
                _fields.Append("null");
            else
                Quote(_fields, value);
        }

        /// <summary>A whole number.</summary>
        public void Number(string key, long value)
        {
            Key(key);
            _fields.Append(value.ToString());
        }

        /// <summary>A number with decimals: <paramref name="scaled"/> / 10^<paramref name="decimals"/>.</summary>
        public void Scaled(string key, long scaled, int decimals)
        {
            Key(key);
            _fields.Append(Decimal(scaled, decimals));
        }

        /// <summary>A number that does not exist.</summary>
        public void Null(string key)
        {
            Key(key);
            _fields.Append("null");
        }

        /// <summary>Yes or no.</summary>
        public void YesNo(string key, bool value)
        {
            Key(key);
            _fields.Append(value ? "true" : "false");
        }

        /// <summary>Begins a list or an object: <paramref name="bracket"/> is <c>[</c> or <c>{</c>; without a key inside a list.</summary>
        public void Open(string key, char bracket)
        {
            Key(key);
            _fields.Append(bracket);
            _needsComma = false;
        }

        /// <summary>Ends it with <c>]</c> or <c>}</c>.</summary>
        public void Close(char bracket)
        {
            _fields.Append(bracket);
            _needsComma = true;
        }

        /// <summary>The lines.</summary>
        public string ToText()
        {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < _lines.Count; i++)
            {
                if (i > 0)
                    text.Append('\n');
                text.Append(i == 0 && Code != null && ((string)_lines[i]).IndexOf("refused") < 0 ? "refused: " + (string)_lines[i] : (string)_lines[i]);
            }
            return text.ToString();
        }

        /// <summary>The JSON object.</summary>
        public string ToJson()
        {
            StringBuilder json = new StringBuilder();
            json.Append(Code == null ? "{\"ok\":true,\"verb\":" : "{\"ok\":false,\"verb\":");
            Quote(json, _verb);
            if (Code != null)
            {
                json.Append(",\"code\":");
                Quote(json, Code);
            }
            json.Append(",\"say\":[");
            for (int i = 0; i < _lines.Count; i++)
            {
                if (i > 0)
                    json.Append(',');
                Quote(json, (string)_lines[i]);
            }
            json.Append(']');
            json.Append(_fields.ToString());
            json.Append('}');
            return json.ToString();
        }

        /// <summary><paramref name="scaled"/> / 10^<paramref name="decimals"/> as digits, e.g. -5 and 2 give -0.05.</summary>
        public static string Decimal(long scaled, int decimals)
        {
            if (decimals <= 0)
                return scaled.ToString();
            string digits = (scaled < 0 ? -scaled : scaled).ToString().PadLeft(decimals + 1, '0');
            return (scaled < 0 ? "-" : "") + digits.Substring(0, digits.Length - decimals) + "." + digits.Substring(digits.Length - decimals);
        }

        /// <summary>A decimal number as an integer times 10^<paramref name="decimals"/>; further digits are cut off. False where it is no number of at most 9 digits.</summary>
        public static bool TryDecimal(string text, int decimals, out int scaled)
        {
            scaled = 0;
            bool negative = text.Length > 0 && text[0] == '-';
            int after = -1;
            int digits = 0;
            for (int i = negative ? 1 : 0; i < text.Length; i++)
            {
                if (text[i] == '.' && after < 0)
                {
                    after = 0;
                    continue;
                }
                if (text[i] < '0' || text[i] > '9')
                    return false;
                if (after >= decimals)
                    continue;
                scaled = scaled * 10 + (text[i] - '0');
                after += after >= 0 ? 1 : 0;
                if (++digits > 9)
                    return false;
            }
            for (int i = after < 0 ? 0 : after; i < decimals; i++)
            {
                if (scaled > 200000000)
                    return false;
                scaled *= 10;
            }
            if (negative)
                scaled = -scaled;
            return digits > 0;
        }

        private void Key(string key)
        {
            if (_needsComma)
                _fields.Append(',');
            _needsComma = true;
            if (key == null)
                return;
            Quote(_fields, key);
            _fields.Append(':');
        }

        private static void Quote(StringBuilder json, string text)
        {
            json.Append('"');
            foreach (char letter in text)
            {
                if (letter == '"' || letter == '\\')
                    json.Append('\\').Append(letter);
                else if (letter == '\n')
                    json.Append("\\n");
                else
                    json.Append(letter < ' ' ? ' ' : letter);
            }
            json.Append('"');
        }
    }
}
