namespace KarstLogger.Wire
{
    /// <summary>One upload: 24 bytes, then whole frames (docs/wire-format.md, "Envelope").</summary>
    public class Envelope
    {
        /// <summary>Bytes before the frames.</summary>
        public const int HeaderByteCount = 24;

        /// <summary>Frames in an upload unless configured otherwise: below 1 KB, so that a lossy link loses little.</summary>
        public const int FramesUsual = 15;

        /// <summary>Most frames in one upload.</summary>
        public const int FramesMost = 60;

        private const byte Mark = (byte)'K';
        private const byte Version = 1;

        /// <summary>The data logger.</summary>
        public uint LoggerId;

        /// <summary>Number of the upload, repeated in the acknowledgement.</summary>
        public uint BatchId;

        /// <summary>The logger's clock when it sent, seconds since 1970-01-01 UTC.</summary>
        public uint SendUtcSeconds;

        /// <summary>Milliseconds of the same instant, 0 to 999.</summary>
        public int SendMilliseconds;

        /// <summary>Frames still waiting after this upload; 65535 = that or more.</summary>
        public int Backlog;

        /// <summary>Seconds until the logger calls again.</summary>
        public uint NextContactSeconds;

        /// <summary>Frames in the upload, 0 (a mere hello) to <see cref="FramesMost"/>.</summary>
        public int FrameCount;

        /// <summary>Writes the 24 bytes before the frames.</summary>
        public void WriteHeader(byte[] bytes)
        {
            bytes[0] = Mark;
            bytes[1] = Version;
            LittleEndian.Put16(bytes, 2, FrameCount);
            LittleEndian.Put32(bytes, 4, LoggerId);
            LittleEndian.Put32(bytes, 8, BatchId);
            LittleEndian.Put32(bytes, 12, SendUtcSeconds);
            LittleEndian.Put16(bytes, 16, SendMilliseconds);
            LittleEndian.Put16(bytes, 18, Backlog);
            LittleEndian.Put32(bytes, 20, NextContactSeconds);
        }

        /// <summary>Reads the header; null where the bytes are no envelope of this version. The frames behind it are checked one by one by the reader.</summary>
        public static Envelope Read(byte[] bytes)
        {
            if (bytes.Length < HeaderByteCount || bytes[0] != Mark || bytes[1] != Version)
                return null;
            int frameCount = LittleEndian.GetU16(bytes, 2);
            if (frameCount > FramesMost)
                return null;
            return new Envelope
            {
                FrameCount = frameCount,
                LoggerId = LittleEndian.GetU32(bytes, 4),
                BatchId = LittleEndian.GetU32(bytes, 8),
                SendUtcSeconds = LittleEndian.GetU32(bytes, 12),
                SendMilliseconds = LittleEndian.GetU16(bytes, 16),
                Backlog = LittleEndian.GetU16(bytes, 18),
                NextContactSeconds = LittleEndian.GetU32(bytes, 20),
            };
        }
    }
}
