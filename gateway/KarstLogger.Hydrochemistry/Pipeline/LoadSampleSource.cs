using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>One derived sample as a total needs it: what was usable, and nothing that can be computed again.</summary>
/// <param name="UtcSeconds">The instant, UTC seconds since 1970.</param>
/// <param name="StageMetres">Stage, where a usable discharge came from it; otherwise absent.</param>
/// <param name="SpecificConductance">uS/cm at 25 degC, where a usable alkalinity came from it; otherwise absent.</param>
/// <param name="CumulativeRainMillimetres">Rain since any fixed instant, mm; absent where no gauge worked.</param>
public readonly record struct TotalSample(long UtcSeconds, double? StageMetres, double? SpecificConductance, double? CumulativeRainMillimetres);

/// <summary>
/// From derived samples to <see cref="LoadSample"/>s: the rating and the regression in force are asked again for their derivatives, so that totals carry the uncertainty
/// of their parameters, which no row does.
/// </summary>
public sealed class LoadSampleSource(StationSettings settings)
{
    // By reference: asked for every sample, and a record's own hash walks all its fields.
    private readonly Dictionary<RatingCurve, ModelUncertainty?> _ratings = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IonRegression, ModelUncertainty?> _regressions = new(ReferenceEqualityComparer.Instance);

    /// <summary>The sample for the load's integral, or null where discharge or alkalinity is not usable: a gap.</summary>
    public LoadSample? Of(in TotalSample sample)
    {
        if (sample is not { StageMetres: { } stage, SpecificConductance: { } conductance })
            return null;
        long utcSeconds = sample.UtcSeconds;
        RatingCurve? rating = settings.RatingAt(utcSeconds);
        IonRegression? regression = settings.RegressionAt("HCO3", utcSeconds);
        DischargeEstimate discharge = rating?.Discharge(stage, utcSeconds) ?? default;
        IonEstimate alkalinity = regression?.Estimate(conductance) ?? default;
        if (rating is null || regression is null || discharge.CubicMetresPerSecond is not { } q || alkalinity.Concentration is not { } mg)
            return null;
        // A line that is clamped to 0 moves with nothing.
        bool clamped = alkalinity.Flags.HasFlag(IonEstimateFlags.Clamped);
        const double toMoles = 1 / MolarMasses.Bicarbonate;
        return new LoadSample
        {
            UtcSeconds = utcSeconds,
            DischargeCubicMetresPerSecond = q,
            ConcentrationMolesPerCubicMetre = mg * toMoles,
            Origin = OriginOf(discharge.State, alkalinity.Flags),
            CumulativeRainMillimetres = sample.CumulativeRainMillimetres,
            Rating = UncertaintyOf(rating),
            DischargeGradient = Gradient(rating, discharge),
            DischargePerMetre = discharge.PerMetre,
            StageMetres = stage + discharge.ShiftMetres,
            HeadMetres = discharge.HeadMetres,
            Regression = UncertaintyOf(regression),
            ConcentrationGradient = clamped ? default : ParameterGradient.Of(toMoles, conductance * toMoles),
            ConcentrationPerMicrosiemens = clamped ? 0 : regression.Slope * toMoles,
            SpecificConductance = conductance,
        };
    }

    private static LoadOrigin OriginOf(DischargeState state, IonEstimateFlags alkalinity) => state switch
    {
        DischargeState.UpperBound => LoadOrigin.UpperBound,
        DischargeState.Inside when !alkalinity.HasFlag(IonEstimateFlags.Extrapolated) => LoadOrigin.Measured,
        _ => LoadOrigin.Extrapolated,
    };

    private static ParameterGradient Gradient(RatingCurve rating, in DischargeEstimate discharge)
    {
        int width = 3 * rating.Segments.Length;
        if (rating.Covariance.IsEmpty || width > ParameterGradient.MostParameters)
            return default;
        return ParameterGradient.StartingAt(3 * discharge.Segment, discharge.PerLnC, discharge.PerExponent, discharge.PerHeadDatum);
    }

    private ModelUncertainty? UncertaintyOf(RatingCurve rating)
    {
        if (_ratings.TryGetValue(rating, out ModelUncertainty? known))
            return known;
        int width = 3 * rating.Segments.Length;
        // Without covariance, or with more parameters than the sums carry, the rating's part is unknown and the total says so by its absence from the budget.
        if (rating.Covariance.IsEmpty || width > ParameterGradient.MostParameters)
            return _ratings[rating] = null;
        double[,] covariance = new double[width, width];
        for (int row = 0; row < width; row++)
            for (int column = 0; column < width; column++)
                covariance[row, column] = rating.Covariance[row * width + column];
        return _ratings[rating] = new ModelUncertainty(rating.Id, covariance, rating.ResidualStandardDeviationLn, settings.RatingResidualCorrelationSeconds);
    }

    private ModelUncertainty? UncertaintyOf(IonRegression regression)
    {
        if (_regressions.TryGetValue(regression, out ModelUncertainty? known))
            return known;
        if (regression.ResidualStandardDeviation is not { } scatter)
            return _regressions[regression] = null;
        LineCovariance line = regression.Covariance ?? new LineCovariance(0, 0, 0);
        double[,] covariance = { { line.InterceptVariance, line.InterceptSlopeCovariance }, { line.InterceptSlopeCovariance, line.SlopeVariance } };
        return _regressions[regression] = new ModelUncertainty(
            regression.Provenance, covariance, scatter / MolarMasses.Bicarbonate, settings.RegressionResidualCorrelationSeconds);
    }
}
