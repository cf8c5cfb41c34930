using System.Text.Json;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Ions;

public class LeastSquaresLineTests
{
    private static readonly JsonElement Reference = ReferenceJson.Hydrology("regression.json");

    [Fact]
    public void Certified_lines_of_NIST_are_reproduced_to_the_digits_that_the_file_asks_for()
    {
        foreach (JsonProperty dataset in Reference.EnumerateObject().Where(p => p.Name.StartsWith("nist_", StringComparison.Ordinal)))
        {
            LeastSquaresLine line = LeastSquaresLine.Fit(dataset.Value.GetProperty("x").Numbers(), dataset.Value.GetProperty("y").Numbers())!;

            // LRE = -log10 of the relative error.
            ReferenceComparison comparison = new(Math.Pow(10, -dataset.Value.Number("lre_required")));
            comparison.Object(dataset.Name, dataset.Value.GetProperty("certified"), new Dictionary<string, double?>
            {
                ["b0"] = line.Intercept, ["b1"] = line.Slope, ["se_b0"] = line.InterceptStandardError, ["se_b1"] = line.SlopeStandardError,
                ["see"] = line.ResidualStandardDeviation, ["r2"] = line.RSquared, ["sse"] = line.ResidualSumOfSquares, ["F"] = line.FStatistic,
            });
            comparison.AssertAll();
        }
    }

    [Fact]
    public void The_file_holds_no_kind_of_case_that_is_not_compared()
    {
        string[] known = ["model", "tol_rel", "site", "ec_to_ion"];
        Assert.All(Reference.EnumerateObject(), p => Assert.True(known.Contains(p.Name) || p.Name.StartsWith("nist_", StringComparison.Ordinal), p.Name));
    }

    [Fact]
    public void Bottles_of_a_real_spring_river_give_the_reference_line_its_errors_and_its_predictions()
    {
        ReferenceComparison comparison = new(Reference.Number("tol_rel"));
        foreach (JsonProperty ion in Reference.GetProperty("ec_to_ion").EnumerateObject())
        {
            LeastSquaresLine line = Line(ion.Value, out double[] x, out double[] y);
            comparison.Object(ion.Name, ion.Value, Figures(line, LineDiagnostics.Of(line, x, y)),
                "x_ec25", "y", "predict", "top_cooks", "flags", "theil_sen", "kendall_tau_b");
            foreach (JsonElement point in ion.Value.GetProperty("predict").EnumerateArray())
                ComparePrediction(comparison, ion.Name, line, point);
        }
        comparison.AssertAll();
    }

    [Fact]
    public void Influential_bottles_are_found_as_in_the_reference()
    {
        ReferenceComparison comparison = new(Reference.Number("tol_rel"));
        foreach (JsonProperty ion in Reference.GetProperty("ec_to_ion").EnumerateObject())
        {
            LineDiagnostics diagnostics = LineDiagnostics.Of(Line(ion.Value, out double[] x, out double[] y), x, y);
            foreach (JsonElement point in ion.Value.GetProperty("top_cooks").EnumerateArray())
            {
                int index = point.GetProperty("index").GetInt32();
                PointDiagnostics found = diagnostics.Points[index];
                comparison.Object($"{ion.Name}[{index}]", point, new Dictionary<string, double?>
                {
                    ["x"] = x[index], ["y"] = y[index], ["cook"] = found.CookDistance, ["leverage"] = found.Leverage,
                    ["stud_ext"] = found.ExternalStudentised, ["dffits"] = found.Dffits,
                }, "index");
            }
            CompareFlags(comparison, ion, diagnostics);
        }
        comparison.AssertAll();
    }

    [Fact]
    public void Two_bottles_or_one_conductivity_give_no_line()
    {
        Assert.Null(LeastSquaresLine.Fit([300, 400], [180, 240]));
        Assert.Null(LeastSquaresLine.Fit([300, 300, 300], [180, 190, 200]));
    }

    private static LeastSquaresLine Line(JsonElement ion, out double[] x, out double[] y)
    {
        x = ion.GetProperty("x_ec25").Numbers();
        y = ion.GetProperty("y").Numbers();
        return LeastSquaresLine.Fit(x, y)!;
    }

    private static Dictionary<string, double?> Figures(LeastSquaresLine line, LineDiagnostics diagnostics) => new()
    {
        ["n"] = line.Count, ["slope"] = line.Slope, ["intercept"] = line.Intercept, ["se_slope"] = line.SlopeStandardError,
        ["se_intercept"] = line.InterceptStandardError, ["cov_ab"] = line.Covariance.InterceptSlopeCovariance, ["see"] = line.ResidualStandardDeviation,
        ["rmse"] = line.RootMeanSquareError, ["r2"] = line.RSquared, ["r2_adj"] = line.AdjustedRSquared, ["press"] = diagnostics.Press,
        ["r2_pred"] = diagnostics.PredictedRSquared, ["x_min"] = line.LeastX, ["x_max"] = line.MostX, ["x_mean"] = line.MeanX, ["sxx"] = line.Sxx,
        ["t_crit"] = line.StudentFactor95, ["p_slope"] = line.SlopeProbability,
    };

    private static void ComparePrediction(ReferenceComparison comparison, string ion, LeastSquaresLine line, JsonElement point)
    {
        double x = point.Number("x"), fit = line.At(x), mean = line.MeanStandardErrorAt(x), one = line.PredictionStandardErrorAt(x), t = line.StudentFactor95;
        comparison.Object($"{ion}({x})", point, new Dictionary<string, double?>
        {
            ["fit"] = fit, ["se_mean"] = mean, ["ci_lo"] = fit - t * mean, ["ci_hi"] = fit + t * mean,
            ["se_pred"] = one, ["pi_lo"] = fit - t * one, ["pi_hi"] = fit + t * one,
        }, "x", "extrapolated");
        IonEstimate estimate = IonRegression.FromFit(ion, line, "reference file").Estimate(x);
        bool outside = estimate.Flags.HasFlag(IonEstimateFlags.Extrapolated) || estimate.Flags.HasFlag(IonEstimateFlags.Withheld);
        comparison.Equal($"{ion}({x}).extrapolated", point.GetProperty("extrapolated").GetBoolean(), outside);
        if (estimate.Concentration is not { } concentration)
            return;
        comparison.Number($"{ion}({x}).fit as estimate", Math.Max(0, point.Number("fit")), concentration);
        comparison.Number($"{ion}({x}).pi_lo as estimate", Math.Max(0, point.Number("pi_lo")), estimate.Lower95);
        comparison.Number($"{ion}({x}).pi_hi as estimate", point.Number("pi_hi"), estimate.Upper95);
    }

    private static void CompareFlags(ReferenceComparison comparison, JsonProperty ion, LineDiagnostics diagnostics)
    {
        foreach (JsonProperty rule in ion.Value.GetProperty("flags").EnumerateObject())
        {
            IEnumerable<int> found = rule.Name switch
            {
                "high_leverage_3p_over_n" => diagnostics.HighLeverage,
                "cook_gt_4_over_n" => diagnostics.HighInfluence,
                "abs_stud_ext_gt_3" => diagnostics.Outliers,
                _ => throw new InvalidDataException($"Unknown flag rule {rule.Name}."),
            };
            comparison.Sequence($"{ion.Name}.{rule.Name}", rule.Value.EnumerateArray().Select(v => v.GetInt32()), found);
        }
    }
}
