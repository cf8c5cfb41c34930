using System.Collections;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Settings;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Sampling
{
    /// <summary>Takes one sample: sonde on, warm, on the mark, burst, off; then the box's own sensors. What it needs of the sample before is in the state.</summary>
    public class SampleTaker
    {
        private readonly LoggerPorts _ports;
        private readonly LoggerConfiguration _configuration;
        private readonly LoggerState _state;
        private readonly FrameWriter _writer;
        private readonly ClockKeeper _clock;
        private int _batteryMillivoltsMin;
        private uint _tipsSinceSample;
        private int _flagsCarried;

        /// <summary>Samples go to the writer, which the caller stores.</summary>
        public SampleTaker(LoggerPorts ports, LoggerConfiguration configuration, LoggerState state, FrameWriter writer, ClockKeeper clock)
        {
            _ports = ports;
            _configuration = configuration;
            _state = state;
            _writer = writer;
            _clock = clock;
        }

        /// <summary>Takes the sample of a slot of the schedule; slot 0 = as soon as the sonde is warm. The sonde is on since
        /// <paramref name="sondeOnSinceMs"/> of the wake because somebody looks at it, and stays on; -1 = off.</summary>
        public Sample Take(uint slot, SampleTrigger trigger, long sondeOnSinceMs)
        {
            Sample sample = new Sample { Trigger = trigger };
            if (slot % (uint)_configuration.IntervalSeconds != 0)
                _state.DayEventSamples++;
            _batteryMillivoltsMin = _ports.Power.BatteryMillivolts();
            bool wasOn = sondeOnSinceMs >= 0;
            long poweredMs = wasOn ? sondeOnSinceMs : _ports.Clock.ElapsedMs;
            _ports.Power.SondeRail(true);
            NoteBattery();
            bool answered = wasOn || _ports.Sonde.Start(_state.SondeMemoryBytes.Length == 0 ? null : _state.SondeMemoryBytes);
            WaitUntil(poweredMs, slot);
            uint seconds = _clock.Seconds;
            ArrayList burst = ReadBurst(answered);
            if (!wasOn)
            {
                _ports.Sonde.Stop();
                _ports.Power.SondeRail(false);
            }
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
            _flagsCarried = _state.PendingFlags;
            _state.PendingFlags = 0;
            _state.LastSampleSeconds = seconds;
            NoteWanted(sample);
            return sample;
        }

        /// <summary>The drive did not take the sample: its flags go to the next one.</summary>
        public void GiveFlagsBack()
        {
            _state.PendingFlags |= _flagsCarried;
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
            if (!answered || serial.Length == 0 || Kept(serial) == _state.SondeSerial)
                return;
            _writer.AddEvent(EventCode.SondeSeen, "model=" + _ports.Sonde.Profile.Model + " serial=" + serial + " before=" + _state.SondeSerial);
            _state.SondeSerial = Kept(serial);
        }

        /// <summary>A serial number as the state keeps it: of several sondes in a row the beginning and a checksum, so that a swap of the last one is seen too.</summary>
        private static string Kept(string serial)
        {
            if (serial.Length <= SondeMemory.SerialLengthMost)
                return serial;
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(serial);
            return serial.Substring(0, SondeMemory.SerialLengthMost - 9) + "~" + Words.Hex(Crc32.Of(bytes, 0, bytes.Length));
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
            _tipsSinceSample = tips >= _state.LastRainTips ? (uint)tips - _state.LastRainTips : 0;
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

        private void NoteWanted(Sample sample)
        {
            bool hasLevel = ProbeStatuses.HasValue(sample.LevelStatus);
            int rise = hasLevel && _state.LastLevel != 0 ? sample.Level - _state.LastLevel : 0;
            _state.WantedTrigger = (int)EventSampling.Wanted(_configuration, rise, _tipsSinceSample, sample.IntervalSeconds);
            if (hasLevel)
                _state.LastLevel = sample.Level;
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
