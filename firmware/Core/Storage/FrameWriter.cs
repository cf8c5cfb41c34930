using System.Collections;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Storage
{
    /// <summary>Gives frames their header and sequence, gathers them, and stores them together: one close of the file for all that a wake has to tell.</summary>
    public class FrameWriter
    {
        private readonly LoggerPorts _ports;
        private readonly LoggerConfiguration _configuration;
        private readonly LoggerState _state;
        private readonly SampleJournal _journal;
        private readonly ClockKeeper _clock;
        private ArrayList _waiting = new ArrayList();
        private int _clockWordsWaiting;

        /// <summary>A writer onto a journal.</summary>
        public FrameWriter(LoggerPorts ports, LoggerConfiguration configuration, LoggerState state, SampleJournal journal, ClockKeeper clock)
        {
            _ports = ports;
            _configuration = configuration;
            _state = state;
            _journal = journal;
            _clock = clock;
        }

        /// <summary>Adds an event.</summary>
        public void AddEvent(EventCode code, string text)
        {
            LoggerEvent loggerEvent = new LoggerEvent { Code = code, Text = text };
            Fill(loggerEvent, _clock.Seconds);
            _waiting.Add(EventFrame.ToBytes(loggerEvent));
        }

        /// <summary>Adds the clock-set events that the state knows of; they are taken from it when they are stored.</summary>
        public void AddClockEvents()
        {
            foreach (string text in _state.ClockWords.Substring(_clockWordsWaiting).Split('\n'))
                if (text.Length > 0)
                    AddEvent(EventCode.ClockSet, text);
            _clockWordsWaiting = _state.ClockWords.Length;
        }

        /// <summary>Adds a sample taken at <paramref name="seconds"/>.</summary>
        /// <returns>Its sequence.</returns>
        public uint AddSample(Sample sample, uint seconds)
        {
            Fill(sample, seconds);
            byte[] bytes = new byte[SampleFrame.ByteCount];
            SampleFrame.Write(sample, bytes, 0);
            _waiting.Add(bytes);
            return sample.Sequence;
        }

        /// <summary>Adds further channels (elements are <see cref="ExtraChannel"/>, at most 16) of a sample.</summary>
        public void AddExtra(ArrayList channels, Sample parent)
        {
            ExtraChannel[] array = new ExtraChannel[channels.Count];
            for (int i = 0; i < array.Length; i++)
                array[i] = (ExtraChannel)channels[i];
            ExtraChannels extra = new ExtraChannels(array) { ParentSequence = parent.Sequence, Trigger = parent.Trigger, IntervalSeconds = parent.IntervalSeconds };
            Fill(extra, parent.UtcSeconds);
            _waiting.Add(ExtraChannelsFrame.ToBytes(extra));
        }

        /// <summary>Stores what was added; what the drive had to give up meanwhile is told in events, stored after it.</summary>
        /// <returns>False where the drive did not take the frames.</returns>
        public bool Store()
        {
            bool stored = _waiting.Count == 0 || _journal.Store(_waiting);
            _waiting = new ArrayList();
            if (stored)
                _state.ClockWords = _state.ClockWords.Substring(_clockWordsWaiting);
            _clockWordsWaiting = 0;
            TellLosses();
            while (_journal.IsOverPlan && MakeRoom())
            {
            }
            return stored;
        }

        private void TellLosses()
        {
            // Two rounds: telling a loss may itself cost the oldest segment of a full drive.
            for (int round = 0; round < 2 && _journal.Lost.Count > 0; round++)
            {
                foreach (LostRange range in _journal.Lost)
                    AddEvent(EventCode.OverwrittenRange, range.ToText());
                _journal.Lost.Clear();
                StoreWaiting();
            }
        }

        /// <summary>Tells what will be lost, then deletes: a cut between the two loses nothing silently.</summary>
        private bool MakeRoom()
        {
            ArrayList ranges = _journal.LostWithOldest();
            _journal.CountLosses(ranges);
            foreach (LostRange range in ranges)
                AddEvent(EventCode.OverwrittenRange, range.ToText());
            if (!StoreWaiting())
                return false;
            uint oldest = _journal.OldestSegment;
            _journal.DeleteOldest();
            return _journal.OldestSegment != oldest;
        }

        private bool StoreWaiting()
        {
            bool stored = _waiting.Count == 0 || _journal.Store(_waiting);
            _waiting = new ArrayList();
            return stored;
        }

        private void Fill(FrameHeader header, uint seconds)
        {
            header.LoggerId = _ports.LoggerId;
            header.Epoch = _journal.Epoch;
            header.Sequence = _journal.NextSequence + (uint)_waiting.Count;
            header.UtcSeconds = seconds;
            header.ClockSource = _clock.Source;
            header.ClockErrorLog2Milliseconds = _clock.ErrorLog2Milliseconds;
            header.Deployment = _configuration.Deployment;
            header.Configuration = _configuration.Number;
            header.Flags |= (_ports.Simulated ? FrameFlags.Simulated : 0) | (_state.MaintenanceUntilSeconds > _clock.Seconds ? FrameFlags.Maintenance : 0);
            header.LevelBasis = _ports.Sonde.Profile.LevelBasis;
            header.EcBasis = _ports.Sonde.Profile.EcBasis;
        }
    }
}
