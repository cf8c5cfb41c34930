namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>What a flag belongs to.</summary>
public enum QcVariable
{
    /// <summary>The sample as a whole: its place in time.</summary>
    Sample = 0,

    /// <summary>Water surface above the station datum, m.</summary>
    Stage = 1,

    /// <summary>Temperature of the water, degC.</summary>
    WaterTemperature = 2,

    /// <summary>pH at the water's own temperature.</summary>
    Ph = 3,

    /// <summary>Conductivity at 25 degC, uS/cm.</summary>
    SpecificConductance = 4,
}

/// <summary>A test of the karst preset.</summary>
public enum QcTest
{
    /// <summary>Same instant as an earlier sample, or an earlier one: the first is kept. SUSPECT where a neighbour of the same journal was taken in the other order.</summary>
    Timestamp,

    /// <summary>Later than the moment the gateway received it.</summary>
    FutureTimestamp,

    /// <summary>No sample for longer than permitted before this one. Says nothing against the sample's values.</summary>
    TimeGap,

    /// <summary>Outside what the variable can be (FAIL) or is here (SUSPECT).</summary>
    GrossRange,

    /// <summary>Up and back (or down and back) in one sample.</summary>
    Spike,

    /// <summary>A step from the sample before.</summary>
    RateOfChange,

    /// <summary>The same value for longer than the variable stands still in nature.</summary>
    FlatLine,

    /// <summary>The sonde hangs in air.</summary>
    OutOfWater,

    /// <summary>Water near freezing: the level reads ice, not water.</summary>
    Ice,

    /// <summary>Several variables stand still together: the sonde repeats itself.</summary>
    Stuck,

    /// <summary>Measured conductivity against the one of the ions; tells, and never changes a flag.</summary>
    ConductanceFromIons,
}

/// <summary>Why a FAIL of the spike or rate-of-change test was softened to SUSPECT.</summary>
public enum QcSupport
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>Rain fell in the hours before.</summary>
    Rain,

    /// <summary>A second variable moved to another level in the same window.</summary>
    SecondVariable,
}
