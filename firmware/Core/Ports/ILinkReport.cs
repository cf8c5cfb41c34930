using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>What a link can tell beside bytes, where it can.</summary>
    public interface ILinkReport
    {
        /// <summary>How the last call ended, in <c>key=value</c> words for events and the console.</summary>
        string Report { get; }

        /// <summary>Signal of the network that was reached last, dBm, -128 to -1; 0 = not known.</summary>
        int SignalDbm { get; }

        /// <summary>True where the last call that opened the link reached a network, whatever became of the broker.</summary>
        bool HasNetwork { get; }

        /// <summary>How the modem ended its last call, one of <see cref="Modem.ModemResult"/>; <see cref="Modem.ModemResult.Ok"/> where there is no modem.</summary>
        int ModemResult { get; }

        /// <summary>The time heard since the link was opened, as of now: SNTP over WiFi, the network's or a time server's through the modem.</summary>
        /// <returns>False where none was heard.</returns>
        bool TakeTime(out long utcMilliseconds, out ClockSource source, out uint errorMs);
    }
}
