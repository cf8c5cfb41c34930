using System;
using System.Collections;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Storage
{
    /// <summary>
    /// Every frame, in order, on append-only segment files. A frame is stored when its segment has been closed, opened again and read back equal, not before.
    /// A torn or refused segment is never appended to again: the journal goes on in a new one, and no sequence is used for two different contents.
    /// </summary>
    public class SampleJournal
    {
        /// <summary>Tries to store a frame, each in a new segment, before it counts as lost.</summary>
        private const int StoreTriesMost = 3;

        private readonly IFlash _flash;
        private readonly LoggerState _state;
        private readonly uint _loggerId;
        private uint[] _segments;
        private bool _newestIsSealed;

        /// <summary>The journal on a drive, with the state restored from the same drive.</summary>
        public SampleJournal(IFlash flash, LoggerState state, uint loggerId)
        {
            _flash = flash;
            _state = state;
            _loggerId = loggerId;
            _segments = flash.List();
            Plan = new JournalPlan(flash.CapacityBytes);
        }

        /// <summary>Sizes on this drive.</summary>
        public JournalPlan Plan { get; }

        /// <summary>Losses that no event has told yet; elements are <see cref="LostRange"/>.</summary>
        public ArrayList Lost { get; } = new ArrayList();

        /// <summary>The sequence that the next frame must carry.</summary>
        public uint NextSequence
        {
            get { return _state.Current.LastSequence + 1; }
        }

        /// <summary>The epoch that the next frame must carry.</summary>
        public uint Epoch
        {
            get { return _state.Current.Epoch; }
        }

        /// <summary>True where a segment must go before long; see <see cref="DeleteOldest"/>.</summary>
        public bool IsOverPlan
        {
            get { return _segments.Length > Plan.SegmentsMost; }
        }

        /// <summary>A reader over all frames; start it with <see cref="JournalReader.MoveTo"/>.</summary>
        public JournalReader Reader()
        {
            return new JournalReader(_flash, _loggerId, _segments);
        }

        /// <summary>
        /// The first segment that can hold an unsettled frame, 0 where the journal is empty. Sequences ascend, so everything before a frame whose predecessors are settled
        /// is settled too; seven looks at a full drive's 127 segments find it, where walking through them would read the whole drive.
        /// </summary>
        public uint FirstUnsettledSegment
        {
            get
            {
                for (int i = 1; i < LoggerState.EpochsMost; i++)
                    if (_state.Epochs[i].UnsettledCount > 0)
                        return OldestSegment;
                JournalReader reader = Reader();
                int low = 0;
                int high = _segments.Length - 1;
                while (low < high)
                {
                    int middle = (low + high + 1) / 2;
                    if (BeginsSettled(reader, _segments[middle]))
                        low = middle;
                    else
                        high = middle - 1;
                }
                return _segments.Length == 0 ? 0 : _segments[low];
            }
        }

        /// <summary>First segment's number, 0 where the journal is empty.</summary>
        public uint OldestSegment
        {
            get { return _segments.Length == 0 ? 0 : _segments[0]; }
        }

        /// <summary>
        /// Finds out what the drive holds. After a deep sleep only what the state does not know is read; otherwise every unsettled frame is looked at and what is
        /// missing is noted as lost. Without a readable state continuity cannot be proved and <paramref name="chance"/> becomes the new epoch.
        /// </summary>
        public JournalRecovery Open(bool lookAtEverything, uint chance)
        {
            JournalRecovery recovery = new JournalRecovery();
            JournalReader reader = Reader();
            bool restored = _state.WasRestored && _state.Current.Epoch != 0;
            reader.MoveTo(restored ? _state.NewestSegment : 0, restored ? (int)_state.NewestSegmentByteCount : 0);
            while (reader.Next())
            {
                recovery.RecoveredFrames++;
                EpochCursor cursor = _state.CursorOf(reader.Epoch);
                if (cursor == null)
                {
                    BeginEpoch(reader.Epoch);
                    cursor = _state.Current;
                }
                if (reader.Sequence > cursor.LastSequence)
                    cursor.LastSequence = reader.Sequence;
            }
            recovery.TornByteCount = reader.BrokenByteCount;
            recovery.NewEpoch = !restored || _state.EpochInDoubt;
            bool shrunk = restored && _state.NewestSegment != 0 && _flash.Length(_state.NewestSegment) < (int)_state.NewestSegmentByteCount;
            FindNewest();
            _newestIsSealed = recovery.NewEpoch || shrunk || recovery.TornByteCount > 0;
            if (recovery.NewEpoch)
                BeginEpoch(chance == 0 ? 1 : chance);
            _state.EpochInDoubt = false;
            if (lookAtEverything || shrunk || _state.FramesMissing)
                NoteMissing();
            _state.FramesMissing = false;
            return recovery;
        }

        /// <summary>Stores frames (elements are byte[]) that carry consecutive sequences from <see cref="NextSequence"/>.</summary>
        /// <returns>True only after the frames were read back from the reopened segment. False: their sequences are given up and noted in <see cref="Lost"/>.</returns>
        public bool Store(ArrayList frames)
        {
            int byteCount = 0;
            foreach (byte[] frame in frames)
                byteCount += frame.Length;
            uint first = NextSequence;
            if (LittleEndian.GetU32((byte[])frames[0], 12) != first)
                throw new ArgumentException("The first frame carries another sequence than the journal's next.");
            bool stored = false;
            for (int i = 0; i < StoreTriesMost && !stored; i++)
                stored = StoreOnce(frames, byteCount);
            _state.Current.LastSequence = first + (uint)frames.Count - 1;
            if (!stored)
                NoteLost(Epoch, first, _state.Current.LastSequence, LostRange.Damaged);
            return stored;
        }

        /// <summary>
        /// What is lost when the oldest segment goes, as ranges (elements are <see cref="LostRange"/>). They begin at the first unsettled frame, so that they also say
        /// again what went before: the event that told it may have gone too.
        /// </summary>
        public ArrayList LostWithOldest()
        {
            ArrayList ranges = new ArrayList();
            foreach (EpochCursor cursor in _state.Epochs)
            {
                uint last = 0;
                JournalReader reader = new JournalReader(_flash, _loggerId, new uint[] { OldestSegment });
                while (cursor.Epoch != 0 && cursor.UnsettledCount > 0 && reader.Next())
                    if (reader.Epoch == cursor.Epoch && !cursor.IsSettled(reader.Sequence))
                        last = reader.Sequence;
                AddUnsettled(ranges, cursor, cursor.SettledThrough + 1, last, LostRange.Full);
            }
            return ranges;
        }

        /// <summary>Counts losses (elements are <see cref="LostRange"/>) that were not counted before, and lets the next sample say that there were some.</summary>
        public void CountLosses(ArrayList ranges)
        {
            foreach (LostRange range in ranges)
            {
                EpochCursor cursor = _state.CursorOf(range.Epoch);
                uint counted = cursor == null ? 0 : cursor.LossCountedThrough;
                uint first = range.First > counted ? range.First : counted + 1;
                if (range.Last < first)
                    continue;
                _state.LostFrames += range.Last - first + 1;
                _state.PendingFlags |= FrameFlags.Overwritten;
                if (cursor != null)
                    cursor.LossCountedThrough = range.Last;
            }
        }

        /// <summary>Deletes the oldest segment. Whoever calls this has told <see cref="LostWithOldest"/> before, in a stored event.</summary>
        public void DeleteOldest()
        {
            _flash.DeleteOldest();
            _segments = _flash.List();
        }

        /// <summary>More unfinished epochs than the state can follow: the oldest one's rest is given up, and said so.</summary>
        private void BeginEpoch(uint epoch)
        {
            EpochCursor dropped = _state.BeginEpoch(epoch);
            if (dropped != null)
                NoteLost(dropped.Epoch, dropped.SettledThrough + 1, dropped.LastSequence, LostRange.Damaged);
        }

        private bool StoreOnce(ArrayList frames, int byteCount)
        {
            if (_newestIsSealed || _state.NewestSegment == 0 || _state.NewestSegmentByteCount + byteCount > Plan.SegmentByteCount)
                BeginSegment();
            uint segment = _state.NewestSegment;
            int start = (int)_state.NewestSegmentByteCount;
            foreach (byte[] frame in frames)
                if (!_flash.Append(segment, frame, 0, frame.Length))
                    return GiveUpSegment();
            if (!_flash.Commit(segment))
                return GiveUpSegment();
            if (start == 0)
                _segments = _flash.List();
            if (!IsReadBack(segment, start, frames))
                return GiveUpSegment();
            _state.NewestSegmentByteCount = (uint)(start + byteCount);
            return true;
        }

        /// <summary>True where nothing before this segment is unsettled. An epoch that the state does not follow any more is settled or given up.</summary>
        private bool BeginsSettled(JournalReader reader, uint segment)
        {
            reader.MoveTo(segment, 0);
            if (!reader.Next() || reader.Segment != segment)
                return false;
            EpochCursor cursor = _state.CursorOf(reader.Epoch);
            return cursor == null || reader.Sequence <= cursor.SettledThrough + 1;
        }

        private void BeginSegment()
        {
            uint last = _segments.Length == 0 ? 0 : _segments[_segments.Length - 1];
            _state.NewestSegment = (last > _state.NewestSegment ? last : _state.NewestSegment) + 1;
            _state.NewestSegmentByteCount = 0;
            _newestIsSealed = false;
        }

        /// <summary>The drive refused or lied: never append here again. A drive that seems to be full before the plan says so gives up its oldest segment.</summary>
        private bool GiveUpSegment()
        {
            _newestIsSealed = true;
            _segments = _flash.List();
            if (_segments.Length > 1 && _segments.Length > Plan.SegmentsMost / 2)
            {
                ArrayList ranges = LostWithOldest();
                CountLosses(ranges);
                foreach (LostRange range in ranges)
                    Lost.Add(range);
                DeleteOldest();
            }
            return false;
        }

        private bool IsReadBack(uint segment, int start, ArrayList frames)
        {
            byte[] back = new byte[Frame.ByteCountMost];
            int position = start;
            foreach (byte[] frame in frames)
            {
                if (_flash.Read(segment, position, back, 0, frame.Length) != frame.Length)
                    return false;
                for (int i = 0; i < frame.Length; i++)
                    if (back[i] != frame[i])
                        return false;
                position += frame.Length;
            }
            return true;
        }

        private void FindNewest()
        {
            if (_segments.Length == 0)
                return;
            _state.NewestSegment = _segments[_segments.Length - 1];
            _state.NewestSegmentByteCount = (uint)_flash.Length(_state.NewestSegment);
        }

        /// <summary>Compares what the cursors expect with what can be read, per epoch.</summary>
        private void NoteMissing()
        {
            ArrayList ranges = new ArrayList();
            foreach (EpochCursor cursor in _state.Epochs)
            {
                if (cursor.Epoch == 0 || cursor.UnsettledCount == 0)
                    continue;
                uint expected = cursor.SettledThrough + 1;
                JournalReader reader = Reader();
                reader.MoveTo(FirstUnsettledSegment, 0);
                while (reader.Next())
                {
                    if (reader.Epoch != cursor.Epoch || reader.Sequence < expected)
                        continue;
                    AddUnsettled(ranges, cursor, expected, reader.Sequence - 1, LostRange.Damaged);
                    expected = reader.Sequence + 1;
                }
                AddUnsettled(ranges, cursor, expected, cursor.LastSequence, LostRange.Damaged);
            }
            CountLosses(ranges);
            foreach (LostRange range in ranges)
                Lost.Add(range);
        }

        private static void AddUnsettled(ArrayList ranges, EpochCursor cursor, uint first, uint last, string reason)
        {
            while (first <= last)
            {
                uint end = cursor.RunEnd(first);
                if (end > last)
                    end = last;
                if (!cursor.IsSettled(first))
                    ranges.Add(new LostRange(cursor.Epoch, first, end, reason));
                first = end + 1;
            }
        }

        private void NoteLost(uint epoch, uint first, uint last, string reason)
        {
            ArrayList ranges = new ArrayList { new LostRange(epoch, first, last, reason) };
            CountLosses(ranges);
            Lost.Add(ranges[0]);
        }
    }

    /// <summary>What was found when the journal was opened.</summary>
    public class JournalRecovery
    {
        /// <summary>Frames on the drive that the state did not know.</summary>
        public int RecoveredFrames;

        /// <summary>Bytes that are no frame.</summary>
        public int TornByteCount;

        /// <summary>True where continuity could not be proved (or the journal is new).</summary>
        public bool NewEpoch;
    }
}
