namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>The sources of a total's uncertainty (docs/equations/flux.md 6 and 8).</summary>
public enum UncertaintySource
{
    /// <summary>A: the fitted rating, the same over all periods that used it.</summary>
    RatingParameters,

    /// <summary>B: the fitted regression, the same over all periods that used it.</summary>
    RegressionParameters,

    /// <summary>C: the level's offset within a service block.</summary>
    LevelOffset,

    /// <summary>D: the conductivity cell's gain within a service block.</summary>
    ConductanceGain,

    /// <summary>E: noise of single readings.</summary>
    ReadingNoise,

    /// <summary>F: scatter of the ion about its regression, correlated over days.</summary>
    RegressionResidual,

    /// <summary>G: scatter of the discharge about its rating, correlated over weeks.</summary>
    RatingResidual,

    /// <summary>Filled gaps: anywhere between holding the value before and holding the value after (rectangular, GUM 4.3.7).</summary>
    GapFilling,

    /// <summary>The regression on a neighbour whose discharge fills gaps: parameters and scatter.</summary>
    NeighbourFilling,

    /// <summary>A to G together, by simulation: where the level's error is too large for them to be told apart linearly.</summary>
    Simulation,

    /// <summary>The catchment's area, in specific values only.</summary>
    Area,
}

/// <summary>One source with its variance, in the square of the total's unit.</summary>
public readonly record struct UncertaintyComponent(UncertaintySource Source, double Variance);

/// <summary>The uncertainty of a total by source. The sources are independent, so the variances add up, and leaving one out takes away exactly its share.</summary>
/// <param name="Total">The total the variances belong to.</param>
/// <param name="Components">One entry per source.</param>
public sealed record UncertaintyBudget(double Total, IReadOnlyList<UncertaintyComponent> Components)
{
    /// <summary>Coverage factor of the 95 % interval (docs/equations/flux.md 6: U95 = 2 u).</summary>
    public const double CoverageFactor95 = 2;

    public double Variance => Components.Sum(c => c.Variance);

    /// <summary>u, in the total's unit.</summary>
    public double StandardUncertainty => Math.Sqrt(Variance);

    /// <summary>u / |total|; null for a total of 0.</summary>
    public double? RelativeStandardUncertainty => Total == 0 ? null : StandardUncertainty / Math.Abs(Total);

    /// <summary>The 95 % interval, total -+ 2 u.</summary>
    public (double Lower, double Upper) Interval95 => (Total - CoverageFactor95 * StandardUncertainty, Total + CoverageFactor95 * StandardUncertainty);

    /// <summary>The variance of one source.</summary>
    public double VarianceOf(UncertaintySource source) => Components.Where(c => c.Source == source).Sum(c => c.Variance);

    /// <summary>The share of one source in the variance, 0 to 1; 0 where nothing is uncertain.</summary>
    public double ShareOf(UncertaintySource source) => Variance == 0 ? 0 : VarianceOf(source) / Variance;

    /// <summary>The same budget with every value in another unit.</summary>
    public UncertaintyBudget InUnit(double unitsPerTotalUnit) => new(Total * unitsPerTotalUnit,
        [.. Components.Select(c => c with { Variance = c.Variance * unitsPerTotalUnit * unitsPerTotalUnit })]);

    /// <summary>The total divided by an area, with the area's relative uncertainty as one more source (independent of the others).</summary>
    public UncertaintyBudget PerArea(double squareKilometres, double relativeStandardUncertainty)
    {
        UncertaintyBudget specific = InUnit(1 / squareKilometres);
        double area = specific.Total * relativeStandardUncertainty;
        return specific with { Components = [.. specific.Components, new(UncertaintySource.Area, area * area)] };
    }
}
