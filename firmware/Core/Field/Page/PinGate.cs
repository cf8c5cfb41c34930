namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>
    /// The PIN for writes. Three wrong tries are free; each further one closes the gate for a time that doubles from 30 s to 15 min, also for the right PIN. All 10 000 PINs of four
    /// digits then take more than 100 days, and the radio is off after 15 minutes.
    /// </summary>
    public class PinGate
    {
        /// <summary>Wrong tries before the gate closes for a time.</summary>
        public const int FreeTries = 3;

        /// <summary>First time that it stays closed, ms.</summary>
        public const long ClosedMsLeast = 30000;

        /// <summary>Longest time that it stays closed, ms.</summary>
        public const long ClosedMsMost = 900000;

        /// <summary>Shortest PIN, characters.</summary>
        public const int LengthLeast = 4;

        /// <summary>Longest PIN, characters.</summary>
        public const int LengthMost = 12;

        private readonly string _pin;
        private int _wrong;
        private long _closedUntilMs;

        /// <summary>A gate; with an empty <paramref name="pin"/> it never opens.</summary>
        public PinGate(string pin)
        {
            _pin = pin;
        }

        /// <summary>True where a PIN has been chosen.</summary>
        public bool HasPin
        {
            get { return _pin.Length >= LengthLeast && _pin.Length <= LengthMost; }
        }

        /// <summary>Milliseconds until a try is looked at; 0 = now.</summary>
        public long ClosedMs(long elapsedMs)
        {
            return _closedUntilMs > elapsedMs ? _closedUntilMs - elapsedMs : 0;
        }

        /// <summary>Looks at a try at <paramref name="elapsedMs"/> of a clock that never steps.</summary>
        public bool Open(string given, long elapsedMs)
        {
            if (!HasPin || ClosedMs(elapsedMs) > 0)
                return false;
            if (IsSame(given))
            {
                _wrong = 0;
                return true;
            }
            // No PIN at all is a page that has not asked yet, not a try.
            if (given.Length == 0)
                return false;
            _wrong++;
            if (_wrong >= FreeTries)
            {
                long closedMs = ClosedMsLeast;
                for (int i = FreeTries; i < _wrong && closedMs < ClosedMsMost; i++)
                    closedMs *= 2;
                _closedUntilMs = elapsedMs + (closedMs < ClosedMsMost ? closedMs : ClosedMsMost);
            }
            return false;
        }

        // Every character is looked at, so that the time of the answer tells nothing.
        private bool IsSame(string given)
        {
            int difference = given.Length ^ _pin.Length;
            for (int i = 0; i < given.Length; i++)
                difference |= given[i] ^ _pin[i % _pin.Length];
            return difference == 0;
        }
    }
}
