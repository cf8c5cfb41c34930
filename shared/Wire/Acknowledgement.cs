namespace KarstLogger.Wire
{
    /// <summary>
    /// What a gateway has committed durably of one logger's epoch, computed from its database after the commit (docs/wire-format.md, "Acknowledgement").
    /// Frames are settled when they are archived, or when the logger itself has reported them overwritten. Any gateway may answer, in any order:
    /// the logger takes the union of what it is told.
    /// </summary>
    public class Acknowledgement
    {
        /// <summary>Most ranges above <see cref="CommittedThrough"/>.</summary>
        public const int RangesMost = 8;

        private const byte Mark = (byte)'A';
        private const byte Version = 1;
        private const int HeaderByteCount = 28;
        private const int RangeByteCount = 8;

        /// <summary>The upload that is answered.</summary>
        public uint BatchId;

        /// <summary>The data logger.</summary>
        public uint LoggerId;

        /// <summary>The epoch that the sequences belong to.</summary>
        public uint Epoch;

        /// <summary>Every sequence from 1 to this one is settled; 0 = none.</summary>
        public uint CommittedThrough;

        /// <summary>First sequence of each settled range above <see cref="CommittedThrough"/>, ascending.</summary>
        public uint[] RangeFirst = new uint[0];

        /// <summary>Last sequence of each range.</summary>
        public uint[] RangeLast = new uint[0];

        /// <summary>The gateway's clock, seconds since 1970-01-01 UTC: also a time source for the logger.</summary>
        public uint GatewayUtcSeconds;

        /// <summary>Milliseconds of the same instant, 0 to 999.</summary>
        public int GatewayMilliseconds;

        /// <summary>True where <paramref name="sequence"/> is settled.</summary>
        public bool Covers(uint sequence)
        {
            if (sequence <= CommittedThrough)
                return true;
            for (int i = 0; i < RangeFirst.Length; i++)
                if (sequence >= RangeFirst[i] && sequence <= RangeLast[i])
                    return true;
            return false;
        }

        /// <summary>The message's bytes.</summary>
        public byte[] ToBytes()
        {
            int count = RangeFirst.Length;
            byte[] bytes = new byte[HeaderByteCount + count * RangeByteCount + Frame.ChecksumByteCount];
            bytes[0] = Mark;
            bytes[1] = Version;
            bytes[2] = (byte)count;
            LittleEndian.Put32(bytes, 4, LoggerId);
            LittleEndian.Put32(bytes, 8, BatchId);
            LittleEndian.Put32(bytes, 12, Epoch);
            LittleEndian.Put32(bytes, 16, CommittedThrough);
            LittleEndian.Put32(bytes, 20, GatewayUtcSeconds);
            LittleEndian.Put16(bytes, 24, GatewayMilliseconds);
            for (int i = 0; i < count; i++)
            {
                LittleEndian.Put32(bytes, HeaderByteCount + i * RangeByteCount, RangeFirst[i]);
                LittleEndian.Put32(bytes, HeaderByteCount + i * RangeByteCount + 4, RangeLast[i]);
            }
            Frame.Seal(bytes, 0, bytes.Length);
            return bytes;
        }

        /// <summary>Reads a message; null where it is not a whole, unbroken acknowledgement of this version.</summary>
        public static Acknowledgement Read(byte[] bytes)
        {
            if (bytes.Length < HeaderByteCount + Frame.ChecksumByteCount || bytes[0] != Mark || bytes[1] != Version)
                return null;
            int count = bytes[2];
            int checkedCount = HeaderByteCount + count * RangeByteCount;
            if (count > RangesMost || bytes.Length != checkedCount + Frame.ChecksumByteCount)
                return null;
            if (Crc32.Of(bytes, 0, checkedCount) != LittleEndian.GetU32(bytes, checkedCount))
                return null;
            Acknowledgement acknowledgement = new Acknowledgement
            {
                LoggerId = LittleEndian.GetU32(bytes, 4),
                BatchId = LittleEndian.GetU32(bytes, 8),
                Epoch = LittleEndian.GetU32(bytes, 12),
                CommittedThrough = LittleEndian.GetU32(bytes, 16),
                GatewayUtcSeconds = LittleEndian.GetU32(bytes, 20),
                GatewayMilliseconds = LittleEndian.GetU16(bytes, 24),
                RangeFirst = new uint[count],
                RangeLast = new uint[count],
            };
            for (int i = 0; i < count; i++)
            {
                acknowledgement.RangeFirst[i] = LittleEndian.GetU32(bytes, HeaderByteCount + i * RangeByteCount);
                acknowledgement.RangeLast[i] = LittleEndian.GetU32(bytes, HeaderByteCount + i * RangeByteCount + 4);
            }
            return acknowledgement;
        }
    }
}
