namespace KarstLogger.Firmware.Core.Storage
{
    /// <summary>How the journal is laid out on a drive of a given size.</summary>
    public class JournalPlan
    {
        // littlefs and flash pages: reference nanoframework.md section 2 (4 KB blocks).
        private const int BlockByteCount = 4096;
        private const int SegmentBlocksLeast = 4;
        private const int SegmentsAimed = 128;

        // 64 MB is a million samples, 29 years at 15 minutes: no card is used beyond that, so that listing stays quick.
        private const long BytesMost = 64L * 1024 * 1024;

        // A quarter of the drive stays free for small files, the shared network configuration and littlefs' own copies.
        private const int UsedQuarters = 3;

        /// <summary>The plan for a drive.</summary>
        public JournalPlan(long capacityBytes)
        {
            long usable = capacityBytes / 4 * UsedQuarters;
            if (usable > BytesMost)
                usable = BytesMost;
            long blocks = usable / SegmentsAimed / BlockByteCount;
            SegmentByteCount = (int)(blocks < SegmentBlocksLeast ? SegmentBlocksLeast : blocks) * BlockByteCount;
            SegmentsMost = (int)(usable / SegmentByteCount) - 1;
            if (SegmentsMost < 2)
                SegmentsMost = 2;
        }

        /// <summary>A segment is not appended to beyond this length.</summary>
        public int SegmentByteCount { get; }

        /// <summary>With more segments than this the oldest goes.</summary>
        public int SegmentsMost { get; }

        /// <summary>Days until the journal is full when nothing is delivered, at one sample (64 bytes) per <paramref name="intervalSeconds"/>.</summary>
        public int Days(int intervalSeconds)
        {
            return DaysLeft(intervalSeconds, 0);
        }

        /// <summary>Days until the first of <paramref name="unsettledFrames"/> is overwritten when nothing more is delivered.</summary>
        public int DaysLeft(int intervalSeconds, uint unsettledFrames)
        {
            long frames = (long)SegmentsMost * SegmentByteCount / Wire.SampleFrame.ByteCount - unsettledFrames;
            return frames <= 0 ? 0 : (int)(frames * intervalSeconds / 86400);
        }
    }
}
