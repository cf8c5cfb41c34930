using System.Collections;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Sampling;
using KarstLogger.Firmware.Core.Sending;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core
{
    /// <summary>
    /// One wake of the box, from restoring the state to the next sleep: read the sonde on the mark, store, then send, then take the acknowledgement.
    /// Main makes a new one at each wake, as the device does; nothing lives on but the drive and the clock.
    /// </summary>
    public class LoggerCycle
    {
        private readonly LoggerPorts _ports;
        private readonly LoggerConfiguration _configuration;
        private readonly LoggerState _state;
        private readonly SampleJournal _journal;
        private readonly ClockKeeper _clock;
        private readonly FrameWriter _writer;
        private int _batteryMillivoltsMin;

        /// <summary>A cycle on the given ports.</summary>
        public LoggerCycle(LoggerPorts ports, LoggerConfiguration configuration)
        {
            _ports = ports;
            _configuration = configuration;
            _state = LoggerState.Load(ports.Flash);
            _clock = new ClockKeeper(ports.Clock, _state);
            _journal = new SampleJournal(ports.Flash, _state, ports.LoggerId);
            _writer = new FrameWriter(ports, configuration, _state, _journal, _clock);
        }

        /// <summary>What the box knows, for the console and the page.</summary>
        public LoggerState State
        {
            get { return _state; }
        }

        /// <summary>The sample of this wake, or null.</summary>
        public Sample Sample { get; private set; }

        /// <summary>True where the sample of this wake has been stored.</summary>
        public bool SampleStored { get; private set; }

        /// <summary>Does one wake.</summary>
        /// <returns>When to wake next, seconds of the clock.</returns>
        public uint Run()
        {
            _state.Wakes++;
            _clock.Begin();
            bool coldStart = _ports.Power.Reset != ResetReason.DeepSleepTimer && _ports.Power.Reset != ResetReason.DeepSleepPin;
            JournalRecovery recovery = _journal.Open(coldStart, _ports.Chance);
            if (!_state.WasRestored)
                _state.PendingFlags |= FrameFlags.RainCounterRestarted;
            if (coldStart || recovery.NewEpoch)
                _writer.AddEvent(EventCode.Boot, "reset=" + (int)_ports.Power.Reset + " version=" + _ports.FirmwareVersion + " recovered=" + recovery.RecoveredFrames
                    + " torn=" + recovery.TornByteCount + " new_epoch=" + (recovery.NewEpoch ? 1 : 0));
            uint lead = LeadSeconds();
            uint slot = DutyCycle.DueSlot(_clock.Seconds, (uint)_configuration.IntervalSeconds, lead, _state.LastSlotSeconds);
            if (slot != 0)
            {
                TakeSample(slot);
                _state.LastSlotSeconds = slot;
            }
            SampleStored = _writer.Store() && slot != 0;
            _clock.End();
            // Before anything goes on the air the state must know the sequences given: they must not be given again.
            _state.Save(_ports.Flash);
            uint served = slot != 0 ? slot : _state.LastSlotSeconds;
            uint next = DutyCycle.NextWake(_clock.Seconds, served, (uint)_configuration.IntervalSeconds, lead);
            if (slot != 0)
                next = Upload(next, served, lead);
            return next;
        }

        /// <summary>Seconds from wake to the first good reading.</summary>
        private uint LeadSeconds()
        {
            SondeProfile profile = _ports.Sonde.Profile;
            return (uint)((profile.PowerOnMs + profile.WarmUpMs + profile.StaleFirstMs + 999) / 1000);
        }

        private void TakeSample(uint slot)
        {
            Sample sample = new Sample { Trigger = SampleTrigger.Schedule };
            _batteryMillivoltsMin = _ports.Power.BatteryMillivolts();
            long poweredMs = _ports.Clock.ElapsedMs;
            _ports.Power.SondeRail(true);
            NoteBattery();
            bool answered = _ports.Sonde.Start(_state.SondeMemoryBytes.Length == 0 ? null : _state.SondeMemoryBytes);
            WaitUntil(poweredMs, slot);
            uint seconds = _clock.Seconds;
            ArrayList burst = ReadBurst(answered);
            _ports.Sonde.Stop();
            _ports.Power.SondeRail(false);
            Sampler.Summarise(burst, sample);
            NoteSonde(answered);
            ReadBox(sample);
            sample.IntervalSeconds = IntervalTo(seconds);
            sample.BatteryMillivoltsMin = _batteryMillivoltsMin;
            sample.Flags = _state.PendingFlags | (_batteryMillivoltsMin < _configuration.BatteryLowMillivolts ? FrameFlags.LowBattery : 0);
            _writer.AddSample(sample, seconds);
            SondeReading last = (SondeReading)burst[burst.Count - 1];
            if (last.Extra.Count > 0)
                _writer.AddExtra(last.Extra, sample);
            _state.PendingFlags = 0;
            _state.LastSampleSeconds = seconds;
            _state.LastLevel = sample.Level;
            Sample = sample;
        }

        private ArrayList ReadBurst(bool answered)
        {
            ArrayList burst = new ArrayList();
            int count = answered ? _configuration.BurstCount : 1;
            for (int i = 0; i < count; i++)
            {
                if (i > 0)
                    _ports.Clock.Wait(_ports.Sonde.Profile.MeasureMs);
                burst.Add(_ports.Sonde.Read());
                NoteBattery();
            }
            return burst;
        }

        private void NoteSonde(bool answered)
        {
            byte[] memory = _ports.Sonde.Memory;
            _state.SondeMemoryBytes = memory == null || memory.Length > SondeMemory.ByteCountMost ? new byte[0] : memory;
            string serial = _ports.Sonde.Serial;
            if (!answered || serial.Length == 0 || serial == _state.SondeSerial)
                return;
            _writer.AddEvent(EventCode.SondeSeen, "model=" + _ports.Sonde.Profile.Model + " serial=" + serial + " before=" + _state.SondeSerial);
            _state.SondeSerial = serial.Length > SondeMemory.SerialLengthMost ? serial.Substring(0, SondeMemory.SerialLengthMost) : serial;
        }

        private void ReadBox(Sample sample)
        {
            BoardReading board = _ports.Board.Read();
            sample.BoardStatus = board.Status;
            sample.BoardDegreesCelsius = board.DegreesCelsius;
            sample.BoxPressureTwoPascals = board.PressurePascals / 2;
            sample.BoardRelativeHumidityPercent = board.RelativeHumidityPercent;
            long tips = _ports.Rain.Tips();
            sample.RainStatus = tips == RainCounterAnswers.NotFitted ? ProbeStatus.NotFitted : tips < 0 ? ProbeStatus.Silent : ProbeStatus.Ok;
            if (tips < 0)
                return;
            // The counter lost its power and began again: what it had counted is kept in the state, so the cumulative count does not fall. Only where the state
            // itself is lost must the gateway know that the count began again.
            if (tips < _state.LastRainTips)
                _state.RainTipsBefore += _state.LastRainTips;
            _state.LastRainTips = (uint)tips;
            sample.RainTipsCumulative = _state.RainTipsBefore + (uint)tips;
        }

        private int IntervalTo(uint seconds)
        {
            if (_state.LastSampleSeconds == 0 || seconds <= _state.LastSampleSeconds)
                return 0;
            uint interval = seconds - _state.LastSampleSeconds;
            return interval > 65535 ? 65535 : (int)interval;
        }

        private uint Upload(uint next, uint served, uint lead)
        {
            Uplink uplink = new Uplink(_ports, _configuration, _state, _journal, _clock);
            uint samplesSince = (served / (uint)_configuration.IntervalSeconds) % (uint)_configuration.SamplesPerUpload;
            if (samplesSince != 0 || !uplink.IsDue)
                return next;
            uint now = _clock.Seconds;
            uplink.Run(next > now ? next - now : 0);
            foreach (string text in uplink.ClockEvents)
                _writer.AddEvent(EventCode.ClockSet, text);
            _writer.Store();
            _clock.End();
            _state.Save(_ports.Flash);
            return DutyCycle.NextWake(_clock.Seconds, _state.LastSlotSeconds, (uint)_configuration.IntervalSeconds, lead);
        }

        /// <summary>Until the sonde is warm, and not before the mark.</summary>
        private void WaitUntil(long poweredMs, uint slot)
        {
            SondeProfile profile = _ports.Sonde.Profile;
            long toMark = slot * 1000L - _ports.Clock.UtcMilliseconds;
            long toWarm = poweredMs + profile.PowerOnMs + profile.WarmUpMs - _ports.Clock.ElapsedMs;
            long left = toMark > toWarm ? toMark : toWarm;
            if (left > 0)
                _ports.Clock.Wait((int)left);
        }

        private void NoteBattery()
        {
            int now = _ports.Power.BatteryMillivolts();
            if (now < _batteryMillivoltsMin)
                _batteryMillivoltsMin = now;
        }
    }
}
