using System.Collections.Immutable;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Tests.Ratings;

public class RatingCurveTests
{
    // Q = 2 (h - 0.5)^2 below 1.5 m (a natural section), gauged 0.5 to 2 m3/s: at h = 1.0 Q = 0.5, at 1.5 Q = 2 (by hand).
    private static readonly RatingCurve s_section = new()
    {
        Id = "section",
        ValidFromUtcSeconds = 1_000,
        ValidToUtcSeconds = 2_000,
        Segments = [new RatingSegment(0.693147180559945, 2, 0.5)],
        GaugedDischarge = (0.5, 2.0),
    };

    [Theory]
    [InlineData(1.2, DischargeState.Inside, 0.98)]
    [InlineData(1.6, DischargeState.ExtrapolatedHigh, 2.42)]
    [InlineData(2.0, DischargeState.UpperBound, 4.5)]
    [InlineData(0.9, DischargeState.ExtrapolatedLow, 0.32)]
    public void A_stage_outside_the_gauged_range_keeps_its_value_with_its_state(double stage, DischargeState state, double cubicMetresPerSecond)
    {
        DischargeEstimate estimate = s_section.Discharge(stage, 1_500);
        Assert.Equal(state, estimate.State);
        Assert.Equal(cubicMetresPerSecond, estimate.CubicMetresPerSecond!.Value, 1e-12);
        Assert.Equal(state == DischargeState.Inside ? QcFlag.Pass : QcFlag.Suspect, estimate.Flag);
    }

    [Theory]
    [InlineData(0.8, 1_500, DischargeState.FarBelowGauged)]
    [InlineData(0.5, 1_500, DischargeState.BelowZeroFlow)]
    [InlineData(0.2, 1_500, DischargeState.BelowZeroFlow)]
    [InlineData(1.2, 999, DischargeState.OutsideValidity)]
    [InlineData(1.2, 2_000, DischargeState.OutsideValidity)]
    public void Discharge_is_withheld_with_its_reason(double stage, long utcSeconds, DischargeState reason)
    {
        DischargeEstimate estimate = s_section.Discharge(stage, utcSeconds);
        Assert.Null(estimate.CubicMetresPerSecond);
        Assert.Equal(reason, estimate.State);
        Assert.Equal(QcFlag.Missing, estimate.Flag);
    }

    [Fact]
    public void A_dry_overflow_outlet_with_a_surveyed_sill_carries_zero_and_is_no_gap()
    {
        RatingCurve surveyed = s_section with { StageOfZeroFlowMetres = 0.5 };
        Assert.Equal(0, surveyed.Discharge(0.4, 1_500).CubicMetresPerSecond);
        Assert.Equal(DischargeState.BelowZeroFlow, surveyed.Discharge(0.4, 1_500).State);
        Assert.Equal(0.02, surveyed.Discharge(0.6, 1_500).CubicMetresPerSecond!.Value, 1e-12);
        Assert.Equal(DischargeState.ExtrapolatedLow, surveyed.Discharge(0.6, 1_500).State);
    }

    [Fact]
    public void A_known_backwater_withholds_discharge_only_while_it_lasts()
    {
        RatingCurve rating = s_section with { Backwater = [new BackwaterWindow(1_200, 1_300, "river in flood")] };
        Assert.Equal(DischargeState.Inside, rating.Discharge(1.2, 1_199).State);
        Assert.Equal(DischargeState.Backwater, rating.Discharge(1.2, 1_200).State);
        Assert.Null(rating.Discharge(1.2, 1_299).CubicMetresPerSecond);
        Assert.Equal(DischargeState.Inside, rating.Discharge(1.2, 1_300).State);
    }

    [Fact]
    public void Too_little_fall_to_the_second_stage_is_backwater()
    {
        RatingCurve rating = s_section with { LeastFallMetres = 0.05 };
        Assert.Equal(DischargeState.Inside, rating.Discharge(1.2, 1_500, downstreamStageMetres: 1.1).State);
        Assert.Equal(DischargeState.Backwater, rating.Discharge(1.2, 1_500, downstreamStageMetres: 1.16).State);
        Assert.Equal(DischargeState.Backwater, rating.Discharge(1.2, 1_500, downstreamStageMetres: 1.4).State);
        Assert.Equal(DischargeState.Inside, rating.Discharge(1.2, 1_500).State);
    }

    [Fact]
    public void A_shift_grows_linearly_between_its_dates_and_is_reported()
    {
        RatingCurve rating = s_section with { Shifts = [new DatedShift(1_200, [new(0, 0)]), new DatedShift(1_400, [new(1.0, -0.1), new(2.0, 0.1)])] };
        Assert.Equal(0, rating.Discharge(1.2, 1_100).ShiftMetres);
        // Half-way in time; at 1.2 m the later shift is -0.1 + 0.2 * 0.2 = -0.06 m, so -0.03 m and 2 (1.17 - 0.5)^2 = 0.8978 m3/s.
        DischargeEstimate half = rating.Discharge(1.2, 1_300);
        Assert.Equal(-0.03, half.ShiftMetres, 1e-12);
        Assert.Equal(0.8978, half.CubicMetresPerSecond!.Value, 1e-12);
        Assert.Equal(-0.06, rating.Discharge(1.2, 1_900).ShiftMetres, 1e-12);
    }

    [Fact]
    public void Derivatives_match_differences_of_the_discharge_itself()
    {
        RatingSegment segment = new(0.4, 1.7, 0.2, CoefficientRisePerMetre: 0.15);
        RatingCurve With(RatingSegment s) => new() { Id = "d", ValidFromUtcSeconds = 0, Segments = [s], Retransformation = Retransformation.Duan, RetransformationFactor = 1.02 };
        double Q(RatingSegment s, double h) => With(s).Discharge(h, 0).CubicMetresPerSecond!.Value;
        DischargeEstimate at = With(segment).Discharge(0.9, 0);
        const double d = 1e-6;
        Assert.Equal((Q(segment, 0.9 + d) - Q(segment, 0.9 - d)) / (2 * d), at.PerMetre, 1e-7);
        Assert.Equal((Q(segment with { LnC = 0.4 + d }, 0.9) - Q(segment with { LnC = 0.4 - d }, 0.9)) / (2 * d), at.PerLnC, 1e-7);
        Assert.Equal((Q(segment with { Exponent = 1.7 + d }, 0.9) - Q(segment with { Exponent = 1.7 - d }, 0.9)) / (2 * d), at.PerExponent, 1e-7);
        Assert.Equal((Q(segment with { HeadDatumMetres = 0.2 + d }, 0.9) - Q(segment with { HeadDatumMetres = 0.2 - d }, 0.9)) / (2 * d), at.PerHeadDatum, 1e-7);
    }

    [Fact]
    public void Half_widths_double_in_ln_outside_the_gauged_range()
    {
        ImmutableArray<double> covariance = [0.01, 0, 0, 0, 0, 0, 0, 0, 0];
        RatingCurve rating = s_section with { Covariance = covariance, StudentT975 = 2, ResidualStandardDeviationLn = 0 };
        // se of ln Q is 0.1 everywhere: exp(2 * 0.1) = 1.2214028 inside, exp(2 * 2 * 0.1) = 1.4918247 outside.
        DischargeEstimate inside = rating.Discharge(1.2, 1_500), outside = rating.Discharge(1.6, 1_500);
        Assert.Equal(1.2214028, inside.CurveHigh95!.Value / inside.CubicMetresPerSecond!.Value, 1e-7);
        Assert.Equal(1.4918247, outside.CurveHigh95!.Value / outside.CubicMetresPerSecond!.Value, 1e-7);
    }

    [Fact]
    public void Every_field_that_changes_a_discharge_changes_the_fingerprint()
    {
        RatingCurve[] versions =
        [
            s_section,
            s_section with { Segments = [new RatingSegment(0.6931471805599452, 2, 0.5)] },
            s_section with { ValidToUtcSeconds = null },
            s_section with { Shifts = [new DatedShift(1_200, [new(0, 0.01)])] },
            s_section with { Backwater = [new BackwaterWindow(1, 2, "river")] },
            s_section with { StageOfZeroFlowMetres = 0.5 },
            s_section with { GaugedDischarge = (0.5, 2.1) },
            s_section with { Illustrative = true },
        ];
        Assert.Equal(versions.Length, versions.Select(v => v.Fingerprint).Distinct().Count());
        Assert.Equal(s_section.Fingerprint, (s_section with { Id = "section" }).Fingerprint);
    }

    [Fact]
    public void An_illustrative_rating_marks_each_of_its_discharges() =>
        Assert.True((s_section with { Illustrative = true }).Discharge(1.2, 1_500).Illustrative);

    [Fact]
    public void A_slow_change_of_control_carries_discharge_linearly_from_one_version_to_the_next()
    {
        RatingCurve next = s_section with
        {
            Id = "next", ValidFromUtcSeconds = 2_000, ValidToUtcSeconds = null, Segments = [new RatingSegment(0, 2, 0.5)],
            Transition = new RatingTransition(s_section, 3_000),
        };
        // At 1.5 m the old version says 2 m3/s and the new one 1 m3/s: a quarter of the way 1.75, at the end 1. dQ/dh = 2 Q/(h - h0): 4 and 2, so 3.5.
        Assert.Equal(2.0, next.Discharge(1.5, 2_000).CubicMetresPerSecond!.Value, 1e-12);
        Assert.Equal(1.75, next.Discharge(1.5, 2_250).CubicMetresPerSecond!.Value, 1e-12);
        Assert.Equal(3.5, next.Discharge(1.5, 2_250).PerMetre, 1e-12);
        Assert.Equal(1.0, next.Discharge(1.5, 3_000).CubicMetresPerSecond!.Value, 1e-12);
        // 0.4 m is below zero flow of both; a backwater of the old version alone withholds while it counts.
        Assert.Equal(DischargeState.BelowZeroFlow, next.Discharge(0.4, 2_250).State);
        RatingCurve dammed = next with { Transition = new RatingTransition(s_section with { Backwater = [new BackwaterWindow(2_200, 2_300, "river")] }, 3_000) };
        Assert.Equal(DischargeState.Backwater, dammed.Discharge(1.5, 2_250).State);
        Assert.NotEqual(next.Fingerprint, dammed.Fingerprint);
    }
}
