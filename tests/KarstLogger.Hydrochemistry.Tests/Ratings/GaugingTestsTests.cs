using System.Text.Json;
using KarstLogger.Hydrochemistry.Ratings;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Ratings;

public class GaugingTestsTests
{
    [SharedFact("golden/hydrology/gaugings")]
    public void The_three_tests_of_the_standard_agree_with_the_reference_file()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "rating_tests.json")));
        // The file prints nine digits of figures that follow from a fitted curve, whose parameters agree to seven (docs/equations/ratings.md 1).
        const double tolerance = 2e-6;
        Disagreements disagreements = new();
        foreach (JsonElement expected in file.RootElement.GetProperty("cases").EnumerateArray())
        {
            string name = expected.GetProperty("dataset").GetString()!;
            Gauging[] gaugings = ReferenceGaugings.Of(name);
            RatingSegment curve = RatingCurve.FromFit(PowerLawFit.Fit(gaugings).Fit!, name, 0).Segments[0];
            GaugingTests tests = GaugingTests.Of(gaugings, curve.Discharge);
            void Compare(string key, double ours) => disagreements.Relative($"{name} {key}", expected.GetProperty(key).GetDouble(), ours, tolerance);
            disagreements.Equal(name + " n", expected.GetProperty("n").GetInt32(), tests.Count);
            disagreements.Equal(name + " positive", expected.GetProperty("n_positive").GetInt32(), tests.Positive);
            disagreements.Equal(name + " sign changes", expected.GetProperty("n_sign_changes").GetInt32(), tests.SignChanges);
            disagreements.Equal(name + " run test needed", expected.GetProperty("run_test_needed").GetBoolean(), tests.RunTestNeeded);
            Compare("sign_u", tests.SignStatistic);
            Compare("run_u", tests.RunStatistic);
            Compare("mean_rel_dev_pct", 100 * tests.MeanRelativeDeviation);
            Compare("t_stat", tests.DeviationStatistic);
            Compare("Se_pct", 100 * tests.StandardError);
            Compare("random_unc_2Se_pct", 200 * tests.StandardError);
        }
        disagreements.AssertNone();
    }

    [Fact]
    public void A_curve_with_all_gaugings_on_one_side_fails_the_sign_test()
    {
        GaugingTests tests = GaugingTests.Of([.. Enumerable.Range(1, 12).Select(i => new Gauging(i, 1.05 * i))], h => h);
        // (|12 - 6| - 0.5) / (0.5 sqrt 12) = 3.1754.
        Assert.Equal(3.1754, tests.SignStatistic, 1e-4);
        Assert.False(tests.Passed);
    }
}
