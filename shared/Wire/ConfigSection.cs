using System.Collections;
using System.Text;

namespace KarstLogger.Wire
{
    /// <summary>One <c>[kind name]</c> section. Each reading method takes its key, checks it and, where it does not fit, adds one error to the text.</summary>
    public class ConfigSection
    {
        private readonly ConfigText _text;
        private readonly ArrayList _entries = new ArrayList();

        internal ConfigSection(ConfigText text, string kind, string name, int line)
        {
            _text = text;
            Kind = kind;
            Name = name;
            Line = line;
        }

        /// <summary>First word in the brackets.</summary>
        public string Kind { get; }

        /// <summary>The other words, or the empty text.</summary>
        public string Name { get; }

        /// <summary>Line of the section's head, from 1.</summary>
        public int Line { get; }

        /// <summary>True where the key stands in the section (it is not taken by asking).</summary>
        public bool Has(string key)
        {
            return Find(key) != null;
        }

        /// <summary>The value of a key that must be there; the empty text and an error where it is not.</summary>
        public string Text(string key)
        {
            Entry entry = Take(key);
            if (entry != null)
                return entry.Value;
            _text.AddError(Line, key, "missing in section [" + Title() + "]");
            return "";
        }

        /// <summary>The value of a key that may be absent.</summary>
        public string Text(string key, string fallback)
        {
            Entry entry = Take(key);
            return entry == null ? fallback : entry.Value;
        }

        /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>; where absent <paramref name="fallback"/>.</summary>
        public int Integer(string key, int least, int most, int fallback)
        {
            Entry entry = Take(key);
            if (entry == null)
                return fallback;
            int value;
            if (int.TryParse(entry.Value, out value) && value >= least && value <= most)
                return value;
            _text.AddError(entry.Line, key, "'" + entry.Value + "' is not a whole number from " + least + " to " + most);
            return fallback;
        }

        /// <summary><c>yes</c> or <c>no</c>; where absent <paramref name="fallback"/>.</summary>
        public bool YesNo(string key, bool fallback)
        {
            Entry entry = Take(key);
            if (entry == null)
                return fallback;
            if (entry.Value != "yes" && entry.Value != "no")
                _text.AddError(entry.Line, key, "'" + entry.Value + "' is neither yes nor no");
            return entry.Value == "yes";
        }

        /// <summary>All values of a key that may stand several times, in order.</summary>
        public string[] TextAll(string key)
        {
            ArrayList values = new ArrayList();
            foreach (Entry entry in _entries)
            {
                if (entry.Key != key)
                    continue;
                entry.Taken = true;
                values.Add(entry.Value);
            }
            string[] all = new string[values.Count];
            for (int i = 0; i < all.Length; i++)
                all[i] = (string)values[i];
            return all;
        }

        /// <summary>Adds an error at a key of this section (or at its head, where the key is absent): for checks that only the caller can make.</summary>
        public void Refuse(string key, string what)
        {
            Entry entry = Find(key);
            _text.AddError(entry == null ? Line : entry.Line, key, what);
        }

        /// <summary>The section without comments and free spacing.</summary>
        public string Canonical()
        {
            StringBuilder canonical = new StringBuilder();
            canonical.Append("[" + Title() + "]\n");
            foreach (Entry entry in _entries)
                canonical.Append(entry.Key + " = " + entry.Value + "\n");
            return canonical.ToString();
        }

        internal void Add(int line, string key, string value)
        {
            _entries.Add(new Entry { Line = line, Key = key, Value = value });
        }

        internal void RefuseUnread()
        {
            foreach (Entry entry in _entries)
                if (!entry.Taken)
                    _text.AddError(entry.Line, entry.Key, Find(entry.Key) != entry ? "stands twice in section [" + Title() + "]" : "is not known in section [" + Title() + "]");
        }

        private string Title()
        {
            return Name.Length == 0 ? Kind : Kind + " " + Name;
        }

        private Entry Take(string key)
        {
            Entry entry = Find(key);
            if (entry != null)
                entry.Taken = true;
            return entry;
        }

        private Entry Find(string key)
        {
            foreach (Entry entry in _entries)
                if (entry.Key == key)
                    return entry;
            return null;
        }

        private class Entry
        {
            public int Line;
            public string Key;
            public string Value;
            public bool Taken;
        }
    }
}
