using System.Text.Json;
using KarstLogger.Hydrochemistry.Ratings;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Ratings;

public class PowerLawFitTests
{
    [SharedFact("golden/hydrology/gaugings")]
    public void Fits_predictions_and_intervals_agree_with_the_reference_file()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "rating_powerlaw.json")));
        JsonElement tolerances = file.RootElement.GetProperty("tol_rel");
        double ofParams = tolerances.GetProperty("params").GetDouble(), ofSse = tolerances.GetProperty("sse").GetDouble();
        double ofPrediction = tolerances.GetProperty("predict").GetDouble();
        Disagreements disagreements = new();
        foreach (JsonElement expected in file.RootElement.GetProperty("fits").EnumerateArray())
        {
            string name = expected.GetProperty("dataset").GetString()!;
            Gauging[] gaugings = ReferenceGaugings.Of(name);
            PowerLawFit fit = PowerLawFit.Fit(gaugings).Fit!;
            double Of(string key) => expected.GetProperty(key).GetDouble();
            disagreements.Equal(name + " n", expected.GetProperty("n").GetInt32(), gaugings.Length);
            disagreements.Relative(name + " h0", Of("h0"), fit.HeadDatumMetres, ofParams);
            disagreements.Relative(name + " C", Of("C"), fit.C, ofParams);
            disagreements.Relative(name + " b", Of("b"), fit.Exponent, ofParams);
            disagreements.Relative(name + " SSE", Of("sse_ln"), fit.SumOfSquaresLn, ofSse);
            disagreements.Relative(name + " s", Of("s_ln"), fit.ResidualStandardDeviationLn, ofParams);
            disagreements.RelativeOrPrintedDigits(name + " se lnC", expected.GetProperty("se_lnC"), Math.Sqrt(fit.Covariance[0]), ofParams);
            disagreements.RelativeOrPrintedDigits(name + " se b", expected.GetProperty("se_b"), Math.Sqrt(fit.Covariance[4]), ofParams);
            disagreements.RelativeOrPrintedDigits(name + " se h0", expected.GetProperty("se_h0"), Math.Sqrt(fit.Covariance[8]), ofParams);
            disagreements.Relative(name + " Duan", Of("duan_smearing"), fit.DuanFactor, ofParams);
            disagreements.Relative(name + " lognormal", Of("lognormal_factor"), fit.LognormalFactor, ofParams);
            foreach (JsonElement point in expected.GetProperty("predict").EnumerateArray())
                ComparePrediction(name, fit, point, ofPrediction, disagreements);
        }
        disagreements.AssertNone();
    }

    private static void ComparePrediction(string name, PowerLawFit fit, JsonElement point, double tolerance, Disagreements disagreements)
    {
        double h = point.GetProperty("h").GetDouble();
        DischargeEstimate Through(Retransformation kind) => (RatingCurve.FromFit(fit, name, 0, kind) with { GaugedDischarge = null }).Discharge(h, 0);
        DischargeEstimate ours = Through(Retransformation.Median);
        void Compare(string key, double? value) => disagreements.Relative($"{name} at {h} {key}", point.GetProperty(key).GetDouble(), value, tolerance);
        Compare("q", ours.CubicMetresPerSecond);
        Compare("se_ln_curve", ours.StandardErrorLnCurve);
        Compare("ci_lo", ours.CurveLow95);
        Compare("ci_hi", ours.CurveHigh95);
        Compare("pi_lo", ours.GaugingLow95);
        Compare("pi_hi", ours.GaugingHigh95);
        Compare("q_lognormal_mean", Through(Retransformation.Lognormal).CubicMetresPerSecond);
        Compare("q_duan", Through(Retransformation.Duan).CubicMetresPerSecond);
    }

    [SharedFact("golden/hydrology/gaugings")]
    public void The_curve_lies_inside_the_Bayesian_predictive_band_of_an_independent_tool()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "rating_powerlaw.json")));
        JsonElement bayesian = file.RootElement.GetProperty("bayesian_reference");
        string dataset = bayesian.GetProperty("dataset").GetString()!;
        RatingCurve rating = RatingCurve.FromFit(PowerLawFit.Fit(ReferenceGaugings.Of(dataset)).Fit!, dataset, 0);
        foreach (JsonElement point in bayesian.GetProperty("predictive").EnumerateArray())
            Assert.InRange(rating.Discharge(point.GetProperty("h").GetDouble(), 0).CubicMetresPerSecond!.Value,
                point.GetProperty("lo").GetDouble(), point.GetProperty("hi").GetDouble());
    }

    [SharedFact("golden/hydrology/gaugings")]
    public void The_parameters_lie_inside_the_intervals_of_the_independent_tool_and_its_medians_inside_ours()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "rating_powerlaw.json")));
        JsonElement bayesian = file.RootElement.GetProperty("bayesian_reference");
        string dataset = bayesian.GetProperty("dataset").GetString()!;
        PowerLawFit fit = PowerLawFit.Fit(ReferenceGaugings.Of(dataset)).Fit!;
        Dictionary<string, double> ours = new() { ["a"] = fit.C, ["b"] = fit.Exponent, ["c"] = fit.HeadDatumMetres, ["sigma_eps"] = fit.ResidualStandardDeviationLn };
        foreach (JsonProperty interval in bayesian.GetProperty("ci95").EnumerateObject())
            Assert.InRange(ours[interval.Name], interval.Value[0].GetDouble(), interval.Value[1].GetDouble());
        Assert.InRange(bayesian.GetProperty("median").GetProperty("b").GetDouble(), fit.Exponent - 2 * Math.Sqrt(fit.Covariance[4]), fit.Exponent + 2 * Math.Sqrt(fit.Covariance[4]));
        RatingCurve rating = RatingCurve.FromFit(fit, dataset, 0);
        foreach (JsonElement point in bayesian.GetProperty("predictive").EnumerateArray())
        {
            DischargeEstimate estimate = rating.Discharge(point.GetProperty("h").GetDouble(), 0);
            Assert.InRange(point.GetProperty("med").GetDouble(), estimate.GaugingLow95!.Value, estimate.GaugingHigh95!.Value);
        }
    }

    [Fact]
    public void Parameters_and_covariance_agree_with_those_behind_the_uncertainty_reference()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "uncertainty.json")));
        JsonElement gaugings = file.RootElement.GetProperty("gaugings"), expected = file.RootElement.GetProperty("rating");
        double[] h = [.. gaugings.GetProperty("h").EnumerateArray().Select(v => v.GetDouble())];
        double[] q = [.. gaugings.GetProperty("q").EnumerateArray().Select(v => v.GetDouble())];
        double tolerance = file.RootElement.GetProperty("tol_rel").GetDouble();
        PowerLawFit fit = PowerLawFit.Fit([.. h.Zip(q, (stage, discharge) => new Gauging(stage, discharge))]).Fit!;
        Disagreements disagreements = new();
        disagreements.Relative("lnC", expected.GetProperty("lnC").GetDouble(), fit.LnC, tolerance);
        disagreements.Relative("b", expected.GetProperty("b").GetDouble(), fit.Exponent, tolerance);
        disagreements.Relative("h0", expected.GetProperty("h0").GetDouble(), fit.HeadDatumMetres, tolerance);
        disagreements.Relative("s", expected.GetProperty("s_ln").GetDouble(), fit.ResidualStandardDeviationLn, tolerance);
        double[] covariance = [.. expected.GetProperty("cov_lnC_b_h0").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(v => v.GetDouble())];
        for (int i = 0; i < covariance.Length; i++)
            disagreements.Relative($"covariance {i}", covariance[i], fit.Covariance[i], tolerance);
        disagreements.AssertNone();
    }

    [Fact]
    public void Three_gaugings_leave_no_degree_of_freedom_and_are_refused() =>
        Assert.Equal(FitRefusal.TooFewGaugings, PowerLawFit.Fit([new(1, 1), new(2, 4), new(3, 9)]).Refusal);

    [Fact]
    public void A_gauging_of_zero_discharge_is_refused_by_name() =>
        Assert.Equal(FitRefusal.DischargeNotPositive, PowerLawFit.Fit([new(1, 1), new(2, 4), new(3, 9), new(0.5, 0)]).Refusal);

    [Fact]
    public void Gaugings_at_one_stage_only_are_refused() =>
        Assert.Equal(FitRefusal.NoStageRange, PowerLawFit.Fit([new(1, 1), new(1, 1.1), new(1, 0.9), new(1, 1.2)]).Refusal);

    [Fact]
    public void A_poor_gauging_pulls_the_weighted_curve_less_than_the_unweighted_one()
    {
        // Q = 2 (h - 0.1)^2 at eight stages by hand; the last gauging reads 40 % too much and says so (U95 = 80 %).
        double[] stages = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1];
        double[] discharges = [0.0808, 0.1782, 0.3232, 0.495, 0.7272, 0.9702, 1.2928, 2.8];
        Gauging[] gaugings = [.. stages.Zip(discharges, (h, q) => new Gauging(h, q) { Uncertainty95CubicMetresPerSecond = h > 1 ? 0.8 * q : 0.02 * q })];
        double At(FitOutcome<PowerLawFit> outcome) => RatingCurve.FromFit(outcome.Fit!, "r", 0).Discharge(1.1, 0).CubicMetresPerSecond!.Value;
        Assert.InRange(At(PowerLawFit.FitWeighted(gaugings)), 2.0, At(PowerLawFit.Fit(gaugings)) - 0.05);
    }
}
