using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Ions;

public class GrabSampleTests
{
    private static readonly LoggedReading[] Record =
    [
        new(0, 400, 7.40, 17.0), new(900, 410, 7.42, 17.1), new(1800, 430, 7.46, 17.3), new(9000, 300, 7.10, 16.0), new(9900, null, 7.12, 16.1),
    ];

    private static readonly IonRegression Regression = new()
    {
        Ion = "HCO3", Slope = 0.6, Intercept = -20, LeastSpecificConductance = 300, MostSpecificConductance = 420, ResidualStandardDeviation = 5,
        Provenance = "test", Standing = RegressionStanding.Fitted,
    };

    [Fact]
    public void A_bottle_is_paired_with_what_the_sonde_logged_at_its_minute()
    {
        // Two thirds of the way from 900 s to 1800 s: 410 + 2/3 * 20 = 423.333; pH 7.42 + 2/3 * 0.04 = 7.446667.
        PairedBottle bottle = BottlePairing.Pair(1500, 425, 7.40, null, Record)!;
        Assert.Equal(423.3333, bottle.Sonde.SpecificConductance!.Value, 0.0001);
        Assert.Equal(1.6667, bottle.ConductanceDifference!.Value, 0.0001);
        Assert.Equal(-0.046667, bottle.PhDifference!.Value, 1e-6);
        Assert.Null(bottle.TemperatureDifference);
    }

    [Fact]
    public void Within_half_a_minute_the_reading_itself_is_taken()
    {
        Assert.Equal(410, BottlePairing.Pair(929, null, null, null, Record)!.Sonde.SpecificConductance);
        Assert.Equal(410, BottlePairing.Pair(871, null, null, null, Record)!.Sonde.SpecificConductance);
        Assert.Equal(400, BottlePairing.Pair(-20, null, null, null, Record)!.Sonde.SpecificConductance);
    }

    [Theory]
    [InlineData(5000)]  // two hours without a reading
    [InlineData(-60)]   // before the record
    [InlineData(20000)] // after it
    public void Without_neighbouring_readings_there_is_no_pair(long utcSeconds)
    {
        Assert.Null(BottlePairing.Pair(utcSeconds, 400, 7.4, 17, Record));
    }

    [Fact]
    public void A_dead_conductivity_cell_leaves_the_other_readings()
    {
        PairedBottle bottle = BottlePairing.Pair(9900, 300, 7.12, 16.1, Record)!;
        Assert.Null(bottle.ConductanceDifference);
        Assert.Equal(0, bottle.PhDifference!.Value, 1e-12);
        Assert.Equal(BottleStanding.NotJudged, BottleFinding.Of(Regression, bottle, 160).Standing);
    }

    // At 400 uS/cm the regression says 220 mg/L with s = 5: three errors are 15 mg/L. Conductances agree within max(5, 3 %) = 12 uS/cm.
    [Theory]
    [InlineData(0, 400, 234, BottleStanding.InFamily)]
    [InlineData(0, 400, 236, BottleStanding.OutOfFamily)]
    [InlineData(0, 400, 204, BottleStanding.OutOfFamily)]
    [InlineData(0, 411, 220, BottleStanding.InFamily)]
    [InlineData(0, 413, 220, BottleStanding.ConductanceDisagrees)]
    [InlineData(0, 413, 900, BottleStanding.ConductanceDisagrees)]
    [InlineData(1800, 430, 238, BottleStanding.ExtendsRange)]
    public void A_new_bottle_is_held_against_the_regression_before_it_enters_one(long at, double bottleConductance, double concentration, BottleStanding expected)
    {
        PairedBottle bottle = BottlePairing.Pair(at, bottleConductance, null, null, Record)!;
        Assert.Equal(expected, BottleFinding.Of(Regression, bottle, concentration).Standing);
    }

    [Fact]
    public void The_finding_says_how_far_off_the_bottle_is()
    {
        BottleFinding finding = BottleFinding.Of(Regression, BottlePairing.Pair(0, 400, null, null, Record)!, 230);
        Assert.Equal(10, finding.Residual!.Value, 1e-9);
        Assert.Equal(2, finding.StudentisedResidual!.Value, 1e-9);
    }

    [Theory]
    [InlineData(5, 4, true, RegressionMaturity.TooFew)]
    [InlineData(6, 1, true, RegressionMaturity.Provisional)]
    [InlineData(11, 4, true, RegressionMaturity.Provisional)]
    [InlineData(12, 1, true, RegressionMaturity.Operational)]
    [InlineData(40, 4, false, RegressionMaturity.Provisional)]
    [InlineData(36, 1.9, true, RegressionMaturity.Operational)]
    [InlineData(36, 2.0, true, RegressionMaturity.Mature)]
    public void Six_twelve_and_thirty_six_bottles_make_a_line_provisional_operational_and_mature(int bottles, double years, bool spans, RegressionMaturity expected)
    {
        Assert.Equal(expected, RegressionRules.Maturity(bottles, years * 31557600, 290, spans ? 440 : 420, 300, 430));
    }

    [Fact]
    public void Six_residuals_on_one_side_ask_for_a_refit()
    {
        Assert.True(RegressionRules.IsRefitDue([-9, -9, 4, 5, 6, 6, 5, 5], 5));
        Assert.False(RegressionRules.IsRefitDue([4, 5, 6, 6, 5, -5], 5));
        Assert.False(RegressionRules.IsRefitDue([9, 9, 9, 9, 9], 5));
    }
}
