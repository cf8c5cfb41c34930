using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>What the newest segments of the record say about the days to come: how fast the battery falls, how fast the drive fills.</summary>
    public class RecordTrend
    {
        // Three segments hold about a week at 15 minutes on a 2 MB drive: enough for a slope, and a second's reading at most.
        private const int SegmentsMost = 3;
        private const uint DaySeconds = 86400;

        // Sag and temperature move the lowest voltage of a cycle by some 20 mV; less than that is no fall.
        private const int FallMillivoltsLeast = 20;

        /// <summary>Days until the battery is low, by the fall seen; -1 where it does not fall or less than a day is known.</summary>
        public int BatteryDays { get; private set; }

        /// <summary>Days until unsent frames would be overwritten, at the rate at which the record grows.</summary>
        public int MemoryDays { get; private set; }

        /// <summary>Reads the newest segments.</summary>
        public static RecordTrend Of(DeskBox box)
        {
            RecordTrend trend = new RecordTrend { BatteryDays = -1 };
            uint[] all = box.Ports.Flash.List();
            int count = all.Length < SegmentsMost ? all.Length : SegmentsMost;
            uint[] newest = new uint[count];
            System.Array.Copy(all, all.Length - count, newest, 0, count);
            JournalReader reader = new JournalReader(box.Ports.Flash, box.Ports.LoggerId, newest);
            uint first = 0;
            uint last = 0;
            int firstMillivolts = 0;
            int lastMillivolts = 0;
            long bytes = 0;
            while (reader.Next())
            {
                bytes += reader.ByteCount;
                byte[] frame = reader.FrameBytes();
                if (frame[0] >> 4 != (int)FrameKind.Sample)
                    continue;
                Sample sample = SampleFrame.Read(frame, 0);
                if (sample.ClockSource == ClockSource.Unset)
                    continue;
                firstMillivolts = first == 0 ? sample.BatteryMillivoltsMin : firstMillivolts;
                first = first == 0 ? sample.UtcSeconds : first;
                last = sample.UtcSeconds;
                lastMillivolts = sample.BatteryMillivoltsMin;
            }
            uint spanSeconds = last > first ? last - first : 0;
            int fall = firstMillivolts - lastMillivolts;
            if (spanSeconds >= DaySeconds && fall >= FallMillivoltsLeast)
            {
                long left = lastMillivolts - box.Configuration.BatteryLowMillivolts;
                trend.BatteryDays = left <= 0 ? 0 : (int)(left * spanSeconds / fall / DaySeconds);
            }
            trend.MemoryDays = Memory(box, bytes, spanSeconds);
            return trend;
        }

        private static int Memory(DeskBox box, long bytes, uint spanSeconds)
        {
            JournalPlan plan = new JournalPlan(box.Ports.Flash.CapacityBytes);
            long room = (long)plan.SegmentsMost * plan.SegmentByteCount - box.Status.Unsent * (long)SampleFrame.ByteCount;
            if (room < 0)
                return 0;
            // A young record says little about its rate: one sample an interval is what the configuration asks for.
            long perDay = spanSeconds >= DaySeconds ? bytes * DaySeconds / spanSeconds : SampleFrame.ByteCount * (long)DaySeconds / box.Configuration.IntervalSeconds;
            return (int)(room / perDay);
        }
    }
}
