using KarstLogger.Hydrochemistry.Flux;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>
/// The strong-acid bracket of consecutive periods in the same pass as their loads: every ion, and both sides as sums of ions, are integrated over the same samples with the same weights.
/// </summary>
public sealed class BracketTotals
{
    private static readonly string[] Major = ["HCO3", "Ca", "Mg", "Na", "K", "Cl", "SO4"];

    private readonly StationSettings _settings;
    private readonly Dictionary<string, Column> _ions;
    private readonly Column _cation, _anion;
    private readonly bool _hasNitrate;

    /// <summary>A bracket for a station.</summary>
    /// <param name="settings">Regressions, mean ions and the corrections.</param>
    /// <param name="periodOf">The period that holds an instant.</param>
    /// <param name="rules">As of the loads.</param>
    /// <param name="sonde">As of the loads.</param>
    public BracketTotals(StationSettings settings, Func<long, Period> periodOf, LoadRules rules, SondeUncertainty sonde)
    {
        Column Of(IReadOnlyDictionary<string, double> weights) => new(new IonCombination(settings, weights), new LoadTotals(periodOf, rules, sonde));
        _settings = settings;
        _hasNitrate = settings.MeanIons.Any(mean => mean.Ion == "NO3") || settings.Regressions.Any(regression => regression.Ion == "NO3");
        _ions = Major.Concat(_hasNitrate ? ["NO3"] : []).ToDictionary(ion => ion, ion => Of(new Dictionary<string, double> { [ion] = 1 }));
        _cation = Of(Known(settings.StrongAcids.CationSide));
        _anion = Of(Known(settings.StrongAcids.AnionSide));
    }

    /// <summary>Adds the next sample of the alkalinity's load.</summary>
    public void Add(in LoadSample sample)
    {
        foreach (Column column in _ions.Values)
            column.Add(sample);
        _cation.Add(sample);
        _anion.Add(sample);
    }

    /// <summary>The brackets by the first instant of their period; to be asked once, after the last sample.</summary>
    public IReadOnlyDictionary<long, PeriodBracket> Close()
    {
        foreach (Column column in _ions.Values.Append(_cation).Append(_anion))
            column.Close();
        return _ions["HCO3"].Loads.Keys.ToDictionary(start => start, Of);
    }

    private PeriodBracket Of(long start)
    {
        PeriodLoad bicarbonate = _ions["HCO3"].Loads[start];
        PeriodLoad? cation = _cation.Loads.GetValueOrDefault(start), anion = _anion.Loads.GetValueOrDefault(start);
        double volume = bicarbonate.VolumeCubicMetres;
        double? Mean(string ion) => _ions[ion].Loads.TryGetValue(start, out PeriodLoad? load) && volume != 0 ? load.LoadMoles / volume : null;
        DissolvedIons? ions = Major.All(ion => Mean(ion) is not null) ? new()
        {
            Bicarbonate = Mean("HCO3")!.Value, Calcium = Mean("Ca")!.Value, Magnesium = Mean("Mg")!.Value, Sodium = Mean("Na")!.Value, Potassium = Mean("K")!.Value,
            Chloride = Mean("Cl")!.Value, Sulfate = Mean("SO4")!.Value, Nitrate = _hasNitrate ? Mean("NO3") ?? 0 : 0,
        } : null;
        StrongAcidCorrections chosen = _settings.StrongAcids;
        return new()
        {
            CationSide = cation?.Budget, AnionSide = anion?.Budget,
            HasInterval = (cation ?? anion) is not null && (cation?.Interval95Moles is not null || cation is null) && (anion?.Interval95Moles is not null || anion is null),
            HalfBicarbonateMoles = bicarbonate.LoadMoles / 2,
            SilicateMoles = ions is null ? 0 : volume * StrongAcidBracket.Of(chosen.Apply(ions), chosen.Silicates).SilicateBicarbonate,
            ChargeBalanceErrorPercent = ions?.ChargeBalanceErrorPercent, Corrections = chosen.Name, HasNitrate = _hasNitrate, Overcorrected = ions is null ? [] : chosen.Overcorrected(ions),
        };
    }

    // Nitrate that nobody measured counts as 0 and is said to be unknown.
    private Dictionary<string, double> Known(IReadOnlyDictionary<string, double> weights) => weights.Where(one => one.Key != "NO3" || _hasNitrate).ToDictionary();

    private sealed class Column(IonCombination combination, LoadTotals totals)
    {
        private readonly List<PeriodLoad> _closed = [];

        public Dictionary<long, PeriodLoad> Loads { get; private set; } = [];

        public void Add(in LoadSample sample)
        {
            if (combination.Of(sample) is { } carried)
                totals.Add(carried, _closed);
        }

        public void Close()
        {
            if (totals.Close() is { } open)
                _closed.Add(open);
            Loads = _closed.ToDictionary(load => load.Period.StartUtcSeconds);
        }
    }
}
