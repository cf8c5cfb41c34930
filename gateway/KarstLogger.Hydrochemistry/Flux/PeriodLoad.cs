namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>Whether a total may be shown as a result.</summary>
public enum PeriodStanding
{
    Valid,
    Provisional,
    Withheld,
}

/// <summary>The load of one period, by where it comes from, with what is missing stated beside it and never made up silently.</summary>
public sealed record PeriodLoad
{
    public required Period Period { get; init; }

    public required LoadRules Rules { get; init; }

    /// <summary>The sums of the uncertainty, for joining with other periods or outlets.</summary>
    public required LoadSums Sums { get; init; }

    /// <summary>Water of the covered time, m3.</summary>
    public required double VolumeCubicMetres { get; init; }

    /// <summary>Indexed by <see cref="LoadOrigin"/>, mol.</summary>
    public required IReadOnlyList<double> LoadMolesByOrigin { get; init; }

    /// <summary>Indexed by <see cref="LoadOrigin"/>, s.</summary>
    public required IReadOnlyList<double> SecondsByOrigin { get; init; }

    /// <summary>Gaps that were not bridged.</summary>
    public required int GapCount { get; init; }

    /// <summary>What a straight line over the withheld gaps would give, mol: not in the load, only in the estimated share.</summary>
    public required double IndicatedGapLoadMoles { get; init; }

    /// <summary>The time of these gaps, s.</summary>
    public required double IndicatedGapSeconds { get; init; }

    /// <summary>The largest u_h / (h - h0) of the period's samples.</summary>
    public required double LargestLevelRatio { get; init; }

    /// <summary>The simulated total, where a simulation ran along.</summary>
    public SimulatedTotal? Simulated { get; init; }

    /// <summary>False where the level's uncertainty is too large against the head for <see cref="Budget"/>: <see cref="SimulatedBy"/> a <see cref="MonteCarloLoad"/>.</summary>
    public bool LinearPropagationHolds => LargestLevelRatio <= SondeUncertainty.LargestLinearLevelRatio;

    /// <summary>The load of the covered time: measured, extrapolated and filled, mol.</summary>
    public double LoadMoles => LoadMolesByOrigin.Sum();

    /// <summary>The part that is measured inside the gauged range, mol.</summary>
    public double MeasuredLoadMoles => LoadMolesByOrigin[(int)LoadOrigin.Measured];

    /// <summary>Time with a load, s.</summary>
    public double CoveredSeconds => SecondsByOrigin.Sum();

    /// <summary>Time between neighbouring samples, s, whether inside the gauged range or not.</summary>
    public double SampledSeconds =>
        SecondsByOrigin[(int)LoadOrigin.Measured] + SecondsByOrigin[(int)LoadOrigin.Extrapolated] + SecondsByOrigin[(int)LoadOrigin.UpperBound];

    /// <summary>Covered share of the period.</summary>
    public double TimeCoverage => CoveredSeconds / Period.Seconds;

    /// <summary>Sampled share of the period: what the validity rule asks for.</summary>
    public double SampledTimeCoverage => SampledSeconds / Period.Seconds;

    /// <summary>Load per water, mol/m3; null without water.</summary>
    public double? FlowWeightedConcentration => VolumeCubicMetres == 0 ? null : LoadMoles / VolumeCubicMetres;

    /// <summary>The load blown up to the whole period by its mean: a comparison only, because floods fall into gaps; null without coverage.</summary>
    public double? ProratedLoadMoles => CoveredSeconds == 0 ? null : LoadMoles / TimeCoverage;

    /// <summary>
    /// Share of the period's load that is not measured inside the gauged range: extrapolated, filled, and the indication for what is missing (straight line over withheld
    /// gaps, mean rate before the first and after the last sample). 1 where nothing is covered.
    /// </summary>
    public double EstimatedLoadShare
    {
        get
        {
            if (CoveredSeconds == 0)
                return 1;
            double open = Math.Max(0, Period.Seconds - CoveredSeconds - IndicatedGapSeconds);
            double missing = Math.Abs(IndicatedGapLoadMoles) + Math.Abs(LoadMoles) / CoveredSeconds * open;
            double whole = LoadMolesByOrigin.Sum(Math.Abs) + missing;
            return whole == 0 ? 0 : 1 - Math.Abs(MeasuredLoadMoles) / whole;
        }
    }

    /// <summary>1 - <see cref="EstimatedLoadShare"/>.</summary>
    public double LoadCoverage => 1 - EstimatedLoadShare;

    /// <summary>Valid, provisional or withheld by <see cref="LoadRules"/>: the time rule and the load rule, whichever is worse.</summary>
    public PeriodStanding Standing =>
        SampledTimeCoverage < Rules.ProvisionalTimeCoverage ? PeriodStanding.Withheld
        : SampledTimeCoverage < Rules.ValidTimeCoverage || EstimatedLoadShare > Rules.ValidEstimatedLoadShare ? PeriodStanding.Provisional
        : PeriodStanding.Valid;

    /// <summary>
    /// Uncertainty of <see cref="LoadMoles"/> by source, mol. Where the linear propagation does not hold and a simulation ran along, its variance stands for sources A to G.
    /// </summary>
    public UncertaintyBudget Budget
    {
        get
        {
            UncertaintyBudget linear = Sums.Budget(LoadMoles);
            return LinearPropagationHolds || Simulated is not { } simulated ? linear : new(LoadMoles,
            [
                new(UncertaintySource.Simulation, simulated.StandardUncertaintyMoles * simulated.StandardUncertaintyMoles),
                new(UncertaintySource.GapFilling, linear.VarianceOf(UncertaintySource.GapFilling)),
            ]);
        }
    }

    /// <summary>
    /// The 95 % interval of <see cref="LoadMoles"/>: total -+ 2 u, or the quantiles of the simulation where the linear propagation does not hold; null where that asks for a simulation that
    /// was not run, or where a rating or regression came without its uncertainty.
    /// </summary>
    public (double Lower, double Upper)? Interval95Moles => !Sums.IsComplete ? null : LinearPropagationHolds ? Budget.Interval95
        : Simulated is { } simulated ? (simulated.Lower95Moles, simulated.Upper95Moles) : null;

    /// <summary>The same period integrated again over its samples (ascending; more before and after do no harm) with a fresh simulation running along.</summary>
    public PeriodLoad SimulatedBy(MonteCarloLoad simulation, IReadOnlyList<LoadSample> samples, SondeUncertainty sonde)
    {
        LoadIntegral integral = new(Period, Rules, sonde, simulation);
        int first = FirstNotBefore(samples, Period.StartUtcSeconds), end = FirstNotBefore(samples, Period.EndUtcSeconds);
        for (int i = Math.Max(0, first - 1); i <= Math.Min(end, samples.Count - 1); i++)
            integral.Add(samples[i]);
        return integral.Close();
    }

    private static int FirstNotBefore(IReadOnlyList<LoadSample> samples, long utcSeconds)
    {
        int low = 0, high = samples.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = samples[middle].UtcSeconds < utcSeconds ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    /// <summary>The sink of the covered time as CO2, t.</summary>
    public double SinkTonnesCo2(CarbonSinkShare share) => LoadMoles * share.Fraction * MolarMasses.CarbonDioxide * 1e-6;

    /// <summary>The sink of the covered time as carbon, t.</summary>
    public double SinkTonnesCarbon(CarbonSinkShare share) => LoadMoles * share.Fraction * MolarMasses.Carbon * 1e-6;
}
