using System.Collections;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Sampling
{
    /// <summary>Makes one sample out of a burst of readings: the median of each quantity, the spread of the level. One splash or one broken answer moves nothing.</summary>
    public static class Sampler
    {
        /// <summary>Most readings in a burst (the frame holds 255; 15 readings already halve the noise of 4).</summary>
        public const int BurstMost = 15;

        /// <summary>Fills the sonde's part of the sample from the readings (elements are <see cref="SondeReading"/>), at least one.</summary>
        public static void Summarise(ArrayList burst, Sample sample)
        {
            int count = burst.Count;
            int[] values = new int[count];
            sample.BurstCount = count;
            sample.LevelStatus = Median(burst, Quantity.Level, values, out int level, out int spread);
            sample.Level = level;
            sample.LevelSpread = spread > 65535 ? 65535 : spread;
            sample.TemperatureStatus = Median(burst, Quantity.WaterTemperature, values, out int waterTemperature, out spread);
            sample.WaterTemperatureHundredths = waterTemperature;
            sample.PhStatus = Median(burst, Quantity.Ph, values, out int ph, out spread);
            sample.PhThousandths = ph;
            Median(burst, Quantity.PhElectrode, values, out int electrode, out spread);
            sample.PhElectrodeTenthsOfMillivolt = electrode;
            Median(burst, Quantity.LevelProbeTemperature, values, out int probeTemperature, out spread);
            sample.LevelProbeTemperatureHundredths = probeTemperature;
            sample.EcStatus = Median(burst, Quantity.Ec, values, out int ec, out spread);
            sample.EcHundredthsMicrosiemensPerCentimetre = (uint)ec;
        }

        /// <summary>
        /// The median of the readings that have a value, with the worst remark among them; of an even number the mean of the middle two, rounded down.
        /// Where fewer than half have a value there is none, and the status is the last refusal's.
        /// </summary>
        public static ProbeStatus Median(ArrayList burst, int quantity, int[] values, out int median, out int spread)
        {
            int count = 0;
            ProbeStatus remark = ProbeStatus.Ok;
            ProbeStatus refusal = ProbeStatus.NotFitted;
            foreach (SondeReading reading in burst)
            {
                ProbeStatus status = reading.Status(quantity);
                if (!ProbeStatuses.HasValue(status))
                {
                    refusal = status;
                    continue;
                }
                if (status > remark)
                    remark = status;
                Insert(values, count, reading.Value(quantity));
                count++;
            }
            median = 0;
            spread = 0;
            if (count * 2 < burst.Count || count == 0)
                return refusal;
            median = count % 2 == 1 ? values[count / 2] : (int)(((long)values[count / 2 - 1] + values[count / 2]) >> 1);
            spread = values[count - 1] - values[0];
            return remark;
        }

        private static void Insert(int[] sorted, int count, int value)
        {
            int i = count;
            while (i > 0 && sorted[i - 1] > value)
            {
                sorted[i] = sorted[i - 1];
                i--;
            }
            sorted[i] = value;
        }
    }
}
