namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>
/// The sums from which the variance of a load follows, in memory independent of its length (hydrology.md section 6). Sums of two stretches of time add up to the sums of
/// both, with every correlation between them: parameters of one model fully (signed), offsets and gains within a service block, residuals by their time constant.
/// </summary>
public sealed class LoadSums
{
    private readonly List<ModelSum> ratings = [], regressions = [];
    private readonly List<BlockSum> blocks = [];
    private CorrelatedSum levelNoise = new(0), conductanceNoise = new(0);
    private double gapVariance;

    /// <summary>Adds one sample with its weight in seconds.</summary>
    internal void Add(in LoadSample sample, double weightSeconds, SondeUncertainty sonde)
    {
        double q = sample.DischargeCubicMetresPerSecond, c = sample.ConcentrationMolesPerCubicMetre;
        if (sample.Rating is { } rating)
            Find(ratings, rating).Add(sample.UtcSeconds, weightSeconds * c, sample.DischargeGradient, weightSeconds * q * c * rating.ResidualStandardDeviation);
        if (sample.Regression is { } regression)
            Find(regressions, regression).Add(sample.UtcSeconds, weightSeconds * q, sample.ConcentrationGradient, weightSeconds * q * regression.ResidualStandardDeviation);
        double perMetre = weightSeconds * c * sample.DischargePerMetre, perMicrosiemens = weightSeconds * q * sample.ConcentrationPerMicrosiemens;
        BlockSum block = Find(sonde, sonde.BlockAt(sample.UtcSeconds));
        block.Level += perMetre * sonde.LevelOffsetMetres;
        block.Gain += perMicrosiemens * sample.SpecificConductance * sonde.ConductanceGainRelative;
        levelNoise.Add(sample.UtcSeconds, perMetre * sonde.LevelNoiseMetres);
        conductanceNoise.Add(sample.UtcSeconds, perMicrosiemens * sonde.ConductanceNoiseMicrosiemens);
    }

    /// <summary>Adds the standard uncertainty of one filled gap; gaps are independent of each other.</summary>
    internal void AddGap(double standardUncertaintyMoles) => gapVariance += standardUncertaintyMoles * standardUncertaintyMoles;

    /// <summary>Joins a later stretch of time (sign 1), or another outlet (1) or inflow (-1).</summary>
    public void Join(LoadSums later, double sign)
    {
        foreach (ModelSum sum in later.ratings)
            Find(ratings, sum.Model).Join(sum, sign);
        foreach (ModelSum sum in later.regressions)
            Find(regressions, sum.Model).Join(sum, sign);
        foreach (BlockSum sum in later.blocks)
        {
            BlockSum mine = Find(sum.Sonde, sum.Number);
            mine.Level += sign * sum.Level;
            mine.Gain += sign * sum.Gain;
        }
        levelNoise.Join(later.levelNoise, sign);
        conductanceNoise.Join(later.conductanceNoise, sign);
        gapVariance += later.gapVariance;
    }

    /// <summary>The variances by source, mol2.</summary>
    public UncertaintyBudget Budget(double loadMoles) => new(loadMoles,
    [
        new(UncertaintySource.RatingParameters, ratings.Sum(r => r.ParameterVariance)),
        new(UncertaintySource.RegressionParameters, regressions.Sum(r => r.ParameterVariance)),
        new(UncertaintySource.LevelOffset, blocks.Sum(b => b.Level * b.Level)),
        new(UncertaintySource.ConductanceGain, blocks.Sum(b => b.Gain * b.Gain)),
        new(UncertaintySource.ReadingNoise, levelNoise.Variance + conductanceNoise.Variance),
        new(UncertaintySource.RegressionResidual, regressions.Sum(r => r.ResidualVariance)),
        new(UncertaintySource.RatingResidual, ratings.Sum(r => r.ResidualVariance)),
        new(UncertaintySource.GapFilling, gapVariance),
    ]);

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
        for (int i = blocks.Count - 1; i >= 0; i--)
            if (blocks[i].Number == number && ReferenceEquals(blocks[i].Sonde, sonde))
                return blocks[i];
        BlockSum added = new(sonde, number);
        blocks.Add(added);
        return added;
    }

    private sealed class BlockSum(SondeUncertainty sonde, int number)
    {
        public SondeUncertainty Sonde { get; } = sonde;

        public int Number { get; } = number;

        public double Level { get; set; }

        public double Gain { get; set; }
    }

    private sealed class ModelSum(ModelUncertainty model)
    {
        private readonly double[] gradient = new double[model.ParameterCount];
        private CorrelatedSum residual = new(model.ResidualCorrelationSeconds);

        public ModelUncertainty Model { get; } = model;

        public double ParameterVariance => Model.Propagate(gradient);

        public double ResidualVariance => residual.Variance;

        public void Add(long utcSeconds, double factor, in ParameterGradient derivatives, double contribution)
        {
            for (int i = 0; i < gradient.Length; i++)
                gradient[i] += factor * derivatives[i];
            residual.Add(utcSeconds, contribution);
        }

        public void Join(ModelSum later, double sign)
        {
            for (int i = 0; i < gradient.Length; i++)
                gradient[i] += sign * later.gradient[i];
            residual.Join(later.residual, sign);
        }
    }
}
