using System.Text;

namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>Text out of the percent form of URLs and forms (RFC 3986, section 2.1). The bytes must be UTF-8 (RFC 3629) without control characters.</summary>
    public static class UrlText
    {
        /// <summary>Decodes a stretch of bytes; '+' is a blank.</summary>
        /// <returns>The text, or null where a percent form is broken or the bytes are no UTF-8 text.</returns>
        public static string Decode(byte[] bytes, int start, int count)
        {
            byte[] plain = new byte[count];
            int length = 0;
            for (int i = start; i < start + count; i++)
            {
                int value = bytes[i];
                if (value == '%')
                {
                    if (i + 2 >= start + count)
                        return null;
                    int high = HexValue(bytes[i + 1]);
                    int low = HexValue(bytes[i + 2]);
                    if (high < 0 || low < 0)
                        return null;
                    value = high * 16 + low;
                    i += 2;
                }
                else if (value == '+')
                {
                    value = ' ';
                }
                plain[length++] = (byte)value;
            }
            return Text(plain, 0, length);
        }

        /// <summary>The text of UTF-8 bytes, or null where they are none, or hold control characters.</summary>
        public static string Text(byte[] bytes, int start, int count)
        {
            int i = start;
            while (i < start + count)
            {
                int length = SequenceLength(bytes, i, start + count);
                if (length == 0)
                    return null;
                i += length;
            }
            return Encoding.UTF8.GetString(bytes, start, count);
        }

        /// <summary>The value of a parameter in <c>a=1&amp;b=2</c>; null where it is absent or broken.</summary>
        public static string Parameter(byte[] bytes, int start, int count, string name)
        {
            int end = start + count;
            while (start < end)
            {
                int stop = start;
                while (stop < end && bytes[stop] != '&')
                    stop++;
                if (stop - start > name.Length && bytes[start + name.Length] == '=' && IsAt(bytes, start, name))
                    return Decode(bytes, start + name.Length + 1, stop - start - name.Length - 1);
                start = stop + 1;
            }
            return null;
        }

        /// <summary>True where ASCII text stands at a place.</summary>
        public static bool IsAt(byte[] bytes, int start, string ascii)
        {
            for (int i = 0; i < ascii.Length; i++)
                if (bytes[start + i] != ascii[i])
                    return false;
            return true;
        }

        // Length of the UTF-8 sequence at a place (RFC 3629, section 4: no overlong form, no surrogate, at most U+10FFFF); 0 where it is none or a control character.
        private static int SequenceLength(byte[] bytes, int at, int end)
        {
            int first = bytes[at];
            if (first < 0x80)
                return first >= 0x20 && first != 0x7F ? 1 : 0;
            int length = first >= 0xC2 && first <= 0xDF ? 2 : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
            if (length == 0 || at + length > end)
                return 0;
            int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            if (bytes[at + 1] < least || bytes[at + 1] > most)
                return 0;
            for (int i = 2; i < length; i++)
                if (bytes[at + i] < 0x80 || bytes[at + i] > 0xBF)
                    return 0;
            return length;
        }

        private static int HexValue(byte digit)
        {
            if (digit >= '0' && digit <= '9')
                return digit - '0';
            if (digit >= 'a' && digit <= 'f')
                return digit - 'a' + 10;
            return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
        }
    }
}
