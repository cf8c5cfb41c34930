using System;
using System.Threading;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// The box's time in this wake: the chip's (or, without one, the system clock's) when the wake began, and the processor's microseconds since. So what sets the
    /// system clock for TLS in between (SNTP) is no unseen step for the record.
    /// </summary>
    public class Esp32Clock : IClock
    {
        // The chip tells whole seconds; on average half of the running one is over. Half a second either way stays below the step limit of ClockKeeper.
        private const int ChipMiddleMs = 500;

        // Below this a light sleep costs more than it saves (assumed 30 ms to fall asleep and to start the clocks again).
        private const int LightSleepMsLeast = 500;

        private readonly Ds3231 _chip;
        private readonly ulong _startMicroseconds = HighResTimer.GetCurrent();
        private long _originMs;
        private long _asleepMs;

        /// <summary>The time at this wake; the system clock is set from the chip.</summary>
        public Esp32Clock(Ds3231 chip)
        {
            _chip = chip;
            uint seconds = chip.ReadSeconds();
            long system = SystemMilliseconds();
            if (seconds < ClockKeeper.SetSecondsLeast)
            {
                _originMs = system - ElapsedMs;
                return;
            }
            _originMs = seconds * 1000L + ChipMiddleMs - ElapsedMs;
            GiveSystemTime();
        }

        /// <inheritdoc/>
        public long UtcMilliseconds
        {
            get { return _originMs + ElapsedMs; }
        }

        /// <inheritdoc/>
        public long ElapsedMs
        {
            get { return TimerMs() + _asleepMs; }
        }

        /// <inheritdoc/>
        public void Set(long utcMilliseconds)
        {
            _originMs = utcMilliseconds - ElapsedMs;
            GiveSystemTime();
            if (utcMilliseconds / 1000 < ClockKeeper.SetSecondsLeast)
                return;
            // The chip begins a second when it is written: wait for a full one.
            Thread.Sleep((int)(1000 - UtcMilliseconds % 1000));
            if (!_chip.Write((uint)((UtcMilliseconds + ChipMiddleMs) / 1000)))
                Console.WriteLine("clock: the battery-backed clock does not answer");
        }

        /// <summary>True while phones are served: light sleep would switch the access point off.</summary>
        public bool StaysAwake { get; set; }

        /// <inheritdoc/>
        public void Wait(int ms)
        {
            if (ms <= 0)
                return;
            long before = TimerMs();
            if (StaysAwake || ms < LightSleepMsLeast || Sleep.EnableWakeupByTimer(TimeSpan.FromMilliseconds(ms)) != EspNativeError.OK || Sleep.StartLightSleep() != EspNativeError.OK)
            {
                Thread.Sleep(ms);
                return;
            }
            // The processor's timer goes on through a light sleep; where a runtime lets it stand still, the time slept is added.
            if (TimerMs() - before < ms / 2)
                _asleepMs += ms;
        }

        /// <summary>Gives the system clock this wake's time, before it sleeps (without a chip it is what the next wake begins with) or after SNTP has stepped it.</summary>
        public void GiveSystemTime()
        {
            Rtc.SetSystemTime(DateTime.UnixEpoch.AddMilliseconds(UtcMilliseconds));
        }

        /// <summary>True where the system clock can judge certificates.</summary>
        public static bool SystemClockIsSet
        {
            get { return SystemMilliseconds() / 1000 >= ClockKeeper.SetSecondsLeast; }
        }

        private long TimerMs()
        {
            return (long)((HighResTimer.GetCurrent() - _startMicroseconds) / 1000);
        }

        private static long SystemMilliseconds()
        {
            return (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
        }
    }
}
