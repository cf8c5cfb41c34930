using System.Text;
using KarstLogger.Firmware.Core.Settings;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>The configuration by hand: the same text, the same check with field and permitted range, the same trial and rollback as over the air.</summary>
    public class ConfigVerb
    {
        private readonly DeskBox _box;
        private readonly DeskWords _words;
        private readonly DeskAnswer _answer;
        private readonly string _delivered;

        /// <summary>One line; <paramref name="delivered"/> is the text that the box was delivered with.</summary>
        public ConfigVerb(DeskBox box, DeskWords words, DeskAnswer answer, string delivered)
        {
            _box = box;
            _words = words;
            _answer = answer;
            _delivered = delivered;
        }

        /// <summary>Answers <c>config</c>.</summary>
        public void Answer()
        {
            ConfigurationStore store = _box.Settings;
            string word = _words.Word(0);
            string answer = null;
            if (word == "set" || word == "put")
            {
                string text = word == "set" ? Changed(store.Shown(_delivered)) : Unescaped(_words.Word(1));
                if (text != null)
                    answer = store.Offer("config", text);
                if (answer != null && !answer.StartsWith("config accepted"))
                    _answer.Refuse("config-refused", answer);
                else if (answer != null && !_box.Save())
                    _answer.Refuse("drive", "the drive did not take the state");
                else if (answer != null)
                    _answer.Say(answer + ". It is tried in the next wake and stays only when that stores a sample and is acknowledged; otherwise the old one returns.");
            }
            else if (word.Length > 0 && word != "show")
                _answer.Refuse("unknown-word", "'" + word + "' is not known; permitted: config show, config set SECTION.KEY VALUE, config put TEXT");
            string shown = store.Shown(_delivered);
            if (word.Length == 0 || word == "show")
                foreach (string line in shown.Split('\n'))
                    _answer.Say(line);
            _answer.Text("text", shown);
            _answer.Number("number", _box.Configuration.Number);
            _answer.YesNo("on_trial", _box.State.TrialFile != 0);
            _answer.YesNo("accepted", answer != null && answer.StartsWith("config accepted"));
            _answer.Text("answer", answer);
        }

        /// <summary>The text with one value changed and its number one higher; null with the refusal said.</summary>
        private string Changed(string text)
        {
            string place = _words.Word(1);
            int dot = place.LastIndexOf('.');
            string value = _words.Word(2);
            if (dot <= 0 || dot == place.Length - 1 || value.Length == 0)
            {
                _answer.Refuse("bad-value", "the form is: config set SECTION.KEY VALUE, e.g. config set sampling.interval_s 600; a section with a name stands in quotes: \"sonde ctdp.baud\"");
                return null;
            }
            string section = place.Substring(0, dot);
            string key = place.Substring(dot + 1);
            string changed = WithValue(text, section, key, value);
            return section == "logger" && key == "number" ? changed : WithValue(changed, "logger", "number", NextNumber().ToString());
        }

        private int NextNumber()
        {
            return _box.Configuration.Number >= 65535 ? 1 : _box.Configuration.Number + 1;
        }

        /// <summary>Replaces the line of a key in a section, or adds it, or adds the section. Comments stay.</summary>
        private static string WithValue(string text, string section, string key, string value)
        {
            StringBuilder changed = new StringBuilder();
            string[] lines = text.Split('\n');
            bool inside = false;
            bool done = false;
            for (int i = 0; i < lines.Length; i++)
            {
                string line = lines[i].Trim();
                if (line.Length > 0 && line[0] == '[')
                {
                    if (inside && !done)
                        done = Add(changed, key, value);
                    inside = line == "[" + section + "]";
                }
                int at = line.IndexOf('=');
                if (inside && !done && at > 0 && line.Substring(0, at).Trim() == key)
                    done = Add(changed, key, value);
                else if (line.Length > 0 || i + 1 < lines.Length)
                    changed.Append(lines[i]).Append('\n');
            }
            if (!done && !inside)
                changed.Append("[" + section + "]\n");
            if (!done)
                Add(changed, key, value);
            return changed.ToString();
        }

        private static bool Add(StringBuilder changed, string key, string value)
        {
            changed.Append(key + " = " + value + "\n");
            return true;
        }

        /// <summary>A text typed in one line: <c>\n</c> ends a line.</summary>
        private static string Unescaped(string text)
        {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == 'n')
                {
                    lines.Append('\n');
                    i++;
                }
                else
                    lines.Append(text[i]);
            }
            return lines.ToString();
        }
    }
}
