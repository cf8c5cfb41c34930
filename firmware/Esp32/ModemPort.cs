using System.IO.Ports;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;
using nanoFramework.Hardware.Esp32;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>The modem's serial line on COM3, behind its level shifter. No handshake lines are wired: what comes is taken out of the driver's buffer often.</summary>
    public class ModemPort : PolledPort
    {
        private const string PortName = "COM3";
        private const int PollMs = 5;

        // The longest piece that the module sends at once: 1500 bytes of a message and its head.
        private const int BufferByteCount = 4096;

        // The longest command with its data is an upload of 60 frames, 4 KB: 0.4 s at 115200 baud.
        private const int WriteTimeoutMs = 2000;

        /// <summary>The modem's port.</summary>
        public ModemPort()
            : base("modem", PollMs)
        {
        }

        /// <inheritdoc/>
        public override void Open(SerialSettings settings)
        {
            Close();
            // At each opening: the terminal of a visit uses the same UART at other pins (docs/decisions/0100).
            Configuration.SetPinFunction(BoardPins.ModemTransmit, DeviceFunction.COM3_TX);
            Configuration.SetPinFunction(BoardPins.ModemReceive, DeviceFunction.COM3_RX);
            SerialPort port = new SerialPort(PortName, settings.Baud, Parity.None, settings.DataBits, StopBits.One);
            port.ReadBufferSize = BufferByteCount;
            port.ReadTimeout = WriteTimeoutMs;
            port.WriteTimeout = WriteTimeoutMs;
            Use(port);
        }
    }
}
