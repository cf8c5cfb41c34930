using System.Text;

namespace KarstLogger.Firmware.Probes.Sdi12
{
    /// <summary>Lines of SDI-12 (version 1.4): checksum and values.</summary>
    public static class Sdi12Text
    {
        /// <summary>The three characters of the checksum (section 4.4.12: CRC-16 with polynomial A001 from 0, six bits a character, each or-ed with 40 hex).</summary>
        public static string Checksum(string text)
        {
            int crc = 0;
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            foreach (byte letter in bytes)
            {
                crc ^= letter;
                for (int bit = 0; bit < 8; bit++)
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
            char[] letters = { (char)(0x40 | (crc >> 12)), (char)(0x40 | ((crc >> 6) & 0x3F)), (char)(0x40 | (crc & 0x3F)) };
            return new string(letters);
        }

        /// <summary>The line without its checksum, or null where the checksum does not fit.</summary>
        public static string WithoutChecksum(string line)
        {
            if (line.Length < 4)
                return null;
            string content = line.Substring(0, line.Length - 3);
            return Checksum(content) == line.Substring(line.Length - 3) ? content : null;
        }

        /// <summary>The values behind the address: each begins with its sign.</summary>
        /// <returns>Their number; -1 where the line is not of this form or has more values than <paramref name="values"/> can hold.</returns>
        public static int Values(string line, double[] values)
        {
            int count = 0;
            int at = 1;
            while (at < line.Length)
            {
                int end = at + 1;
                while (end < line.Length && line[end] != '+' && line[end] != '-')
                    end++;
                if ((line[at] != '+' && line[at] != '-') || count == values.Length)
                    return -1;
                double value;
                if (!double.TryParse(line.Substring(at + 1, end - at - 1), out value))
                    return -1;
                values[count++] = line[at] == '-' ? -value : value;
                at = end;
            }
            return count;
        }
    }
}
