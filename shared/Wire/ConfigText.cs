using System.Collections;
using System.Text;

namespace KarstLogger.Wire
{
    /// <summary>
    /// The one configuration grammar of device and station files (docs/wire-format.md, "Configuration text"): <c>format = 1</c> first, then <c>[kind name]</c> sections
    /// of <c>key = value</c> lines, <c>#</c> begins a comment. The reader takes each key it knows; what nobody took is an unknown key.
    /// Nothing throws: every fault is one line in <see cref="Errors"/> with its place and what is permitted.
    /// </summary>
    public class ConfigText
    {
        /// <summary>Most characters of a text.</summary>
        public const int LengthMost = 65536;

        /// <summary>Most sections of a text.</summary>
        public const int SectionsMost = 256;

        private readonly string _source;

        private ConfigText(string source)
        {
            _source = source;
        }

        /// <summary>The sections in their order; elements are <see cref="ConfigSection"/>.</summary>
        public ArrayList Sections { get; } = new ArrayList();

        /// <summary>All faults found so far, one text each; empty for a good file.</summary>
        public ArrayList Errors { get; } = new ArrayList();

        /// <summary>Reads a text; <paramref name="source"/> (a file name or a topic) begins each error.</summary>
        public static ConfigText Parse(string source, string text)
        {
            ConfigText config = new ConfigText(source);
            if (text.Length > LengthMost)
            {
                config.AddError(0, "", "the text has " + text.Length + " characters; permitted: at most " + LengthMost);
                return config;
            }
            string[] lines = text.Split('\n');
            ConfigSection section = null;
            bool formatSeen = false;
            for (int i = 0; i < lines.Length; i++)
            {
                string line = WithoutComment(lines[i]);
                if (line.Length == 0)
                    continue;
                if (line[0] == '[')
                    section = config.AddSection(i + 1, line);
                else if (!formatSeen && section == null)
                    formatSeen = config.ReadFormat(i + 1, line);
                else
                    config.AddEntry(i + 1, line, section);
            }
            if (!formatSeen)
                config.AddError(1, "format", "missing; the first line must be 'format = 1'");
            return config;
        }

        /// <summary>The first section of a kind, or null. An absent name is the empty text.</summary>
        public ConfigSection Section(string kind)
        {
            foreach (ConfigSection section in Sections)
                if (section.Kind == kind)
                    return section;
            return null;
        }

        /// <summary>Reports every key that nobody took as unknown; call it after everything known has been read.</summary>
        public void RefuseUnread()
        {
            foreach (ConfigSection section in Sections)
                section.RefuseUnread();
        }

        /// <summary>The text without comments, blank lines and free spacing: equal meaning gives equal bytes, so it can be hashed.</summary>
        public string Canonical()
        {
            StringBuilder canonical = new StringBuilder();
            canonical.Append("format = 1\n");
            foreach (ConfigSection section in Sections)
                canonical.Append(section.Canonical());
            return canonical.ToString();
        }

        internal void AddError(int line, string key, string what)
        {
            string place = line > 0 ? ", line " + line : "";
            string field = key.Length > 0 ? ", field '" + key + "'" : "";
            Errors.Add(_source + place + field + ": " + what);
        }

        private static string WithoutComment(string line)
        {
            int at = line.IndexOf('#');
            return (at < 0 ? line : line.Substring(0, at)).Trim();
        }

        private bool ReadFormat(int number, string line)
        {
            int at = line.IndexOf('=');
            if (at < 0 || line.Substring(0, at).Trim() != "format")
            {
                AddError(number, "", "'" + line + "' stands before 'format = 1'; the format comes first");
                return true;
            }
            if (line.Substring(at + 1).Trim() != "1")
                AddError(number, "format", "'" + line.Substring(at + 1).Trim() + "' is not known; permitted: 1");
            return true;
        }

        private ConfigSection AddSection(int number, string line)
        {
            string inner = line[line.Length - 1] == ']' ? line.Substring(1, line.Length - 2).Trim() : "";
            int blank = inner.IndexOf(' ');
            string kind = blank < 0 ? inner : inner.Substring(0, blank);
            string name = blank < 0 ? "" : inner.Substring(blank + 1).Trim();
            ConfigSection section = new ConfigSection(this, kind, name, number);
            if (inner.Length == 0)
                AddError(number, "", "'" + line + "' is no section; the form is [kind] or [kind name]");
            foreach (ConfigSection other in Sections)
                if (other.Kind == kind && other.Name == name)
                    AddError(number, "", "section [" + inner + "] stands twice, first in line " + other.Line);
            if (Sections.Count >= SectionsMost)
                AddError(number, "", "more than " + SectionsMost + " sections");
            else
                Sections.Add(section);
            return section;
        }

        private void AddEntry(int number, string line, ConfigSection section)
        {
            int at = line.IndexOf('=');
            if (at <= 0)
                AddError(number, "", "'" + line + "' is neither a [section] nor 'key = value'");
            else if (section == null)
                AddError(number, line.Substring(0, at).Trim(), "stands before the first [section]");
            else
                section.Add(number, line.Substring(0, at).Trim(), line.Substring(at + 1).Trim());
        }
    }
}
