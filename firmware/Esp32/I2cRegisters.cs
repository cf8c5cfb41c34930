using System;
using System.Device.I2c;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>One chip on the board's I2C bus. A chip that does not answer is a result, not an exception: the box goes on without it.</summary>
    public class I2cRegisters
    {
        private readonly I2cDevice _device;

        /// <summary>The chip with a 7-bit address on bus 1, at 400 kHz.</summary>
        public I2cRegisters(int address)
        {
            _device = I2cDevice.Create(new I2cConnectionSettings(1, address, I2cBusSpeed.FastMode));
        }

        /// <summary>Writes the pointer bytes (none for a chip without registers), then reads.</summary>
        /// <returns>False where the chip did not answer with all bytes.</returns>
        public bool Read(byte[] pointer, byte[] into)
        {
            try
            {
                I2cTransferResult result = pointer.Length == 0
                    ? _device.Read(new SpanByte(into))
                    : _device.WriteRead(new SpanByte(pointer), new SpanByte(into));
                return result.Status == I2cTransferStatus.FullTransfer;
            }
            catch (Exception)
            {
                // The driver throws where the bus is held low.
                return false;
            }
        }

        /// <summary>Reads registers from one on.</summary>
        public bool Read(byte register, byte[] into)
        {
            return Read(new byte[] { register }, into);
        }

        /// <summary>Writes bytes: pointer and data.</summary>
        public bool Write(byte[] bytes)
        {
            try
            {
                return _device.Write(new SpanByte(bytes)).Status == I2cTransferStatus.FullTransfer;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
