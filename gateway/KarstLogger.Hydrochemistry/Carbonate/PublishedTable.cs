namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>A published mean with its coefficient of variation (SD / mean), where one is printed.</summary>
public sealed record PublishedMean(string Catchment, string Quantity, double Mean, double? CoefficientOfVariation)
{
    /// <summary>Standard deviation in the unit of the mean.</summary>
    public double? StandardDeviation => Mean * CoefficientOfVariation;
}

/// <summary>A published regression, ion in mg/L = slope * EC25 + intercept; without a slope it is a mean. An intercept that cannot be read as a number is null and <paramref name="Printed"/> shows it.</summary>
public sealed record PublishedEquation(string Catchment, string Ion, double? Slope, double? Intercept, string Printed)
{
    /// <summary>The concentration at a conductivity, mg/L; null where the intercept is unreadable.</summary>
    public double? At(double specificConductance) => Intercept + Slope.GetValueOrDefault() * specificConductance;
}

/// <summary>A finding on one published number.</summary>
/// <param name="Catchment">Which catchment.</param>
/// <param name="Quantity">Which ion or quantity; empty where the whole set is meant.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Refused">True where the equation must not be used.</param>
public sealed record PublishedFinding(string Catchment, string Quantity, WaterFinding Finding, bool Refused);

/// <summary>The means and regressions of one catchment as published.</summary>
public sealed record PublishedTable(string Catchment, IReadOnlyList<PublishedMean> Means, IReadOnlyList<PublishedEquation> Equations)
{
    /// <summary>A quantity's mean; null where the table has none.</summary>
    public PublishedMean? Mean(string quantity) => Means.FirstOrDefault(mean => mean.Quantity == quantity);

    /// <summary>The water of the means.</summary>
    public WaterSample AtMeans() => Sample(ion => Mean(ion)?.Mean);

    /// <summary>The water of the equations at the mean conductivity; an ion without an equation is absent, a negative one counts as 0.</summary>
    public WaterSample FromEquations() => Sample(ion =>
        Mean("EC25") is PublishedMean ec && Equations.FirstOrDefault(e => e.Ion == ion)?.At(ec.Mean) is double value ? Math.Max(value, 0) : null);

    private WaterSample Sample(Func<string, double?> ion) => new()
    {
        TemperatureCelsius = Mean("T_C")?.Mean,
        PH = Mean("pH")?.Mean,
        CalciumMilligramsPerLitre = ion("Ca"),
        MagnesiumMilligramsPerLitre = ion("Mg"),
        SodiumMilligramsPerLitre = ion("Na"),
        PotassiumMilligramsPerLitre = ion("K"),
        ChlorideMilligramsPerLitre = ion("Cl"),
        SulfateMilligramsPerLitre = ion("SO4"),
        AlkalinityMilligramsPerLitreAsBicarbonate = ion("HCO3"),
    };
}
