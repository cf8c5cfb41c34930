using System.Globalization;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Hydrochemistry.Tests.Carbonate;

/// <summary>
/// Agreement with PHREEQC on every water and every constant set of golden/chemistry. The files print nine digits, so 1e-6 in an index is far above their rounding.
/// PHREEQC prints 1e-99 and a DIC of 0 where a component is not there at all: those are "undefined" here.
/// </summary>
public sealed class PhreeqcAgreementTests
{
    private const double IndexTolerance = 1e-6, RelativeTolerance = 1e-5;

    private static readonly (string Column, Func<CarbonateState, double?> Read)[] Indices =
    [
        ("SI_Calcite", s => s.CalciteSaturationIndex), ("SI_Aragonite", s => s.AragoniteSaturationIndex), ("SI_Dolomite", s => s.DolomiteSaturationIndex),
        ("SI_Gypsum", s => s.GypsumSaturationIndex), ("log_pCO2_atm", s => s.LogPCo2Atm),
    ];

    private static readonly (string Column, string Species)[] Molalities =
    [
        ("m_CO2", "CO2"), ("m_HCO3m", "HCO3-"), ("m_CO32m", "CO3-2"), ("m_CaHCO3p", "CaHCO3+"), ("m_CaCO3", "CaCO3"), ("m_MgHCO3p", "MgHCO3+"), ("m_MgCO3", "MgCO3"),
        ("m_CaSO4", "CaSO4"), ("m_MgSO4", "MgSO4"),
    ];

    [Fact]
    public void Saturation_indices_and_log_pCO2_are_those_of_PHREEQC_or_undefined_like_them() => Compare((water, state, _, failures) =>
    {
        foreach (var (column, read) in Indices)
        {
            double? expected = water[column], actual = read(state);
            if (expected is null != actual is null || Math.Abs((expected - actual) ?? 0) > IndexTolerance)
                failures.Add($"{water.Name} {column}: {Text(expected)} expected, {Text(actual)} found");
        }
    });

    [Fact]
    public void Ionic_strength_DIC_pCO2_and_molalities_are_those_of_PHREEQC() => Compare((water, state, species, failures) =>
    {
        Relative(water, "mu", state.IonicStrengthMolPerKilogramWater, failures);
        Relative(water, "pCO2_Pa", state.PCo2Pascals, failures);
        bool carbonate = water["HCO3"] is not null;
        if (carbonate)
            Relative(water, "DIC_mmolkgw", state.DicMillimolPerKilogramWater, failures);
        foreach (var (column, name) in Molalities)
            if (water[column] > 1e-98)
                Relative(water, column, species.Molality(name), failures);
            else if (species.Molality(name) > 0)
                failures.Add($"{water.Name} {column}: absent expected, {Text(species.Molality(name))} found");
    });

    [Fact]
    public void Charge_balance_of_the_input_is_that_of_PHREEQC() => Compare((water, state, _, failures) =>
    {
        if (water["cbe_in_pct"] is double expected && !(Math.Abs(expected - state.ChargeBalanceErrorPercent!.Value) <= 1e-6))
            failures.Add($"{water.Name} cbe_in_pct: {Text(expected)} expected, {Text(state.ChargeBalanceErrorPercent)} found");
    });

    [Fact]
    public void Without_an_alkalinity_there_is_no_DIC_rather_than_a_DIC_of_zero() => Compare((water, state, _, failures) =>
    {
        if (water["HCO3"] is null && (state.DicMillimolPerKilogramWater is not null || !state.Gaps.HasFlag(CarbonateGaps.AlkalinityNotGiven)))
            failures.Add($"{water.Name}: DIC {Text(state.DicMillimolPerKilogramWater)}, gaps {state.Gaps}");
    });

    private static void Compare(Action<GoldenWater, CarbonateState, SpeciesDistribution, List<string>> check)
    {
        List<string> failures = [];
        IReadOnlyList<GoldenWater> waters = GoldenWater.All();
        Assert.NotEmpty(waters);
        foreach (GoldenWater water in waters)
        {
            CarbonateModel model = CarbonateModel.Find(water.ModelTag) ?? throw new InvalidDataException($"No model {water.ModelTag}.");
            SpeciesDistribution? species = CarbonateSolver.Distribute(water.Sample, model);
            if (species is null)
                failures.Add($"{water.Name}: {CarbonateSolver.Solve(water.Sample, model).Gaps}");
            else
                check(water, species.State, species, failures);
        }
        Assert.True(failures.Count == 0, $"{failures.Count} of {waters.Count} waters:\n{string.Join('\n', failures.Take(40))}");
    }

    private static void Relative(GoldenWater water, string column, double? actual, List<string> failures)
    {
        double? expected = water[column];
        if (expected is null != actual is null || Math.Abs((expected - actual) ?? 0) > RelativeTolerance * Math.Abs(expected ?? 0))
            failures.Add($"{water.Name} {column}: {Text(expected)} expected, {Text(actual)} found");
    }

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "undefined";
}
