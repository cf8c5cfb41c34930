using FsCheck;
using FsCheck.Fluent;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Hydrochemistry.Tests.Carbonate;

/// <summary>What holds for every water without any reference figure (reference/carbonate.md section 9), and what must hold for anything that is thrown at the solver.</summary>
public sealed class CarbonatePropertyTests
{
    private static readonly Config Checked = Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261120UL, 5UL);

    /// <summary>With at least 60 mg/L of alkalinity, so that no pH drawn contradicts it.</summary>
    private static Arbitrary<WaterSample> NaturalWaters => Gen.Choose(0, int.MaxValue).Select(seed => WaterDraw.Natural(new Random(seed))).Select(water =>
        water with { AlkalinityMilligramsPerLitreAsBicarbonate = water.AlkalinityMilligramsPerLitreAsBicarbonate + 60 }).ToArbitrary();

    /// <summary>Any double at all, absent ones too: not a number, infinities, negative, 1e300.</summary>
    private static Arbitrary<WaterSample> Anything
    {
        get
        {
            Gen<double?> any = Gen.OneOf(
                ArbMap.Default.GeneratorFor<double>().Select(x => (double?)x), Gen.Elements<double?>(null, 0, -1, double.NaN, double.PositiveInfinity, 1e300, 4.9e-324, 7, 14, 2e5),
                Gen.Choose(0, 20000).Select(x => (double?)(x / 100.0)));
            return Gen.ArrayOf(any, 13).Select(v => new WaterSample
            {
                TemperatureCelsius = v[0], PH = v[1], CalciumMilligramsPerLitre = v[2], MagnesiumMilligramsPerLitre = v[3], SodiumMilligramsPerLitre = v[4], PotassiumMilligramsPerLitre = v[5],
                ChlorideMilligramsPerLitre = v[6], SulfateMilligramsPerLitre = v[7], AlkalinityMilligramsPerLitreAsBicarbonate = v[8], NitrateMilligramsPerLitre = v[9],
                FluorideMilligramsPerLitre = v[10], SilicaMilligramsPerLitre = v[11], StrontiumMilligramsPerLitre = v[12],
            }).ToArbitrary();
        }
    }

    [Fact]
    public void Aragonite_and_calcite_differ_by_a_function_of_temperature_alone() => Check(NaturalWaters, water =>
    {
        CarbonateState state = Solve(water), other = Solve(water with { PH = 8.3, CalciumMilligramsPerLitre = 40, SulfateMilligramsPerLitre = 7 });
        return Math.Abs((state.CalciteSaturationIndex - state.AragoniteSaturationIndex - (other.CalciteSaturationIndex - other.AragoniteSaturationIndex))!.Value) < 1e-12;
    });

    /// <summary>Below pH 8 nearly all alkalinity is bicarbonate; above it carbonate and its pairs take a growing share, so there the slope is steeper.</summary>
    [Fact]
    public void Raising_pH_lowers_log_pCO2_by_about_as_much() => Check(NaturalWaters, water =>
    {
        WaterSample low = water with { PH = Math.Min(water.PH!.Value, 8) };
        double fall = Solve(low).LogPCo2Atm!.Value - Solve(low with { PH = low.PH + 0.05 }).LogPCo2Atm!.Value;
        return fall is > 0.048 and < 0.058;
    });

    [Fact]
    public void More_calcium_raises_the_index_of_calcite() => Check(NaturalWaters, water =>
        Solve(water with { CalciumMilligramsPerLitre = water.CalciumMilligramsPerLitre * 1.1 }).CalciteSaturationIndex > Solve(water).CalciteSaturationIndex);

    [Fact]
    public void An_optional_ion_of_zero_gives_exactly_the_answer_of_an_absent_one() => Check(NaturalWaters, water =>
        Solve(water with { NitrateMilligramsPerLitre = 0, FluorideMilligramsPerLitre = 0, SilicaMilligramsPerLitre = 0, StrontiumMilligramsPerLitre = 0 }) == Solve(water));

    /// <summary>62.0067 mg/L is 1 mmol/L, half a mmol/kgw of ionic strength; in salty water the sulfate pairs that it loosens add to that, so sulfate is kept low.</summary>
    [Fact]
    public void Nitrate_adds_half_its_molality_to_the_ionic_strength() => Check(NaturalWaters, water =>
    {
        WaterSample low = water with { SulfateMilligramsPerLitre = 1, PH = 7 };
        double gain = (Solve(low with { NitrateMilligramsPerLitre = 62.0067 }).IonicStrengthMolPerKilogramWater - Solve(low).IonicStrengthMolPerKilogramWater)!.Value;
        return Math.Abs(gain / 0.0005 - 1) < 0.03;
    });

    [Fact]
    public void Whatever_comes_in_every_number_that_comes_out_is_finite_and_every_gap_has_a_reason() => Check(Anything, water =>
    {
        foreach (CarbonateModel model in CarbonateModel.All)
        {
            CarbonateState state = CarbonateSolver.Solve(water, model);
            double?[] numbers = [state.LogPCo2Atm, state.PCo2Pascals, state.CalciteSaturationIndex, state.DolomiteSaturationIndex, state.GypsumSaturationIndex, state.IonicStrengthMolPerKilogramWater, state.DicMillimolPerKilogramWater, state.ChargeBalanceErrorPercent];
            if (numbers.Any(number => number is double value && !double.IsFinite(value)))
                return false;
            if (state.CalciteSaturationIndex is null && (state.Gaps == CarbonateGaps.None || WaterFindings.Of(water, state, default).Count == 0))
                return false;
        }
        return true;
    });

    [Fact]
    public void Whatever_comes_in_the_batch_gives_the_bits_of_the_scalar_solver() => Check(Anything, water =>
    {
        WaterColumns columns = new(3);
        WaterSample neighbour = WaterDraw.Natural(new Random(1));
        columns.Set(0, neighbour);
        columns.Set(1, water);
        columns.Set(2, neighbour);
        CarbonateColumns results = new(3);
        new CarbonateBatch(CarbonateModel.Wateq4f).Solve(columns, results, 0, 3);
        return results[0] == Solve(neighbour) && results[1] == Solve(water) && results[2] == Solve(neighbour);
    });

    private static CarbonateState Solve(WaterSample water) => CarbonateSolver.Solve(water, CarbonateModel.Wateq4f);

    private static void Check(Arbitrary<WaterSample> waters, Func<WaterSample, bool> holds) => Prop.ForAll(waters, holds).Check(Checked);
}
