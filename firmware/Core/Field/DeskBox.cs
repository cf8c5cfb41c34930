using System.Collections;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Settings;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// What the desk works on while it answers one line: the state and the notes read from the drive, and written back. Nothing is kept between two lines but the live
    /// readings, so a sample taken meanwhile, a sleep or a reset changes nothing for the desk.
    /// </summary>
    public class DeskBox
    {
        private SampleJournal _journal;
        private FrameWriter _writer;
        private Sample _last;
        private bool _lastIsKnown;

        /// <summary>The box as it stands now.</summary>
        public DeskBox(LoggerPorts ports, LoggerConfiguration configuration, LiveReadings live)
        {
            Ports = ports;
            Configuration = configuration;
            Live = live;
            State = LoggerState.Load(ports.Flash);
            Notes = FieldNotes.Load(ports.Flash);
            Clock = new ClockKeeper(ports.Clock, State);
        }

        /// <summary>Hardware.</summary>
        public LoggerPorts Ports { get; }

        /// <summary>The configuration of this wake.</summary>
        public LoggerConfiguration Configuration { get; }

        /// <summary>The sonde as it reads now.</summary>
        public LiveReadings Live { get; }

        /// <summary>State of the logger.</summary>
        public LoggerState State { get; private set; }

        /// <summary>State of the visit and of the calibration.</summary>
        public FieldNotes Notes { get; }

        /// <summary>Time.</summary>
        public ClockKeeper Clock { get; private set; }

        /// <summary>Seconds of the clock.</summary>
        public uint Now
        {
            get { return Clock.Seconds; }
        }

        /// <summary>The journal, opened.</summary>
        public SampleJournal Journal
        {
            get
            {
                if (_journal == null)
                {
                    _journal = new SampleJournal(Ports.Flash, State, Ports.LoggerId);
                    _journal.Open(false, Ports.Chance);
                }
                return _journal;
            }
        }

        /// <summary>The last sample of the record, or null. Looks into the two newest segments.</summary>
        public Sample LastSample
        {
            get
            {
                if (!_lastIsKnown)
                    _last = FindLastSample();
                _lastIsKnown = true;
                return _last;
            }
        }

        /// <summary>The status for this moment.</summary>
        public BoxStatus Status
        {
            get { return new BoxStatus(Configuration, State, LastSample, Now); }
        }

        /// <summary>Gathers an event; <see cref="Save"/> stores it.</summary>
        public void Tell(EventCode code, string text)
        {
            if (_writer == null)
                _writer = new FrameWriter(Ports, Configuration, State, Journal, Clock);
            _writer.AddEvent(code, text);
        }

        /// <summary>Stores the events, then the state, then the notes: a cut in between repeats a step, it never leaves one out.</summary>
        /// <returns>False where the drive did not take them.</returns>
        public bool Save()
        {
            bool stored = _writer == null || _writer.Store();
            _lastIsKnown = false;
            stored &= State.Save(Ports.Flash);
            return stored & Notes.Save(Ports.Flash);
        }

        /// <summary>Lets the cycle do something in this wake (a sample, an upload) and reads back what it left.</summary>
        public LoggerCycle Cycle()
        {
            return new LoggerCycle(Ports, State, new ConfigurationStore(Ports.Flash, State), Configuration);
        }

        private Sample FindLastSample()
        {
            uint[] segments = Ports.Flash.List();
            for (int back = 1; back <= 2 && back <= segments.Length; back++)
            {
                JournalReader reader = new JournalReader(Ports.Flash, Ports.LoggerId, new uint[] { segments[segments.Length - back] });
                byte[] found = null;
                while (reader.Next())
                {
                    byte[] frame = reader.FrameBytes();
                    if (frame[0] >> 4 == (int)FrameKind.Sample)
                        found = frame;
                }
                if (found != null)
                    return SampleFrame.Read(found, 0);
            }
            return null;
        }
    }
}
