namespace KarstLogger.Wire
{
    /// <summary>
    /// The first 28 bytes of every frame, with the same meaning in all kinds (docs/wire-format.md, "Header").
    /// Writing cuts each field to its bits: whoever fills a field keeps it in the range named beside it and says OutOfRange in the status where that is impossible.
    /// </summary>
    public class FrameHeader
    {
        /// <summary>Bytes of the header.</summary>
        public const int ByteCount = 28;

        /// <summary>The layout number written into the first byte. Layout 1 never changes.</summary>
        public const int Layout = 1;

        /// <summary>An error bound that is not known (31 in the 5-bit field).</summary>
        public const int ErrorBoundUnknown = 31;

        /// <summary>Largest deployment number (12 bits).</summary>
        public const int DeploymentMost = 4095;

        /// <summary>Sample, event or extra channels.</summary>
        public FrameKind Kind;

        /// <summary>Deployment number, 0 to 4095.</summary>
        public int Deployment;

        /// <summary>Sonde slot, 0 to 15.</summary>
        public int SondeSlot;

        /// <summary>The data logger (text form: <see cref="LoggerId"/>).</summary>
        public uint LoggerId;

        /// <summary>Random number of the journal's life; with <see cref="LoggerId"/> and <see cref="Sequence"/> the frame's key.</summary>
        public uint Epoch;

        /// <summary>Number of the frame in its epoch, from 1, without holes.</summary>
        public uint Sequence;

        /// <summary>Seconds since 1970-01-01 UTC; with <see cref="ClockSource"/> Unset seconds counted, from two days on (firmware ClockKeeper).</summary>
        public uint UtcSeconds;

        /// <summary>Where the clock got its time from.</summary>
        public ClockSource ClockSource;

        /// <summary>The clock is right within 2^this milliseconds; 31 = unknown.</summary>
        public int ClockErrorLog2Milliseconds;

        /// <summary>Why the frame was made.</summary>
        public SampleTrigger Trigger;

        /// <summary>Seconds since the previous sample, 0 to 65535 (65535 = that or longer).</summary>
        public int IntervalSeconds;

        /// <summary>Number of the configuration in force, 0 to 65535.</summary>
        public int Configuration;

        /// <summary>Bits of <see cref="FrameFlags"/>.</summary>
        public int Flags;

        /// <summary>What the level field of the sample is.</summary>
        public LevelBasis LevelBasis;

        /// <summary>What the conductivity field of the sample is.</summary>
        public EcBasis EcBasis;

        /// <summary>True where <see cref="FrameFlags.Simulated"/> is set.</summary>
        public bool IsSimulated
        {
            get { return (Flags & FrameFlags.Simulated) != 0; }
        }

        /// <summary>Writes the header for a frame of <paramref name="frameByteCount"/> bytes.</summary>
        internal void Write(byte[] bytes, int offset, int frameByteCount)
        {
            bytes[offset] = (byte)(((int)Kind << 4) | Layout);
            bytes[offset + 1] = (byte)(frameByteCount / 4);
            LittleEndian.Put16(bytes, offset + 2, (SondeSlot << 12) | Deployment);
            LittleEndian.Put32(bytes, offset + 4, LoggerId);
            LittleEndian.Put32(bytes, offset + 8, Epoch);
            LittleEndian.Put32(bytes, offset + 12, Sequence);
            LittleEndian.Put32(bytes, offset + 16, UtcSeconds);
            bytes[offset + 20] = (byte)(((int)ClockSource << 5) | ClockErrorLog2Milliseconds);
            bytes[offset + 21] = (byte)Trigger;
            LittleEndian.Put16(bytes, offset + 22, IntervalSeconds);
            LittleEndian.Put16(bytes, offset + 24, Configuration);
            bytes[offset + 26] = (byte)Flags;
            bytes[offset + 27] = (byte)(((int)EcBasis << 4) | (int)LevelBasis);
        }

        /// <summary>Reads the header of a frame that <see cref="Frame.Check"/> has accepted.</summary>
        internal void Read(byte[] bytes, int offset)
        {
            Kind = (FrameKind)(bytes[offset] >> 4);
            int deployment = LittleEndian.GetU16(bytes, offset + 2);
            Deployment = deployment & DeploymentMost;
            SondeSlot = deployment >> 12;
            LoggerId = LittleEndian.GetU32(bytes, offset + 4);
            Epoch = LittleEndian.GetU32(bytes, offset + 8);
            Sequence = LittleEndian.GetU32(bytes, offset + 12);
            UtcSeconds = LittleEndian.GetU32(bytes, offset + 16);
            ClockSource = (ClockSource)(bytes[offset + 20] >> 5);
            ClockErrorLog2Milliseconds = bytes[offset + 20] & 31;
            Trigger = (SampleTrigger)bytes[offset + 21];
            IntervalSeconds = LittleEndian.GetU16(bytes, offset + 22);
            Configuration = LittleEndian.GetU16(bytes, offset + 24);
            Flags = bytes[offset + 26];
            LevelBasis = (LevelBasis)(bytes[offset + 27] & 15);
            EcBasis = (EcBasis)(bytes[offset + 27] >> 4);
        }
    }
}
