using System.Globalization;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>
/// What is uncertain about ratings and regressions, one object for each: samples, periods and stations whose rating or regression is the same share it, so that their parameters stay fully
/// correlated. Stations of a catchment that use one regional regression share it by its numbers.
/// </summary>
public sealed class SharedModels(double ratingResidualSeconds = SharedModels.DefaultRatingResidualSeconds, double regressionResidualSeconds = SharedModels.DefaultRegressionResidualSeconds)
{
    /// <summary>Correlation time of a rating's residual (docs/equations/flux.md 6: 30 days).</summary>
    public const double DefaultRatingResidualSeconds = 30 * 86400.0;

    /// <summary>Correlation time of a regression's residual (the same: 5 days).</summary>
    public const double DefaultRegressionResidualSeconds = 5 * 86400.0;

    // By reference first: asked for every sample, and a record's own hash walks all its fields.
    private readonly Dictionary<RatingCurve, ModelUncertainty?> _ratings = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IonRegression, ModelUncertainty?> _regressions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ModelUncertainty?> _ratingsByFingerprint = [];
    private readonly Dictionary<IonRegression, ModelUncertainty?> _regressionsByValue = [];
    private RatingCurve? _deviated;

    /// <summary>What is uncertain about a rating; null where it is unknown, or has more parameters than the sums carry.</summary>
    public ModelUncertainty? UncertaintyOf(RatingCurve rating)
    {
        if (_ratings.TryGetValue(rating, out ModelUncertainty? known))
            return known;
        if (!_ratingsByFingerprint.TryGetValue(rating.Fingerprint, out known))
            _ratingsByFingerprint[rating.Fingerprint] = known = Uncertainty(rating);
        return _ratings[rating] = known;
    }

    /// <summary>What is uncertain about a regression in mg/L, as mol/m3 by intercept and slope; null without its scatter.</summary>
    public ModelUncertainty? UncertaintyOf(IonRegression regression)
    {
        if (_regressions.TryGetValue(regression, out ModelUncertainty? known))
            return known;
        if (!_regressionsByValue.TryGetValue(regression, out known))
            _regressionsByValue[regression] = known = Uncertainty(regression);
        return _regressions[regression] = known;
    }

    /// <summary>The derivatives of a discharge in the order of the rating's uncertainty.</summary>
    public static ParameterGradient GradientOf(RatingCurve rating, in DischargeEstimate discharge) =>
        HasCovariance(rating) ? ParameterGradient.StartingAt(3 * discharge.Segment, discharge.PerLnC, discharge.PerExponent, discharge.PerHeadDatum)
        : ParameterGradient.Of(discharge.CubicMetresPerSecond ?? 0);

    /// <summary>Discharge of the rating that an uncertainty belongs to, with its parameters off by the given deviations, for simulation.</summary>
    public double Deviated(ModelUncertainty uncertainty, double stageMetres, ReadOnlySpan<double> off)
    {
        if (_deviated is null || !ReferenceEquals(_ratings[_deviated], uncertainty))
            _deviated = _ratings.First(r => ReferenceEquals(r.Value, uncertainty)).Key;
        RatingCurve rating = _deviated;
        int index = 0;
        while (rating.Segments[index].UpperStageMetres is { } upper && stageMetres > upper)
            index++;
        RatingSegment segment = rating.Segments[index];
        if (!HasCovariance(rating))
            return rating.RetransformationFactor * segment.Discharge(stageMetres) * Elementary.Exp(off[0]);
        return rating.RetransformationFactor * (segment with
        {
            LnC = segment.LnC + off[3 * index], Exponent = segment.Exponent + off[3 * index + 1], HeadDatumMetres = segment.HeadDatumMetres + off[3 * index + 2],
        }).Discharge(stageMetres);
    }

    private static bool HasCovariance(RatingCurve rating) => !rating.Covariance.IsEmpty && 3 * rating.Segments.Length <= ParameterGradient.MostParameters;

    // A table has hundreds of segments and one stated uncertainty: a common factor of all its discharges.
    private ModelUncertainty? Uncertainty(RatingCurve rating)
    {
        if (!HasCovariance(rating))
            return rating.CommonStandardUncertaintyLn is not { } common ? null
                : new ModelUncertainty(rating.Id, new[,] { { common * common } }, rating.ResidualStandardDeviationLn, ratingResidualSeconds);
        int width = 3 * rating.Segments.Length;
        double[,] covariance = new double[width, width];
        for (int i = 0; i < rating.Covariance.Length; i++)
            covariance[i / width, i % width] = rating.Covariance[i];
        return new(rating.Id, covariance, rating.ResidualStandardDeviationLn, ratingResidualSeconds);
    }

    private ModelUncertainty? Uncertainty(IonRegression regression)
    {
        if (regression.ResidualStandardDeviation is not { } scatter)
            return null;
        LineCovariance line = regression.Covariance ?? default;
        const double perUnit = 1 / MolarMasses.Bicarbonate, square = perUnit * perUnit;
        double[,] covariance =
        {
            { line.InterceptVariance * square, line.InterceptSlopeCovariance * square }, { line.InterceptSlopeCovariance * square, line.SlopeVariance * square },
        };
        return new(string.Create(CultureInfo.InvariantCulture, $"{regression.Ion}: {regression.Provenance}"), covariance, scatter * perUnit, regressionResidualSeconds);
    }
}
