using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>A link that may have heard the time on its way: SNTP over WiFi, the network's or a time server's through the modem.</summary>
    public interface INetworkTime
    {
        /// <summary>The time heard since the link was opened, as of now.</summary>
        /// <returns>False where none was heard.</returns>
        bool TakeTime(out long utcMilliseconds, out ClockSource source, out uint errorMs);
    }
}
