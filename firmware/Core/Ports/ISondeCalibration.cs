namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>
    /// The calibration of one quantity inside a sonde whose register map is known to be writable. Whatever fails, the old coefficients stand in the sonde, and that is looked at, not assumed.
    /// </summary>
    public interface ISondeCalibration
    {
        /// <summary>Standards that the sonde knows, in the order in which it wants them, thousandths of pH; empty where any will do.</summary>
        int[] FixedStandards { get; }

        /// <summary>True where the sonde hears of each standard while it stands in it, and forgets those before when its supply goes off.</summary>
        bool IsPointwise { get; }

        /// <summary>Reads the coefficients in force, as the registers' bytes (at most 64); null where the sonde does not tell.</summary>
        byte[] Coefficients();

        /// <summary>The coefficients in words, e.g. <c>k=1.0000 b=0.0000</c>.</summary>
        string InWords(byte[] coefficients);

        /// <summary>Tells a pointwise sonde of a standard that it stands in now, thousandths of pH. The last one must be told by <see cref="Finish"/>: until then nothing changes in the sonde.</summary>
        /// <returns>Null where it was taken.</returns>
        SondeRefusal Point(int standardThousandths);

        /// <summary>Makes the new coefficients out of all points and puts them into force.</summary>
        /// <returns>Null where the sonde has them; otherwise why not, and then <paramref name="old"/> stands (or the words say that it does not).</returns>
        SondeRefusal Finish(byte[] old, CalibrationPoint[] points);

        /// <summary>Sees to it that <paramref name="old"/> stands, writing it back where it must.</summary>
        /// <returns>Null where it stands.</returns>
        SondeRefusal Restore(byte[] old);
    }

    /// <summary>A standard and what the sonde read in it.</summary>
    public class CalibrationPoint
    {
        /// <summary>Value of the standard at its temperature: 0.001 pH, or 0.01 uS/cm.</summary>
        public int Standard;

        /// <summary>The sonde's reading, same unit.</summary>
        public int Reading;

        /// <summary>Voltage of the pH electrode, 0.1 mV.</summary>
        public int ElectrodeTenthsOfMillivolt;

        /// <summary>Temperature, 0.01 degC.</summary>
        public int TemperatureHundredths;
    }

    /// <summary>Why a sonde did not take a calibration.</summary>
    public class SondeRefusal
    {
        /// <summary>A refusal with its code (docs/console.md) and its words.</summary>
        public SondeRefusal(string code, string words)
        {
            Code = code;
            Words = words;
        }

        /// <summary>Code, one of the <c>sonde-</c> ones.</summary>
        public string Code { get; }

        /// <summary>Words for the person.</summary>
        public string Words { get; }
    }

    /// <summary>A calibration action of a profile: which registers take it. Two kinds: standards told one by one (<see cref="PointRegister"/>), or a slope K and an offset B.</summary>
    public class CalibrationAction
    {
        /// <summary>One of <see cref="Quantity"/>.</summary>
        public int Quantity;

        /// <summary>How the numbers are written.</summary>
        public int Form;

        /// <summary>Register that takes the value of a standard; -1 = the sonde takes K and B instead.</summary>
        public int PointRegister = -1;

        /// <summary>Register that tells the outcome of a pointwise calibration.</summary>
        public int StatusRegister;

        /// <summary>First register of the coefficients.</summary>
        public int CoefficientsRegister;

        /// <summary>How many coefficients, two registers each.</summary>
        public int CoefficientCount;

        /// <summary>Standards that a pointwise sonde knows, thousandths of pH, in its order.</summary>
        public int[] Standards = new int[0];

        /// <summary>The unit of B times this is the wire's unit.</summary>
        public double OffsetFactor = 1;
    }
}
