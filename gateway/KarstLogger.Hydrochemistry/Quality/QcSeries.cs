namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>The journal that took a sample, and its sequence there.</summary>
/// <param name="Logger">Number of the data logger.</param>
/// <param name="Epoch">Epoch of its journal.</param>
/// <param name="Sequence">Sequence in the epoch.</param>
public readonly record struct QcOrigin(uint Logger, uint Epoch, uint Sequence)
{
    /// <summary>True where one journal took this sample after the other; of two journals nobody knows the order.</summary>
    public bool IsAfter(QcOrigin other) => Logger == other.Logger && Epoch == other.Epoch && Sequence > other.Sequence;
}

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
    /// <param name="origins">Which journal took each sample, and in which order; without it nothing is known of an order.</param>
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
        QcOrigin[]? origins = null)
    {
        UtcSeconds = utcSeconds;
        RainTips = Column(rainTips, nameof(rainTips));
        ReceivedUtcSeconds = Column(receivedUtcSeconds, nameof(receivedUtcSeconds));
        ConductanceOverIons = Column(conductanceOverIons, nameof(conductanceOverIons));
        DepthMetres = Column(depthMetres, nameof(depthMetres));
        Origins = origins;
        if (origins is not null && origins.Length != utcSeconds.Length)
            throw new ArgumentException($"The column has {origins.Length} values for {utcSeconds.Length} samples.", nameof(origins));
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

    /// <summary>Journal and sequence of each sample; null where nothing is known of them.</summary>
    public QcOrigin[]? Origins { get; }

    /// <summary>True where the journal of both took the sample at <paramref name="index"/> after the one at <paramref name="other"/>.</summary>
    public bool IsTakenAfter(int index, int other) => Origins is not null && Origins[index].IsAfter(Origins[other]);

    /// <summary>The values of a measured variable.</summary>
    public double?[] this[QcVariable variable] => _values[(int)variable];

    private T?[] Column<T>(T?[]? given, string name) where T : struct =>
        given is null ? new T?[UtcSeconds.Length]
        : given.Length == UtcSeconds.Length ? given
        : throw new ArgumentException($"The column has {given.Length} values for {UtcSeconds.Length} samples.", name);
}
