using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.HostSim;

/// <summary>The tipping bucket on the roof and its counter, which has its own battery. Fault: the counter begins again, or stops answering.</summary>
public sealed class SimulatedRainGauge(SimulatedCave cave, VirtualTime time) : IRainCounter
{
    /// <summary>Rain that tips the bucket, mm (0.2 mm is the usual 8 inch gauge).</summary>
    public const double MillimetresPerTip = 0.2;

    private long _before;

    /// <summary>Fault: the counter does not answer.</summary>
    public bool Silent { get; set; }

    /// <inheritdoc/>
    public long Tips() => Silent ? RainCounterAnswers.Silent : Counted() - _before;

    /// <summary>Fault: the counter's own supply failed and it begins again.</summary>
    public void Restart() => _before = Counted();

    private long Counted() => (long)(cave.At(time.UtcMilliseconds).RainMillimetres / MillimetresPerTip);
}

/// <summary>Barometer, thermometer and hygrometer in the box.</summary>
public sealed class SimulatedBoard(SimulatedCave cave, VirtualTime time, Chance chance) : IBoardSensors
{
    /// <inheritdoc/>
    public BoardReading Read()
    {
        CaveWater water = cave.At(time.UtcMilliseconds);
        return new BoardReading
        {
            Status = ProbeStatus.Ok,
            PressurePascals = (int)(water.AirPressurePascals + 3 * chance.Normal()),
            DegreesCelsius = (int)Math.Round(water.TemperatureCelsius + 2),
            RelativeHumidityPercent = 60 + chance.Below(5),
        };
    }
}
