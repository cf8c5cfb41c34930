using System.Collections;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>What a technician wants to know first, in words that console, page and LED share. Made from the state and the last sample; asks no hardware.</summary>
    public class BoxStatus
    {
        /// <summary>A clock is good enough to leave when it is right within 2 s: 2^11 ms.</summary>
        public const int ClockErrorLog2Most = 11;

        private readonly LoggerConfiguration _configuration;
        private readonly LoggerState _state;
        private readonly Sample _last;
        private readonly uint _now;
        private readonly bool _clockIsSet;

        /// <summary>The status at <paramref name="nowSeconds"/> of the clock; <paramref name="last"/> is the last sample, null where there is none.</summary>
        public BoxStatus(LoggerConfiguration configuration, LoggerState state, Sample last, uint nowSeconds)
        {
            _configuration = configuration;
            _state = state;
            _last = last;
            _now = nowSeconds;
            _clockIsSet = nowSeconds >= ClockKeeper.SetSecondsLeast && state.ClockSource != ClockSource.Unset;
        }

        /// <summary>True while samples come: the last is not older than two intervals, and the supply is not held back.</summary>
        public bool IsRecording
        {
            get { return !_state.IsHolding && _state.LastSampleSeconds != 0 && _now - _state.LastSampleSeconds <= 2 * (uint)_configuration.IntervalSeconds; }
        }

        /// <summary>Frames that no gateway has settled.</summary>
        public uint Unsent
        {
            get { return _state.UnsettledCount; }
        }

        /// <summary>The first sentence: <c>Recording. 2904 stored, 0 unsent. Last acknowledged 14:30 (3 min ago). Next sample 14:45.</c> Times are UTC.</summary>
        public string Sentence
        {
            get
            {
                string stored = " " + _state.Current.LastSequence + " stored, " + Unsent + " unsent.";
                string acknowledged = _state.LastAcknowledgedSeconds == 0 ? " Never acknowledged." : " Last acknowledged " + TimeOfDay(_state.LastAcknowledgedSeconds) + " ("
                    + (_now - _state.LastAcknowledgedSeconds) / 60 + " min ago).";
                string next = " Next sample " + TimeOfDay(Sampling.DutyCycle.NextMark(_now, (uint)_configuration.IntervalSeconds)) + ".";
                return (IsRecording ? "Recording." : "NOT RECORDING.") + stored + acknowledged + next;
            }
        }

        /// <summary>Flashes of the LED in ten seconds, as printed inside the lid: 1 all sent, 2 unsent, 3 sonde, 4 clock, 5 battery; 0 = steady, not recording. The worst wins.</summary>
        public int Flashes
        {
            get
            {
                if (!IsRecording)
                    return 0;
                if (HasSondeFault)
                    return 3;
                if (_last != null && (_last.Flags & FrameFlags.LowBattery) != 0)
                    return 5;
                if (!_clockIsSet)
                    return 4;
                return Unsent > 0 ? 2 : 1;
            }
        }

        /// <summary>
        /// What stands against leaving the box; elements are <see cref="LeavingFault"/>, none = safe to leave. <paramref name="hasSignal"/> false: the site is known to have no signal, and then
        /// the days that the memory lasts (<paramref name="memoryDays"/>) must reach to the next visit after <paramref name="daysToNextVisit"/>.
        /// </summary>
        public ArrayList AgainstLeaving(bool hasSignal, int memoryDays, int daysToNextVisit)
        {
            ArrayList faults = new ArrayList();
            if (!IsRecording)
                faults.Add(new LeavingFault("no-sample", "no sample in the last " + 2 * _configuration.IntervalSeconds / 60 + " min"));
            if (HasSondeFault)
                faults.Add(new LeavingFault("sonde", "the last sample has no good value of every probe"));
            if (_last != null && (_last.Flags & FrameFlags.SdFailed) != 0)
                faults.Add(new LeavingFault("sd-card", "the SD card did not take the last sample"));
            if (hasSignal && (_state.LastAcknowledgedSeconds == 0 || _state.LastAcknowledgedSeconds < _state.LastSampleSeconds))
                faults.Add(new LeavingFault("not-acknowledged", "the last sample is not acknowledged"));
            if (!hasSignal && memoryDays < daysToNextVisit)
                faults.Add(new LeavingFault("memory", "no signal, and the memory lasts " + memoryDays + " days for " + daysToNextVisit));
            if (!_clockIsSet || (_last != null && _last.ClockErrorLog2Milliseconds > ClockErrorLog2Most))
                faults.Add(new LeavingFault("clock", "the clock is not right within 2 s"));
            if (_last != null && (_last.Flags & FrameFlags.LowBattery) != 0)
                faults.Add(new LeavingFault("battery", "the battery is low: " + _last.BatteryMillivoltsMin + " mV"));
            if (HasExpiredCalibration)
                faults.Add(new LeavingFault("calibration", "a calibration has expired"));
            if (_state.MaintenanceUntilSeconds > _now)
                faults.Add(new LeavingFault("maintenance", "maintenance is on"));
            return faults;
        }

        /// <summary>The departure check in one line, for the console and the record.</summary>
        public static string Departure(ArrayList faults)
        {
            if (faults.Count == 0)
                return "SAFE TO LEAVE";
            string text = "DO NOT LEAVE: ";
            for (int i = 0; i < faults.Count; i++)
                text += (i > 0 ? "; " : "") + ((LeavingFault)faults[i]).Words;
            return text;
        }

        private bool HasSondeFault
        {
            get { return _last != null && (IsFault(_last.LevelStatus) || IsFault(_last.TemperatureStatus) || IsFault(_last.PhStatus) || IsFault(_last.EcStatus)); }
        }

        private bool HasExpiredCalibration
        {
            get
            {
                return _last != null && (IsExpired(_last.LevelStatus) || IsExpired(_last.TemperatureStatus) || IsExpired(_last.PhStatus) || IsExpired(_last.EcStatus));
            }
        }

        private static bool IsFault(ProbeStatus status)
        {
            return status != ProbeStatus.NotFitted && !ProbeStatuses.HasValue(status);
        }

        private static bool IsExpired(ProbeStatus status)
        {
            return status == ProbeStatus.UserCalibrationExpired || status == ProbeStatus.FactoryCalibrationExpired;
        }

        private static string TimeOfDay(uint seconds)
        {
            uint minutes = seconds / 60 % 1440;
            uint hour = minutes / 60;
            uint minute = minutes % 60;
            return (hour < 10 ? "0" : "") + hour + ":" + (minute < 10 ? "0" : "") + minute;
        }
    }

    /// <summary>One thing that stands against leaving the box.</summary>
    public class LeavingFault
    {
        /// <summary>A fault with its code (docs/console.md) and its words.</summary>
        public LeavingFault(string code, string words)
        {
            Code = code;
            Words = words;
        }

        /// <summary>Code.</summary>
        public string Code { get; }

        /// <summary>Words.</summary>
        public string Words { get; }
    }
}
