using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Storage
{
    /// <summary>What is known of one epoch: the last sequence given, and which of them a gateway has settled (docs/wire-format.md, "Acknowledgement").</summary>
    public class EpochCursor
    {
        /// <summary>Bytes that <see cref="Write"/> writes.</summary>
        public const int ByteCount = 16 + 8 * Acknowledgement.RangesMost;

        private readonly uint[] _first = new uint[Acknowledgement.RangesMost];
        private readonly uint[] _last = new uint[Acknowledgement.RangesMost];

        /// <summary>The epoch; 0 = none yet.</summary>
        public uint Epoch;

        /// <summary>Last sequence given to a frame; 0 = none.</summary>
        public uint LastSequence;

        /// <summary>Every sequence from 1 to this one is settled.</summary>
        public uint SettledThrough { get; private set; }

        /// <summary>Losses up to this sequence have been counted; telling them again (the event was lost too) does not count them again.</summary>
        public uint LossCountedThrough;

        /// <summary>Last sequence from <paramref name="sequence"/> on that is settled, or unsettled, like it.</summary>
        public uint RunEnd(uint sequence)
        {
            if (sequence <= SettledThrough)
                return SettledThrough;
            uint end = uint.MaxValue;
            for (int i = 0; i < Acknowledgement.RangesMost; i++)
            {
                if (_first[i] == 0)
                    continue;
                if (sequence >= _first[i] && sequence <= _last[i])
                    return _last[i];
                if (_first[i] > sequence && _first[i] - 1 < end)
                    end = _first[i] - 1;
            }
            return end;
        }

        /// <summary>True where <paramref name="sequence"/> is settled.</summary>
        public bool IsSettled(uint sequence)
        {
            if (sequence <= SettledThrough)
                return true;
            for (int i = 0; i < Acknowledgement.RangesMost; i++)
                if (_first[i] != 0 && sequence >= _first[i] && sequence <= _last[i])
                    return true;
            return false;
        }

        /// <summary>Sequences given and not settled.</summary>
        public uint UnsettledCount
        {
            get
            {
                uint count = LastSequence - SettledThrough;
                for (int i = 0; i < Acknowledgement.RangesMost; i++)
                    if (_first[i] != 0)
                        count -= _last[i] - _first[i] + 1;
                return count;
            }
        }

        /// <summary>Takes the union with what a gateway says, as far as sequences have been given.</summary>
        /// <returns>False where the gateway knows sequences that this journal never gave: its continuity is in doubt and a new epoch must begin.</returns>
        public bool Settle(Acknowledgement acknowledgement)
        {
            bool known = acknowledgement.CommittedThrough <= LastSequence;
            uint through = known ? acknowledgement.CommittedThrough : LastSequence;
            if (through > SettledThrough)
                SettledThrough = through;
            DropCovered();
            for (int i = 0; i < acknowledgement.RangeFirst.Length; i++)
            {
                uint first = acknowledgement.RangeFirst[i];
                uint last = acknowledgement.RangeLast[i];
                if (last > LastSequence)
                {
                    known = false;
                    last = LastSequence;
                }
                if (first > SettledThrough && first <= last)
                    AddRange(first, last);
            }
            return known;
        }

        internal void Write(byte[] bytes, int offset)
        {
            LittleEndian.Put32(bytes, offset, Epoch);
            LittleEndian.Put32(bytes, offset + 4, LastSequence);
            LittleEndian.Put32(bytes, offset + 8, SettledThrough);
            LittleEndian.Put32(bytes, offset + 12, LossCountedThrough);
            for (int i = 0; i < Acknowledgement.RangesMost; i++)
            {
                LittleEndian.Put32(bytes, offset + 16 + i * 8, _first[i]);
                LittleEndian.Put32(bytes, offset + 20 + i * 8, _last[i]);
            }
        }

        internal static EpochCursor Read(byte[] bytes, int offset)
        {
            EpochCursor cursor = new EpochCursor
            {
                Epoch = LittleEndian.GetU32(bytes, offset),
                LastSequence = LittleEndian.GetU32(bytes, offset + 4),
                SettledThrough = LittleEndian.GetU32(bytes, offset + 8),
                LossCountedThrough = LittleEndian.GetU32(bytes, offset + 12),
            };
            for (int i = 0; i < Acknowledgement.RangesMost; i++)
            {
                cursor._first[i] = LittleEndian.GetU32(bytes, offset + 16 + i * 8);
                cursor._last[i] = LittleEndian.GetU32(bytes, offset + 20 + i * 8);
            }
            return cursor;
        }

        private void AddRange(uint first, uint last)
        {
            for (int i = 0; i < Acknowledgement.RangesMost; i++)
            {
                // Overlapping or touching ranges become one; the slot of the swallowed one is freed.
                if (_first[i] == 0 || first > _last[i] + 1 || last + 1 < _first[i])
                    continue;
                first = first < _first[i] ? first : _first[i];
                last = last > _last[i] ? last : _last[i];
                _first[i] = 0;
                _last[i] = 0;
            }
            int slot = FreeSlotOrShortest();
            // With every slot taken the shortest range is forgotten: its frames are sent again, which is harmless.
            if (_first[slot] == 0 || last - first > _last[slot] - _first[slot])
            {
                _first[slot] = first;
                _last[slot] = last;
            }
            DropCovered();
        }

        private int FreeSlotOrShortest()
        {
            int shortest = 0;
            for (int i = 0; i < Acknowledgement.RangesMost; i++)
            {
                if (_first[i] == 0)
                    return i;
                if (_last[i] - _first[i] < _last[shortest] - _first[shortest])
                    shortest = i;
            }
            return shortest;
        }

        private void DropCovered()
        {
            bool moved = true;
            while (moved)
            {
                moved = false;
                for (int i = 0; i < Acknowledgement.RangesMost; i++)
                {
                    if (_first[i] == 0 || _first[i] > SettledThrough + 1)
                        continue;
                    if (_last[i] > SettledThrough)
                        SettledThrough = _last[i];
                    _first[i] = 0;
                    _last[i] = 0;
                    moved = true;
                }
            }
        }
    }
}
