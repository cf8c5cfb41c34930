namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>What a number of bottles is good for (docs/equations/ions.md 4, rules).</summary>
public enum RegressionMaturity
{
    /// <summary>Fewer than 6 bottles: no line; the mean with its standard deviation is all there is.</summary>
    TooFew,

    /// <summary>6 to 11 bottles, or more that do not span the logged conductance.</summary>
    Provisional,

    /// <summary>At least 12 bottles from the 10 % to the 90 % quantile of the logged conductance.</summary>
    Operational,

    /// <summary>At least 36 bottles over two years or more, spanning as an operational one.</summary>
    Mature,
}

/// <summary>The rules that turn bottles into a maturity and a refit into a duty.</summary>
public static class RegressionRules
{
    public const int FewestForLine = 6;

    public const int FewestOperational = 12;

    public const int FewestMature = 36;

    /// <summary>Two years of 365.25 days.</summary>
    public const double MatureSeconds = 2 * 31557600.0;

    /// <summary>How many of the last residuals are watched for a bias.</summary>
    public const int WatchedResiduals = 6;

    /// <summary>
    /// The maturity. The quantiles are those of the logged specific conductance, uS/cm: bottles must reach from at most the 10 % to at least the 90 % quantile.
    /// </summary>
    public static RegressionMaturity Maturity(int bottles, double spanSeconds, double leastBottle, double mostBottle, double logged10Percent, double logged90Percent)
    {
        bool spans = leastBottle <= logged10Percent && mostBottle >= logged90Percent;
        return bottles < FewestForLine ? RegressionMaturity.TooFew
            : bottles < FewestOperational || !spans ? RegressionMaturity.Provisional
            : bottles >= FewestMature && spanSeconds >= MatureSeconds ? RegressionMaturity.Mature
            : RegressionMaturity.Operational;
    }

    /// <summary>
    /// True where the last six residuals (bottle minus regression, in time order) are on average off by more than one residual standard deviation: the water has changed, fit again.
    /// False with fewer than six.
    /// </summary>
    public static bool IsRefitDue(IReadOnlyList<double> residuals, double residualStandardDeviation) =>
        residuals.Count >= WatchedResiduals && Math.Abs(residuals.TakeLast(WatchedResiduals).Average()) > residualStandardDeviation;
}
