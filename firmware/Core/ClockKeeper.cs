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

        // A chip whose setting nobody has told us of shows whole seconds.
        private const uint ChipErrorMs = 2000;

        // 2^30 ms, the largest bound that a frame can state (FrameHeader).
        private const uint ErrorMsMost = 1u << 30;

        // Ageing and temperature of a 32 kHz crystal in a cave box: 20 ppm cut, 35 ppm at 0 degC below its turning point of 25 degC (0.034 ppm per K2 gives 21 ppm).
        private const long DriftPartsPerMillion = 50;

        // Words of more settings than this wait for the journal only where the drive takes none: then the clock had better stay as it is, too. With one more (below 90) they fit into the state's 255.
        private const int WaitingWordsLengthMost = 160;

        private readonly IClock _clock;
        private readonly LoggerState _state;
        private readonly IFlash _flash;

        /// <summary>The clock with what the state knows of it, and the drive that the state is kept on.</summary>
        public ClockKeeper(IClock clock, LoggerState state, IFlash flash)
        {
            _clock = clock;
            _state = state;
            _flash = flash;
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

        /// <summary>True where the last time from outside was to step the clock and the drive did not take the words for it: the clock was left as it is.</summary>
        public bool WasRefused { get; private set; }

        /// <summary>The clock is right within 2^this milliseconds; 31 where it is unset.</summary>
        public int ErrorLog2Milliseconds
        {
            get { return Source == ClockSource.Unset ? FrameHeader.ErrorBoundUnknown : Log2(ErrorMs(Seconds)); }
        }

        /// <summary>
        /// At each wake. A clock that lost its time counts on from the largest count seen before, so that the order of the samples stays, and an event will say that nothing before it
        /// can be placed by a later setting; one that a battery-backed chip has set is taken as such.
        /// </summary>
        public void Begin()
        {
            uint seconds = Seconds;
            if (seconds >= SetSecondsLeast)
            {
                if (_state.ClockSource == ClockSource.Unset)
                    Confirm(ClockSource.Rtc, _state.ClockErrorMs > ChipErrorMs ? _state.ClockErrorMs : ChipErrorMs);
                return;
            }
            _state.ClockSource = ClockSource.Unset;
            if (IsBehind(seconds))
                CountOn(seconds);
            End();
        }

        /// <summary>While nothing may be written: a count that was lost is held at its zero, so that it can still be told for lost when it may.</summary>
        public void HoldLostCount()
        {
            if (IsBehind(Seconds))
                _clock.Set(1000);
        }

        /// <summary>Before the box sleeps. The largest count stays where the chip is behind it: a later count begins above it.</summary>
        public void End()
        {
            if (Seconds < SetSecondsLeast && Seconds > _state.UnsetSeconds)
                _state.UnsetSeconds = Seconds;
        }

        /// <summary>Takes a time from outside, right within <paramref name="errorMs"/>. The words of the clock-set event and the next sample's flag are on the drive, in the state, before
        /// the clock moves: power may go away at any moment, and no step may be untold (<see cref="LoggerState.ClockWords"/>).</summary>
        /// <returns>False where the clock was left as it is.</returns>
        public bool Offer(long utcMilliseconds, ClockSource source, uint errorMs)
        {
            WasRefused = false;
            if (utcMilliseconds < SetSecondsLeast * 1000L)
                return false;
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
                return false;
            }
            // Until the setting is known to be done the clock may be off by the whole step. An unset clock claims nothing.
            _state.ClockErrorMs = wasUnset ? errorMs : size > ErrorMsMost ? ErrorMsMost : (uint)size + errorMs;
            int flags = _state.PendingFlags;
            _state.PendingFlags |= FrameFlags.ClockStepped;
            if (!Announce("source=" + (int)source + " offset_ms=" + offset + " before_s=" + before / 1000 + " after_s=" + utcMilliseconds / 1000))
            {
                _state.PendingFlags = flags;
                WasRefused = true;
                return false;
            }
            _clock.Set(utcMilliseconds);
            Confirm(source, errorMs);
            if (size <= ScheduleKeptMilliseconds)
                return true;
            _state.LastSlotSeconds = 0;
            // The interval of the next sample goes on counting: the last one was so long ago by either time. Small corrections stay in the interval, so that intervals add up to the times.
            if (_state.LastSampleSeconds != 0)
                _state.LastSampleSeconds = (uint)(_state.LastSampleSeconds + offset / 1000);
            return true;
        }

        private bool IsBehind(uint seconds)
        {
            return seconds < UnsetSecondsLeast || seconds < _state.UnsetSeconds;
        }

        private void CountOn(uint seconds)
        {
            uint after = (_state.UnsetSeconds < UnsetSecondsLeast ? UnsetSecondsLeast : _state.UnsetSeconds) + 1;
            // Before the first count there was nothing to lose. Where the drive takes no words the chip stays behind, and the next wake sees it again.
            if (_state.UnsetSeconds == 0 || Announce("source=0 lost=1 before_s=" + seconds + " after_s=" + after))
                _clock.Set(after * 1000L);
        }

        private bool Announce(string words)
        {
            string before = _state.ClockWords;
            if (before.Length > WaitingWordsLengthMost)
                return false;
            _state.ClockWords = before + words + "\n";
            if (_state.Save(_flash))
                return true;
            _state.ClockWords = before;
            return false;
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
