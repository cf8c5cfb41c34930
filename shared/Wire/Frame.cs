namespace KarstLogger.Wire
{
    /// <summary>Why bytes are not a frame.</summary>
    public enum FrameFault
    {
        /// <summary>The bytes are a whole, unbroken frame.</summary>
        None = 0,

        /// <summary>Fewer bytes than the frame's own length, or than the smallest frame.</summary>
        TooShort = 1,

        /// <summary>A kind that does not exist.</summary>
        UnknownKind = 2,

        /// <summary>A layout that this version does not know.</summary>
        UnknownLayout = 3,

        /// <summary>A length that the kind does not allow.</summary>
        WrongLength = 4,

        /// <summary>The checksum does not fit the bytes.</summary>
        BadChecksum = 5,

        /// <summary>The checksum fits, but a field holds a value that its meaning does not allow.</summary>
        BadField = 6,
    }

    /// <summary>What all frames share: length, check and checksum (docs/wire-format.md).</summary>
    public static class Frame
    {
        /// <summary>The smallest frame: header, one word of content, checksum.</summary>
        public const int ByteCountLeast = 36;

        /// <summary>The longest frame: an event with 220 bytes of text.</summary>
        public const int ByteCountMost = 256;

        /// <summary>Bytes of the checksum at the end.</summary>
        public const int ChecksumByteCount = 4;

        /// <summary>The length that the frame at <paramref name="offset"/> claims, in bytes.</summary>
        public static int ClaimedByteCount(byte[] bytes, int offset)
        {
            return bytes[offset + 1] * 4;
        }

        /// <summary>Looks at the bytes from <paramref name="offset"/>, of which <paramref name="available"/> belong to the message.</summary>
        /// <returns><see cref="FrameFault.None"/> for a frame that may be read; otherwise the first reason why not.</returns>
        public static FrameFault Check(byte[] bytes, int offset, int available)
        {
            if (available < ByteCountLeast)
                return FrameFault.TooShort;
            int kind = bytes[offset] >> 4;
            if (kind < (int)FrameKind.Sample || kind > (int)FrameKind.ExtraChannels)
                return FrameFault.UnknownKind;
            if ((bytes[offset] & 15) != FrameHeader.Layout)
                return FrameFault.UnknownLayout;
            int byteCount = ClaimedByteCount(bytes, offset);
            if (!IsLengthAllowed((FrameKind)kind, byteCount))
                return FrameFault.WrongLength;
            if (available < byteCount)
                return FrameFault.TooShort;
            uint stored = LittleEndian.GetU32(bytes, offset + byteCount - ChecksumByteCount);
            if (Crc32.Of(bytes, offset, byteCount - ChecksumByteCount) != stored)
                return FrameFault.BadChecksum;
            return AreFieldsAllowed(bytes, offset, (FrameKind)kind, byteCount) ? FrameFault.None : FrameFault.BadField;
        }

        /// <summary>Reads the header of a checked frame.</summary>
        public static FrameHeader ReadHeader(byte[] bytes, int offset)
        {
            FrameHeader header = new FrameHeader();
            header.Read(bytes, offset);
            return header;
        }

        /// <summary>Writes the checksum over the frame's bytes.</summary>
        internal static void Seal(byte[] bytes, int offset, int byteCount)
        {
            LittleEndian.Put32(bytes, offset + byteCount - ChecksumByteCount, Crc32.Of(bytes, offset, byteCount - ChecksumByteCount));
        }

        private static bool IsLengthAllowed(FrameKind kind, int byteCount)
        {
            switch (kind)
            {
                case FrameKind.Sample:
                    return byteCount == SampleFrame.ByteCount;
                case FrameKind.Event:
                    return byteCount >= ByteCountLeast && byteCount <= ByteCountMost;
                default:
                    return byteCount >= ExtraChannelsFrame.ByteCountOf(1) && byteCount <= ExtraChannelsFrame.ByteCountOf(ExtraChannelsFrame.ChannelsMost)
                        && (byteCount - ExtraChannelsFrame.ByteCountOf(0)) % ExtraChannelsFrame.ChannelByteCount == 0;
            }
        }

        private static bool AreFieldsAllowed(byte[] bytes, int offset, FrameKind kind, int byteCount)
        {
            if ((bytes[offset + 20] >> 5) > (int)ClockSource.Modem || bytes[offset + 21] > (int)SampleTrigger.SelfTest)
                return false;
            if ((bytes[offset + 27] & 15) > (int)LevelBasis.AbsolutePascals || (bytes[offset + 27] >> 4) > (int)EcBasis.Unknown)
                return false;
            if (kind == FrameKind.Sample)
                return SampleFrame.AreStatusesAllowed(bytes, offset);
            return kind != FrameKind.Event || EventFrame.IsTextInside(bytes, offset, byteCount);
        }
    }
}
