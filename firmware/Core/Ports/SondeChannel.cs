namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>Where one quantity stands in a sonde's answer, and when it is rejected.</summary>
    public class SondeChannel
    {
        /// <summary>A quantity of the sample frame.</summary>
        public static SondeChannel Of(int quantity, int register, int form, double factor)
        {
            return new SondeChannel { Quantity = quantity, Register = register, Form = form, Factor = factor };
        }

        /// <summary>A quantity of which a zero means an absent or unready probe.</summary>
        public static SondeChannel NeverZero(int quantity, int register, int form, double factor)
        {
            return new SondeChannel { Quantity = quantity, Register = register, Form = form, Factor = factor, RejectZero = true };
        }

        /// <summary>A further channel; zero means that the probe is absent, and then the channel is left out.</summary>
        public static SondeChannel Further(int channelId, int scale, int register, int form, double factor)
        {
            return new SondeChannel { Quantity = -1, ChannelId = channelId, ChannelScale = scale, Register = register, Form = form, Factor = factor, RejectZero = true };
        }

        /// <summary>One of <see cref="Quantity"/>, or -1 for an extra channel.</summary>
        public int Quantity;

        /// <summary>Channel id of the extra-channels frame where <see cref="Quantity"/> is -1.</summary>
        public int ChannelId;

        /// <summary>Decimal exponent of an extra channel's stored value.</summary>
        public int ChannelScale;

        /// <summary>First register on the wire (from 0), or the position in an SDI-12 answer (from 0).</summary>
        public int Register;

        /// <summary>How the number is written: one of <see cref="NumberForm"/>.</summary>
        public int Form;

        /// <summary>The sonde's unit times this is the wire's unit.</summary>
        public double Factor = 1;

        /// <summary>True where a zero means an absent or unready probe.</summary>
        public bool RejectZero;

        /// <summary>True where <see cref="Sentinel"/> means no value.</summary>
        public bool HasSentinel;

        /// <summary>The sonde's own mark for no value, in the sonde's unit.</summary>
        public double Sentinel;
    }

    /// <summary>How a sonde writes a number into registers.</summary>
    public static class NumberForm
    {
        /// <summary>IEEE 754 single, high word first, high byte first (Keller, In-Situ, YSI).</summary>
        public const int FloatBigEndian = 0;

        /// <summary>IEEE 754 single, low byte first throughout (Yosemitech).</summary>
        public const int FloatLittleEndian = 1;

        /// <summary>IEEE 754 single, low word first, high byte first within a word.</summary>
        public const int FloatWordSwapped = 2;

        /// <summary>Signed 16-bit integer.</summary>
        public const int Int16 = 3;

        /// <summary>Unsigned 16-bit integer.</summary>
        public const int UInt16 = 4;

        /// <summary>Signed 32-bit integer, high word first.</summary>
        public const int Int32 = 5;

        /// <summary>Registers that a number takes.</summary>
        public static int RegisterCount(int form)
        {
            return form == Int16 || form == UInt16 ? 1 : 2;
        }
    }
}
