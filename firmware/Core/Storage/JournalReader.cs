using System;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Storage
{
    /// <summary>
    /// Walks the frames of the journal in the order they were written. Only whole frames of this logger with a right checksum are seen; from a broken place it
    /// steps on word by word (every frame is a multiple of 4 bytes) until the next whole frame.
    /// </summary>
    public class JournalReader
    {
        // Four times the longest frame: one read of the drive serves several frames, and it is small beside the 100 KB of heap.
        private const int BufferByteCount = 1024;

        private readonly IFlash _flash;
        private readonly uint _loggerId;
        private readonly uint[] _segments;
        private readonly byte[] _buffer = new byte[BufferByteCount];
        private int _index;
        private int _position;
        private int _bufferStart;
        private int _bufferCount;

        /// <summary>A reader over the given segments, ascending.</summary>
        public JournalReader(IFlash flash, uint loggerId, uint[] segments)
        {
            _flash = flash;
            _loggerId = loggerId;
            _segments = segments;
        }

        /// <summary>Segment of the frame just found.</summary>
        public uint Segment { get; private set; }

        /// <summary>Epoch of the frame just found.</summary>
        public uint Epoch { get; private set; }

        /// <summary>Sequence of the frame just found.</summary>
        public uint Sequence { get; private set; }

        /// <summary>Length of the frame just found, bytes.</summary>
        public int ByteCount { get; private set; }

        /// <summary>Position behind the frame just found, in its segment.</summary>
        public int End
        {
            get { return _position; }
        }

        /// <summary>Bytes that were no frame, so far.</summary>
        public int BrokenByteCount { get; private set; }

        /// <summary>Bytes behind the last frame of the segment walked last.</summary>
        public int TailByteCount { get; private set; }

        /// <summary>Starts at a position of a segment; where the segment is gone, at the next one.</summary>
        public void MoveTo(uint segment, int position)
        {
            _index = 0;
            while (_index < _segments.Length && _segments[_index] < segment)
                _index++;
            _position = _index < _segments.Length && _segments[_index] == segment ? position : 0;
            _bufferCount = 0;
        }

        /// <summary>Goes to the next frame.</summary>
        /// <returns>False at the journal's end.</returns>
        public bool Next()
        {
            while (_index < _segments.Length)
            {
                if (NextInSegment())
                    return true;
                _index++;
                _position = 0;
                _bufferCount = 0;
            }
            return false;
        }

        /// <summary>A copy of the frame just found.</summary>
        public byte[] FrameBytes()
        {
            byte[] frame = new byte[ByteCount];
            Array.Copy(_buffer, _position - ByteCount - _bufferStart, frame, 0, ByteCount);
            return frame;
        }

        private bool NextInSegment()
        {
            TailByteCount = 0;
            Segment = _segments[_index];
            while (Fill())
            {
                int offset = _position - _bufferStart;
                int available = _bufferCount - offset;
                if (Frame.Check(_buffer, offset, available) == FrameFault.None && LittleEndian.GetU32(_buffer, offset + 4) == _loggerId)
                {
                    BrokenByteCount += TailByteCount;
                    TailByteCount = 0;
                    Epoch = LittleEndian.GetU32(_buffer, offset + 8);
                    Sequence = LittleEndian.GetU32(_buffer, offset + 12);
                    ByteCount = Frame.ClaimedByteCount(_buffer, offset);
                    _position += ByteCount;
                    return true;
                }
                int step = available < 4 ? available : 4;
                TailByteCount += step;
                _position += step;
            }
            BrokenByteCount += TailByteCount;
            return false;
        }

        /// <summary>Sees to it that the longest frame from the position, or all that the segment still has, is in the buffer.</summary>
        private bool Fill()
        {
            int have = _bufferCount - (_position - _bufferStart);
            if (_bufferCount == 0 || have < 0)
            {
                _bufferStart = _position;
                _bufferCount = 0;
                have = 0;
            }
            if (have >= Frame.ByteCountMost)
                return true;
            Array.Copy(_buffer, _position - _bufferStart, _buffer, 0, have);
            _bufferStart = _position;
            _bufferCount = have + _flash.Read(Segment, _position + have, _buffer, have, BufferByteCount - have);
            return _bufferCount > 0;
        }
    }
}
