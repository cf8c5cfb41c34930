using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>
/// A weighted sum of ions of one station as one line over specific conductance: each ion by its regression in force, or by its mean. The lines of different ions are independent; the conductance is
/// the same for all. A mean's spread counts as fully correlated (the mean itself may be off by it), and a mean without a spread as exact. Lines are not clamped at 0 here.
/// </summary>
public sealed class IonCombination(StationSettings settings, IReadOnlyDictionary<string, double> weights)
{
    private readonly (string Ion, double PerMilligram, MeanIon? Mean)[] _ions =
    [
        .. weights.OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => (one.Key, one.Value / MajorIon.Find(one.Key)!.GramsPerMole, settings.MeanIons.FirstOrDefault(mean => mean.Ion == one.Key))),
    ];

    private readonly IonRegression?[] _inForce = new IonRegression?[weights.Count];
    private Line? _line;
    private bool _isKnown;

    private sealed record Line(double Intercept, double Slope, ModelUncertainty? Uncertainty);

    /// <summary>The sample with this sum as what is carried; null where an ion is neither regressed nor has a mean.</summary>
    public LoadSample? Of(in LoadSample sample)
    {
        if (LineAt(sample.UtcSeconds) is not { } line)
            return null;
        return sample with
        {
            ConcentrationMolesPerCubicMetre = line.Intercept + line.Slope * sample.SpecificConductance, Regression = line.Uncertainty,
            ConcentrationGradient = ParameterGradient.Of(1, sample.SpecificConductance), ConcentrationPerMicrosiemens = line.Slope,
        };
    }

    private Line? LineAt(long utcSeconds)
    {
        bool same = _isKnown;
        for (int i = 0; i < _ions.Length; i++)
        {
            IonRegression? now = settings.RegressionAt(_ions[i].Ion, utcSeconds);
            same &= ReferenceEquals(now, _inForce[i]);
            _inForce[i] = now;
        }
        _isKnown = true;
        return same ? _line : _line = Combine();
    }

    private Line? Combine()
    {
        double intercept = 0, slope = 0, scatter = 0;
        double[,] covariance = new double[2, 2];
        bool known = true;
        for (int i = 0; i < _ions.Length; i++)
        {
            (_, double weight, MeanIon? mean) = _ions[i];
            if (_inForce[i] is { } regression)
            {
                intercept += weight * regression.Intercept;
                slope += weight * regression.Slope;
                LineCovariance line = regression.Covariance ?? default;
                covariance[0, 0] += weight * weight * line.InterceptVariance;
                covariance[1, 1] += weight * weight * line.SlopeVariance;
                covariance[0, 1] += weight * weight * line.InterceptSlopeCovariance;
                known &= regression.ResidualStandardDeviation is not null;
                scatter += weight * weight * (regression.ResidualStandardDeviation ?? 0) * (regression.ResidualStandardDeviation ?? 0);
            }
            else if (mean is not null)
            {
                intercept += weight * mean.MilligramsPerLitre;
                covariance[0, 0] += weight * weight * (mean.StandardDeviation ?? 0) * (mean.StandardDeviation ?? 0);
            }
            else
                return null;
        }
        covariance[1, 0] = covariance[0, 1];
        return new Line(intercept, slope, known ? new ModelUncertainty("ions", covariance, Math.Sqrt(scatter), settings.RegressionResidualCorrelationSeconds) : null);
    }
}
