using System.Collections;
using System.Text;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>A line of the console cut into words: <c>verb word key=value "words with blanks" --json</c>.</summary>
    public class DeskWords
    {
        /// <summary>Most characters of a line; a whole configuration text is put in with one.</summary>
        public const int LengthMost = 4096;

        private const string JsonOption = "--json";

        private readonly ArrayList _words = new ArrayList();

        private DeskWords()
        {
        }

        /// <summary>True where the answer is to be JSON.</summary>
        public bool WantsJson { get; private set; }

        /// <summary>Words behind the verb, key=value ones and options left out.</summary>
        public int Count { get; private set; }

        /// <summary>The first word, empty for an empty line.</summary>
        public string Verb
        {
            get { return _words.Count == 0 ? "" : (string)_words[0]; }
        }

        /// <summary>Cuts a line.</summary>
        public static DeskWords Of(string line)
        {
            DeskWords words = new DeskWords();
            // The option stands at the end, and is one even behind a quote that was never closed.
            line = line.Trim();
            words.WantsJson = line.EndsWith(JsonOption);
            if (words.WantsJson)
                line = line.Substring(0, line.Length - JsonOption.Length);
            StringBuilder word = new StringBuilder();
            bool quoted = false;
            bool any = false;
            foreach (char letter in line)
            {
                if (letter == '"')
                {
                    quoted = !quoted;
                    any = true;
                }
                else if (!quoted && (letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n'))
                {
                    words.Take(word, any);
                    any = false;
                }
                else
                {
                    word.Append(letter);
                    any = true;
                }
            }
            words.Take(word, any);
            foreach (string one in words._words)
                if (IsPlain(one))
                    words.Count++;
            words.Count -= words._words.Count > 0 && IsPlain(words.Verb) ? 1 : 0;
            return words;
        }

        /// <summary>The plain word with a number, 0 = the first behind the verb; empty where there is none.</summary>
        public string Word(int number)
        {
            int at = -1;
            foreach (string one in _words)
                if (IsPlain(one) && at++ == number)
                    return one;
            return "";
        }

        /// <summary>The value of <c>key=</c>, or null.</summary>
        public string Value(string key)
        {
            foreach (string one in _words)
                if (one.Length > key.Length && one[key.Length] == '=' && one.Substring(0, key.Length) == key)
                    return one.Substring(key.Length + 1);
            return null;
        }

        /// <summary>True where an option such as <c>--frames</c> stands in the line.</summary>
        public bool Has(string option)
        {
            foreach (string one in _words)
                if (one == option)
                    return true;
            return false;
        }

        /// <summary>The word behind an option, or null.</summary>
        public string After(string option)
        {
            for (int i = 0; i + 1 < _words.Count; i++)
                if ((string)_words[i] == option)
                    return (string)_words[i + 1];
            return null;
        }

        private static bool IsPlain(string word)
        {
            int at = word.IndexOf('=');
            return !(word.Length > 2 && word[0] == '-' && word[1] == '-') && (at <= 0 || word.IndexOf(' ') >= 0 && word.IndexOf(' ') < at);
        }

        private void Take(StringBuilder word, bool any)
        {
            if (!any)
                return;
            string text = word.ToString();
            word.Clear();
            _words.Add(text);
        }
    }
}
