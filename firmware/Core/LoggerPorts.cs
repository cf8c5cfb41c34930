using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Core
{
    /// <summary>Everything that the cycle touches, as Main has put it together.</summary>
    public class LoggerPorts
    {
        /// <summary>Number of this box (text form: <see cref="Wire.LoggerId"/>).</summary>
        public uint LoggerId;

        /// <summary>A random number of this wake: the epoch, should a new one be needed.</summary>
        public uint Chance;

        /// <summary>Version of the firmware, e.g. 0.1.0.</summary>
        public string FirmwareVersion;

        /// <summary>Slot that the firmware was started from and how far it is proved, e.g. <c>A</c> or <c>B-trial</c>; <c>none</c> on a PC.</summary>
        public string FirmwareSlot = "none";

        /// <summary>True where the ports are simulated; every frame then says so.</summary>
        public bool Simulated;

        /// <summary>Time.</summary>
        public IClock Clock;

        /// <summary>Drive.</summary>
        public IFlash Flash;

        /// <summary>Radio.</summary>
        public ILink Link;

        /// <summary>Battery and supplies.</summary>
        public IPower Power;

        /// <summary>Rain gauge.</summary>
        public IRainCounter Rain;

        /// <summary>The box's own sensors.</summary>
        public IBoardSensors Board;

        /// <summary>The sonde, behind its bus.</summary>
        public ISonde Sonde;
    }
}
