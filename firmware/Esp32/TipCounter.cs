using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// The tipping bucket's counter, ABLIC S-35770 (datasheet rev. 1.2, "Data transmission format": address 0110010, three bytes from B7 without a pointer;
    /// the first byte as the highest is assumed until the first board answers).
    /// </summary>
    public class TipCounter : IRainCounter
    {
        private readonly I2cRegisters _chip = new I2cRegisters(BoardParts.TipCounterAddress);
        private readonly bool _isFitted;

        /// <summary>The counter, or one that says that no gauge is fitted.</summary>
        public TipCounter(bool isFitted)
        {
            _isFitted = isFitted;
        }

        /// <inheritdoc/>
        public long Tips()
        {
            if (!_isFitted)
                return RainCounterAnswers.NotFitted;
            byte[] first = new byte[3];
            byte[] second = new byte[3];
            // Reading stops the counting for a moment (same page) and a tip may come between the bytes: two equal readings, or the later of two neighbours.
            if (!_chip.Read(new byte[0], first) || !_chip.Read(new byte[0], second))
                return RainCounterAnswers.Silent;
            long tips = Count(second);
            return tips - Count(first) <= 1 && tips >= Count(first) ? tips : RainCounterAnswers.Silent;
        }

        private static long Count(byte[] bytes)
        {
            return bytes[0] << 16 | bytes[1] << 8 | bytes[2];
        }
    }
}
