using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// The sonde as it reads now, for a person who looks at it: the last readings in memory, nothing of them in the record. Keeps the supply on between readings, so that the sonde
    /// warms up once; <see cref="SwitchOff"/> ends that.
    /// </summary>
    public class LiveReadings
    {
        /// <summary>Between two readings, ms (field practice D4: 2 s refresh).</summary>
        public const int EveryMs = 2000;

        /// <summary>A range is told from this long on, ms.</summary>
        public const int RangeLeastMs = 30000;

        /// <summary>A channel is stable over this long (field practice D6: a minute).</summary>
        public const int StableMs = 60000;

        // Three minutes, so that a point that was stable a moment ago can still be taken (D6, look-back).
        private const int ReadingsMost = 3 * StableMs / EveryMs;

        private readonly LoggerPorts _ports;
        private readonly SondeReading[] _readings = new SondeReading[ReadingsMost];
        private readonly long[] _atMs = new long[ReadingsMost];
        private int _next;

        /// <summary>Readings of the sonde behind the ports.</summary>
        public LiveReadings(LoggerPorts ports)
        {
            _ports = ports;
            OnSinceMs = -1;
        }

        /// <summary>When the sonde's supply came on, ms of this wake; -1 = off.</summary>
        public long OnSinceMs { get; private set; }

        /// <summary>True where the sonde answered when it was started.</summary>
        public bool Answers { get; private set; }

        /// <summary>Readings kept.</summary>
        public int Count { get; private set; }

        /// <summary>The last reading, or null.</summary>
        public SondeReading Last
        {
            get { return Count == 0 ? null : _readings[(_next + ReadingsMost - 1) % ReadingsMost]; }
        }

        /// <summary>Seconds until the sonde's readings are right; 0 = warm, or off.</summary>
        public int WarmingUpSeconds
        {
            get
            {
                if (OnSinceMs < 0)
                    return 0;
                long left = OnSinceMs + _ports.Sonde.Profile.PowerOnMs + _ports.Sonde.Profile.WarmUpMs - _ports.Clock.ElapsedMs;
                return left <= 0 ? 0 : (int)((left + 999) / 1000);
            }
        }

        /// <summary>Switches the sonde on where it is off, and takes a reading where the last is older than <see cref="EveryMs"/>. Readings of a cold sonde are shown, not kept.</summary>
        public SondeReading Take(byte[] memory)
        {
            if (OnSinceMs < 0)
            {
                OnSinceMs = _ports.Clock.ElapsedMs;
                _ports.Power.SondeRail(true);
                Answers = _ports.Sonde.Start(memory);
            }
            long now = _ports.Clock.ElapsedMs;
            if (Count > 0 && now - _atMs[(_next + ReadingsMost - 1) % ReadingsMost] < EveryMs)
                return Last;
            SondeReading reading = _ports.Sonde.Read();
            if (WarmingUpSeconds > 0)
                return reading;
            _readings[_next] = reading;
            _atMs[_next] = now;
            _next = (_next + 1) % ReadingsMost;
            Count = Count < ReadingsMost ? Count + 1 : Count;
            return reading;
        }

        /// <summary>The sonde moved into another water: what was read before says nothing about this one.</summary>
        public void Forget()
        {
            Count = 0;
        }

        /// <summary>Supply off.</summary>
        public void SwitchOff()
        {
            if (OnSinceMs < 0)
                return;
            _ports.Sonde.Stop();
            _ports.Power.SondeRail(false);
            OnSinceMs = -1;
            Count = 0;
        }

        /// <summary>How far a quantity moved in the last <see cref="StableMs"/>, and over how many ms it was seen. A missing value within it ends the stretch.</summary>
        public int Range(int quantity, out int seenMs)
        {
            long now = _ports.Clock.ElapsedMs;
            int least = int.MaxValue;
            int most = int.MinValue;
            seenMs = 0;
            for (int i = 1; i <= Count; i++)
            {
                int at = (_next + ReadingsMost - i) % ReadingsMost;
                SondeReading reading = _readings[at];
                if (!ProbeStatuses.HasValue(reading.Status(quantity)))
                    break;
                int value = reading.Value(quantity);
                least = value < least ? value : least;
                most = value > most ? value : most;
                seenMs = (int)(now - _atMs[at]);
                if (seenMs >= StableMs)
                    break;
            }
            return seenMs == 0 && least == int.MaxValue ? 0 : most - least;
        }

        /// <summary>True where a quantity stayed within its limit for the whole of <see cref="StableMs"/>.</summary>
        public bool IsStable(int quantity)
        {
            int range = Range(quantity, out int seenMs);
            return seenMs >= StableMs && range <= Limit(quantity, Last.Value(quantity));
        }

        /// <summary>Largest range that counts as stable, in the quantity's unit (docs/console.md, "Stability").</summary>
        public static int Limit(int quantity, int value)
        {
            switch (quantity)
            {
                case Quantity.Ph:
                    return 20;
                case Quantity.PhElectrode:
                    // 0.02 pH at the Nernst slope of 59.16 mV: 1.2 mV.
                    return 12;
                case Quantity.Ec:
                    return value / 200 > 100 ? value / 200 : 100;
                case Quantity.WaterTemperature:
                case Quantity.LevelProbeTemperature:
                    return 10;
                default:
                    return 20;
            }
        }
    }
}
