using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>The discharge of a rating at a stage with its parameters off by the given deviations (order of its covariance), m3/s; 0 at and below zero flow.</summary>
public delegate double DeviatedDischarge(ModelUncertainty rating, double stageMetres, ReadOnlySpan<double> parameterDeviations);

/// <summary>What the simulated totals say.</summary>
/// <param name="MeanMoles">Mean of the replicates: above the total where level noise biases the discharge upwards.</param>
/// <param name="StandardUncertaintyMoles">Standard deviation of the replicates.</param>
/// <param name="Lower95Moles">2.5 % quantile.</param>
/// <param name="Upper95Moles">97.5 % quantile.</param>
public readonly record struct SimulatedTotal(double MeanMoles, double StandardUncertaintyMoles, double Lower95Moles, double Upper95Moles);

/// <summary>
/// Uncertainty of a total where the level's error is large against the head (u_h / (h - h0) &gt; 0.15) and a linear propagation would lie: K replicates of parameters,
/// service blocks, reading noise and correlated residuals, of which only the K running totals are kept (docs/equations/flux.md 7). The seed is an input: the same seed gives the same result.
/// The concentration is linear in its parameters and needs no function.
/// </summary>
public sealed class MonteCarloLoad
{
    private readonly double[] _totals, _levelOffset, _gain, _ratingResidual, _regressionResidual;
    private readonly Dictionary<ModelUncertainty, double[]> _deviations = [];
    private readonly DeviatedDischarge _discharge;
    private readonly SondeUncertainty _sonde;
    private readonly NormalDraws _draws;
    private int _block = -1;
    private long? _last;
    private ModelUncertainty? _lastRating, _lastRegression;

    /// <summary>A simulation of <paramref name="replicates"/> totals (500 by default of the reference; at least 2).</summary>
    public MonteCarloLoad(int replicates, int seed, SondeUncertainty sonde, DeviatedDischarge discharge)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 2);
        _totals = new double[replicates];
        _levelOffset = new double[replicates];
        _gain = new double[replicates];
        _ratingResidual = new double[replicates];
        _regressionResidual = new double[replicates];
        _draws = new(seed);
        _sonde = sonde;
        _discharge = discharge;
    }

    /// <summary>Adds a sample with its weight in seconds; instants ascend.</summary>
    public void Add(in LoadSample sample, double weightSeconds)
    {
        StartBlock(_sonde.BlockAt(sample.UtcSeconds));
        double[] rating = Deviations(sample.Rating), regression = Deviations(sample.Regression);
        int ratingWidth = sample.Rating?.ParameterCount ?? 0, regressionWidth = sample.Regression?.ParameterCount ?? 0;
        ModelUncertainty? scatter = sample.Fill ?? sample.Rating;
        double[] fill = Deviations(sample.Fill);
        // The scatter about another model is another scatter: it begins anew.
        (double keepQ, double drawQ) = Step(scatter, sample.UtcSeconds, ReferenceEquals(scatter, _lastRating));
        (double keepC, double drawC) = Step(sample.Regression, sample.UtcSeconds, ReferenceEquals(sample.Regression, _lastRegression));
        for (int k = 0; k < _totals.Length; k++)
        {
            _ratingResidual[k] = keepQ * _ratingResidual[k] + drawQ * _draws.Next();
            _regressionResidual[k] = keepC * _regressionResidual[k] + drawC * _draws.Next();
            double stage = sample.StageMetres + _levelOffset[k] + _sonde.LevelNoiseMetres * _draws.Next();
            double conductance = sample.SpecificConductance * _gain[k] + _sonde.ConductanceNoiseMicrosiemens * _draws.Next();
            double q = Elementary.Exp(_ratingResidual[k]) * (sample.Fill is not null ? Filled(sample, rating.AsSpan(k * ratingWidth, ratingWidth), fill.AsSpan(k * 2, 2))
                : sample.Rating is { } law ? _discharge(law, stage, rating.AsSpan(k * ratingWidth, ratingWidth)) : sample.DischargeCubicMetresPerSecond);
            double c = sample.ConcentrationMolesPerCubicMetre + sample.ConcentrationPerMicrosiemens * conductance + _regressionResidual[k];
            for (int i = 0; i < regressionWidth; i++)
                c += sample.ConcentrationGradient[i] * regression[k * regressionWidth + i];
            _totals[k] += weightSeconds * q * c;
        }
        (_last, _lastRating, _lastRegression) = (sample.UtcSeconds, scatter, sample.Regression);
    }

    /// <summary>Mean, spread and quantiles of the replicates so far.</summary>
    public SimulatedTotal Total()
    {
        double mean = _totals.Average(), squares = _totals.Sum(t => (t - mean) * (t - mean));
        double[] sorted = [.. _totals.Order()];
        return new(mean, Math.Sqrt(squares / (sorted.Length - 1)), Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    // A neighbour's regression is linear in ln Q, and so is what the own rating's parameters do to it.
    private static double Filled(in LoadSample sample, ReadOnlySpan<double> rating, ReadOnlySpan<double> fill)
    {
        double ln = fill[0] + sample.FillLeverage * fill[1];
        for (int i = 0; i < rating.Length; i++)
            ln += sample.DischargeGradient[i] / sample.DischargeCubicMetresPerSecond * rating[i];
        return sample.DischargeCubicMetresPerSecond * Elementary.Exp(ln);
    }

    private static double Quantile(double[] sorted, double probability)
    {
        double at = probability * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
    }

    private void StartBlock(int block)
    {
        if (block == _block)
            return;
        _block = block;
        for (int k = 0; k < _totals.Length; k++)
        {
            _levelOffset[k] = _sonde.LevelOffsetMetres * _draws.Next();
            _gain[k] = _sonde.ConductanceGainRelative * _draws.Next();
        }
    }

    /// <summary>Factors of a stationary AR(1) path: what stays of the last residual and what is drawn anew.</summary>
    private (double Keep, double Draw) Step(ModelUncertainty? model, long utcSeconds, bool goesOn)
    {
        if (model is null)
            return (0, 0);
        double keep = !goesOn || _last is not { } last || model.ResidualCorrelationSeconds == 0 ? 0 : Elementary.Exp(-(utcSeconds - last) / model.ResidualCorrelationSeconds);
        return (keep, model.ResidualStandardDeviation * Math.Sqrt(1 - keep * keep));
    }

    /// <summary>Draws of a model's parameters by the square root of its covariance; eigenvalues, because a covariance may be singular.</summary>
    private double[] Deviations(ModelUncertainty? model)
    {
        if (model is null)
            return [];
        if (_deviations.TryGetValue(model, out double[]? known))
            return known;
        int width = model.ParameterCount;
        double[] drawn = new double[width * _totals.Length], z = new double[width];
        Evd<double> parts = Matrix<double>.Build.Dense(width, width, model.Covariance).Evd(Symmetricity.Symmetric);
        for (int k = 0; k < _totals.Length; k++)
        {
            for (int j = 0; j < width; j++)
                z[j] = Math.Sqrt(Math.Max(0, parts.EigenValues[j].Real)) * _draws.Next();
            for (int i = 0; i < width; i++)
                for (int j = 0; j < width; j++)
                    drawn[k * width + i] += parts.EigenVectors[i, j] * z[j];
        }
        return _deviations[model] = drawn;
    }
}
