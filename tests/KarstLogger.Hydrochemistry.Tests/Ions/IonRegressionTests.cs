using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Ions;

public class IonRegressionTests
{
    // Table 2 of the Guizhou paper, Eastern Guizhou, Ca = 0.52 EC - 78.95: negative below EC 152 (reference: seed-tables.md). The range is chosen for the test.
    private static readonly IonRegression EasternCalcium = new()
    {
        Ion = "Ca", Slope = 0.52, Intercept = -78.95, LeastSpecificConductance = 100, MostSpecificConductance = 400,
        Provenance = "Guizhou Table 2, Eastern, as printed", Standing = RegressionStanding.AsPrinted,
    };

    [Fact]
    public void Inside_the_range_the_line_is_given()
    {
        // 0.52 * 322.65 - 78.95 = 88.828: the 88.8 mg/L of seed-tables.md at Eastern Guizhou's mean conductivity.
        IonEstimate estimate = EasternCalcium.Estimate(SpecificConductance.FromMicrosiemensPerCentimetre(322.65));
        Assert.Equal(88.828, estimate.Concentration!.Value, 1e-9);
        Assert.False(estimate.Flags.HasFlag(IonEstimateFlags.Extrapolated));
    }

    [Theory]
    [InlineData(69, IonEstimateFlags.Withheld)]
    [InlineData(70, IonEstimateFlags.Extrapolated)]
    [InlineData(100, IonEstimateFlags.Inside)]
    [InlineData(400, IonEstimateFlags.Inside)]
    [InlineData(430, IonEstimateFlags.Extrapolated)]
    [InlineData(431, IonEstimateFlags.Withheld)]
    [InlineData(double.NaN, IonEstimateFlags.Withheld)]
    public void Up_to_a_tenth_of_the_range_outside_is_extrapolated_and_beyond_is_withheld(double conductance, IonEstimateFlags expected)
    {
        IonEstimate estimate = EasternCalcium.Estimate(conductance);
        Assert.Equal(expected, estimate.Flags & (IonEstimateFlags.Extrapolated | IonEstimateFlags.Withheld));
        Assert.Equal(expected == IonEstimateFlags.Withheld, estimate.Concentration is null);
    }

    [Fact]
    public void A_negative_line_is_clamped_to_zero_and_flagged_suspect()
    {
        IonEstimate estimate = EasternCalcium.Estimate(151);
        Assert.Equal(0, estimate.Concentration);
        Assert.True(estimate.Flags.HasFlag(IonEstimateFlags.Clamped));
        Assert.Equal(QcFlag.Suspect, estimate.Flag);
        Assert.False(EasternCalcium.Estimate(152).Flags.HasFlag(IonEstimateFlags.Clamped));
    }

    [Fact]
    public void Without_a_known_scatter_there_is_no_interval_and_the_value_is_suspect()
    {
        IonEstimate estimate = EasternCalcium.Estimate(322.65);
        Assert.Null(estimate.Lower95);
        Assert.Equal(QcFlag.Suspect, estimate.Flag);
    }

    [Fact]
    public void A_known_scatter_without_covariance_gives_two_standard_deviations()
    {
        IonEstimate estimate = (EasternCalcium with { ResidualStandardDeviation = 5 }).Estimate(322.65);
        Assert.Equal(78.828, estimate.Lower95!.Value, 1e-9);
        Assert.Equal(98.828, estimate.Upper95!.Value, 1e-9);
        Assert.Equal(QcFlag.Pass, estimate.Flag);
    }

    [Fact]
    public void A_regression_is_in_force_from_its_first_second_to_before_its_last()
    {
        IonRegression season = EasternCalcium with { ValidFromUtcSeconds = 1000, ValidToUtcSeconds = 2000 };
        Assert.Equal([false, true, true, false], new long[] { 999, 1000, 1999, 2000 }.Select(season.IsValidAt));
    }
}
