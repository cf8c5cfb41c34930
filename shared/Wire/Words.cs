using System.Text;

namespace KarstLogger.Wire
{
    /// <summary>Texts of <c>key=value</c> words with one blank between them: events, commands, answers, status.</summary>
    public static class Words
    {
        /// <summary>The value of <paramref name="key"/>, or null where it is absent.</summary>
        public static string Value(string text, string key)
        {
            foreach (string word in text.Split(' '))
            {
                int at = word.IndexOf('=');
                if (at > 0 && word.Substring(0, at) == key)
                    return word.Substring(at + 1).Trim();
            }
            return null;
        }

        /// <summary>A number as 8 lower-case hexadecimal digits: checksums and epochs.</summary>
        public static string Hex(uint number)
        {
            const string Digits = "0123456789abcdef";
            StringBuilder text = new StringBuilder();
            for (int shift = 28; shift >= 0; shift -= 4)
                text.Append(Digits[(int)(number >> shift) & 15]);
            return text.ToString();
        }
    }
}
