namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>
/// Ordinary least squares y = a + b x with its covariance. Centred two-pass sums: they hold 9 and more digits of NIST StRD Norris, where the textbook sums of
/// squares lose half of them (reference: docs/equations/ions.md 1).
/// </summary>
public sealed record LeastSquaresLine
{
    /// <summary>The fewest points that leave a degree of freedom for the scatter.</summary>
    public const int FewestPoints = 3;

    public required int Count { get; init; }

    public required double Intercept { get; init; }

    public required double Slope { get; init; }

    public required double MeanX { get; init; }

    /// <summary>Sum of (x - mean)^2.</summary>
    public required double Sxx { get; init; }

    public required double LeastX { get; init; }

    public required double MostX { get; init; }

    /// <summary>Sum of squared residuals.</summary>
    public required double ResidualSumOfSquares { get; init; }

    /// <summary>Sum of (y - mean)^2.</summary>
    public required double TotalSumOfSquares { get; init; }

    /// <summary>t(0.975, n - 2).</summary>
    public required double StudentFactor95 { get; init; }

    /// <summary>s = sqrt(SSE / (n - 2)).</summary>
    public double ResidualStandardDeviation => Math.Sqrt(ResidualSumOfSquares / (Count - 2));

    public double RootMeanSquareError => Math.Sqrt(ResidualSumOfSquares / Count);

    public double RSquared => 1 - ResidualSumOfSquares / TotalSumOfSquares;

    public double AdjustedRSquared => 1 - (1 - RSquared) * (Count - 1) / (Count - 2);

    public double InterceptStandardError => Math.Sqrt(Covariance.InterceptVariance);

    public double SlopeStandardError => Math.Sqrt(Covariance.SlopeVariance);

    public double FStatistic => (TotalSumOfSquares - ResidualSumOfSquares) / (ResidualSumOfSquares / (Count - 2));

    /// <summary>Two-sided probability of the slope under "no relation".</summary>
    public double SlopeProbability => StudentQuantile.TwoSidedProbability(Slope / SlopeStandardError, Count - 2);

    /// <summary>Var(a) = s^2 (1/n + mean^2/Sxx), Var(b) = s^2/Sxx, Cov(a,b) = -s^2 mean/Sxx.</summary>
    public LineCovariance Covariance
    {
        get
        {
            double variance = ResidualSumOfSquares / (Count - 2);
            return new(variance * (1.0 / Count + MeanX * MeanX / Sxx), variance / Sxx, -variance * MeanX / Sxx);
        }
    }

    /// <summary>Fits the line. Null where there are fewer than <see cref="FewestPoints"/> points or all x are equal.</summary>
    /// <exception cref="ArgumentException">The two series differ in length.</exception>
    public static LeastSquaresLine? Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"{x.Length} values of x and {y.Length} of y.");
        if (x.Length < FewestPoints)
            return null;
        double meanX = Mean(x), meanY = Mean(y), sxx = 0, sxy = 0, syy = 0, least = x[0], most = x[0];
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - meanX, dy = y[i] - meanY;
            (sxx, sxy, syy) = (sxx + dx * dx, sxy + dx * dy, syy + dy * dy);
            (least, most) = (Math.Min(least, x[i]), Math.Max(most, x[i]));
        }
        if (sxx == 0)
            return null;
        double slope = sxy / sxx, sse = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = y[i] - meanY - slope * (x[i] - meanX);
            sse += residual * residual;
        }
        return new()
        {
            Count = x.Length, Intercept = meanY - slope * meanX, Slope = slope, MeanX = meanX, Sxx = sxx, LeastX = least, MostX = most,
            ResidualSumOfSquares = sse, TotalSumOfSquares = syy, StudentFactor95 = StudentQuantile.TwoSided95(x.Length - 2),
        };
    }

    /// <summary>The line at <paramref name="x"/>.</summary>
    public double At(double x) => Intercept + Slope * x;

    /// <summary>1/n + (x - mean)^2/Sxx: the leverage of a point of the fit, and the parameter part of a prediction's variance.</summary>
    public double LeverageAt(double x) => 1.0 / Count + (x - MeanX) * (x - MeanX) / Sxx;

    /// <summary>Standard error of the line itself at <paramref name="x"/>; times <see cref="StudentFactor95"/> it is the confidence band.</summary>
    public double MeanStandardErrorAt(double x) => ResidualStandardDeviation * Math.Sqrt(LeverageAt(x));

    /// <summary>Standard error of one new observation at <paramref name="x"/>; times <see cref="StudentFactor95"/> it is the prediction band.</summary>
    public double PredictionStandardErrorAt(double x) => ResidualStandardDeviation * Math.Sqrt(1 + LeverageAt(x));

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        double first = sum / values.Length, rest = 0;
        foreach (double value in values)
            rest += value - first;
        return first + rest / values.Length;
    }
}

/// <summary>Covariance of the intercept a and the slope b of a line, in the squared units of the concentration and of concentration per uS/cm.</summary>
public readonly record struct LineCovariance(double InterceptVariance, double SlopeVariance, double InterceptSlopeCovariance)
{
    /// <summary>Variance of a + b x.</summary>
    public double At(double x) => Math.Max(0, InterceptVariance + x * (2 * InterceptSlopeCovariance + x * SlopeVariance));
}
