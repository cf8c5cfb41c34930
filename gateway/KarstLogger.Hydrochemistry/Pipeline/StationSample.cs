using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>What the level of a sample is.</summary>
public enum LevelReading : byte
{
    /// <summary>Depth that the sonde computed, m.</summary>
    DepthMetres,

    /// <summary>Pressure against the air (vented), Pa.</summary>
    GaugePascals,

    /// <summary>Absolute pressure, Pa: the air pressure must be known.</summary>
    AbsolutePascals,
}

/// <summary>What the conductivity of a sample is.</summary>
public enum ConductivityReading : byte
{
    /// <summary>At the water's temperature.</summary>
    InSitu,

    /// <summary>Already at 25 degC, linear with 0.0191 per degC.</summary>
    At25Linear0191,

    /// <summary>Already at 25 degC, linear with 0.020 per degC.</summary>
    At25Linear0200,

    /// <summary>Already at 25 degC by the natural-water table.</summary>
    At25NaturalWater,

    /// <summary>Nobody knows: taken as in situ is wrong as often as not, so it is used as 25 degC and flagged.</summary>
    Unknown,
}

/// <summary>One number of a probe and the doubt that the probe itself has.</summary>
/// <param name="Value">The number; absent where the probe gave none.</param>
/// <param name="ProbeFlag">Pass, Suspect (calibration expired, warning), Fail (error, calibrating), Missing.</param>
public readonly record struct ProbeValue(double? Value, QcFlag ProbeFlag)
{
    /// <summary>No value.</summary>
    public static ProbeValue Missing { get; } = new(null, QcFlag.Missing);

    /// <summary>A value without remark.</summary>
    public static ProbeValue Good(double value) => new(value, QcFlag.Pass);
}

/// <summary>One sample as the pipeline takes it: the integers of the frame in SI and field units, placed in time. Knows nothing of bytes.</summary>
public readonly record struct StationSample
{
    /// <summary>Number of the data logger.</summary>
    public uint Logger { get; init; }

    /// <summary>Epoch of its journal.</summary>
    public uint Epoch { get; init; }

    /// <summary>Sequence in the epoch.</summary>
    public uint Sequence { get; init; }

    /// <summary>The instant of reading as placed, UTC seconds since 1970.</summary>
    public long UtcSeconds { get; init; }

    /// <summary>True where the clock had never been set when the sample was taken: its place in time is worked out from a later setting.</summary>
    public bool TimeDoubtful { get; init; }

    /// <summary>When the gateway first received the sample, UTC seconds since 1970: a sample from later than that is from a wrong clock. Absent where nobody knows.</summary>
    public long? ReceivedUtcSeconds { get; init; }

    /// <summary>Made by a simulation.</summary>
    public bool Simulated { get; init; }

    /// <summary>People were working at the station.</summary>
    public bool Maintenance { get; init; }

    /// <summary>Depth in m or pressure in Pa.</summary>
    public ProbeValue Level { get; init; }

    /// <summary>What <see cref="Level"/> is.</summary>
    public LevelReading LevelReading { get; init; }

    /// <summary>Air pressure in the box, Pa; absent where the box has no barometer.</summary>
    public double? BoxPressurePascals { get; init; }

    /// <summary>Water temperature, degC.</summary>
    public ProbeValue WaterTemperature { get; init; }

    /// <summary>pH.</summary>
    public ProbeValue Ph { get; init; }

    /// <summary>Conductivity, uS/cm.</summary>
    public ProbeValue Conductivity { get; init; }

    /// <summary>What <see cref="Conductivity"/> is.</summary>
    public ConductivityReading ConductivityReading { get; init; }

    /// <summary>Tips of the rain gauge since the counter began.</summary>
    public ProbeValue RainTips { get; init; }

    /// <summary>The rain counter began again since the sample before.</summary>
    public bool RainCounterRestarted { get; init; }
}
