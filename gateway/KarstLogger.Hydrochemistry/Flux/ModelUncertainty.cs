namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// What is uncertain about one version of a rating or of a regression: its parameters (fully correlated over everything it was used for) and its residual
/// (correlated over a stated time). Two samples share the model when they share this object.
/// </summary>
public sealed class ModelUncertainty
{
    private readonly double[] _covariance;

    /// <summary>A model's uncertainty.</summary>
    /// <param name="name">The version, as it will stand in the budget.</param>
    /// <param name="covariance">Symmetric covariance of the parameters, in the order of the gradients.</param>
    /// <param name="residualStandardDeviation">s of ln Q for a rating; s in mol/m3 for a regression. At least 0.</param>
    /// <param name="residualCorrelationSeconds">tau of the residual's correlation exp(-dt/tau); at least 0.</param>
    /// <exception cref="ArgumentException">Not square, or larger than <see cref="ParameterGradient.MostParameters"/>.</exception>
    public ModelUncertainty(string name, double[,] covariance, double residualStandardDeviation, double residualCorrelationSeconds)
    {
        ParameterCount = covariance.GetLength(0);
        if (covariance.GetLength(1) != ParameterCount || ParameterCount > ParameterGradient.MostParameters)
            throw new ArgumentException($"The covariance is {ParameterCount} x {covariance.GetLength(1)}; square and at most {ParameterGradient.MostParameters} wide.");
        ArgumentOutOfRangeException.ThrowIfNegative(residualStandardDeviation);
        ArgumentOutOfRangeException.ThrowIfNegative(residualCorrelationSeconds);
        Name = name;
        ResidualStandardDeviation = residualStandardDeviation;
        ResidualCorrelationSeconds = residualCorrelationSeconds;
        _covariance = [.. covariance.Cast<double>()];
    }

    public string Name { get; }

    public int ParameterCount { get; }

    /// <summary>s of ln Q for a rating; s in mol/m3 for a regression.</summary>
    public double ResidualStandardDeviation { get; }

    /// <summary>Correlation time of the residual, s.</summary>
    public double ResidualCorrelationSeconds { get; }

    /// <summary>Covariance of two parameters.</summary>
    public double Covariance(int row, int column) => _covariance[row * ParameterCount + column];

    /// <summary>J' cov J.</summary>
    public double Propagate(ReadOnlySpan<double> sums)
    {
        double variance = 0;
        for (int i = 0; i < ParameterCount; i++)
            for (int j = 0; j < ParameterCount; j++)
                variance += sums[i] * Covariance(i, j) * sums[j];
        return variance;
    }
}

/// <summary>
/// What is uncertain about the sonde of one station (docs/equations/flux.md 6): a level offset and a conductivity gain that stay the same between two services,
/// and the noise of single readings. Periods share their offsets when they share this object.
/// </summary>
/// <param name="LevelOffsetMetres">u of the level's datum within one service block; 0.005 m is a "0.01 m" specification read as k = 2.</param>
/// <param name="ConductanceGainRelative">u of the cell's gain within one service block; the resolution of the display is not it.</param>
/// <param name="LevelNoiseMetres">u of a single level reading.</param>
/// <param name="ConductanceNoiseMicrosiemens">u of a single conductance reading, uS/cm.</param>
/// <param name="ServiceUtcSeconds">The services (cleaning, datum survey, calibration), ascending; each starts a new block.</param>
public sealed record SondeUncertainty(
    double LevelOffsetMetres, double ConductanceGainRelative, double LevelNoiseMetres, double ConductanceNoiseMicrosiemens, IReadOnlyList<long> ServiceUtcSeconds)
{
    /// <summary>The defaults of docs/equations/flux.md 6 without a service: 0.005 m, 1 %, 0.003 m, 1 uS/cm.</summary>
    public static SondeUncertainty Default { get; } = new(0.005, 0.01, 0.003, 1.0, []);

    /// <summary>Above this ratio of the level's uncertainty to the head the linear propagation is not trusted and totals are simulated (docs/equations/flux.md 7).</summary>
    public const double LargestLinearLevelRatio = 0.15;

    /// <summary>Uncertainty of one level by its head; 0 where the rating has no head datum.</summary>
    public double LevelRatio(double headMetres) =>
        headMetres == 0 ? 0 : Math.Sqrt(LevelOffsetMetres * LevelOffsetMetres + LevelNoiseMetres * LevelNoiseMetres) / Math.Abs(headMetres);

    /// <summary>Number of services up to and including that instant: the block an instant belongs to.</summary>
    public int BlockAt(long utcSeconds)
    {
        int low = 0, high = ServiceUtcSeconds.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = ServiceUtcSeconds[middle] <= utcSeconds ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
