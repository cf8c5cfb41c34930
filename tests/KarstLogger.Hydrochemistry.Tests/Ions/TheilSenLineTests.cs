using System.Text.Json;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Ions;

public class TheilSenLineTests
{
    [Fact]
    public void Median_slopes_of_real_bottles_their_interval_and_both_intercepts_are_those_of_the_reference()
    {
        JsonElement file = ReferenceJson.Hydrology("regression.json");
        ReferenceComparison comparison = new(file.Number("tol_rel"));
        foreach (JsonProperty ion in file.GetProperty("ec_to_ion").EnumerateObject())
        {
            double[] x = ion.Value.GetProperty("x_ec25").Numbers(), y = ion.Value.GetProperty("y").Numbers();
            TheilSenLine separate = TheilSenLine.Fit(x, y, TheilSenIntercept.Separate)!, joint = TheilSenLine.Fit(x, y, TheilSenIntercept.Joint)!;
            JsonElement expected = ion.Value.GetProperty("theil_sen");
            comparison.Object(ion.Name, expected, new Dictionary<string, double?>
            {
                ["slope"] = separate.Slope, ["intercept_median_separate"] = separate.Intercept, ["intercept_median_residual"] = joint.Intercept,
            }, "slope_ci95");
            double[] interval = expected.GetProperty("slope_ci95").Numbers();
            comparison.Number($"{ion.Name}.slope_ci95[0]", interval[0], joint.SlopeLower95);
            comparison.Number($"{ion.Name}.slope_ci95[1]", interval[1], joint.SlopeUpper95);
            comparison.Number($"{ion.Name}.kendall_tau_b", ion.Value.Number("kendall_tau_b"), separate.KendallTauB);
        }
        comparison.AssertAll();
    }

    [Fact]
    public void A_wild_bottle_turns_the_least_squares_line_and_not_the_median_one()
    {
        // y = 0.5 x exactly, but for the last bottle, which is 100 too low.
        double[] x = [100, 150, 200, 250, 300, 350, 400], y = [50, 75, 100, 125, 150, 175, 100];
        Assert.Equal(0.5, TheilSenLine.Fit(x, y, TheilSenIntercept.Joint)!.Slope, 1e-12);
        Assert.True(LeastSquaresLine.Fit(x, y)!.Slope < 0.35);
    }

    [Fact]
    public void One_conductivity_gives_no_line()
    {
        Assert.Null(TheilSenLine.Fit([300, 300, 300], [1, 2, 3], TheilSenIntercept.Joint));
    }
}
