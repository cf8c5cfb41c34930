namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// The sums from which the variance of a load follows, in memory independent of its length (docs/equations/flux.md 6). Sums of two stretches of time add up to the sums of
/// both, with every correlation between them: parameters of one model fully (signed), offsets and gains within a service block, residuals by their time constant.
/// </summary>
public sealed class LoadSums
{
    private readonly List<ModelSum> _ratings = [], _regressions = [], _fills = [];
    private readonly List<BlockSum> _blocks = [];
    private CorrelatedSum _levelNoise = new(0), _conductanceNoise = new(0);
    private double _gapVariance;

    /// <summary>
    /// False where a sample came without the uncertainty of its rating or of its regression: then the budget lacks its largest parts and must not be shown as the total's uncertainty.
    /// </summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Adds one sample with its weight in seconds.</summary>
    internal void Add(in LoadSample sample, double weightSeconds, SondeUncertainty sonde)
    {
        IsComplete &= sample.Rating is not null && sample.Regression is not null;
        double q = sample.DischargeCubicMetresPerSecond, c = sample.ConcentrationMolesPerCubicMetre;
        if (sample.Rating is { } rating)
            Find(_ratings, rating).Add(sample.UtcSeconds, weightSeconds * c, sample.DischargeGradient, sample.Fill is null ? weightSeconds * q * c * rating.ResidualStandardDeviation : 0);
        if (sample.Fill is { } fill)
            Find(_fills, fill).Add(sample.UtcSeconds, weightSeconds * q * c, ParameterGradient.Of(1, sample.FillLeverage), weightSeconds * q * c * fill.ResidualStandardDeviation);
        if (sample.Regression is { } regression)
            Find(_regressions, regression).Add(sample.UtcSeconds, weightSeconds * q, sample.ConcentrationGradient, weightSeconds * q * regression.ResidualStandardDeviation);
        double perMetre = weightSeconds * c * sample.DischargePerMetre, perMicrosiemens = weightSeconds * q * sample.ConcentrationPerMicrosiemens;
        BlockSum block = Find(sonde, sonde.BlockAt(sample.UtcSeconds));
        block.Level += perMetre * sonde.LevelOffsetMetres;
        block.Gain += perMicrosiemens * sample.SpecificConductance * sonde.ConductanceGainRelative;
        _levelNoise.Add(sample.UtcSeconds, perMetre * sonde.LevelNoiseMetres);
        _conductanceNoise.Add(sample.UtcSeconds, perMicrosiemens * sonde.ConductanceNoiseMicrosiemens);
    }

    /// <summary>Adds the standard uncertainty of one filled gap; gaps are independent of each other.</summary>
    internal void AddGap(double standardUncertaintyMoles) => _gapVariance += standardUncertaintyMoles * standardUncertaintyMoles;

    /// <summary>Joins a later stretch of time of the same station, e.g. the next year.</summary>
    public void Join(LoadSums later)
    {
        foreach (ModelSum sum in later._ratings)
            Find(_ratings, sum.Model).Join(sum);
        foreach (ModelSum sum in later._regressions)
            Find(_regressions, sum.Model).Join(sum);
        foreach (ModelSum sum in later._fills)
            Find(_fills, sum.Model).Join(sum);
        foreach (BlockSum sum in later._blocks)
            Find(sum.Sonde, sum.Number).Add(sum, 1);
        _levelNoise.Join(later._levelNoise);
        _conductanceNoise.Join(later._conductanceNoise);
        _gapVariance += later._gapVariance;
        IsComplete &= later.IsComplete;
    }

    /// <summary>The variances of this station's load by source, mol2.</summary>
    public UncertaintyBudget Budget(double loadMoles) => Budget(loadMoles, [(this, 1)]);

    /// <summary>
    /// The variances of a signed sum over several stations (outlets 1, inflows -1). A model that stations share stays fully correlated, so that what an inflow brings in and the
    /// outlet carries out cancels; residuals, noise and gaps of two stations are independent.
    /// </summary>
    public static UncertaintyBudget Budget(double loadMoles, IReadOnlyList<(LoadSums Sums, double Sign)> stations)
    {
        LoadSums shared = new();
        double ratingResiduals = 0, regressionResiduals = 0, fills = 0, noise = 0, gaps = 0;
        foreach ((LoadSums sums, double sign) in stations)
        {
            foreach (ModelSum sum in sums._ratings)
                Find(shared._ratings, sum.Model).AddParameters(sum, sign);
            foreach (ModelSum sum in sums._regressions)
                Find(shared._regressions, sum.Model).AddParameters(sum, sign);
            foreach (BlockSum sum in sums._blocks)
                shared.Find(sum.Sonde, sum.Number).Add(sum, sign);
            ratingResiduals += sums._ratings.Sum(r => r.ResidualVariance);
            regressionResiduals += sums._regressions.Sum(r => r.ResidualVariance);
            fills += sums._fills.Sum(r => r.ParameterVariance + r.ResidualVariance);
            noise += sums._levelNoise.Variance + sums._conductanceNoise.Variance;
            gaps += sums._gapVariance;
        }
        return new(loadMoles,
        [
            new(UncertaintySource.RatingParameters, shared._ratings.Sum(r => r.ParameterVariance)),
            new(UncertaintySource.RegressionParameters, shared._regressions.Sum(r => r.ParameterVariance)),
            new(UncertaintySource.LevelOffset, shared._blocks.Sum(b => b.Level * b.Level)),
            new(UncertaintySource.ConductanceGain, shared._blocks.Sum(b => b.Gain * b.Gain)),
            new(UncertaintySource.ReadingNoise, noise),
            new(UncertaintySource.RegressionResidual, regressionResiduals),
            new(UncertaintySource.RatingResidual, ratingResiduals),
            new(UncertaintySource.GapFilling, gaps),
            new(UncertaintySource.NeighbourFilling, fills),
        ]);
    }

    private static ModelSum Find(List<ModelSum> sums, ModelUncertainty model)
    {
        foreach (ModelSum sum in sums)
            if (ReferenceEquals(sum.Model, model))
                return sum;
        ModelSum added = new(model);
        sums.Add(added);
        return added;
    }

    private BlockSum Find(SondeUncertainty sonde, int number)
    {
        for (int i = _blocks.Count - 1; i >= 0; i--)
            if (_blocks[i].Number == number && ReferenceEquals(_blocks[i].Sonde, sonde))
                return _blocks[i];
        BlockSum added = new(sonde, number);
        _blocks.Add(added);
        return added;
    }

    private sealed class BlockSum(SondeUncertainty sonde, int number)
    {
        public SondeUncertainty Sonde { get; } = sonde;

        public int Number { get; } = number;

        public double Level { get; set; }

        public double Gain { get; set; }

        public void Add(BlockSum other, double sign)
        {
            Level += sign * other.Level;
            Gain += sign * other.Gain;
        }
    }

    private sealed class ModelSum(ModelUncertainty model)
    {
        private readonly double[] _gradient = new double[model.ParameterCount];
        private CorrelatedSum _residual = new(model.ResidualCorrelationSeconds);

        public ModelUncertainty Model { get; } = model;

        public double ParameterVariance => Model.Propagate(_gradient);

        public double ResidualVariance => _residual.Variance;

        public void Add(long utcSeconds, double factor, in ParameterGradient derivatives, double contribution)
        {
            for (int i = 0; i < _gradient.Length; i++)
                _gradient[i] += factor * derivatives[i];
            _residual.Add(utcSeconds, contribution);
        }

        public void AddParameters(ModelSum other, double sign)
        {
            for (int i = 0; i < _gradient.Length; i++)
                _gradient[i] += sign * other._gradient[i];
        }

        public void Join(ModelSum later)
        {
            AddParameters(later, 1);
            _residual.Join(later._residual);
        }
    }
}
