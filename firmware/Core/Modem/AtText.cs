using System;

namespace KarstLogger.Firmware.Core.Modem
{
    /// <summary>Reads the words of a modem.</summary>
    public static class AtText
    {
        /// <summary>The number at a place of <c>+NAME: a,b,c</c>, counted from 0; -1 where there is none. Only numbers from 0 are asked for.</summary>
        public static int Number(string line, int place)
        {
            string field = Field(line, place);
            int value;
            return field.Length > 0 && int.TryParse(field, out value) ? value : -1;
        }

        /// <summary>The field at a place of <c>+NAME: a,"b",c</c>, without its quotation marks; empty where there is none.</summary>
        public static string Field(string line, int place)
        {
            int from = line.IndexOf(':') + 1;
            for (int i = from; i < line.Length && place > 0; i++)
            {
                if (line[i] == '"')
                    i = EndOfQuote(line, i);
                else if (line[i] == ',')
                    place--;
                from = i + 1;
            }
            if (place > 0 || from >= line.Length)
                return "";
            int to = from;
            while (to < line.Length && line[to] != ',')
                to = (line[to] == '"' ? EndOfQuote(line, to) : to) + 1;
            string field = line.Substring(from, (to > line.Length ? line.Length : to) - from).Trim();
            return field.Length >= 2 && field[0] == '"' && field[field.Length - 1] == '"' ? field.Substring(1, field.Length - 2) : field;
        }

        /// <summary>
        /// UTC of <c>+CCLK: "yy/MM/dd,hh:mm:ss+zz"</c> (3GPP TS 27.007, 8.15), ms since 1970-01-01; 0 where it is none. The time is local, <c>zz</c> counts quarters of an
        /// hour. A module that was not told the time gives the year 70 or 80.
        /// </summary>
        public static long ClockUtcMilliseconds(string line)
        {
            string text = Field(line, 0);
            if (text.Length < 17 || text[2] != '/' || text[5] != '/' || text[8] != ',' || text[11] != ':' || text[14] != ':')
                return 0;
            int year = TwoDigits(text, 0);
            int month = TwoDigits(text, 3);
            int day = TwoDigits(text, 6);
            int hour = TwoDigits(text, 9);
            int minute = TwoDigits(text, 12);
            int second = TwoDigits(text, 15);
            if (year < 0 || year >= 70 || month < 1 || month > 12 || day < 1 || day > DateTime.DaysInMonth(2000 + year, month) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
                return 0;
            int quarters = 0;
            if (text.Length >= 20 && (text[17] == '+' || text[17] == '-'))
                quarters = TwoDigits(text, 18) * (text[17] == '-' ? -1 : 1);
            DateTime local = new DateTime(2000 + year, month, day, hour, minute, second);
            return ((local - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond - quarters * 900L) * 1000;
        }

        /// <summary>The time as <c>AT+CCLK=</c> takes it, in UTC.</summary>
        public static string ClockText(long utcMilliseconds)
        {
            DateTime time = DateTime.UnixEpoch.AddSeconds(utcMilliseconds / 1000);
            return Two(time.Year % 100) + "/" + Two(time.Month) + "/" + Two(time.Day) + "," + Two(time.Hour) + ":" + Two(time.Minute) + ":" + Two(time.Second) + "+00";
        }

        private static int EndOfQuote(string line, int quote)
        {
            int end = line.IndexOf('"', quote + 1);
            return end < 0 ? line.Length : end;
        }

        private static int TwoDigits(string text, int at)
        {
            int value;
            return int.TryParse(text.Substring(at, 2), out value) ? value : -1;
        }

        private static string Two(int value)
        {
            return value < 10 ? "0" + value : value.ToString();
        }
    }
}
