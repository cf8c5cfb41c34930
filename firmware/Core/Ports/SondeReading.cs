using System.Collections;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>One reading of a sonde in the units of the wire. A quantity starts as not fitted; without a value its number is 0.</summary>
    public class SondeReading
    {
        private readonly int[] _values = new int[Quantity.Count];
        private readonly ProbeStatus[] _statuses = new ProbeStatus[Quantity.Count];

        /// <summary>Further channels; elements are <see cref="ExtraChannel"/>, at most 16.</summary>
        public ArrayList Extra { get; } = new ArrayList();

        /// <summary>The value in the unit of <see cref="Quantity"/>.</summary>
        public int Value(int quantity)
        {
            return _values[quantity];
        }

        /// <summary>How the probe answered.</summary>
        public ProbeStatus Status(int quantity)
        {
            return _statuses[quantity];
        }

        /// <summary>
        /// Sets a quantity from a number in the quantity's unit, e.g. hundredths of a degree; half is rounded up. What the frame's field cannot hold becomes
        /// <see cref="ProbeStatus.OutOfRange"/>, what is no number <see cref="ProbeStatus.Rejected"/>.
        /// </summary>
        public void Set(int quantity, double scaled, ProbeStatus status)
        {
            if (ProbeStatuses.HasValue(status) && double.IsNaN(scaled))
                status = ProbeStatus.Rejected;
            else if (ProbeStatuses.HasValue(status) && (scaled < Quantity.Least(quantity) || scaled > Quantity.Most(quantity)))
                status = ProbeStatus.OutOfRange;
            _statuses[quantity] = status;
            _values[quantity] = ProbeStatuses.HasValue(status) ? (int)System.Math.Floor(scaled + 0.5) : 0;
        }

        /// <summary>Adds a further channel whose stored value is <paramref name="scaled"/> times 10^<paramref name="scale"/> of the channel's unit.</summary>
        public void AddExtra(int channelId, int scale, double scaled, ProbeStatus status)
        {
            if (ProbeStatuses.HasValue(status) && double.IsNaN(scaled))
                status = ProbeStatus.Rejected;
            else if (ProbeStatuses.HasValue(status) && (scaled < -2000000000.0 || scaled > 2000000000.0))
                status = ProbeStatus.OutOfRange;
            if (Extra.Count < ExtraChannelsFrame.ChannelsMost)
                Extra.Add(new ExtraChannel { ChannelId = channelId, Scale = scale, Status = status, Value = ProbeStatuses.HasValue(status) ? (int)System.Math.Floor(scaled + 0.5) : 0 });
        }

        /// <summary>Sets a quantity that has no value.</summary>
        public void SetStatus(int quantity, ProbeStatus status)
        {
            _statuses[quantity] = status;
            _values[quantity] = 0;
        }
    }

    /// <summary>The quantities of the sample frame that a sonde gives, with their ranges on the wire.</summary>
    public static class Quantity
    {
        /// <summary>0.1 mm or Pa, by the profile's level basis.</summary>
        public const int Level = 0;

        /// <summary>Water temperature, 0.01 degC.</summary>
        public const int WaterTemperature = 1;

        /// <summary>pH, 0.001.</summary>
        public const int Ph = 2;

        /// <summary>Voltage of the pH electrode, 0.1 mV.</summary>
        public const int PhElectrode = 3;

        /// <summary>Temperature at the level probe, 0.01 degC.</summary>
        public const int LevelProbeTemperature = 4;

        /// <summary>Conductivity, 0.01 uS/cm, by the profile's conductivity basis.</summary>
        public const int Ec = 5;

        /// <summary>How many there are.</summary>
        public const int Count = 6;

        /// <summary>Least number that the field holds.</summary>
        public static int Least(int quantity)
        {
            return quantity == Level ? -1000000000 : quantity == Ec ? 0 : -32768;
        }

        /// <summary>Greatest number that the field holds.</summary>
        public static int Most(int quantity)
        {
            // 2e9 hundredths of uS/cm is twenty times sea water in mS/cm terms and still an int; 1e9 Pa or 0.1 mm is 100 km of water.
            return quantity == Level ? 1000000000 : quantity == Ec ? 2000000000 : 32767;
        }
    }
}
