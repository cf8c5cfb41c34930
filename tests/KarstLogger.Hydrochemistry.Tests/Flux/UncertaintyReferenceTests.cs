using System.Text.Json;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Tests.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Flux;

public class UncertaintyReferenceTests
{
    private const int Replicates = 5000;

    private static readonly JsonElement Reference = ReferenceJson.Hydrology("uncertainty.json");
    private static readonly ReferenceStation Station = ReferenceStation.From(Reference);
    private static readonly LoadSample[] Samples = [.. Station.Samples(Reference.GetProperty("series").GetString()!.Split(' ')[0])];

    // The order of the file's letters A to G.
    private static readonly Dictionary<string, UncertaintySource> Letters = new()
    {
        ["A_rating_params"] = UncertaintySource.RatingParameters, ["B_conc_params"] = UncertaintySource.RegressionParameters,
        ["C_level_offset_blocks"] = UncertaintySource.LevelOffset, ["D_ec_gain_blocks"] = UncertaintySource.ConductanceGain,
        ["E_white_noise"] = UncertaintySource.ReadingNoise, ["F_conc_residual_ar1"] = UncertaintySource.RegressionResidual,
        ["G_rating_residual_ar1"] = UncertaintySource.RatingResidual,
    };

    [Fact]
    public void Every_component_and_the_total_are_those_of_the_reference()
    {
        PeriodLoad load = Integrate(null);
        UncertaintyBudget budget = load.Budget;
        ReferenceComparison comparison = new(Reference.Number("tol_rel"));
        comparison.Object("variance", Reference.GetProperty("variance_components"), Letters.ToDictionary(l => l.Key, l => (double?)budget.VarianceOf(l.Value)));
        comparison.Object("percent", Reference.GetProperty("rel_std_components_pct"),
            Letters.ToDictionary(l => l.Key, l => (double?)(100 * Math.Sqrt(budget.VarianceOf(l.Value)) / load.LoadMoles)));
        comparison.Object("file", Reference, new Dictionary<string, double?>
        {
            ["volume_m3"] = load.VolumeCubicMetres, ["load_mol"] = load.LoadMoles, ["u_total_mol"] = budget.StandardUncertainty,
            ["u_total_pct"] = 100 * budget.RelativeStandardUncertainty, ["U95_pct_k2"] = 100 * (budget.Interval95.Upper - load.LoadMoles) / load.LoadMoles,
        }, "series", "gaugings", "samples", "rating", "regression", "config", "weights", "variance_components", "rel_std_components_pct", "monte_carlo",
            "wrong_if_independent_pct", "wrong_if_fully_correlated_pct", "tol_rel");
        comparison.AssertAll();
    }

    [Fact]
    public void The_bottles_of_the_file_give_its_regression()
    {
        JsonElement bottles = Reference.GetProperty("samples");
        LeastSquaresLine line = LeastSquaresLine.Fit(bottles.GetProperty("ec25").Numbers(), bottles.GetProperty("hco3_mol_m3").Numbers())!;
        ReferenceComparison comparison = new(Reference.Number("tol_rel"));
        comparison.Object("regression", Reference.GetProperty("regression"), new Dictionary<string, double?>
        {
            ["intercept"] = line.Intercept, ["slope"] = line.Slope, ["se_intercept"] = line.InterceptStandardError, ["se_slope"] = line.SlopeStandardError,
            ["cov_ab"] = line.Covariance.InterceptSlopeCovariance, ["see"] = line.ResidualStandardDeviation,
        });
        comparison.AssertAll();
    }

    [Fact]
    public void Simulated_totals_agree_with_the_streaming_sums()
    {
        // The file's own tolerance: "u_pct within 6% of GUM when K>=5000". Mean and quantiles: four of the joint standard errors of our K and the file's. That of a mean is
        // u / sqrt(K); that of the 2.5 % quantile of normal totals sqrt(0.025 * 0.975) / 0.0584 = 2.67 times as much (0.0584: normal density there).
        JsonElement simulated = Reference.GetProperty("monte_carlo");
        PeriodLoad load = Integrate(new MonteCarloLoad(Replicates, 20200501, Station.Sonde, Station.Deviated));
        SimulatedTotal total = load.Simulated!.Value;
        Assert.Equal(Reference.Number("u_total_pct"), 100 * total.StandardUncertaintyMoles / load.LoadMoles, 0.06 * Reference.Number("u_total_pct"));
        Assert.Equal(simulated.Number("u_pct"), 100 * total.StandardUncertaintyMoles / load.LoadMoles, 0.06 * simulated.Number("u_pct"));
        double four = 4 * Reference.Number("u_total_pct") / 100 * Math.Sqrt(1.0 / Replicates + 1 / simulated.Number("K"));
        Assert.Equal(simulated.Number("mean_ratio"), total.MeanMoles / load.LoadMoles, four);
        Assert.Equal(simulated.Number("p2_5_ratio"), total.Lower95Moles / load.LoadMoles, 2.67 * four);
        Assert.Equal(simulated.Number("p97_5_ratio"), total.Upper95Moles / load.LoadMoles, 2.67 * four);
    }

    [Fact]
    public void The_same_seed_gives_the_same_total_and_another_seed_another()
    {
        double Run(int seed) => Integrate(new MonteCarloLoad(20, seed, Station.Sonde, Station.Deviated)).Simulated!.Value.StandardUncertaintyMoles;
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    private static PeriodLoad Integrate(MonteCarloLoad? simulation)
    {
        Period span = new("series", Samples[0].UtcSeconds, Samples[^1].UtcSeconds);
        LoadIntegral integral = new(span, LoadRules.Default, Station.Sonde, simulation);
        foreach (LoadSample sample in Samples)
            integral.Add(sample);
        return integral.Close();
    }
}
