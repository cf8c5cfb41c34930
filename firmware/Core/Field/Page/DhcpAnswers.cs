using System;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>
    /// Gives phones an address (RFC 2131, options of RFC 2132): the runtime's own DHCP server is not compiled in. One address for each of eight phones, by the order in which they come; the box
    /// is router and name server too, so that every name leads to the page.
    /// </summary>
    public class DhcpAnswers
    {
        /// <summary>Port that is listened on.</summary>
        public const int Port = 67;

        /// <summary>Port that is answered to, by broadcast: a phone has no address yet.</summary>
        public const int PhonePort = 68;

        /// <summary>Phones with an address at a time; the oldest gives its place to a ninth.</summary>
        public const int LeasesMost = 8;

        /// <summary>Longest message that is looked at, bytes.</summary>
        public const int ByteCountMost = 576;

        /// <summary>An address is good for so long, s: longer than a stay at the box.</summary>
        public const int LeaseSeconds = 7200;

        private const int OptionsStart = 240;
        private const int AnswerByteCount = 300;
        private const int Discover = 1;
        private const int Offer = 2;
        private const int Request = 3;
        private const int Acknowledge = 5;
        private const int Refuse = 6;
        private const byte OptionMask = 1;
        private const byte OptionRouter = 3;
        private const byte OptionNameServer = 6;
        private const byte OptionRequested = 50;
        private const byte OptionLease = 51;
        private const byte OptionKind = 53;
        private const byte OptionServer = 54;
        private const byte OptionEnd = 255;

        // "99.130.83.99" in RFC 2131, section 3.
        private const uint Cookie = 0x63538263;

        private readonly byte[] _box;
        private readonly byte[][] _phones = new byte[LeasesMost][];
        private int _next;

        /// <summary>Answers of a box with an IPv4 address of four bytes, in a network of 255.255.255.0.</summary>
        public DhcpAnswers(byte[] box)
        {
            _box = box;
        }

        /// <summary>The answer to a message, or null where it needs none or is none.</summary>
        public byte[] Answer(byte[] message, int count)
        {
            // From a phone (1) on Ethernet-like hardware (1) with addresses of 6 bytes.
            if (count <= OptionsStart || count > ByteCountMost || message[0] != 1 || message[1] != 1 || message[2] != 6 || LittleEndian.GetU32(message, 236) != Cookie)
                return null;
            int kindAt = Find(message, count, OptionKind, 1);
            if (kindAt < 0)
                return null;
            int server = Find(message, count, OptionServer, 4);
            if (message[kindAt] == Discover)
                return Build(message, Offer, LeaseOf(message));
            if (message[kindAt] != Request || (server >= 0 && !IsSame(message, server, _box, 0, 4)))
                return null;
            int lease = LeaseOf(message);
            int wanted = Find(message, count, OptionRequested, 4);
            // Renewing, the address stands in the message's own field (ciaddr, at 12).
            if (wanted < 0)
                wanted = 12;
            return Build(message, IsSame(message, wanted, AddressOf(lease), 0, 4) ? Acknowledge : Refuse, lease);
        }

        // Where the value of an option with at least so many bytes begins; -1 where there is none.
        private static int Find(byte[] message, int count, byte option, int least)
        {
            int at = OptionsStart;
            while (at < count && message[at] != OptionEnd)
            {
                if (message[at] == 0)
                {
                    at++;
                    continue;
                }
                if (at + 1 >= count || at + 2 + message[at + 1] > count)
                    return -1;
                if (message[at] == option)
                    return message[at + 1] >= least ? at + 2 : -1;
                at += 2 + message[at + 1];
            }
            return -1;
        }

        private int LeaseOf(byte[] message)
        {
            for (int i = 0; i < LeasesMost; i++)
                if (_phones[i] != null && IsSame(message, 28, _phones[i], 0, 6))
                    return i;
            int lease = _next;
            _next = (_next + 1) % LeasesMost;
            _phones[lease] = new byte[6];
            Array.Copy(message, 28, _phones[lease], 0, 6);
            return lease;
        }

        // The box is .1, the phones are .2 to .9.
        private byte[] AddressOf(int lease)
        {
            return new byte[] { _box[0], _box[1], _box[2], (byte)(_box[3] + 1 + lease) };
        }

        private byte[] Build(byte[] message, int kind, int lease)
        {
            byte[] answer = new byte[AnswerByteCount];
            // Number, flags and hardware address are the phone's; the first byte says that this is an answer.
            Array.Copy(message, 0, answer, 0, 8);
            Array.Copy(message, 10, answer, 10, 2);
            Array.Copy(message, 28, answer, 28, 16);
            answer[0] = 2;
            answer[3] = 0;
            LittleEndian.Put32(answer, 236, Cookie);
            int at = Put(answer, OptionsStart, OptionKind, new byte[] { (byte)kind });
            at = Put(answer, at, OptionServer, _box);
            if (kind != Refuse)
            {
                Array.Copy(AddressOf(lease), 0, answer, 16, 4);
                at = Put(answer, at, OptionLease, new byte[] { 0, 0, LeaseSeconds >> 8, LeaseSeconds & 255 });
                at = Put(answer, at, OptionMask, new byte[] { 255, 255, 255, 0 });
                at = Put(answer, at, OptionRouter, _box);
                at = Put(answer, at, OptionNameServer, _box);
            }
            answer[at] = OptionEnd;
            return answer;
        }

        private static int Put(byte[] answer, int at, byte option, byte[] value)
        {
            answer[at] = option;
            answer[at + 1] = (byte)value.Length;
            Array.Copy(value, 0, answer, at + 2, value.Length);
            return at + 2 + value.Length;
        }

        private static bool IsSame(byte[] a, int aStart, byte[] b, int bStart, int count)
        {
            for (int i = 0; i < count; i++)
                if (a[aStart + i] != b[bStart + i])
                    return false;
            return true;
        }
    }
}
