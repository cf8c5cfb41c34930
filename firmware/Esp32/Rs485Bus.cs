using System;
using System.IO.Ports;
using System.Threading;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;
using nanoFramework.Hardware.Esp32;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// The sonde's RS-485 on COM2; the UART drives the transceiver's direction pin (COM2_RTS). The driver's Read waits for all bytes that were asked for, so the bus
    /// polls <c>BytesToRead</c> and takes what is there.
    /// </summary>
    public class Rs485Bus : ISerialBus
    {
        private const string PortName = "COM2";
        private const int PollMs = 2;

        // Longest request: 9 bytes of head and 8 registers at 1200 baud are 0.3 s.
        private const int WriteTimeoutMs = 1000;
        private const int BufferByteCount = 512;

        private SerialPort _port;
        private SerialSettings _settings;

        /// <summary>The bus on the board's pins.</summary>
        public Rs485Bus()
        {
            Configuration.SetPinFunction(BoardPins.SondeTransmit, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(BoardPins.SondeReceive, DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(BoardPins.SondeDriverEnable, DeviceFunction.COM2_RTS);
        }

        /// <inheritdoc/>
        public void Open(SerialSettings settings)
        {
            if (_port != null && AreEqual(_settings, settings))
                return;
            Close();
            SerialPort port = new SerialPort(PortName, settings.Baud, settings.Parity == SerialParity.Even ? Parity.Even : Parity.None, settings.DataBits,
                settings.StopBits == 2 ? StopBits.Two : StopBits.One);
            port.Mode = SerialMode.RS485;
            port.ReadBufferSize = BufferByteCount;
            port.ReadTimeout = WriteTimeoutMs;
            port.WriteTimeout = WriteTimeoutMs;
            port.Open();
            _port = port;
            _settings = settings;
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
                Console.WriteLine("rs485: the transmitter is stuck");
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
            if (waiting == 0)
                return 0;
            return _port.Read(buffer, offset, waiting < countMost ? waiting : countMost);
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

        private static bool AreEqual(SerialSettings a, SerialSettings b)
        {
            return a.Baud == b.Baud && a.DataBits == b.DataBits && a.Parity == b.Parity && a.StopBits == b.StopBits;
        }
    }
}
