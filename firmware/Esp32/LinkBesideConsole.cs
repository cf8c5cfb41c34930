using KarstLogger.Firmware.Core.Modem;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>The modem's link while somebody is at the terminal: both use COM3, so the terminal is quiet during a contact and has the port again after it.</summary>
    public class LinkBesideConsole : ILink, ILinkReport
    {
        private readonly AtLink _link;
        private readonly ModemPort _modem;
        private readonly ConsoleLine _console;

        /// <summary>The modem's link and the terminal that lends it the port.</summary>
        public LinkBesideConsole(AtLink link, ModemPort modem, ConsoleLine console)
        {
            _link = link;
            _modem = modem;
            _console = console;
        }

        /// <inheritdoc/>
        public string Report
        {
            get { return _link.Report; }
        }

        /// <inheritdoc/>
        public int SignalDbm
        {
            get { return _link.SignalDbm; }
        }

        /// <inheritdoc/>
        public bool HasNetwork
        {
            get { return _link.HasNetwork; }
        }

        /// <inheritdoc/>
        public int ModemResult
        {
            get { return _link.Result; }
        }

        /// <inheritdoc/>
        public bool TakeTime(out long utcMilliseconds, out ClockSource source, out uint errorMs)
        {
            return _link.TakeTime(out utcMilliseconds, out source, out errorMs);
        }

        /// <inheritdoc/>
        public bool Open(int effort, int timeoutMs)
        {
            _console.Write("(quiet while the modem calls)\r\n");
            _console.Close();
            return _link.Open(effort, timeoutMs);
        }

        /// <inheritdoc/>
        public bool Publish(string topic, byte[] payload)
        {
            return _link.Publish(topic, payload);
        }

        /// <inheritdoc/>
        public LinkMessage Receive(int timeoutMs)
        {
            return _link.Receive(timeoutMs);
        }

        /// <inheritdoc/>
        public void Close()
        {
            _link.Close();
            _modem.Close();
            _console.Open();
        }
    }
}
