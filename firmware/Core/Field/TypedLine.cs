using System.Text;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>A line as it is typed at a terminal: bytes in, echo out. Return or line feed end it, backspace takes back one character, other control bytes are nothing.</summary>
    public class TypedLine
    {
        private const byte Return = 13;
        private const byte LineFeed = 10;
        private const byte Backspace = 8;
        private const byte Delete = 127;
        private const byte Blank = 32;

        // One more than the desk takes: it then says itself that the line is too long.
        private readonly byte[] _bytes = new byte[DeskWords.LengthMost + 1];
        private int _count;
        private bool _afterReturn;

        /// <summary>Takes one byte.</summary>
        /// <param name="letter">The byte.</param>
        /// <param name="echo">What the terminal is to show for it; empty for nothing.</param>
        /// <returns>The line where this byte ended it, otherwise null.</returns>
        public string Add(byte letter, out string echo)
        {
            bool wasReturn = _afterReturn;
            _afterReturn = letter == Return;
            echo = "";
            // Terminals that send both end one line with them, not two.
            if (letter == LineFeed && wasReturn)
                return null;
            if (letter == Return || letter == LineFeed)
            {
                string line = Encoding.UTF8.GetString(_bytes, 0, _count);
                _count = 0;
                echo = "\r\n";
                return line;
            }
            if (letter == Backspace || letter == Delete)
                echo = TakeBack();
            else if (letter >= Blank && _count < _bytes.Length)
            {
                _bytes[_count++] = letter;
                echo = letter < Delete ? ((char)letter).ToString() : "";
            }
            return null;
        }

        private string TakeBack()
        {
            if (_count == 0)
                return "";
            // 10xxxxxx continues a character: its first byte goes too. Only plain letters were echoed.
            bool wasPlain = _bytes[_count - 1] < Delete;
            while (_count > 1 && (_bytes[_count - 1] & 0xC0) == 0x80)
                _count--;
            _count--;
            return wasPlain ? "\b \b" : "";
        }
    }
}
