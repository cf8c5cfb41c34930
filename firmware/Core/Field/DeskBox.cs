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
        public DeskBox(LoggerPorts ports, LoggerConfiguration configuration, LiveReadings live, ConfigurationStore settings)
        {
            Ports = ports;
            Configuration = configuration;
            Live = live;
            State = LoggerState.Load(ports.Flash);
            Notes = FieldNotes.Load(ports.Flash);
            Settings = settings == null ? new ConfigurationStore(ports.Flash, State) : settings.InSameWake(State);
            Clock = new ClockKeeper(ports.Clock, State, ports.Flash);
        }

        /// <summary>Hardware.</summary>
        public LoggerPorts Ports { get; }

        /// <summary>Where the configuration of this wake came from.</summary>
        public ConfigurationStore Settings { get; }

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
            Writer.AddEvent(code, text);
        }

        /// <summary>Gathers the events of a clock that was set; <see cref="Save"/> stores them.</summary>
        public void TellClock()
        {
            Writer.AddClockEvents();
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

        /// <summary>The sonde now, switched on where it is off.</summary>
        public SondeReading Look()
        {
            return Live.Take(State.SondeMemoryBytes.Length == 0 ? null : State.SondeMemoryBytes);
        }

        /// <summary>A cycle of this wake: it tells no second start and leaves a sonde on that somebody looks at. What was told before is stored first.</summary>
        public LoggerCycle Cycle()
        {
            if (_writer != null)
                Save();
            _writer = null;
            _journal = null;
            _lastIsKnown = false;
            return new LoggerCycle(Ports, State, Settings, Configuration) { IsLaterInWake = true, SondeOnSinceMs = Live.OnSinceMs };
        }

        /// <summary>Waits with an eye on the sonde, at most so many seconds, until what is waited for has come; samples that are due are taken meanwhile.</summary>
        public void Watch(int seconds, int quantity)
        {
            long end = Ports.Clock.ElapsedMs + seconds * 1000L;
            Look();
            while (Ports.Clock.ElapsedMs < end && !(quantity >= 0 && Live.Count > 0 && Live.IsStable(quantity)))
            {
                Ports.Clock.Wait(LiveReadings.EveryMs);
                TakeDueSample();
                Look();
            }
        }

        /// <summary>Takes the sample of the schedule where it is due. With a configuration on trial that this wake does not run it waits for the next wake.</summary>
        public bool TakeDueSample()
        {
            if (IsOtherConfigurationWaiting)
                return false;
            LoggerCycle cycle = Cycle();
            if (!cycle.IsDue)
                return false;
            cycle.Run();
            return true;
        }

        /// <summary>True where a configuration was accepted in this wake: the next wake tries it.</summary>
        public bool IsOtherConfigurationWaiting
        {
            get { return State.TrialFile != 0 && State.TrialsBegun == 0; }
        }

        /// <summary>Somebody is there: the box stays awake, and maintenance, where it is on, goes on. Written at most once a minute.</summary>
        public void Touch()
        {
            uint present = Now + PresentSeconds;
            if (Notes.PresentUntilSeconds < present - 60)
            {
                Notes.PresentUntilSeconds = present;
                Notes.Save(Ports.Flash);
            }
            if (Notes.VisitBeganSeconds == 0 || State.MaintenanceUntilSeconds <= Now || State.MaintenanceUntilSeconds >= Now + MaintenanceSeconds - 60)
                return;
            State.MaintenanceUntilSeconds = Now + MaintenanceSeconds;
            State.Save(Ports.Flash);
        }

        /// <summary>The box stays awake this long after the last line, s (field practice D1: 15 minutes, renewed by use).</summary>
        public const uint PresentSeconds = 900;

        /// <summary>Maintenance ends this long after the last touch, s (field practice D5).</summary>
        public const uint MaintenanceSeconds = 1800;

        /// <summary>Water above the probe, 0.1 mm, from a reading; an absolute pressure less the box's barometer. False where something has no value.</summary>
        public bool TryDepth(SondeReading reading, out int tenthsOfMillimetre)
        {
            tenthsOfMillimetre = 0;
            if (!ProbeStatuses.HasValue(reading.Status(Quantity.Level)))
                return false;
            int level = reading.Value(Quantity.Level);
            LevelBasis basis = Ports.Sonde.Profile.LevelBasis;
            if (basis == LevelBasis.SondeDepth)
            {
                tenthsOfMillimetre = level;
                return true;
            }
            double pascals = level;
            if (basis == LevelBasis.AbsolutePascals)
            {
                BoardReading board = Ports.Board.Read();
                if (board.Status != ProbeStatus.Ok)
                    return false;
                pascals -= board.PressurePascals;
            }
            double celsius = ProbeStatuses.HasValue(reading.Status(Quantity.WaterTemperature)) ? reading.Value(Quantity.WaterTemperature) / 100.0 : ReferenceCelsius;
            tenthsOfMillimetre = (int)System.Math.Floor(pascals / (Density(celsius) * StandardGravity) * 10000 + 0.5);
            return true;
        }

        // Water of springs is near 10 to 20 degC: 15 degC is right within 0.1 % of the depth between 4 and 20.
        private const double ReferenceCelsius = 15;
        private const double StandardGravity = 9.80665;

        /// <summary>Density of pure water, kg/m3 (Keller, "Depth calculation"; the constants that its level transmitters use).</summary>
        private static double Density(double celsius)
        {
            return 999.84847 + celsius * (6.337563e-2 + celsius * (-8.523829e-3 + celsius * (6.943248e-5 - celsius * 3.821216e-7)));
        }

        private FrameWriter Writer
        {
            get
            {
                if (_writer == null)
                    _writer = new FrameWriter(Ports, Configuration, State, Journal, Clock);
                return _writer;
            }
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
