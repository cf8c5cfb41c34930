using System.Text.Json;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Ions;

public class CompositeCorrectionTests
{
    private const double Day = 86400;

    [Fact]
    public void Residuals_of_bottles_are_carried_through_time_as_in_the_reference()
    {
        JsonElement file = ReferenceJson.Hydrology("composite_method.json");
        double[] bottleDays = file.GetProperty("sample_t_d").Numbers(), bottles = file.GetProperty("sample_c").Numbers();
        double[] bottleConductance = file.GetProperty("sample_ec").Numbers(), conductance = file.GetProperty("ec").Numbers(), days = file.GetProperty("t_d").Numbers();
        IonRegression regression = Line(file.Number("a"), file.Number("b"), [.. bottleConductance, .. conductance]);
        double[] residuals = [.. bottles.Zip(bottleConductance, (c, ec) => c - regression.Estimate(ec).Concentration!.Value)];
        CompositeCorrection correction = new([.. bottleDays.Select(d => d * Day)], residuals);
        ReferenceComparison comparison = new(file.Number("tol_rel"));
        comparison.Object("file", file, new Dictionary<string, double?>(),
            "method", "a", "b", "sample_t_d", "sample_c", "sample_ec", "residuals", "t_d", "ec", "reg", "resid_interp", "composite", "tol_rel");
        Compare(comparison, file, "residuals", i => residuals[i]);
        Compare(comparison, file, "reg", i => regression.Estimate(conductance[i]).Concentration);
        Compare(comparison, file, "resid_interp", i => correction.ResidualAt(days[i] * Day));
        Compare(comparison, file, "composite", i => correction.Correct(regression, conductance[i], days[i] * Day).Concentration);
        comparison.AssertAll();
    }

    [Fact]
    public void A_correction_below_zero_is_clamped_and_flagged()
    {
        IonEstimate estimate = new CompositeCorrection([0], [-5]).Correct(Line(0.35, 0.0088, [400]), 400, 0);
        Assert.Equal(0, estimate.Concentration);
        Assert.True(estimate.Flags.HasFlag(IonEstimateFlags.Clamped));
    }

    private static void Compare(ReferenceComparison comparison, JsonElement file, string key, Func<int, double?> found)
    {
        double[] expected = file.GetProperty(key).Numbers();
        for (int i = 0; i < expected.Length; i++)
            comparison.Number($"{key}[{i}]", expected[i], found(i));
    }

    private static IonRegression Line(double intercept, double slope, double[] conductance) => new()
    {
        Ion = "HCO3", ConcentrationUnit = "mol/m3", Intercept = intercept, Slope = slope, LeastSpecificConductance = conductance.Min(),
        MostSpecificConductance = conductance.Max(), Provenance = "reference file", Standing = RegressionStanding.Illustrative,
    };
}
