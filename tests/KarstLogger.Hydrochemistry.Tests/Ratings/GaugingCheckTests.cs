using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Tests.Ratings;

public class GaugingCheckTests
{
    // Q = 2 (h - 0.5)^2 with 5 % scatter, shift -0.02 m in force.
    private static readonly RatingCurve s_rating = new()
    {
        Id = "r",
        ValidFromUtcSeconds = 0,
        Segments = [new RatingSegment(Math.Log(2), 2, 0.5)],
        ResidualStandardDeviationLn = 0.05,
        Shifts = [new DatedShift(0, [new ShiftNode(0, -0.02)])],
    };

    [Fact]
    public void A_gauging_within_the_scatter_suggests_no_shift()
    {
        // Rated at 1.52 m with the shift: 2 * 1.0^2 = 2.0 m3/s; 2.1 is ln 1.05 = 0.0488 off, the limit is 2 * 0.05.
        GaugingCheck check = GaugingCheck.Of(s_rating, new Gauging(1.52, 2.1), 10);
        Assert.Equal(0.04879, check.LnDeviation!.Value, 1e-5);
        Assert.Equal(5.0, check.DeviationPercent!.Value, 1e-9);
        Assert.Equal(0.1, check.LnLimit, 1e-12);
        Assert.False(check.ShiftSuggested);
    }

    [Fact]
    public void A_gauging_beyond_the_scatter_comes_with_the_shift_that_carries_the_rating_through_it()
    {
        // 1.28 m3/s belongs to 0.5 + 0.8 = 1.3 m on the rating; read at 1.52 m, so the shift is -0.22 m.
        GaugingCheck check = GaugingCheck.Of(s_rating, new Gauging(1.52, 1.28), 10);
        Assert.True(check.ShiftSuggested);
        Assert.Equal(-0.22, check.CandidateShiftMetres!.Value, 1e-9);
        RatingCurve shifted = s_rating with { Shifts = [new DatedShift(0, [new ShiftNode(0, check.CandidateShiftMetres.Value)])] };
        Assert.Equal(1.28, shifted.Discharge(1.52, 10).CubicMetresPerSecond!.Value, 1e-9);
    }

    [Fact]
    public void An_uncertain_gauging_widens_the_limit()
    {
        // U95 of 0.4 m3/s at 2 m3/s: s_m = ln(1.1) = 0.09531; 2 sqrt(0.05^2 + 0.09531^2) = 0.21526.
        GaugingCheck check = GaugingCheck.Of(s_rating, new Gauging(1.52, 2.0) { Uncertainty95CubicMetresPerSecond = 0.4 }, 10);
        Assert.Equal(0.21526, check.LnLimit, 1e-5);
    }

    [Fact]
    public void A_discharge_beyond_a_table_has_no_candidate_shift() =>
        Assert.Null(GaugingCheck.Of(s_rating with { DefinedStage = (0.6, 1.6), Shifts = [] }, new Gauging(1.5, 9), 10).CandidateShiftMetres);

    [Fact]
    public void A_centimetre_of_waves_over_a_decimetre_of_head_makes_a_notch_read_two_percent_high() =>
        // b (b - 1)/2 (0.01/0.1)^2 = 1.875 * 0.01 for b = 2.5.
        Assert.Equal(0.01875, LevelNoise.RelativeBias(2.5, 0.1, 0.01), 1e-12);
}
