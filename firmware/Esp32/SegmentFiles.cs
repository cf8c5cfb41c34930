using System;
using System.IO;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// The journal's drive as files in one folder of littlefs (<c>I:\</c>). On the ESP32 a flush reaches only the C library: bytes are durable when the file is
    /// closed, so <see cref="Commit"/> closes it. The state's two small files go to the FRAM where the board has one.
    /// </summary>
    public class SegmentFiles : IFlash
    {
        private const string Ending = ".seg";
        private const int DigitCount = 10;

        private readonly string _folder;
        private readonly FramMemory _fram;
        private FileStream _open;
        private uint _openSegment;
        private bool _openForWriting;

        /// <summary>
        /// A drive in a folder whose name ends with the separator. The capacity is configured: littlefs on the ESP32 answers -1 when it is asked for its size.
        /// <paramref name="fram"/> is null on a board without one.
        /// </summary>
        public SegmentFiles(string folder, long capacityBytes, FramMemory fram)
        {
            _folder = folder;
            _fram = fram;
            CapacityBytes = capacityBytes;
            try
            {
                if (!Directory.Exists(folder))
                    Directory.CreateDirectory(folder);
            }
            catch (Exception e)
            {
                // Every later write says so too, and the cycle counts it.
                Console.WriteLine("journal: " + folder + " cannot be made: " + e.Message);
            }
        }

        /// <inheritdoc/>
        public long CapacityBytes { get; }

        /// <inheritdoc/>
        public uint[] List()
        {
            try
            {
                string[] names = Directory.GetFiles(_folder);
                uint[] found = new uint[names.Length];
                int count = 0;
                foreach (string name in names)
                    if (NumberOf(name, out uint number))
                        Insert(found, count++, number);
                uint[] segments = new uint[count];
                Array.Copy(found, 0, segments, 0, count);
                return segments;
            }
            catch (Exception)
            {
                // A drive that cannot be listed holds nothing for us; the state notices that frames are gone.
                return new uint[0];
            }
        }

        /// <inheritdoc/>
        public int Length(uint segment)
        {
            return OpenToRead(segment) ? (int)_open.Length : 0;
        }

        /// <inheritdoc/>
        public bool Append(uint segment, byte[] bytes, int offset, int count)
        {
            try
            {
                if (!(_open != null && _openForWriting && _openSegment == segment))
                {
                    Close();
                    _open = new FileStream(PathOf(segment), FileMode.OpenOrCreate, FileAccess.ReadWrite);
                    _open.Seek(0, SeekOrigin.End);
                    _openSegment = segment;
                    _openForWriting = true;
                }
                _open.Write(bytes, offset, count);
                return true;
            }
            catch (Exception)
            {
                // A full littlefs throws System.Exception, a removed card IOException.
                Close();
                return false;
            }
        }

        /// <inheritdoc/>
        public bool Commit(uint segment)
        {
            if (_open == null || !_openForWriting || _openSegment != segment)
                return false;
            return Close();
        }

        /// <inheritdoc/>
        public int Read(uint segment, int position, byte[] buffer, int offset, int count)
        {
            if (!OpenToRead(segment))
                return 0;
            try
            {
                if (position >= _open.Length)
                    return 0;
                _open.Seek(position, SeekOrigin.Begin);
                int have = 0;
                int come;
                while (have < count && (come = _open.Read(buffer, offset + have, count - have)) > 0)
                    have += come;
                return have;
            }
            catch (Exception)
            {
                Close();
                return 0;
            }
        }

        /// <inheritdoc/>
        public bool DeleteOldest()
        {
            Close();
            uint[] segments = List();
            if (segments.Length == 0)
                return false;
            try
            {
                File.Delete(PathOf(segments[0]));
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <inheritdoc/>
        public byte[] ReadSmall(int file)
        {
            if (_fram != null && file < FramMemory.FileCount)
                return _fram.ReadFile(file);
            return Loader.SlotFiles.ReadAll(SmallPath(file), 65536);
        }

        /// <inheritdoc/>
        public bool WriteSmall(int file, byte[] bytes)
        {
            if (_fram != null && file < FramMemory.FileCount)
                return _fram.WriteFile(file, bytes);
            try
            {
                using (FileStream stream = new FileStream(SmallPath(file), FileMode.Create, FileAccess.Write))
                    stream.Write(bytes, 0, bytes.Length);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <summary>Closes what is open, so that other code can open the files. What was appended and not committed becomes durable too.</summary>
        public bool Close()
        {
            FileStream stream = _open;
            _open = null;
            if (stream == null)
                return true;
            try
            {
                stream.Close();
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private bool OpenToRead(uint segment)
        {
            if (_open != null && !_openForWriting && _openSegment == segment)
                return true;
            Close();
            try
            {
                string path = PathOf(segment);
                if (!File.Exists(path))
                    return false;
                _open = new FileStream(path, FileMode.Open, FileAccess.Read);
                _openSegment = segment;
                _openForWriting = false;
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private string PathOf(uint segment)
        {
            return _folder + segment.ToString().PadLeft(DigitCount, '0') + Ending;
        }

        private string SmallPath(int file)
        {
            return _folder + "state." + file;
        }

        private static bool NumberOf(string path, out uint number)
        {
            number = 0;
            int digits = path.Length - Ending.Length - DigitCount;
            return digits >= 0 && path.EndsWith(Ending) && uint.TryParse(path.Substring(digits, DigitCount), out number) && number > 0;
        }

        private static void Insert(uint[] sorted, int count, uint value)
        {
            int i = count;
            while (i > 0 && sorted[i - 1] > value)
            {
                sorted[i] = sorted[i - 1];
                i--;
            }
            sorted[i] = value;
        }
    }
}
