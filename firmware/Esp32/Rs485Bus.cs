using System.IO.Ports;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;
using nanoFramework.Hardware.Esp32;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// The sonde's RS-485 on COM2; the UART drives the transceiver's direction pin (COM2_RTS).
    /// </summary>
    public class Rs485Bus : PolledPort
    {
        private const string PortName = "COM2";
        private const int PollMs = 2;

        // Longest request: 9 bytes of head and 8 registers at 1200 baud are 0.3 s.
        private const int WriteTimeoutMs = 1000;
        private const int BufferByteCount = 512;

        private SerialSettings _settings;

        /// <summary>The bus on the board's pins.</summary>
        public Rs485Bus()
            : base("rs485", PollMs)
        {
            Configuration.SetPinFunction(BoardPins.SondeTransmit, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(BoardPins.SondeReceive, DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(BoardPins.SondeDriverEnable, DeviceFunction.COM2_RTS);
        }

        /// <inheritdoc/>
        public override void Open(SerialSettings settings)
        {
            if (IsOpen && AreEqual(_settings, settings))
                return;
            Close();
            SerialPort port = new SerialPort(PortName, settings.Baud, settings.Parity == SerialParity.Even ? Parity.Even : Parity.None, settings.DataBits,
                settings.StopBits == 2 ? StopBits.Two : StopBits.One);
            port.Mode = SerialMode.RS485;
            port.ReadBufferSize = BufferByteCount;
            port.ReadTimeout = WriteTimeoutMs;
            port.WriteTimeout = WriteTimeoutMs;
            Use(port);
            _settings = settings;
        }

        private static bool AreEqual(SerialSettings a, SerialSettings b)
        {
            return a.Baud == b.Baud && a.DataBits == b.DataBits && a.Parity == b.Parity && a.StopBits == b.StopBits;
        }
    }
}
