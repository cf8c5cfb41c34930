using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core
{
    /// <summary>Knows how far the clock can be trusted, and sets it. Raw time is never edited: every step is told in an event, and the gateway places the samples.</summary>
    public class ClockKeeper
    {
        /// <summary>2025-01-01: a clock before it was never set, an answer before it is nonsense.</summary>
        public const uint SetSecondsLeast = 1735689600;

        /// <summary>
        /// Where the count of seconds without a set clock begins: two of the longest intervals (LoggerConfiguration, a day). A chip that is reset while the box sleeps shows less than
        /// the sleep took, so less than every count there ever was, and is told from one that counted on.
        /// </summary>
        public const uint UnsetSecondsLeast = 2 * 86400;

        /// <summary>An offset below this is left alone, ms: stepping costs an event and disturbs the interval.</summary>
        public const long StepMillisecondsLeast = 1000;

        // A smaller step moves the clock within a sampling interval: the schedule goes on as it was. After a larger one it begins anew.
        private const long ScheduleKeptMilliseconds = 300000;

        // Ageing and temperature of a 32 kHz crystal in a cave box: 20 ppm cut, 35 ppm at 0 degC below its turning point of 25 degC (0.034 ppm per K2 gives 21 ppm).
        private const long DriftPartsPerMillion = 50;

        private readonly IClock _clock;
        private readonly LoggerState _state;

        /// <summary>The clock with what the state knows of it.</summary>
        public ClockKeeper(IClock clock, LoggerState state)
        {
            _clock = clock;
            _state = state;
        }

        /// <summary>Seconds to stamp on frames: UTC, or with an unset clock the seconds counted, from <see cref="UnsetSecondsLeast"/> on.</summary>
        public uint Seconds
        {
            get { return (uint)(_clock.UtcMilliseconds / 1000); }
        }

        /// <summary>Where the time is from.</summary>
        public ClockSource Source
        {
            get { return Seconds < SetSecondsLeast ? ClockSource.Unset : _state.ClockSource; }
        }

        /// <summary>How far the clock was off when a time from outside last came in this wake, ms (outside minus ours); 0 where none came.</summary>
        public long OffsetMilliseconds { get; private set; }

        /// <summary>The clock is right within 2^this milliseconds; 31 where it is unset.</summary>
        public int ErrorLog2Milliseconds
        {
            get { return Source == ClockSource.Unset ? FrameHeader.ErrorBoundUnknown : Log2(ErrorMs(Seconds)); }
        }

        /// <summary>
        /// At each wake. A clock that lost its time counts on from the largest count seen before, so that the order of the samples stays; one that a battery-backed
        /// chip has set is taken as such.
        /// </summary>
        /// <returns>The words of the clock-set event where seconds counted without a set clock were lost: what was sampled before cannot be placed by a later setting. Else null.</returns>
        public string Begin()
        {
            uint seconds = Seconds;
            if (seconds >= SetSecondsLeast)
            {
                if (_state.ClockSource == ClockSource.Unset)
                    Confirm(ClockSource.Rtc, 2000);
                return null;
            }
            bool isBehind = seconds < UnsetSecondsLeast || seconds < _state.UnsetSeconds;
            // Before the first count there was nothing to lose.
            bool lost = isBehind && _state.UnsetSeconds != 0;
            if (isBehind)
                _clock.Set(((_state.UnsetSeconds < UnsetSecondsLeast ? UnsetSecondsLeast : _state.UnsetSeconds) + 1L) * 1000);
            _state.ClockSource = ClockSource.Unset;
            _state.UnsetSeconds = Seconds;
            return lost ? "source=0 lost=1 before_s=" + seconds + " after_s=" + Seconds : null;
        }

        /// <summary>Before the box sleeps.</summary>
        public void End()
        {
            if (Seconds < SetSecondsLeast)
                _state.UnsetSeconds = Seconds;
        }

        /// <summary>Takes a time from outside, right within <paramref name="errorMs"/>.</summary>
        /// <returns>The words of the clock-set event, or null where the clock was left as it is.</returns>
        public string Offer(long utcMilliseconds, ClockSource source, uint errorMs)
        {
            if (utcMilliseconds < SetSecondsLeast * 1000L)
                return null;
            long before = _clock.UtcMilliseconds;
            long offset = utcMilliseconds - before;
            OffsetMilliseconds = offset;
            long size = offset < 0 ? -offset : offset;
            bool wasUnset = Source == ClockSource.Unset;
            // A source that is worse than the clock's own doubt may only correct what is far outside both.
            if (!wasUnset && (size < StepMillisecondsLeast || size <= errorMs))
            {
                if (errorMs <= ErrorMs(Seconds))
                    Confirm(source, errorMs + (uint)size);
                return null;
            }
            _clock.Set(utcMilliseconds);
            Confirm(source, errorMs);
            if (size > ScheduleKeptMilliseconds)
                _state.LastSlotSeconds = 0;
            _state.PendingFlags |= FrameFlags.ClockStepped;
            return "source=" + (int)source + " offset_ms=" + offset + " before_s=" + before / 1000 + " after_s=" + utcMilliseconds / 1000;
        }

        private void Confirm(ClockSource source, uint errorMs)
        {
            _state.ClockSource = source;
            _state.ClockSetSeconds = Seconds;
            _state.ClockErrorMs = errorMs;
        }

        private long ErrorMs(uint seconds)
        {
            long age = (long)seconds - _state.ClockSetSeconds;
            return _state.ClockErrorMs + (age > 0 ? age * DriftPartsPerMillion / 1000 : 0);
        }

        private static int Log2(long ms)
        {
            int power = 0;
            while ((1L << power) < ms && power < FrameHeader.ErrorBoundUnknown - 1)
                power++;
            return power;
        }
    }
}
