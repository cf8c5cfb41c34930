namespace KarstLogger.Wire
{
    /// <summary>The name of a data logger: <c>kl-</c> and 8 hexadecimal digits; MQTT client id, broker user and certificate name in one.</summary>
    public static class LoggerId
    {
        private const string Prefix = "kl-";
        private const string Digits = "0123456789abcdef";
        private const int TextLength = 11;

        /// <summary>The text form.</summary>
        public static string ToText(uint loggerId)
        {
            char[] text = new char[TextLength];
            for (int i = 0; i < Prefix.Length; i++)
                text[i] = Prefix[i];
            for (int i = 0; i < 8; i++)
                text[Prefix.Length + i] = Digits[(int)((loggerId >> (28 - 4 * i)) & 15)];
            return new string(text);
        }

        /// <summary>Reads the text form (lower-case digits only, so that one logger has one name).</summary>
        /// <returns>False where <paramref name="text"/> is no logger name.</returns>
        public static bool TryParse(string text, out uint loggerId)
        {
            loggerId = 0;
            if (text == null || text.Length != TextLength || text.Substring(0, Prefix.Length) != Prefix)
                return false;
            for (int i = Prefix.Length; i < TextLength; i++)
            {
                int digit = Digits.IndexOf(text[i]);
                if (digit < 0)
                    return false;
                loggerId = (loggerId << 4) | (uint)digit;
            }
            return true;
        }
    }
}
