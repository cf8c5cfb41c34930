using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>The box's own barometer, thermometer and hygrometer.</summary>
    public interface IBoardSensors
    {
        /// <summary>Reads them once.</summary>
        BoardReading Read();
    }

    /// <summary>One reading of the box's own sensors.</summary>
    public class BoardReading
    {
        /// <summary>How they answered; without a value the numbers are 0.</summary>
        public ProbeStatus Status;

        /// <summary>Air pressure in the box, Pa (0 to 131 070).</summary>
        public int PressurePascals;

        /// <summary>Temperature of the board, degC (-128 to 127).</summary>
        public int DegreesCelsius;

        /// <summary>Relative humidity in the box, %.</summary>
        public int RelativeHumidityPercent;
    }
}
