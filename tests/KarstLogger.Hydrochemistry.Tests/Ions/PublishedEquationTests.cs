using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Ions;

public class PublishedEquationTests
{
    // Tables 1 and 2 of the Guizhou paper: slope, intercept, mean EC, its CV, mean ion, its CV; deviation at the means as seed-tables.md prints it (whole percent).
    [Theory]
    [InlineData("Ca", 0.52, -78.95, 322.65, 0.05, 68.74, 0.17, 0.29)]
    [InlineData("Mg", 0.062, -0.23, 322.65, 0.05, 2.42, 0.17, 7.17)]
    [InlineData("HCO3", 0.642, -27.33, 322.65, 0.05, 182.59, 0.09, -0.02)]
    [InlineData("Ca", 0.24, -21.67, 374.56, 0.03, 73.55, 0.08, -0.07)]
    [InlineData("Mg", 0.04, -4.68, 374.56, 0.03, 16.79, 0.27, -0.39)]
    [InlineData("HCO3", 0.816, -72.74, 374.56, 0.03, 228.93, 0.07, 0.02)]
    [InlineData("SO4", 0.43, -154.76, 560.83, 0.18, 97.46, 0.60, -0.11)]
    [InlineData("HCO3", 0.38, 9.71, 447.42, 0.14, 203.95, 0.18, -0.12)]
    [InlineData("SO4", 0.18, -23.55, 447.42, 0.14, 53.28, 0.33, 0.07)]
    public void A_printed_equation_is_held_against_the_printed_means(
        string ion, double slope, double intercept, double ec, double ecCv, double mean, double cv, double deviation)
    {
        Assert.Equal(deviation, new PublishedEquation(ion, slope, intercept, ec, ecCv, mean, cv).DeviationAtMeans, 0.006);
    }

    [Fact]
    public void Eastern_magnesium_fails_the_r_test_as_printed_and_passes_corrected()
    {
        // seed-tables.md: slope .062 fails far, .0082 passes. r = .0082 * (.05 * 322.65) / (.17 * 2.42) = 0.32155; s = 0.4114 * sqrt(1 - r^2) = 0.38955.
        PublishedEquation printed = new("Mg", 0.062, -0.23, 322.65, 0.05, 2.42, 0.17), corrected = printed with { Slope = 0.0082 };
        Assert.False(printed.PassesCorrelationTest);
        Assert.Null(printed.ImpliedResidual);
        Assert.True(corrected.PassesCorrelationTest);
        Assert.Equal(0.32155, corrected.ImpliedCorrelation, 0.00001);
        Assert.Equal(0.38955, corrected.ImpliedResidual!.Value, 0.00001);
    }

    [Fact]
    public void Northern_bicarbonate_stands_at_the_bound()
    {
        // "N HCO3 is at the bound": .196 * (.18 * 560.83) / (.08 * 231.19) = 1.0698 by the printed digits, which carry CV .08 -+ .005.
        PublishedEquation north = new("HCO3", 0.196, 129.20, 560.83, 0.18, 231.19, 0.08);
        Assert.Equal(1.0698, north.ImpliedCorrelation, 0.0001);
        Assert.True((north with { ConcentrationVariation = 0.0849, ConductanceVariation = 0.1751 }).PassesCorrelationTest);
    }

    [Theory]
    [InlineData("Ca", 0.52, true)]
    [InlineData("HCO3", 0.816, true)]
    [InlineData("SO4", 0.43, true)]
    [InlineData("Ca", 0.119, false)]
    [InlineData("HCO3", 0.642, false)]
    [InlineData("Cl", 5, false)]
    public void A_slope_beyond_what_the_ion_itself_conducts_is_called_too_steep(string ion, double slope, bool tooSteep)
    {
        Assert.Equal(tooSteep, new PublishedEquation(ion, slope, 0, 400, 0.1, 100, 0.2).IsTooSteep);
    }

    [Fact]
    public void It_enters_as_a_regression_over_two_deviations_with_the_implied_scatter()
    {
        PublishedEquation west = new("HCO3", 0.816, -72.74, 374.56, 0.03, 228.93, 0.07);
        IonRegression regression = west.ToRegression(RegressionStanding.AsPrinted, "Guizhou Table 2, Western, as printed");
        Assert.Equal(374.56 * 0.94, regression.LeastSpecificConductance, 1e-9);
        Assert.Equal(374.56 * 1.06, regression.MostSpecificConductance, 1e-9);
        IonEstimate estimate = regression.Estimate(374.56);
        // r = .816 * 11.2368 / 16.0251 = 0.572180; s = 16.0251 * sqrt(1 - r^2) = 13.1426.
        Assert.Equal(13.1426, estimate.StandardUncertainty!.Value, 0.0001);
        Assert.Equal(RegressionStanding.AsPrinted, regression.Standing);
    }
}
