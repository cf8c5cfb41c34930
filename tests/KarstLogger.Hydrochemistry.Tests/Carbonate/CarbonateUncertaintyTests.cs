using System.Globalization;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Hydrochemistry.Tests.Carbonate;

/// <summary>First-order propagation against drawing the inputs, and its derivatives against small steps of the solver.</summary>
public sealed class CarbonateUncertaintyTests
{
    private const int Seed = 9, Draws = 20_000;

    private static readonly (CarbonateResult Result, Func<CarbonateState, double?> Read)[] Results =
    [
        (CarbonateResult.LogPCo2, s => s.LogPCo2Atm), (CarbonateResult.Calcite, s => s.CalciteSaturationIndex), (CarbonateResult.Aragonite, s => s.AragoniteSaturationIndex),
        (CarbonateResult.Dolomite, s => s.DolomiteSaturationIndex), (CarbonateResult.Gypsum, s => s.GypsumSaturationIndex),
        (CarbonateResult.IonicStrength, s => s.IonicStrengthMolPerKilogramWater), (CarbonateResult.Dic, s => s.DicMillimolPerKilogramWater),
    ];

    /// <summary>u(T) 0.1 degC, u(pH) 0.05 (reference/hydrology.md section 9.3), u(alkalinity) 2.4 mg/L (0.04 mmol/L, section 9.8), ions from one EC with slopes and scatter.</summary>
    private const double OfTemperature = 0.1, OfPH = 0.05, OfAlkalinity = 2.4, OfEc = 5, CalciumSlope = 0.16, MagnesiumSlope = 0.03, BicarbonateSlope = 0.4, Scatter = 0.02;

    [Fact]
    public void Standard_uncertainties_are_those_of_20000_draws_to_three_percent()
    {
        List<string> failures = [];
        GoldenWater[] waters = [.. GoldenWater.All().Where(water => water.ModelTag == "wateq4f" && water["Ca"] > 20 && water["Mg"] > 1 && water["SO4"] > 1 && water["HCO3"] > 60).Take(50)];
        Assert.Equal(50, waters.Length);
        foreach (GoldenWater water in waters)
        {
            CarbonateUncertainty propagated = CarbonateUncertainty.Propagate(water.Sample, Covariance(water.Sample), CarbonateModel.Wateq4f)!;
            CarbonateColumns drawn = Draw(water.Sample);
            foreach (var (result, read) in Results)
                Compare(water, result.ToString(), propagated.StandardUncertainty(result)!.Value, Deviation(drawn, read), failures);
            Compare(water, "pCO2 in Pa", propagated.PCo2PascalsStandardUncertainty!.Value, Deviation(drawn, s => s.PCo2Pascals), failures);
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(30)));
    }

    [Fact]
    public void Derivatives_are_those_of_small_steps_in_every_model()
    {
        List<string> failures = [];
        foreach (GoldenWater water in GoldenWater.All())
        {
            CarbonateModel model = CarbonateModel.Find(water.ModelTag)!;
            if (CarbonateUncertainty.Propagate(water.Sample, new InputCovariance(), model) is not CarbonateUncertainty exact)
                continue;
            foreach (CarbonateInput input in Enum.GetValues<CarbonateInput>())
                foreach (var (result, read) in Results)
                    if (exact.Sensitivity(result, input) is double derivative && Step(water.Sample, input) is (WaterSample up, WaterSample down, double width))
                        CompareStep(water, result, input, derivative, (read(CarbonateSolver.Solve(up, model)) - read(CarbonateSolver.Solve(down, model))) / width, width, failures);
        }
        Assert.True(failures.Count == 0, $"{failures.Count}\n" + string.Join('\n', failures.Take(30)));
    }

    [Fact]
    public void Shares_of_the_budget_add_up_to_one()
    {
        foreach (GoldenWater water in GoldenWater.All().Where(water => water.ModelTag == "wateq4f" && water["HCO3"] > 60 && water["Ca"] > 0 && water["Mg"] > 0 && water["SO4"] > 0))
        {
            CarbonateUncertainty propagated = CarbonateUncertainty.Propagate(water.Sample, Covariance(water.Sample), CarbonateModel.Wateq4f)!;
            Assert.Equal(1, Enum.GetValues<CarbonateInput>().Sum(input => propagated.Share(CarbonateResult.LogPCo2, input)!.Value), 12);
        }
    }

    /// <summary>reference/carbonate.md section 9: at the Western-Guizhou mean pH +.05 gives SIc +.049 and pCO2 -11 %, T +1 degC SIc +.014, Ca +4 mg/L SIc +.021, HCO3 +6.1 mg/L SIc +.011.</summary>
    [Fact]
    public void Sensitivities_at_the_western_Guizhou_mean_are_the_published_ones()
    {
        GoldenWater water = GoldenWater.All().Single(row => row.Cells["id"] == "T1_W_mean" && row.ModelTag == "wateq4f");
        CarbonateUncertainty propagated = CarbonateUncertainty.Propagate(water.Sample, new InputCovariance(), CarbonateModel.Wateq4f)!;
        double Change(CarbonateInput input, double by) => propagated.Sensitivity(CarbonateResult.Calcite, input)!.Value * by;
        Assert.Equal(0.049, Change(CarbonateInput.PH, 0.05), 0.0005);
        Assert.Equal(0.014, Change(CarbonateInput.Temperature, 1), 0.0005);
        Assert.Equal(0.021, Change(CarbonateInput.Calcium, 4), 0.0005);
        Assert.Equal(0.011, Change(CarbonateInput.Alkalinity, 6.1), 0.0005);
        Assert.Equal(-0.11, Math.Pow(10, 0.05 * propagated.Sensitivity(CarbonateResult.LogPCo2, CarbonateInput.PH)!.Value) - 1, 0.005);
    }

    private static InputCovariance Covariance(WaterSample w) => new InputCovariance()
        .Add(CarbonateInput.Temperature, OfTemperature).Add(CarbonateInput.PH, OfPH).Add(CarbonateInput.Alkalinity, OfAlkalinity)
        .Add(CarbonateInput.Calcium, Scatter * w.CalciumMilligramsPerLitre!.Value).Add(CarbonateInput.Magnesium, Scatter * w.MagnesiumMilligramsPerLitre!.Value)
        .Add(CarbonateInput.Sulfate, Scatter * w.SulfateMilligramsPerLitre!.Value)
        .AddShared(OfEc, (CarbonateInput.Calcium, CalciumSlope), (CarbonateInput.Magnesium, MagnesiumSlope), (CarbonateInput.Alkalinity, BicarbonateSlope));

    private static CarbonateColumns Draw(WaterSample w)
    {
        Random random = new(Seed);
        WaterColumns columns = new(Draws);
        for (int i = 0; i < Draws; i++)
        {
            double ec = OfEc * Normal(random);
            columns.Set(i, w with
            {
                TemperatureCelsius = w.TemperatureCelsius + OfTemperature * Normal(random),
                PH = w.PH + OfPH * Normal(random),
                CalciumMilligramsPerLitre = w.CalciumMilligramsPerLitre * (1 + Scatter * Normal(random)) + CalciumSlope * ec,
                MagnesiumMilligramsPerLitre = w.MagnesiumMilligramsPerLitre * (1 + Scatter * Normal(random)) + MagnesiumSlope * ec,
                SulfateMilligramsPerLitre = w.SulfateMilligramsPerLitre * (1 + Scatter * Normal(random)),
                AlkalinityMilligramsPerLitreAsBicarbonate = w.AlkalinityMilligramsPerLitreAsBicarbonate + OfAlkalinity * Normal(random) + BicarbonateSlope * ec,
            });
        }
        CarbonateColumns results = new(Draws);
        new CarbonateBatch(CarbonateModel.Wateq4f).Solve(columns, results, 0, Draws);
        return results;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Deviation(CarbonateColumns drawn, Func<CarbonateState, double?> read)
    {
        double[] values = [.. Enumerable.Range(0, Draws).Select(i => read(drawn[i])).OfType<double>()];
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private static void Compare(GoldenWater water, string result, double propagated, double drawn, List<string> failures)
    {
        if (!(Math.Abs(propagated / drawn - 1) <= 0.03))
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{water.Name} {result}: {propagated:G5} propagated, {drawn:G5} drawn"));
    }

    /// <summary>Central differences of the solver at 1e-9 are good to about that over the step, plus their own curvature.</summary>
    private static void CompareStep(GoldenWater water, CarbonateResult result, CarbonateInput input, double derivative, double? stepped, double width, List<string> failures)
    {
        if (stepped is double step && !(Math.Abs(derivative - step) <= 1e-4 * Math.Abs(step) + 4e-9 / width))
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{water.Name} d{result}/d{input}: {derivative:G8} exact, {step:G8} by a step"));
    }

    private static (WaterSample Up, WaterSample Down, double Width)? Step(WaterSample w, CarbonateInput input)
    {
        const double relative = 1e-3;
        (WaterSample, WaterSample, double)? Of(double? value, Func<double, WaterSample> with) =>
            value is > 0 ? (with(value.Value * (1 + relative)), with(value.Value * (1 - relative)), 2 * relative * value.Value) : null;
        return input switch
        {
            CarbonateInput.Temperature => (w with { TemperatureCelsius = w.TemperatureCelsius + 0.02 }, w with { TemperatureCelsius = w.TemperatureCelsius - 0.02 }, 0.04),
            CarbonateInput.PH => (w with { PH = w.PH + 1e-3 }, w with { PH = w.PH - 1e-3 }, 2e-3),
            CarbonateInput.Calcium => Of(w.CalciumMilligramsPerLitre, v => w with { CalciumMilligramsPerLitre = v }),
            CarbonateInput.Magnesium => Of(w.MagnesiumMilligramsPerLitre, v => w with { MagnesiumMilligramsPerLitre = v }),
            CarbonateInput.Sodium => Of(w.SodiumMilligramsPerLitre, v => w with { SodiumMilligramsPerLitre = v }),
            CarbonateInput.Potassium => Of(w.PotassiumMilligramsPerLitre, v => w with { PotassiumMilligramsPerLitre = v }),
            CarbonateInput.Chloride => Of(w.ChlorideMilligramsPerLitre, v => w with { ChlorideMilligramsPerLitre = v }),
            CarbonateInput.Sulfate => Of(w.SulfateMilligramsPerLitre, v => w with { SulfateMilligramsPerLitre = v }),
            CarbonateInput.Alkalinity => Of(w.AlkalinityMilligramsPerLitreAsBicarbonate, v => w with { AlkalinityMilligramsPerLitreAsBicarbonate = v }),
            _ => null,
        };
    }
}
