#nullable disable // compiled by the simulation too, which has annotations on
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Loader
{
    /// <summary>
    /// Which of the two images on the drive is started. The loader is never replaced in the field, so this form never changes: 16 bytes, little-endian,
    /// written whole to two small files in turn; the valid one with the higher generation counts.
    /// </summary>
    public class SlotRecord
    {
        /// <summary>Slots, 0 = A and 1 = B.</summary>
        public const int SlotCount = 2;

        /// <summary>No slot.</summary>
        public const int None = 255;

        /// <summary>Starts of a trial image without one good sample: it crashes, or it cannot read the sonde that the old one reads.</summary>
        public const int AttemptsWithoutSampleMost = 4;

        /// <summary>Starts of a trial image in all, each a wake: two days of quarter hours, so that one upload a day may fail once.</summary>
        public const int AttemptsMost = 192;

        private const int ByteCount = 16;
        private const byte Mark = (byte)'L';
        private const byte Version = 1;
        private const int SampleSeen = 1;
        private const int UploadSeen = 2;

        private uint _generation;
        private int _seen;

        /// <summary>The image that has proved itself: 0 or 1.</summary>
        public int Active { get; private set; }

        /// <summary>The image on trial, or <see cref="None"/>.</summary>
        public int Trial { get; private set; } = None;

        /// <summary>Starts of the image on trial so far.</summary>
        public int Attempts { get; private set; }

        /// <summary>An image that failed its trial or its check, or <see cref="None"/>: never started again until it is replaced.</summary>
        public int Rejected { get; private set; } = None;

        /// <summary>Number of the small file that this record belongs into, 0 or 1.</summary>
        public int FileNumber
        {
            get { return (int)(_generation & 1); }
        }

        /// <summary>The newer valid record of the two files; where neither is valid, slot A without a trial.</summary>
        public static SlotRecord Newer(byte[] first, byte[] second)
        {
            SlotRecord a = Read(first);
            SlotRecord b = Read(second);
            if (a == null)
                return b ?? new SlotRecord();
            return b != null && (int)(b._generation - a._generation) > 0 ? b : a;
        }

        /// <summary>The bytes for the file that holds the older generation.</summary>
        public byte[] NextBytes()
        {
            _generation++;
            byte[] bytes = new byte[ByteCount];
            bytes[0] = Mark;
            bytes[1] = Version;
            LittleEndian.Put32(bytes, 2, _generation);
            bytes[6] = (byte)Active;
            bytes[7] = (byte)Trial;
            bytes[8] = (byte)Attempts;
            bytes[9] = (byte)_seen;
            bytes[10] = (byte)Rejected;
            LittleEndian.Put32(bytes, ByteCount - 4, Crc32.Of(bytes, 0, ByteCount - 4));
            return bytes;
        }

        /// <summary>The slot to start now. Counts the start of a trial and ends one that has used up its starts. Save the record before the start.</summary>
        public int Choose()
        {
            if (Trial == None)
                return Active;
            if (Attempts >= AttemptsMost || ((_seen & SampleSeen) == 0 && Attempts >= AttemptsWithoutSampleMost))
            {
                EndTrial(false);
                return Active;
            }
            Attempts++;
            return Trial;
        }

        /// <summary>The image of a slot cannot be started (absent, wrong key, broken). The next <see cref="Choose"/> gives the other one, or says so.</summary>
        /// <returns>False where no other image is left.</returns>
        public bool Refuse(int slot)
        {
            if (slot == Trial)
            {
                EndTrial(false);
                return true;
            }
            int other = Other(slot);
            if (Rejected == other)
                return false;
            Rejected = slot;
            Active = other;
            return true;
        }

        /// <summary>A new image stands in the slot that is not active, complete and closed: try it from the next start on.</summary>
        public void BeginTrial()
        {
            Trial = Other(Active);
            Attempts = 0;
            _seen = 0;
            if (Rejected == Trial)
                Rejected = None;
        }

        /// <summary>The running image has stored a good sample.</summary>
        /// <returns>True where the record has changed and must be saved.</returns>
        public bool NoteSample()
        {
            return Note(SampleSeen);
        }

        /// <summary>The running image's upload was acknowledged by a gateway.</summary>
        /// <returns>True where the record has changed and must be saved.</returns>
        public bool NoteUpload()
        {
            return Note(UploadSeen);
        }

        private bool Note(int what)
        {
            if (Trial == None || (_seen & what) != 0)
                return false;
            _seen |= what;
            if (_seen == (SampleSeen | UploadSeen))
                EndTrial(true);
            return true;
        }

        private void EndTrial(bool passed)
        {
            if (passed)
                Active = Trial;
            else
                Rejected = Trial;
            Trial = None;
            Attempts = 0;
            _seen = 0;
        }

        private static int Other(int slot)
        {
            return SlotCount - 1 - slot;
        }

        private static SlotRecord Read(byte[] bytes)
        {
            if (bytes == null || bytes.Length != ByteCount || bytes[0] != Mark || bytes[1] != Version
                || Crc32.Of(bytes, 0, ByteCount - 4) != LittleEndian.GetU32(bytes, ByteCount - 4) || bytes[6] >= SlotCount)
                return null;
            return new SlotRecord
            {
                _generation = LittleEndian.GetU32(bytes, 2),
                Active = bytes[6],
                Trial = bytes[7] < SlotCount ? bytes[7] : None,
                Attempts = bytes[8],
                _seen = bytes[9],
                Rejected = bytes[10] < SlotCount ? bytes[10] : None,
            };
        }
    }
}
