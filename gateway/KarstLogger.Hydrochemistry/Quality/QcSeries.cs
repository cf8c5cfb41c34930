namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>
/// Samples to check, side by side; an absent value is null. In the order of time for a window of the pipeline; in the order of a file otherwise (a step back in time is then a finding).
/// </summary>
public sealed class QcSeries
{
    private readonly double?[][] _values;

    /// <summary>A series; every column has one entry per instant, an absent column has none of its values.</summary>
    /// <param name="utcSeconds">Instant of each sample, seconds since 1970-01-01 UTC.</param>
    /// <param name="stageMetres">Water surface above the station datum.</param>
    /// <param name="waterTemperatureDegreesCelsius">Temperature of the water.</param>
    /// <param name="ph">pH.</param>
    /// <param name="specificConductanceMicrosiemensPerCentimetre">Conductivity at 25 degC.</param>
    /// <param name="rainTips">Cumulative tips of the rain bucket; a smaller number than before is a restarted counter.</param>
    /// <param name="receivedUtcSeconds">When the gateway first received the sample.</param>
    /// <param name="conductanceOverIons">Measured conductivity over the one computed from the ions.</param>
    /// <param name="depthMetres">Water above the probe; where it is given, the out-of-water test needs no surveyed height of the sensor.</param>
    /// <param name="outOfTurn">True where the instants of two neighbours contradict the order in which their journal took them.</param>
    /// <exception cref="ArgumentException">A column has another length than the instants.</exception>
    public QcSeries(
        long[] utcSeconds,
        double?[]? stageMetres = null,
        double?[]? waterTemperatureDegreesCelsius = null,
        double?[]? ph = null,
        double?[]? specificConductanceMicrosiemensPerCentimetre = null,
        long?[]? rainTips = null,
        long?[]? receivedUtcSeconds = null,
        double?[]? conductanceOverIons = null,
        double?[]? depthMetres = null,
        bool[]? outOfTurn = null)
    {
        UtcSeconds = utcSeconds;
        RainTips = Column(rainTips, nameof(rainTips));
        ReceivedUtcSeconds = Column(receivedUtcSeconds, nameof(receivedUtcSeconds));
        ConductanceOverIons = Column(conductanceOverIons, nameof(conductanceOverIons));
        DepthMetres = Column(depthMetres, nameof(depthMetres));
        OutOfTurn = outOfTurn ?? new bool[utcSeconds.Length];
        if (OutOfTurn.Length != utcSeconds.Length)
            throw new ArgumentException($"The column has {OutOfTurn.Length} values for {utcSeconds.Length} samples.", nameof(outOfTurn));
        _values =
        [
            [],
            Column(stageMetres, nameof(stageMetres)),
            Column(waterTemperatureDegreesCelsius, nameof(waterTemperatureDegreesCelsius)),
            Column(ph, nameof(ph)),
            Column(specificConductanceMicrosiemensPerCentimetre, nameof(specificConductanceMicrosiemensPerCentimetre)),
        ];
    }

    /// <summary>The measured variables, in the order of their tests.</summary>
    public static IReadOnlyList<QcVariable> Measured { get; } =
        [QcVariable.Stage, QcVariable.WaterTemperature, QcVariable.Ph, QcVariable.SpecificConductance];

    /// <summary>Instants, seconds since 1970-01-01 UTC.</summary>
    public long[] UtcSeconds { get; }

    /// <summary>Samples in the series.</summary>
    public int Count => UtcSeconds.Length;

    /// <summary>Cumulative tips of the rain bucket.</summary>
    public long?[] RainTips { get; }

    /// <summary>When the gateway first received each sample.</summary>
    public long?[] ReceivedUtcSeconds { get; }

    /// <summary>Measured conductivity over the one of the ions.</summary>
    public double?[] ConductanceOverIons { get; }

    /// <summary>Water above the probe, m.</summary>
    public double?[] DepthMetres { get; }

    /// <summary>True where a sample and a neighbour lie in time against the order of their journal: the clock was wrong for one of them, and nobody knows for which.</summary>
    public bool[] OutOfTurn { get; }

    /// <summary>The values of a measured variable.</summary>
    public double?[] this[QcVariable variable] => _values[(int)variable];

    private T?[] Column<T>(T?[]? given, string name) where T : struct =>
        given is null ? new T?[UtcSeconds.Length]
        : given.Length == UtcSeconds.Length ? given
        : throw new ArgumentException($"The column has {given.Length} values for {UtcSeconds.Length} samples.", name);
}
