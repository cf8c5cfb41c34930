namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>The wires to the sonde: RS-485, or RS-232/SDI-12 behind an adapter.</summary>
    public interface ISerialBus
    {
        /// <summary>Opens the bus, or changes its settings.</summary>
        void Open(SerialSettings settings);

        /// <summary>Throws away what has arrived and not been read.</summary>
        void DiscardInput();

        /// <summary>Sends bytes.</summary>
        void Write(byte[] bytes, int count);

        /// <summary>Takes what arrives, as soon as something does.</summary>
        /// <returns>Number of bytes put into <paramref name="buffer"/>; 0 when nothing came within <paramref name="timeoutMs"/>.</returns>
        int Read(byte[] buffer, int offset, int countMost, int timeoutMs);
    }

    /// <summary>Parity of the serial bus.</summary>
    public enum SerialParity
    {
        /// <summary>No parity bit.</summary>
        None = 0,

        /// <summary>Even parity.</summary>
        Even = 1,
    }

    /// <summary>How a serial bus is set.</summary>
    public class SerialSettings
    {
        /// <summary>Settings with their four numbers.</summary>
        public SerialSettings(int baud, int dataBits, SerialParity parity, int stopBits)
        {
            Baud = baud;
            DataBits = dataBits;
            Parity = parity;
            StopBits = stopBits;
        }

        /// <summary>Bits per second.</summary>
        public int Baud { get; }

        /// <summary>7 or 8.</summary>
        public int DataBits { get; }

        /// <summary>Parity.</summary>
        public SerialParity Parity { get; }

        /// <summary>1 or 2.</summary>
        public int StopBits { get; }
    }
}
