using System;

namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>Tells phones that every name is the box (RFC 1035, section 4), so that the look for the internet ends at the page. Other questions than for an IPv4 address get an empty answer.</summary>
    public class DnsAnswers
    {
        /// <summary>Port that is listened on.</summary>
        public const int Port = 53;

        /// <summary>Longest message over UDP, bytes (RFC 1035, section 2.3.4).</summary>
        public const int ByteCountMost = 512;

        private const int HeaderByteCount = 12;
        private const int AddressByteCount = 16;

        private readonly byte[] _box;

        /// <summary>Answers of a box with an IPv4 address of four bytes.</summary>
        public DnsAnswers(byte[] box)
        {
            _box = box;
        }

        /// <summary>The answer to a message, or null where it is no question.</summary>
        public byte[] Answer(byte[] message, int count)
        {
            // A question (QR 0) of the standard kind (opcode 0) with exactly one name.
            if (count < HeaderByteCount || count > ByteCountMost || (message[2] & 0xF8) != 0 || message[4] != 0 || message[5] != 1)
                return null;
            int at = HeaderByteCount;
            while (at < count && message[at] != 0)
            {
                // Compressed or reserved label: not in a question.
                if (message[at] > 63)
                    return null;
                at += message[at] + 1;
            }
            int end = at + 5;
            if (end > count)
                return null;
            bool isAddress = message[at + 1] == 0 && message[at + 2] == 1 && message[at + 3] == 0 && message[at + 4] == 1;
            byte[] answer = new byte[end + (isAddress ? AddressByteCount : 0)];
            Array.Copy(message, 0, answer, 0, end);
            // Response, authoritative, recursion as asked; no error; one question, one answer or none, nothing else.
            answer[2] = (byte)(0x84 | (message[2] & 1));
            answer[3] = 0;
            for (int i = 6; i < HeaderByteCount; i++)
                answer[i] = 0;
            if (!isAddress)
                return answer;
            answer[7] = 1;
            // Name of the question (pointer to 12), type A, class IN, 60 s to live: the phone must ask anew when it is back on another network.
            byte[] record = { 0xC0, HeaderByteCount, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, _box[0], _box[1], _box[2], _box[3] };
            Array.Copy(record, 0, answer, end, AddressByteCount);
            return answer;
        }
    }
}
