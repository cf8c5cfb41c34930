using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Storage
{
    /// <summary>
    /// All that must outlive a sleep and is not a frame: cursors, clock quality, schedule. Main starts anew on every wake, so this is read at each wake and written,
    /// whole, to two small files in turn; the valid one with the higher generation counts.
    /// </summary>
    public class LoggerState
    {
        /// <summary>Epochs kept: the current one first. An older one is dropped when it is settled or when a third comes.</summary>
        public const int EpochsMost = 3;

        /// <summary>Bits of <see cref="PendingFlags"/> that the next sample carries.</summary>
        public int PendingFlags;

        /// <summary>Counts the writes.</summary>
        public uint Generation { get; private set; }

        /// <summary>False where neither file could be read: first start, or a broken drive.</summary>
        public bool WasRestored { get; private set; }

        /// <summary>Cursors, the current epoch first; unused ones have epoch 0.</summary>
        public EpochCursor[] Epochs { get; } = { new EpochCursor(), new EpochCursor(), new EpochCursor() };

        /// <summary>A gateway knows sequences that this journal never gave: the next wake begins a new epoch.</summary>
        public bool EpochInDoubt;

        /// <summary>Everything readable is settled and yet something is not: the next wake looks for missing frames.</summary>
        public bool FramesMissing;

        /// <summary>Segment that was written last.</summary>
        public uint NewestSegment;

        /// <summary>Its length after the last verified write.</summary>
        public uint NewestSegmentByteCount;

        /// <summary>Where the clock was last set from.</summary>
        public ClockSource ClockSource;

        /// <summary>When the clock was last set or confirmed, seconds of the clock.</summary>
        public uint ClockSetSeconds;

        /// <summary>Error of the clock at that moment, ms.</summary>
        public uint ClockErrorMs;

        /// <summary>Largest count of seconds seen while the clock was unset.</summary>
        public uint UnsetSeconds;

        /// <summary>Words of clock-set events that the journal does not hold yet, oldest first, each ended by a line break; "" = none. They are kept before the clock moves.</summary>
        public string ClockWords = "";

        /// <summary>The slot of the schedule that was served last, seconds of the clock; 0 = none.</summary>
        public uint LastSlotSeconds;

        /// <summary>When the last sample was taken, seconds of the clock; 0 = none.</summary>
        public uint LastSampleSeconds;

        /// <summary>Level of the last sample, 0.1 mm or Pa.</summary>
        public int LastLevel;

        /// <summary>Rain tips at the last sample, as the counter gave them.</summary>
        public uint LastRainTips;

        /// <summary>Tips counted before the counter last began again.</summary>
        public uint RainTipsBefore;

        /// <summary>Number of the last upload.</summary>
        public uint BatchId;

        /// <summary>Uploads that failed in a row.</summary>
        public uint LinkFailures;

        /// <summary>No upload before this, seconds of the clock; 0 = at once.</summary>
        public uint NextUploadSeconds;

        /// <summary>When an acknowledgement last came, seconds of the clock; 0 = never.</summary>
        public uint LastAcknowledgedSeconds;

        /// <summary>Frames that were deleted unsent or found damaged, in this logger's life.</summary>
        public uint LostFrames;

        /// <summary>Wakes in this logger's life.</summary>
        public uint Wakes;

        /// <summary>Maintenance ends, seconds of the clock; 0 = no maintenance.</summary>
        public uint MaintenanceUntilSeconds;

        /// <summary>The supply was too low to go on: nothing is stored or sent until it has recovered.</summary>
        public bool IsHolding;

        /// <summary>The last sample asked for early samples (<see cref="SampleTrigger"/>).</summary>
        public int WantedTrigger;

        /// <summary>Day (seconds of the clock / 86400) that the two daily counts belong to.</summary>
        public uint Day;

        /// <summary>Bytes put on the air on that day.</summary>
        public uint DayAirBytes;

        /// <summary>Early samples on that day.</summary>
        public uint DayEventSamples;

        /// <summary>Small file of the configuration in force; 0 = as delivered.</summary>
        public int ConfigurationFile;

        /// <summary>Small file of the configuration on trial; 0 = none.</summary>
        public int TrialFile;

        /// <summary>Cycles begun with it.</summary>
        public int TrialsBegun;

        /// <summary>Checksum of the configuration message that was answered last.</summary>
        public uint LastConfigurationMark;

        /// <summary>Number of the command that was obeyed last.</summary>
        public uint LastCommandId;

        /// <summary>Contacts tried in this logger's life.</summary>
        public uint LinkTries;

        /// <summary>Of these, begun by leaving the network and attaching again.</summary>
        public uint LinkReattaches;

        /// <summary>Of these, begun by switching the radio's power.</summary>
        public uint LinkPowerCycles;

        /// <summary>Reboots because of the link.</summary>
        public uint LinkReboots;

        /// <summary>The box stays on the air between samples until then, seconds of the clock; 0 = not.</summary>
        public uint AwakeUntilSeconds;

        /// <summary>The radio stays off until then, seconds of the clock; 0 = not.</summary>
        public uint QuietUntilSeconds;

        /// <summary>What became of the configuration that was heard last (<see cref="Settings.HeardConfiguration"/>).</summary>
        public int HeardConfiguration;

        /// <summary>What the sonde's driver keeps (at most <see cref="SondeMemory.ByteCountMost"/> bytes).</summary>
        public byte[] SondeMemoryBytes = new byte[0];

        /// <summary>Serial number of the sonde seen last.</summary>
        public string SondeSerial = "";

        /// <summary>How the last contacts ended, the newest first; null where fewer were made.</summary>
        public LinkAttempt[] Attempts { get; } = new LinkAttempt[LinkAttempt.CountMost];

        /// <summary>Signal of the network that was reached last, dBm; 0 = not known.</summary>
        public int SignalDbm { get; private set; }

        private const int FirstFile = 0;
        private const byte Mark = (byte)'S';
        private const byte Version = 2;
        private const byte VersionBeforeOffice = 1;
        private const int CheckByteCount = 4;
        private const int GenerationOffset = 2;

        // Numbers, cursors and attempts stay below half of it; the texts are a sonde's memory and serial number (64, 24) and the words of the clock (255).
        private const int ByteCountMost = 1024;

        /// <summary>The epoch in use.</summary>
        public EpochCursor Current
        {
            get { return Epochs[0]; }
        }

        /// <summary>Frames given a sequence and not settled, of all epochs.</summary>
        public uint UnsettledCount
        {
            get
            {
                uint count = 0;
                foreach (EpochCursor cursor in Epochs)
                    count += cursor.UnsettledCount;
                return count;
            }
        }

        /// <summary>Reads the newest valid state, or an empty one.</summary>
        public static LoggerState Load(IFlash flash)
        {
            byte[] a = flash.ReadSmall(FirstFile);
            byte[] b = flash.ReadSmall(FirstFile + 1);
            // Which is newer is asked before either is checked: a broken one is passed over whatever it says, and a wake checks one file only.
            bool isSecondNewer = (int)(GenerationOf(b) - GenerationOf(a)) > 0;
            return Read(isSecondNewer ? b : a) ?? Read(isSecondNewer ? a : b) ?? new LoggerState();
        }

        private static uint GenerationOf(byte[] bytes)
        {
            return bytes == null || bytes.Length < GenerationOffset + 4 ? 0 : LittleEndian.GetU32(bytes, GenerationOffset);
        }

        /// <summary>Writes the state to the file that holds the older generation.</summary>
        /// <returns>False where the drive refused; the older generation still stands.</returns>
        public bool Save(IFlash flash)
        {
            Generation++;
            if (flash.WriteSmall(FirstFile + (int)(Generation & 1), ToBytes()))
                return true;
            // The next try must not write over the file that is good.
            Generation--;
            return false;
        }

        /// <summary>Begins a new epoch; the current one stays behind it until it is settled.</summary>
        /// <returns>An unsettled epoch that had to be given up, or null.</returns>
        public EpochCursor BeginEpoch(uint epoch)
        {
            int slot = Epochs.Length - 1;
            for (int i = Epochs.Length - 1; i >= 0; i--)
                if (Epochs[i].Epoch == 0 || Epochs[i].UnsettledCount == 0)
                    slot = i;
            EpochCursor leaving = Epochs[slot];
            for (int i = slot; i > 0; i--)
                Epochs[i] = Epochs[i - 1];
            Epochs[0] = new EpochCursor { Epoch = epoch };
            return leaving.Epoch != 0 && leaving.UnsettledCount > 0 ? leaving : null;
        }

        /// <summary>Begins the daily counts anew where the day has changed.</summary>
        public void BeginDay(uint seconds)
        {
            uint day = seconds / 86400;
            if (day == Day)
                return;
            Day = day;
            DayAirBytes = 0;
            DayEventSamples = 0;
        }

        /// <summary>The cursor of an epoch, or null.</summary>
        public EpochCursor CursorOf(uint epoch)
        {
            for (int i = 0; i < Epochs.Length; i++)
                if (Epochs[i].Epoch == epoch && epoch != 0)
                    return Epochs[i];
            return null;
        }

        /// <summary>Keeps an attempt, and the signal where the link knew one (-128 to -1 dBm). It is written with the rest of the state.</summary>
        public void NoteAttempt(LinkAttempt attempt, int signalDbm)
        {
            for (int i = Attempts.Length - 1; i > 0; i--)
                Attempts[i] = Attempts[i - 1];
            Attempts[0] = attempt;
            if (signalDbm < 0)
                SignalDbm = signalDbm < -128 ? -128 : signalDbm;
        }

        private byte[] ToBytes()
        {
            ByteWriter writer = new ByteWriter(ByteCountMost);
            writer.U8(Mark);
            writer.U8(Version);
            writer.U32(Generation);
            for (int i = 0; i < EpochsMost; i++)
            {
                Epochs[i].Write(writer.Bytes, writer.Count);
                writer.Skip(EpochCursor.ByteCount);
            }
            writer.U32(NewestSegment);
            writer.U32(NewestSegmentByteCount);
            writer.U8((int)ClockSource);
            writer.U32(ClockSetSeconds);
            writer.U32(ClockErrorMs);
            writer.U32(UnsetSeconds);
            writer.U32(LastSlotSeconds);
            writer.U32(LastSampleSeconds);
            writer.U32((uint)LastLevel);
            writer.U32(LastRainTips);
            writer.U32(RainTipsBefore);
            writer.U32(BatchId);
            writer.U32(LinkFailures);
            writer.U32(NextUploadSeconds);
            writer.U32(LastAcknowledgedSeconds);
            writer.U32(LostFrames);
            writer.U32(Wakes);
            writer.U32(MaintenanceUntilSeconds);
            writer.U8(PendingFlags);
            writer.U8((EpochInDoubt ? 1 : 0) | (FramesMissing ? 2 : 0) | (IsHolding ? 4 : 0));
            writer.U8(WantedTrigger);
            writer.U32(Day);
            writer.U32(DayAirBytes);
            writer.U32(DayEventSamples);
            writer.U8(ConfigurationFile);
            writer.U8(TrialFile);
            writer.U8(TrialsBegun);
            writer.U32(LastConfigurationMark);
            writer.U32(LastCommandId);
            writer.Block(SondeMemoryBytes);
            writer.Text(SondeSerial);
            writer.U32(LinkTries);
            writer.U32(LinkReattaches);
            writer.U32(LinkPowerCycles);
            writer.U32(LinkReboots);
            writer.U32(AwakeUntilSeconds);
            writer.U32(QuietUntilSeconds);
            writer.U8(HeardConfiguration);
            writer.U8(-SignalDbm);
            LinkAttempt.Write(writer, Attempts);
            writer.Text(ClockWords);
            return writer.Sealed();
        }

        private static LoggerState Read(byte[] bytes)
        {
            ByteReader reader = ByteReader.OfSealed(bytes);
            if (reader == null || reader.U8() != Mark)
                return null;
            int version = reader.U8();
            if (version != Version && version != VersionBeforeOffice)
                return null;
            LoggerState state = new LoggerState { WasRestored = true, Generation = reader.U32() };
            for (int i = 0; i < EpochsMost; i++)
            {
                state.Epochs[i] = EpochCursor.Read(bytes, reader.Position);
                reader.Skip(EpochCursor.ByteCount);
            }
            state.NewestSegment = reader.U32();
            state.NewestSegmentByteCount = reader.U32();
            state.ClockSource = (ClockSource)reader.U8();
            state.ClockSetSeconds = reader.U32();
            state.ClockErrorMs = reader.U32();
            state.UnsetSeconds = reader.U32();
            state.LastSlotSeconds = reader.U32();
            state.LastSampleSeconds = reader.U32();
            state.LastLevel = (int)reader.U32();
            state.LastRainTips = reader.U32();
            state.RainTipsBefore = reader.U32();
            state.BatchId = reader.U32();
            state.LinkFailures = reader.U32();
            state.NextUploadSeconds = reader.U32();
            state.LastAcknowledgedSeconds = reader.U32();
            state.LostFrames = reader.U32();
            state.Wakes = reader.U32();
            state.MaintenanceUntilSeconds = reader.U32();
            state.PendingFlags = reader.U8();
            int doubts = reader.U8();
            state.EpochInDoubt = (doubts & 1) != 0;
            state.FramesMissing = (doubts & 2) != 0;
            state.IsHolding = (doubts & 4) != 0;
            state.WantedTrigger = reader.U8();
            state.Day = reader.U32();
            state.DayAirBytes = reader.U32();
            state.DayEventSamples = reader.U32();
            state.ConfigurationFile = reader.U8();
            state.TrialFile = reader.U8();
            state.TrialsBegun = reader.U8();
            state.LastConfigurationMark = reader.U32();
            state.LastCommandId = reader.U32();
            state.SondeMemoryBytes = reader.Block();
            state.SondeSerial = reader.Text();
            if (version != VersionBeforeOffice)
                ReadOffice(reader, state, bytes.Length);
            return state;
        }

        private static void ReadOffice(ByteReader reader, LoggerState state, int byteCount)
        {
            state.LinkTries = reader.U32();
            state.LinkReattaches = reader.U32();
            state.LinkPowerCycles = reader.U32();
            state.LinkReboots = reader.U32();
            state.AwakeUntilSeconds = reader.U32();
            state.QuietUntilSeconds = reader.U32();
            state.HeardConfiguration = reader.U8();
            // The attempts stand behind all that the version before them knew, under the same number, so that image can still read the file (decision 0180).
            if (reader.Position + CheckByteCount < byteCount)
            {
                state.SignalDbm = -reader.U8();
                LinkAttempt.Read(reader, state.Attempts);
            }
            if (reader.Position + CheckByteCount < byteCount)
                state.ClockWords = reader.Text();
        }
    }
}
