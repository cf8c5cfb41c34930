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
        double? chargeBalance = (gaps & CarbonateGaps.InputRefused) == 0 ? ChargeBalance.ErrorPercent(water) : null;
        if ((gaps & WaterLimits.NothingComputable) != 0)
            return new CarbonateState { ModelTag = model.Tag, Gaps = gaps, ChargeBalanceErrorPercent = chargeBalance };
        CarbonateKernel<LaneScalar> kernel = Kernel(model);
        WaterLanes<LaneScalar> lanes = Lanes(water);
        kernel.Solve(lanes);
        return Read(kernel, model, gaps) with { ChargeBalanceErrorPercent = chargeBalance };
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

    private static CarbonateKernel<LaneScalar> Kernel(CarbonateModel model)
    {
        CarbonateKernel<LaneScalar>?[] kernels = t_kernels ??= new CarbonateKernel<LaneScalar>?[CarbonateModel.Tags.Count];
        return kernels[model.Ordinal] ??= new CarbonateKernel<LaneScalar>(model.Compiled);
    }

    private static WaterLanes<LaneScalar> Lanes(in WaterSample water) => new()
    {
        Celsius = LaneScalar.Create(water.TemperatureCelsius!.Value),
        PH = LaneScalar.Create(water.PH!.Value),
        Calcium = OrZero(water.CalciumMilligramsPerLitre),
        Magnesium = OrZero(water.MagnesiumMilligramsPerLitre),
        Sodium = OrZero(water.SodiumMilligramsPerLitre),
        Potassium = OrZero(water.PotassiumMilligramsPerLitre),
        Chloride = OrZero(water.ChlorideMilligramsPerLitre),
        Sulfate = OrZero(water.SulfateMilligramsPerLitre),
        Alkalinity = OrZero(water.AlkalinityMilligramsPerLitreAsBicarbonate),
        Nitrate = OrZero(water.NitrateMilligramsPerLitre),
        Fluoride = OrZero(water.FluorideMilligramsPerLitre),
        Silica = OrZero(water.SilicaMilligramsPerLitre),
        Strontium = OrZero(water.StrontiumMilligramsPerLitre),
        AlkalinityGiven = LaneScalar.Create(water.AlkalinityMilligramsPerLitreAsBicarbonate is null ? 0 : 1),
    };

    private static LaneScalar OrZero(double? value) => LaneScalar.Create(value.GetValueOrDefault());

    private static CarbonateState Read(CarbonateKernel<LaneScalar> kernel, CarbonateModel model, CarbonateGaps gaps)
    {
        int sweeps = (int)kernel.Sweeps.Value;
        if (!LaneScalar.All(kernel.Converged))
            return new CarbonateState { ModelTag = model.Tag, Gaps = gaps | CarbonateGaps.NotConverged, Sweeps = sweeps };
        bool carbonateGiven = (gaps & CarbonateGaps.AlkalinityNotGiven) == 0;
        if (carbonateGiven && !(kernel.Free(Master.Carbonate).Value > 0))
            gaps |= CarbonateGaps.AlkalinityBelowHydroxide;
        Span<LaneScalar> si = stackalloc LaneScalar[Phase.Order.Length];
        kernel.SaturationIndices(si);
        bool calcite = (gaps & CarbonateGapMasks.Calcite) == 0, carbonate = (gaps & CarbonateGapMasks.Carbonate) == 0;
        return new CarbonateState
        {
            ModelTag = model.Tag,
            Gaps = gaps,
            Sweeps = sweeps,
            LogPCo2Atm = carbonate ? si[Phase.CarbonDioxide].Value : null,
            PCo2Pascals = carbonate ? CarbonateKernel<LaneScalar>.PCo2Pascals(si[Phase.CarbonDioxide]).Value : null,
            CalciteSaturationIndex = calcite ? si[Phase.Calcite].Value : null,
            AragoniteSaturationIndex = calcite ? si[Phase.Aragonite].Value : null,
            DolomiteSaturationIndex = (gaps & CarbonateGapMasks.Dolomite) == 0 ? si[Phase.Dolomite].Value : null,
            GypsumSaturationIndex = (gaps & CarbonateGapMasks.Gypsum) == 0 ? si[Phase.Gypsum].Value : null,
            IonicStrengthMolPerKilogramWater = kernel.IonicStrength.Value,
            DicMillimolPerKilogramWater = carbonateGiven ? kernel.Dic().Value * 1e3 : null,
        };
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
