using System;
using System.IO.Ports;
using System.Threading;
using KarstLogger.Firmware.Core.Ports;
using nanoFramework.Hardware.Esp32;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// A serial port that is looked at again and again: the driver's Read waits for all bytes that were asked for, so <c>BytesToRead</c> is polled and what is there is taken.
    /// </summary>
    public abstract class PolledPort : ISerialBus
    {
        private readonly string _name;
        private readonly int _pollMs;
        private SerialPort _port;

        /// <summary>A port; <paramref name="name"/> stands in messages.</summary>
        protected PolledPort(string name, int pollMs)
        {
            _name = name;
            _pollMs = pollMs;
        }

        /// <summary>True between opening and closing.</summary>
        protected bool IsOpen
        {
            get { return _port != null; }
        }

        /// <inheritdoc/>
        public abstract void Open(SerialSettings settings);

        /// <summary>Opens the port that has been set up.</summary>
        protected void Use(SerialPort port)
        {
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
                Console.WriteLine(_name + ": the transmitter is stuck");
            }
        }

        /// <inheritdoc/>
        public int Read(byte[] buffer, int offset, int countMost, int timeoutMs)
        {
            ulong deadline = HighResTimer.GetCurrent() + (ulong)timeoutMs * 1000;
            int waiting = _port.BytesToRead;
            while (waiting == 0 && HighResTimer.GetCurrent() < deadline)
            {
                Thread.Sleep(_pollMs);
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
