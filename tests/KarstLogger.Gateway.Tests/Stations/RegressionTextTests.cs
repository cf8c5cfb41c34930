using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Gateway.Tests.Stations;

public class RegressionTextTests
{
    [Fact]
    public void A_fitted_regression_reads_back_as_it_was_written()
    {
        LeastSquaresLine line = LeastSquaresLine.Fit([285.9, 327.6, 354.2, 389, 403.9, 450], [3.027, 3.277, 3.27, 3.856, 3.773, 4.489])!;
        IonRegression fitted = IonRegression.FromFit("HCO3", line, "six bottles");
        Assert.Equal(fitted, Assert.Single(RegressionText.Read("station", "format = 1\n" + RegressionText.Write(fitted))));
    }

    [Fact]
    public void A_printed_equation_without_its_data_reads_back_without_covariance_and_with_the_factor_two()
    {
        IonRegression printed = new PublishedEquation("HCO3", 0.816, -72.74, 374.56, 0.03, 228.93, 0.07).ToRegression(RegressionStanding.AsPrinted, "Guizhou Table 2, Western");
        Assert.Equal(printed, Assert.Single(RegressionText.Read("station", "format = 1\n" + RegressionText.Write(printed))));
    }

    [Theory]
    [InlineData("1 2")]
    [InlineData("1 2 three")]
    [InlineData("-1 2 0")]
    [InlineData("1 1 5")]
    public void A_covariance_that_is_none_is_refused(string covariance)
    {
        string text = "format = 1\n[regression Ca]\nslope_mg_l_per_us_cm = 0.2\nintercept_mg_l = 1\nsc25_low_us_cm = 300\nsc25_high_us_cm = 400\nprovenance = p\nstanding = fitted\n"
            + $"covariance = {covariance}\n";
        Assert.Contains("variance of the intercept", Assert.Throws<BadInputException>(() => RegressionText.Read("station", text)).Message, StringComparison.Ordinal);
    }
}
