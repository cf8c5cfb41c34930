using System;
using System.IO.Ports;
using System.Text;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Field;
using nanoFramework.Hardware.Esp32;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// The technician's terminal: 115200 8N1 on the service header. COM1 belongs to the runtime's debugger, so the third UART (COM3) is led to the header's two pins while somebody is there
    /// (docs/decisions/0100); the next start of the box gives them back.
    /// </summary>
    public class ConsoleLine
    {
        private const string PortName = "COM3";
        private const int Baud = 115200;

        // A whole configuration text pasted at once comes faster than the loop turns.
        private const int BufferByteCount = 4096;

        // 512 bytes take 45 ms; a terminal that stopped us (no handshake lines) cannot hold the box for long.
        private const int PieceByteCount = 512;
        private const int TimeoutMs = 500;

        private readonly byte[] _received = new byte[64];
        private readonly TypedLine _typed = new TypedLine();
        private SerialPort _port;

        /// <summary>Leads COM3 to the header and greets.</summary>
        public void Open()
        {
            if (_port != null)
                return;
            Configuration.SetPinFunction(BoardPins.ConsoleTransmit, DeviceFunction.COM3_TX);
            Configuration.SetPinFunction(BoardPins.ConsoleReceive, DeviceFunction.COM3_RX);
            SerialPort port = new SerialPort(PortName, Baud, Parity.None, 8, StopBits.One);
            port.ReadBufferSize = BufferByteCount;
            port.ReadTimeout = TimeoutMs;
            port.WriteTimeout = TimeoutMs;
            port.Open();
            _port = port;
        }

        /// <summary>Lets COM3 go.</summary>
        public void Close()
        {
            if (_port == null)
                return;
            _port.Close();
            _port = null;
        }

        /// <summary>Writes lines; a terminal that is not there is no fault.</summary>
        public void Write(string text)
        {
            if (_port == null)
                return;
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            try
            {
                for (int i = 0; i < bytes.Length; i += PieceByteCount)
                    _port.Write(bytes, i, bytes.Length - i < PieceByteCount ? bytes.Length - i : PieceByteCount);
            }
            catch (TimeoutException e)
            {
                Console.WriteLine("console: " + e.Message);
            }
        }

        /// <summary>Takes what was typed and answers each whole line.</summary>
        /// <returns>True where a line was answered.</returns>
        public bool Serve(FieldDesk desk)
        {
            bool answered = false;
            int waiting;
            while (_port != null && (waiting = _port.BytesToRead) > 0)
            {
                int count = _port.Read(_received, 0, waiting < _received.Length ? waiting : _received.Length);
                for (int i = 0; i < count; i++)
                {
                    string line = _typed.Add(_received[i], out string echo);
                    Write(echo);
                    if (line == null)
                        continue;
                    Answer(desk, line);
                    answered = true;
                }
            }
            return answered;
        }

        /// <summary>An export goes on part by part until a key is pressed; samples are taken meanwhile.</summary>
        private void Answer(FieldDesk desk, string line)
        {
            string answer = line.Length == 0 ? "" : desk.Do(line);
            while (answer != null)
            {
                if (answer.Length > 0)
                    Write(WithReturns(answer) + "\r\n");
                desk.Idle();
                answer = _port == null || _port.BytesToRead > 0 ? null : desk.More();
            }
            Write("> ");
        }

        private static string WithReturns(string text)
        {
            StringBuilder lines = new StringBuilder();
            foreach (char letter in text)
            {
                if (letter == '\n')
                    lines.Append('\r');
                lines.Append(letter);
            }
            return lines.ToString();
        }
    }
}
