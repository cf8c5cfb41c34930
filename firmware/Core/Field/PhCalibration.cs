using System;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// Two or three buffers make a slope and an offset of the electrode. Nothing is taken over before the last point has passed all limits; the old coefficients stay in force until then.
    /// Limits as in field practice (D6): offset at pH 7 within 30 mV, slope 90 to 102 % of Nernst at the buffers' temperature.
    /// </summary>
    public class PhCalibration
    {
        /// <summary>Largest offset at pH 7, mV.</summary>
        public const double OffsetMillivoltsMost = 30;

        /// <summary>Least slope, % of Nernst.</summary>
        public const double SlopePercentLeast = 90;

        /// <summary>Largest slope, % of Nernst.</summary>
        public const double SlopePercentMost = 102;

        /// <summary>A buffer whose electrode voltage is further than this from what an ideal electrode would show is another buffer, mV (0.85 pH).</summary>
        public const double WrongBottleMillivolts = 50;

        // R ln(10) / F in mV per kelvin: 8.314462618 * 2.302585093 / 96485.33212 * 1000 (CODATA 2018).
        private const double NernstMillivoltsPerKelvin = 0.198415933;
        private const double KelvinOffset = 273.15;
        private const int PointsMost = 3;

        private readonly double[] _ph = new double[PointsMost];
        private readonly double[] _millivolts = new double[PointsMost];
        private double _kelvinSum;

        /// <summary>Points taken so far.</summary>
        public int Count { get; private set; }

        /// <summary>Voltage at pH 7, mV, after <see cref="Finish"/> was good.</summary>
        public double OffsetMillivolts { get; private set; }

        /// <summary>Slope in % of Nernst, after <see cref="Finish"/> was good.</summary>
        public double SlopePercent { get; private set; }

        /// <summary>Code of the last refusal (docs/console.md).</summary>
        public string Code { get; private set; }

        /// <summary>Adds a stable reading in a buffer.</summary>
        /// <returns>Null where it was taken, otherwise the reason why not.</returns>
        public string Add(int bufferThousandths, int electrodeTenthsOfMillivolt, int temperatureHundredths)
        {
            Code = "bad-value";
            if (Count == PointsMost)
                return "three buffers have been taken; finish or begin anew";
            if (temperatureHundredths < 0 || temperatureHundredths > 5000)
                return "temperature " + temperatureHundredths / 100 + " degC; permitted: 0 to 50";
            double ph = bufferThousandths / 1000.0;
            double millivolts = electrodeTenthsOfMillivolt / 10.0;
            double kelvin = temperatureHundredths / 100.0 + KelvinOffset;
            double ideal = -NernstMillivoltsPerKelvin * kelvin * (ph - 7);
            if (Math.Abs(millivolts - ideal) > WrongBottleMillivolts)
            {
                Code = "wrong-bottle";
                return "the electrode shows " + millivolts.ToString("F1") + " mV where this buffer gives about " + ideal.ToString("F1") + " mV: another bottle?";
            }
            for (int i = 0; i < Count; i++)
                if (Math.Abs(_ph[i] - ph) < 1)
                    return "a buffer less than 1 pH from this one has been taken";
            _ph[Count] = ph;
            _millivolts[Count] = millivolts;
            _kelvinSum += kelvin;
            Count++;
            return null;
        }

        /// <summary>Straight line through the points.</summary>
        /// <returns>Null where the electrode is good, otherwise the reason why the old coefficients stay.</returns>
        public string Finish()
        {
            Code = "bad-value";
            if (Count < 2)
                return "at least two buffers are needed";
            double phMean = 0;
            double millivoltsMean = 0;
            for (int i = 0; i < Count; i++)
            {
                phMean += _ph[i] / Count;
                millivoltsMean += _millivolts[i] / Count;
            }
            double products = 0;
            double squares = 0;
            for (int i = 0; i < Count; i++)
            {
                products += (_ph[i] - phMean) * (_millivolts[i] - millivoltsMean);
                squares += (_ph[i] - phMean) * (_ph[i] - phMean);
            }
            double slope = products / squares;
            double offset = millivoltsMean + slope * (7 - phMean);
            double percent = slope / (-NernstMillivoltsPerKelvin * (_kelvinSum / Count)) * 100;
            Code = "offset";
            if (offset > OffsetMillivoltsMost || offset < -OffsetMillivoltsMost)
                return "offset at pH 7 " + offset.ToString("F1") + " mV; permitted: -30 to 30";
            Code = "slope";
            if (percent < SlopePercentLeast || percent > SlopePercentMost)
                return "slope " + percent.ToString("F1") + " % of Nernst; permitted: 90 to 102";
            OffsetMillivolts = offset;
            SlopePercent = percent;
            return null;
        }
    }
}
