using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KarstLogger.Hydrochemistry.Ratings;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Ratings;

public partial class SegmentedFitTests
{
    private static JsonElement Reference() =>
        JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "rating_multisegment.json"))).RootElement;

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    [SharedFact("golden/hydrology/gaugings")]
    public void Fits_at_given_datums_and_breakpoints_agree_with_the_reference_file()
    {
        Disagreements disagreements = new();
        foreach (JsonElement expected in Reference().GetProperty("fixed_breakpoints").EnumerateArray())
        {
            string name = expected.GetProperty("dataset").GetString()!;
            double tolerance = expected.GetProperty("tol_rel").GetDouble();
            SegmentedFit fit = SegmentedFit.AtBreakpoints(ReferenceGaugings.Of(name), Numbers(expected.GetProperty("given_h0")), Numbers(expected.GetProperty("given_breakpoints"))).Fit!;
            RatingCurve rating = RatingCurve.FromFit(fit, name, 0) with { GaugedDischarge = null };
            disagreements.Relative(name + " lnC1", expected.GetProperty("lnC1").GetDouble(), fit.Segments[0].LnC, tolerance);
            double[] b = Numbers(expected.GetProperty("b"));
            for (int j = 0; j < b.Length; j++)
                disagreements.Relative($"{name} b{j + 1}", b[j], fit.Segments[j].Exponent, tolerance);
            disagreements.Relative(name + " SSE", expected.GetProperty("sse_ln").GetDouble(), fit.SumOfSquaresLn, tolerance);
            disagreements.Relative(name + " Duan", expected.GetProperty("duan").GetDouble(), fit.DuanFactor, tolerance);
            foreach (JsonElement point in expected.GetProperty("predict").EnumerateArray())
                disagreements.Relative($"{name} at {point.GetProperty("h")}", point.GetProperty("q").GetDouble(), rating.Discharge(point.GetProperty("h").GetDouble(), 0).CubicMetresPerSecond, tolerance);
        }
        disagreements.AssertNone();
    }

    [SharedFact("golden/hydrology/gaugings")]
    public void Free_fits_are_at_least_as_close_as_the_reference_files_own()
    {
        Disagreements disagreements = new();
        foreach (JsonElement expected in Reference().GetProperty("free").EnumerateArray())
        {
            string name = expected.GetProperty("dataset").GetString()!;
            int segments = expected.GetProperty("segments").GetInt32();
            Gauging[] gaugings = ReferenceGaugings.Of(name);
            SegmentedFit fit = SegmentedFit.Free(gaugings, segments).Fit!;
            disagreements.Equal($"{name} n", expected.GetProperty("n").GetInt32(), gaugings.Length);
            // The file's own rule: the optimum is flat, so that only the sum of squares counts, and 1 % above it is accepted.
            double sse = expected.GetProperty("sse_ln").GetDouble();
            disagreements.Equal($"{name}, {segments} segments: SSE {fit.SumOfSquaresLn} within 1.01 of {sse}", true, fit.SumOfSquaresLn <= 1.01 * sse);
            // AICc follows from SSE, n and the number of parameters: n ln(1.01) is the freedom that the rule leaves.
            double aicc = expected.GetProperty("aicc").GetDouble();
            disagreements.Equal($"{name}, {segments} segments: AICc {fit.Aicc} against {aicc}", true, fit.Aicc <= aicc + gaugings.Length * Math.Log(1.01));
            if (Math.Abs(fit.SumOfSquaresLn / sse - 1) < 1e-4)
                disagreements.Relative($"{name}, {segments} segments: AICc", aicc, fit.Aicc, 1e-4);
        }
        disagreements.AssertNone();
    }

    [SharedFact("golden/hydrology/gaugings")]
    public void Akaike_chooses_at_least_as_many_segments_as_the_reference_says()
    {
        Match said = Choice().Match(Reference().GetProperty("model_selection").GetString()!);
        Assert.True(said.Success);
        Assert.True(SegmentedFit.Choose(ReferenceGaugings.Of(said.Groups["set"].Value)).Fit!.Segments.Length >= int.Parse(said.Groups["count"].Value, CultureInfo.InvariantCulture));
    }

    [SharedFact("golden/hydrology/gaugings")]
    public void The_curve_of_an_independent_tool_lies_inside_our_interval_of_a_gauging()
    {
        foreach (JsonProperty map in Reference().GetProperty("usgs_ratingcurve_map").EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object))
        {
            Match name = OfTool().Match(map.Name);
            Assert.True(name.Success, map.Name);
            RatingCurve rating = RatingCurve.FromFit(SegmentedFit.Free(ReferenceGaugings.Of(name.Groups["set"].Value), int.Parse(name.Groups["count"].Value, CultureInfo.InvariantCulture)).Fit!, map.Name, 0);
            foreach (JsonElement point in map.Value.GetProperty("predict").EnumerateArray())
            {
                DischargeEstimate ours = rating.Discharge(point[0].GetDouble(), 0);
                Assert.InRange(point[1].GetDouble(), ours.GaugingLow95!.Value, ours.GaugingHigh95!.Value);
            }
        }
    }

    [GeneratedRegex("picks (?<count>\\d) segments for (?<set>\\w+)")]
    private static partial Regex Choice();

    [GeneratedRegex("^(?<set>\\w+)_(?<count>\\d)seg$")]
    private static partial Regex OfTool();

    [SharedFact("golden/hydrology/gaugings")]
    public void Segments_join_without_a_step()
    {
        SegmentedFit fit = SegmentedFit.Free(ReferenceGaugings.Of("green_channel"), 2).Fit!;
        double joint = fit.Segments[0].UpperStageMetres!.Value;
        Assert.Equal(1, fit.Segments[1].Discharge(joint) / fit.Segments[0].Discharge(joint), 1e-12);
    }

    [Fact]
    public void A_conduit_that_runs_full_gets_its_own_higher_datum_and_stays_far_below_the_weir_law()
    {
        // Truth by hand: weir 3 (h - 0.2)^1.5 up to 0.7 m, there 1.06066 m3/s; then pipe full with its outlet at 0.1 m: C = 1.06066 / 0.6^0.5 = 1.36931.
        // At 2.0 m the pipe carries 1.36931 * 1.9^0.5 = 1.88747 m3/s, the weir law would say 3 * 1.8^1.5 = 7.245 m3/s.
        double[] stages = [0.25, 0.3, 0.36, 0.42, 0.5, 0.58, 0.65, 0.8, 0.9, 1.0, 1.2, 1.4, 1.6, 1.8];
        double Truth(double h) => h <= 0.7 ? 3 * Math.Pow(h - 0.2, 1.5) : 1.36931 * Math.Sqrt(h - 0.1);
        double[] errors = [0.02, -0.01, 0.015, -0.02, 0.01, 0, -0.015, 0.01, -0.01, 0.02, -0.02, 0.01, 0, -0.01];
        Gauging[] gaugings = [.. stages.Zip(errors, (h, e) => new Gauging(h, Truth(h) * (1 + e)))];
        SegmentedFit fit = SegmentedFit.WithControls(gaugings,
            [RatingControl.RectangularWeir(0.21, 0.02), RatingControl.PipeFull(0.15, 0.1)], [(0.6, 0.85)]).Fit!;
        RatingCurve rating = RatingCurve.FromFit(fit, "conduit", 0);
        Assert.Equal(0.2, fit.Segments[0].HeadDatumMetres, 0.01);
        Assert.Equal(0.7, fit.Segments[0].UpperStageMetres!.Value, 0.05);
        Assert.InRange(fit.Segments[1].Exponent, 0.4, 0.6);
        Assert.Equal(1.88747, rating.Discharge(2.0, 0).CubicMetresPerSecond!.Value, 0.04 * 1.88747);
        Assert.InRange(rating.Discharge(1.0, 0).StandardErrorLnCurve!.Value, 0.001, 0.05);
    }

    [SharedFact("golden/hydrology/gaugings")]
    public void One_free_segment_carries_the_covariance_of_the_power_law_fit()
    {
        Gauging[] gaugings = ReferenceGaugings.Of("nordura");
        RatingCurve segmented = RatingCurve.FromFit(SegmentedFit.Free(gaugings, 1).Fit!, "a", 0), plain = RatingCurve.FromFit(PowerLawFit.Fit(gaugings).Fit!, "b", 0);
        Assert.Equal(1, segmented.Discharge(2, 0).StandardErrorLnCurve!.Value / plain.Discharge(2, 0).StandardErrorLnCurve!.Value, 1e-3);
    }

    [SharedFact("golden/hydrology/gaugings")]
    public void A_breakpoint_too_many_is_refused() =>
        Assert.Equal(FitRefusal.InconsistentSegments, SegmentedFit.AtBreakpoints(ReferenceGaugings.Of("nordura"), [0.8], [2.0]).Refusal);

    [SharedFact("golden/hydrology/gaugings")]
    public void A_datum_above_the_lowest_gauging_is_refused() =>
        Assert.Equal(FitRefusal.HeadDatumAboveGaugings, SegmentedFit.AtBreakpoints(ReferenceGaugings.Of("nordura"), [1.4], []).Refusal);
}
