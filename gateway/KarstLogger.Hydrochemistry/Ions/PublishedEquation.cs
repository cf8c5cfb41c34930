namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>
/// A printed equation ion = intercept + slope EC without its data, held against the means and coefficients of variation printed beside it (docs/equations/ions.md 9): what can still be checked,
/// and the only honest scatter that can still be had.
/// </summary>
/// <param name="Ion">Symbol.</param>
/// <param name="Slope">mg/L per uS/cm.</param>
/// <param name="Intercept">mg/L.</param>
/// <param name="MeanConductance">Printed mean EC, uS/cm at 25 degC.</param>
/// <param name="ConductanceVariation">Printed coefficient of variation of EC (SD / mean).</param>
/// <param name="MeanConcentration">Printed mean of the ion, mg/L.</param>
/// <param name="ConcentrationVariation">Printed coefficient of variation of the ion.</param>
public sealed record PublishedEquation(
    string Ion, double Slope, double Intercept, double MeanConductance, double ConductanceVariation, double MeanConcentration, double ConcentrationVariation)
{
    private static readonly Dictionary<string, double> SteepestSlopes = new() { ["Ca"] = 0.22, ["HCO3"] = 0.70, ["Mg"] = 0.13, ["SO4"] = 0.39 };

    /// <summary>Correlation that the slope implies: r = slope SD(EC)/SD(ion). Beyond 1 the equation cannot belong to these data.</summary>
    public double ImpliedCorrelation => Slope * ConductanceDeviation / ConcentrationDeviation;

    /// <summary>True where |r| is at most 1.</summary>
    public bool PassesCorrelationTest => Math.Abs(ImpliedCorrelation) <= 1;

    /// <summary>s = SD(ion) sqrt(1 - r^2), mg/L; null where the test fails.</summary>
    public double? ImpliedResidual => PassesCorrelationTest ? ConcentrationDeviation * Math.Sqrt(1 - ImpliedCorrelation * ImpliedCorrelation) : null;

    /// <summary>The equation at the mean EC against the printed mean ion: +0.29 is 29 % too high. A fitted line goes through the means, so this should be 0.</summary>
    public double DeviationAtMeans => (Intercept + Slope * MeanConductance) / MeanConcentration - 1;

    /// <summary>
    /// Steepest slope that ionic conductance allows for this ion, mg/L per uS/cm: Ca 0.22, HCO3 0.70, Mg 0.13, SO4 0.39 in calcium-magnesium-bicarbonate water; null for other ions.
    /// </summary>
    public double? SteepestPossibleSlope => SteepestSlopes.TryGetValue(Ion, out double steepest) ? steepest : null;

    /// <summary>True where more ion is claimed per uS/cm than its own conductance leaves room for.</summary>
    public bool IsTooSteep => Slope > SteepestPossibleSlope;

    private double ConductanceDeviation => ConductanceVariation * MeanConductance;

    private double ConcentrationDeviation => ConcentrationVariation * MeanConcentration;

    /// <summary>
    /// The equation as a regression: without covariance, with the implied scatter (or none where the test fails), over the mean EC -+ 2 SD, the stretch that about 95 % of the unseen
    /// bottles fill. <paramref name="standing"/> says whether it is as printed or corrected.
    /// </summary>
    public IonRegression ToRegression(RegressionStanding standing, string provenance) => new()
    {
        Ion = Ion, Slope = Slope, Intercept = Intercept, ResidualStandardDeviation = ImpliedResidual, Standing = standing, Provenance = provenance,
        LeastSpecificConductance = Math.Max(0, MeanConductance - 2 * ConductanceDeviation), MostSpecificConductance = MeanConductance + 2 * ConductanceDeviation,
    };
}
