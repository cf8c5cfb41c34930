using System.Text;

namespace KarstLogger.Wire
{
    /// <summary>Something that happened at the logger; shares journal and sequence with the samples, so completeness covers it.</summary>
    public class LoggerEvent : FrameHeader
    {
        /// <summary>An event header.</summary>
        public LoggerEvent()
        {
            Kind = FrameKind.Event;
            Text = "";
        }

        /// <summary>What happened; a code that this version does not know is kept as its number.</summary>
        public EventCode Code;

        /// <summary>Space-separated <c>key=value</c> words, at most <see cref="EventFrame.TextByteCountMost"/> bytes of UTF-8.</summary>
        public string Text;

        /// <summary>The value of <paramref name="key"/> in <see cref="Text"/>, or null.</summary>
        public string Value(string key)
        {
            return Words.Value(Text, key);
        }
    }

    /// <summary>The bytes of an event: header, code u16, text length u8, 0, text padded with zeros to a word, checksum (docs/wire-format.md, "Event").</summary>
    public static class EventFrame
    {
        /// <summary>Most bytes of text.</summary>
        public const int TextByteCountMost = 220;

        private const int TextOffset = 32;

        /// <summary>The frame's bytes. Text beyond <see cref="TextByteCountMost"/> bytes is cut at a character boundary.</summary>
        public static byte[] ToBytes(LoggerEvent loggerEvent)
        {
            byte[] text = Encoding.UTF8.GetBytes(loggerEvent.Text);
            int textCount = CutAtCharacter(text);
            int byteCount = TextOffset + ((textCount + 3) & ~3) + Frame.ChecksumByteCount;
            byte[] bytes = new byte[byteCount];
            loggerEvent.Write(bytes, 0, byteCount);
            LittleEndian.Put16(bytes, 28, (int)loggerEvent.Code);
            bytes[30] = (byte)textCount;
            System.Array.Copy(text, 0, bytes, TextOffset, textCount);
            Frame.Seal(bytes, 0, byteCount);
            return bytes;
        }

        /// <summary>Reads a frame that <see cref="Frame.Check"/> has accepted as an event.</summary>
        public static LoggerEvent Read(byte[] bytes, int offset)
        {
            LoggerEvent loggerEvent = new LoggerEvent();
            loggerEvent.Read(bytes, offset);
            loggerEvent.Code = (EventCode)LittleEndian.GetU16(bytes, offset + 28);
            loggerEvent.Text = Encoding.UTF8.GetString(bytes, offset + TextOffset, bytes[offset + 30]);
            return loggerEvent;
        }

        internal static bool IsTextInside(byte[] bytes, int offset, int byteCount)
        {
            int textCount = bytes[offset + 30];
            return textCount <= TextByteCountMost && byteCount == TextOffset + ((textCount + 3) & ~3) + Frame.ChecksumByteCount;
        }

        private static int CutAtCharacter(byte[] text)
        {
            int count = text.Length;
            if (count <= TextByteCountMost)
                return count;
            count = TextByteCountMost;
            // 10xxxxxx continues a UTF-8 character: step back to its first byte and leave the whole character out.
            while (count > 0 && (text[count] & 0xC0) == 0x80)
                count--;
            return count;
        }
    }
}
