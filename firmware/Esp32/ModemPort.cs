using System;
using System.IO.Ports;
using System.Threading;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;
using nanoFramework.Hardware.Esp32;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>The modem's serial line on COM3, behind its level shifter. No handshake lines are wired: what comes is taken out of the driver's buffer often.</summary>
    public class ModemPort : ISerialBus
    {
        private const string PortName = "COM3";
        private const int PollMs = 5;

        // The longest piece that the module sends at once: 1500 bytes of a message and its head.
        private const int BufferByteCount = 4096;

        // The longest command with its data is an upload of 60 frames, 4 KB: 0.4 s at 115200 baud.
        private const int WriteTimeoutMs = 2000;

        private SerialPort _port;

        /// <inheritdoc/>
        public void Open(SerialSettings settings)
        {
            Close();
            // At each opening: the terminal of a visit uses the same UART at other pins (docs/decisions/0100).
            Configuration.SetPinFunction(BoardPins.ModemTransmit, DeviceFunction.COM3_TX);
            Configuration.SetPinFunction(BoardPins.ModemReceive, DeviceFunction.COM3_RX);
            SerialPort port = new SerialPort(PortName, settings.Baud, Parity.None, settings.DataBits, StopBits.One);
            port.ReadBufferSize = BufferByteCount;
            port.ReadTimeout = WriteTimeoutMs;
            port.WriteTimeout = WriteTimeoutMs;
            port.Open();
            _port = port;
        }

        /// <inheritdoc/>
        public void DiscardInput()
        {
            int waiting = _port.BytesToRead;
            if (waiting > 0)
                _port.Read(new byte[waiting], 0, waiting);
        }

        /// <inheritdoc/>
        public void Write(byte[] bytes, int count)
        {
            try
            {
                _port.Write(bytes, 0, count);
            }
            catch (TimeoutException)
            {
                // The answer will not come and says so by itself.
                Console.WriteLine("modem: the transmitter is stuck");
            }
        }

        /// <inheritdoc/>
        public int Read(byte[] buffer, int offset, int countMost, int timeoutMs)
        {
            ulong deadline = HighResTimer.GetCurrent() + (ulong)timeoutMs * 1000;
            int waiting = _port.BytesToRead;
            while (waiting == 0 && HighResTimer.GetCurrent() < deadline)
            {
                Thread.Sleep(PollMs);
                waiting = _port.BytesToRead;
            }
            return waiting == 0 ? 0 : _port.Read(buffer, offset, waiting < countMost ? waiting : countMost);
        }

        /// <summary>Gives the port back, before the box sleeps.</summary>
        public void Close()
        {
            if (_port == null)
                return;
            _port.Close();
            _port.Dispose();
            _port = null;
        }
    }
}
