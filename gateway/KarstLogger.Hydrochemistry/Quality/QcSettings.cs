namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>
/// Every threshold of the quality tests of a station. The defaults are the karst preset for a reading each quarter hour: a flood may rise by metres in hours and the water of a
/// conduit may keep its temperature to 0.01 degC for days. docs/equations/quality.md gives the reason for each number; none is a law of nature, all may be set per station.
/// </summary>
public sealed record QcSettings
{
    private const double QuarterHourSeconds = 900, DaySeconds = 86400;

    /// <summary>The preset unchanged.</summary>
    public static QcSettings Karst { get; } = new();

    /// <summary>Stage, m. 0.5 m in a quarter hour is SUSPECT and 1 m FAILs: 1.8 m in two hours is 0.23 m a step.</summary>
    public VariableLimits Stage { get; init; } = new()
    {
        GrossFail = new ValueSpan(-5, 100),
        GrossSuspect = new ValueSpan(-2, 50),
        SpikeSuspect = 0.1,
        SpikeFail = 0.3,
        RateSuspectPerSecond = 0.5 / QuarterHourSeconds,
        RateFailPerSecond = 1.0 / QuarterHourSeconds,
        FlatSuspectSeconds = DaySeconds,
        FlatFailSeconds = 3 * DaySeconds,
        FlatTolerance = 0.00005, // half the frame's resolution of 0.1 mm: a repeated value, not a calm spring
        Movement = 0.05,
    };

    /// <summary>Water temperature, degC. No flat-line limit of its own: a conduit's temperature does stand still.</summary>
    public VariableLimits WaterTemperature { get; init; } = new()
    {
        GrossFail = new ValueSpan(-5, 45),
        GrossSuspect = new ValueSpan(0, 30),
        SpikeSuspect = 0.5,
        SpikeFail = 1.5,
        RateSuspectPerSecond = 1.0 / QuarterHourSeconds,
        RateFailPerSecond = 3.0 / QuarterHourSeconds,
        FlatTolerance = 0.005,
        Movement = 0.3,
    };

    /// <summary>pH. It supports no jump of another variable: the glass is the first to die, and a dead glass must leave the flags of discharge and flux as they were.</summary>
    public VariableLimits Ph { get; init; } = new()
    {
        GrossFail = new ValueSpan(2, 12),
        GrossSuspect = new ValueSpan(6, 9.5),
        SpikeSuspect = 0.1,
        SpikeFail = 0.3,
        RateSuspectPerSecond = 0.2 / QuarterHourSeconds,
        RateFailPerSecond = 0.5 / QuarterHourSeconds,
        FlatSuspectSeconds = DaySeconds,
        FlatFailSeconds = 3 * DaySeconds,
        FlatTolerance = 0.0005,
    };

    /// <summary>Specific conductance, uS/cm at 25 degC.</summary>
    public VariableLimits SpecificConductance { get; init; } = new()
    {
        GrossFail = new ValueSpan(0, 10000),
        GrossSuspect = new ValueSpan(50, 2000),
        SpikeSuspect = 20,
        SpikeFail = 60,
        RateSuspectPerSecond = 50 / QuarterHourSeconds,
        RateFailPerSecond = 150 / QuarterHourSeconds,
        FlatSuspectSeconds = DaySeconds,
        FlatFailSeconds = 3 * DaySeconds,
        FlatTolerance = 0.005,
        Movement = 10,
    };

    /// <summary>Samples further apart are no neighbours: the spike, rate and flat-line tests do not reach across.</summary>
    public long NeighbourSeconds { get; init; } = 3600;

    /// <summary>Half width of the window in which another variable may support a jump.</summary>
    public long MovementSeconds { get; init; } = 3600;

    /// <summary>How long before a jump rain may have fallen to support it: the way from the swallow hole to the spring.</summary>
    public long RainBackSeconds { get; init; } = 6 * 3600;

    /// <summary>Tips of the bucket that count as rain; one alone can be a hand or a beetle.</summary>
    public int LeastRainTips { get; init; } = 2;

    /// <summary>No sample for longer than this before a sample is a gap; also the gap across which loads are not integrated.</summary>
    public long TimeGapSeconds { get; init; } = 7200;

    /// <summary>How far a sample's clock may be ahead of its reception.</summary>
    public long FutureSeconds { get; init; } = 300;

    /// <summary>Several variables that stand still together for this long are stuck.</summary>
    public long StuckSeconds { get; init; } = 12 * 3600;

    /// <summary>
    /// Variables that must stand still together to be SUSPECT as stuck; one more FAILs. Only variables with a flat-line limit of their own are counted: a conduit's temperature
    /// stands still by nature and is no evidence, but it is flagged along when others are stuck.
    /// </summary>
    public int LeastStuckVariables { get; init; } = 2;

    /// <summary>At or below this water temperature the level is SUSPECT (degC).</summary>
    public double IceDegreesCelsius { get; init; } = 0.2;

    /// <summary>Air on the sonde. Its sensor level is the stage of the sensor, for series that have no depth above the probe.</summary>
    public OutOfWater OutOfWater { get; init; } = new();

    /// <summary>Measured conductivity over that of the ions (100 uS/cm per meq/L of cations); outside is told.</summary>
    public ValueSpan ConductanceOverIons { get; init; } = new(0.9, 1.1);

    /// <summary>The limits of one variable.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sample as a whole has no limits.</exception>
    public VariableLimits Of(QcVariable variable) => variable switch
    {
        QcVariable.Stage => Stage,
        QcVariable.WaterTemperature => WaterTemperature,
        QcVariable.Ph => Ph,
        QcVariable.SpecificConductance => SpecificConductance,
        _ => throw new ArgumentOutOfRangeException(nameof(variable), variable, "Only a measured variable has limits."),
    };
}
