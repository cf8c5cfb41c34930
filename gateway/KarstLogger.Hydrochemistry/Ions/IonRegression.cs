using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>How far a regression may be trusted, by where it comes from.</summary>
public enum RegressionStanding
{
    /// <summary>Fitted to bottles of this station.</summary>
    Fitted,

    /// <summary>Taken from a publication as it is printed there.</summary>
    AsPrinted,

    /// <summary>Taken from a publication with a misprint corrected; the provenance says which.</summary>
    Corrected,

    /// <summary>Made up to show how the station will look; never a result.</summary>
    Illustrative,
}

/// <summary>
/// A linear relation of specific conductance (25 degC) to the concentration of one ion, of one station and one stretch of time. Not an instrument calibration.
/// Reference: docs/equations/ions.md 2; Table 2 of the Guizhou paper is of this form.
/// </summary>
public sealed record IonRegression
{
    /// <summary>Beyond the range by more than this share of it there is no value (docs/equations/ions.md 2).</summary>
    public const double PermittedExtrapolationShare = 0.10;

    /// <summary>Coverage factor where the degrees of freedom are unknown (GUM 6.3.3: about 95 % of a normal distribution).</summary>
    public const double FactorWithoutDegreesOfFreedom = 2;

    /// <summary>Which ion, by its chemical symbol: "HCO3", "Ca", "Mg", "SO4".</summary>
    public required string Ion { get; init; }

    /// <summary>Unit of the concentration: mg/L of the ion, unless it says otherwise.</summary>
    public string ConcentrationUnit { get; init; } = "mg/L";

    /// <summary>Concentration at 0 uS/cm.</summary>
    public required double Intercept { get; init; }

    /// <summary>Concentration per uS/cm at 25 degC.</summary>
    public required double Slope { get; init; }

    /// <summary>The range of specific conductance, uS/cm at 25 degC, that the bottles cover.</summary>
    public required double LeastSpecificConductance { get; init; }

    /// <inheritdoc cref="LeastSpecificConductance"/>
    public required double MostSpecificConductance { get; init; }

    /// <summary>Scatter of the bottles about the line, in the unit of the concentration; null where nothing is known of it.</summary>
    public double? ResidualStandardDeviation { get; init; }

    /// <summary>Covariance of intercept and slope; null for a published equation without its data.</summary>
    public LineCovariance? Covariance { get; init; }

    /// <summary>Number of bottles; null where unpublished.</summary>
    public int? SampleCount { get; init; }

    /// <summary>Where the coefficients come from: paper and table, or the bottles of which season.</summary>
    public required string Provenance { get; init; }

    public required RegressionStanding Standing { get; init; }

    /// <summary>In force from this instant (UTC seconds since 1970), inclusive; null: from the beginning.</summary>
    public long? ValidFromUtcSeconds { get; init; }

    /// <summary>In force until this instant (UTC seconds since 1970), exclusive; null: open.</summary>
    public long? ValidToUtcSeconds { get; init; }

    /// <summary>t(0.975, n - 2) of a fit; <see cref="FactorWithoutDegreesOfFreedom"/> for a published equation.</summary>
    public double CoverageFactor95 { get; init; } = FactorWithoutDegreesOfFreedom;

    /// <summary>t(0.975, n - 2): the factor of a fit to <paramref name="bottles"/> bottles, at least 3.</summary>
    public static double FittedCoverageFactor95(int bottles) => StudentQuantile.TwoSided95(bottles - 2);

    /// <summary>A regression from a fitted line.</summary>
    public static IonRegression FromFit(string ion, LeastSquaresLine line, string provenance) => new()
    {
        Ion = ion, Intercept = line.Intercept, Slope = line.Slope, LeastSpecificConductance = line.LeastX, MostSpecificConductance = line.MostX,
        ResidualStandardDeviation = line.ResidualStandardDeviation, Covariance = line.Covariance, SampleCount = line.Count,
        CoverageFactor95 = line.StudentFactor95, Provenance = provenance, Standing = RegressionStanding.Fitted,
    };

    /// <summary>
    /// A regression from a median line: scatter of the bottles about it with n - 2 degrees of freedom, no covariance, so that the interval holds the scatter of one sample and not the
    /// line's own error.
    /// </summary>
    public static IonRegression FromMedianLine(string ion, TheilSenLine line, ReadOnlySpan<double> x, ReadOnlySpan<double> y, string provenance)
    {
        double squares = 0, least = x[0], most = x[0];
        for (int i = 0; i < x.Length; i++)
        {
            double residual = y[i] - line.Intercept - line.Slope * x[i];
            (squares, least, most) = (squares + residual * residual, Math.Min(least, x[i]), Math.Max(most, x[i]));
        }
        return new()
        {
            Ion = ion, Intercept = line.Intercept, Slope = line.Slope, LeastSpecificConductance = least, MostSpecificConductance = most,
            ResidualStandardDeviation = Math.Sqrt(squares / (line.Count - 2)), SampleCount = line.Count, CoverageFactor95 = StudentQuantile.TwoSided95(line.Count - 2),
            Provenance = provenance, Standing = RegressionStanding.Fitted,
        };
    }

    /// <summary>True where the regression is in force at that instant (half-open).</summary>
    public bool IsValidAt(long utcSeconds) => utcSeconds >= (ValidFromUtcSeconds ?? long.MinValue) && utcSeconds < (ValidToUtcSeconds ?? long.MaxValue);

    /// <summary>The concentration at a specific conductance, with its prediction interval and flags. Range of the input: <see cref="SpecificConductance"/>.</summary>
    public IonEstimate Estimate(SpecificConductance conductance) => Estimate(conductance.MicrosiemensPerCentimetre);

    /// <summary>The same from uS/cm at 25 degC; not a number gives a withheld estimate.</summary>
    public IonEstimate Estimate(double specificConductance)
    {
        double slack = PermittedExtrapolationShare * (MostSpecificConductance - LeastSpecificConductance);
        if (!(specificConductance >= LeastSpecificConductance - slack && specificConductance <= MostSpecificConductance + slack))
            return new(null, null, null, null, IonEstimateFlags.Withheld);
        IonEstimateFlags flags = specificConductance < LeastSpecificConductance || specificConductance > MostSpecificConductance
            ? IonEstimateFlags.Extrapolated : IonEstimateFlags.Inside;
        double line = Intercept + Slope * specificConductance;
        if (line < 0)
            flags |= IonEstimateFlags.Clamped;
        double concentration = Math.Max(0, line);
        if (ResidualStandardDeviation is not { } scatter)
            return new(concentration, null, null, null, flags | IonEstimateFlags.IntervalUnknown);
        double error = Math.Sqrt(scatter * scatter + (Covariance?.At(specificConductance) ?? 0));
        double half = CoverageFactor95 * error;
        return new(concentration, error, Math.Max(0, line - half), Math.Max(0, line + half), flags);
    }
}
