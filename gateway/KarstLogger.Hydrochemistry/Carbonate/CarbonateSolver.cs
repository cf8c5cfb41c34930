using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// Carbonate speciation of one natural fresh water at fixed pH, to PHREEQC's digits (docs/equations/carbonate.md): within 1e-6 in every saturation index and log pCO2
/// from -0.5 to 90 degC, pH 5.5 to 12, ionic strength to 0.35 mol/kgw. Pure: the same water and model give the same bits.
/// </summary>
public static class CarbonateSolver
{
    [ThreadStatic]
    private static CarbonateKernel<LaneScalar>?[]? t_kernels;

    /// <summary>The state of one water. Never throws for what was measured: what cannot be computed is null, with its reason in <see cref="CarbonateState.Gaps"/>.</summary>
    public static CarbonateState Solve(in WaterSample water, CarbonateModel model)
    {
        CarbonateGaps gaps = WaterLimits.Gaps(water);
        WaterLanes<LaneScalar> lanes = water.ToLanes();
        Span<double> place = stackalloc double[RawState.Columns];
        if ((gaps & WaterLimits.NothingComputable) == 0)
        {
            CarbonateKernel<LaneScalar> kernel = Kernel(model);
            kernel.Solve(lanes);
            kernel.Read(place, 1, 0);
        }
        (LaneScalar error, LaneScalar sum) = ChargeBalance.ErrorPercent(lanes);
        place[RawState.ChargeBalanceError] = error.Value;
        place[RawState.IonSum] = sum.Value;
        return RawState.From(place, 1, 0).ToState(model.Tag, gaps);
    }

    /// <summary>The distribution of all species of one water, or null where the state cannot be computed.</summary>
    public static SpeciesDistribution? Distribute(in WaterSample water, CarbonateModel model)
    {
        CarbonateState state = Solve(water, model);
        if (!state.Converged)
            return null;
        CarbonateKernel<LaneScalar> kernel = Kernel(model);
        CompiledModel compiled = model.Compiled;
        List<SpeciesAmount> species = [];
        for (int master = 1; master <= compiled.MasterGammas; master++)
            species.Add(Amount(model, Master.Names[master], kernel.Free(master).Value, kernel.Gamma(master - 1).Value));
        for (int i = 0; i < compiled.Species.Length; i++)
            species.Add(Amount(model, compiled.Species[i].Name, kernel.Molality(i).Value, 1 / kernel.Gamma(compiled.Species[i].Gamma).Value));
        return new SpeciesDistribution(state, kernel.WaterActivity.Value, species);
    }

    private static SpeciesAmount Amount(CarbonateModel model, string name, double molality, double gamma)
    {
        SpeciesRow row = model.Table[name];
        string family = row.Count("CO3-2") > 0 ? "carbonate"
            : row.Count("Ca+2") > 0 ? "calcium"
            : row.Count("Mg+2") > 0 ? "magnesium"
            : row.Count("SO4-2") > 0 ? "sulfate"
            : row.Count("Na+") + row.Count("K+") > 0 ? "alkali"
            : row.Count("Cl-") > 0 ? "chloride"
            : "water";
        return new SpeciesAmount(name, row.Charge, family, molality, gamma, row.Source);
    }

    /// <summary>This thread's kernel of a model; it holds the state of the last water it solved.</summary>
    internal static CarbonateKernel<LaneScalar> Kernel(CarbonateModel model)
    {
        CarbonateKernel<LaneScalar>?[] kernels = t_kernels ??= new CarbonateKernel<LaneScalar>?[CarbonateModel.Tags.Count];
        return kernels[model.Ordinal] ??= new CarbonateKernel<LaneScalar>(model.Compiled);
    }
}

/// <summary>Which gaps leave which result undefined.</summary>
internal static class CarbonateGapMasks
{
    internal const CarbonateGaps Carbonate = CarbonateGaps.AlkalinityNotGiven | CarbonateGaps.AlkalinityBelowHydroxide;
    internal const CarbonateGaps Calcite = Carbonate | CarbonateGaps.CalciumAbsent;
    internal const CarbonateGaps Dolomite = Calcite | CarbonateGaps.MagnesiumAbsent;
    internal const CarbonateGaps Gypsum = CarbonateGaps.CalciumAbsent | CarbonateGaps.SulfateAbsent;
}
