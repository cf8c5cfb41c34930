using System.Collections.Immutable;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Tests.Ratings;

public class GaugingCalculatorTests
{
    /// <summary>A triangle of 100 uS/cm from 60 to 260 s on a background of 400 uS/cm, every 5 s to 400 s: area 100 * 200 / 2 = 10 000 uS/cm s.</summary>
    private static SlugPassage Triangle(double factor = 1, double drift = 0, double cutAt = 400)
    {
        double[] t = [.. Enumerable.Range(0, 81).Select(i => 5.0 * i).Where(s => s <= cutAt)];
        double Rise(double s) => s is <= 60 or >= 260 ? 0 : s <= 160 ? s - 60 : 260 - s;
        return new SlugPassage([.. t], [.. t.Select(s => 400 + factor * Rise(s) + drift * s)], 60, 260);
    }

    [Fact]
    public void Two_probes_that_agree_give_the_discharge_of_the_slug()
    {
        // 2 kg, 0.5 g/m3 for each uS/cm: 2 / (0.0005 * 10 000) = 0.4 m3/s.
        GaugingResult result = SaltSlug.Discharge(2, 0.005, 0.0005, 0.02, [Triangle(), Triangle()]);
        Assert.Equal(0.4, result.CubicMetresPerSecond!.Value, 1e-9);
        // Mass 0.5 % and factor 2 %: sqrt(0.005^2 + 0.02^2) = 2.0616 %.
        Assert.Equal(0.020616, result.RelativeUncertainty, 1e-6);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void A_drifting_background_is_taken_off() =>
        Assert.Equal(0.4, SaltSlug.Discharge(2, 0.005, 0.0005, 0.02, [Triangle(drift: 0.005), Triangle()]).CubicMetresPerSecond!.Value, 0.004);

    [Fact]
    public void Probes_that_differ_by_more_than_five_percent_are_refused()
    {
        GaugingResult result = SaltSlug.Discharge(2, 0.005, 0.0005, 0.02, [Triangle(), Triangle(1.06)]);
        Assert.Null(result.CubicMetresPerSecond);
        Assert.Equal([GaugingFinding.MassBalanceFailed], result.Findings.ToArray());
        Assert.NotNull(SaltSlug.Discharge(2, 0.005, 0.0005, 0.02, [Triangle(), Triangle(1.04)]).CubicMetresPerSecond);
    }

    [Fact]
    public void A_slug_whose_tail_was_cut_off_is_refused()
    {
        SlugPassage cut = Triangle() with { SlugToSeconds = 240 };
        ImmutableArray<double> until = [.. cut.Seconds.Where(s => s <= 255)];
        GaugingResult result = SaltSlug.Discharge(2, 0.005, 0.0005, 0.02, [cut with { Seconds = until, SpecificConductance = [.. cut.SpecificConductance.Take(until.Length)] }]);
        Assert.Equal([GaugingFinding.TailCutOff], result.Findings.ToArray());
    }

    [Fact]
    public void One_probe_gives_a_discharge_with_a_larger_uncertainty_and_says_that_mixing_was_not_checked()
    {
        GaugingResult one = SaltSlug.Discharge(2, 0.005, 0.0005, 0.02, [Triangle()]), two = SaltSlug.Discharge(2, 0.005, 0.0005, 0.02, [Triangle(), Triangle()]);
        Assert.Equal([GaugingFinding.MassBalanceNotChecked], one.Findings.ToArray());
        Assert.True(one.RelativeUncertainty > two.RelativeUncertainty);
    }

    [Fact]
    public void A_record_without_background_or_without_a_rise_is_refused_by_name()
    {
        Assert.Equal([GaugingFinding.RecordUnusable], SaltSlug.Discharge(2, 0, 0.0005, 0, [Triangle() with { SlugFromSeconds = 5 }]).Findings.ToArray());
        Assert.Equal([GaugingFinding.NoRise], SaltSlug.Discharge(2, 0, 0.0005, 0, [Triangle(0)]).Findings.ToArray());
    }

    [Fact]
    public void The_calibration_factor_is_the_slope_of_salt_on_conductivity()
    {
        // 0, 10, 20 g/m3 raise 400 uS/cm by 0, 20, 40: 0.0005 kg/m3 per uS/cm, no scatter.
        (double factor, double relative) = SaltSlug.CalibrationFactor([(0, 400), (0.010, 420), (0.020, 440)])!.Value;
        Assert.Equal(0.0005, factor, 1e-12);
        Assert.Equal(0, relative, 1e-9);
    }

    [Fact]
    public void The_mid_section_method_gives_each_vertical_half_the_way_to_its_neighbours()
    {
        // Banks at 0 and 3 m (depth 0), verticals every 0.5 m, depth 0.4 m, 0.5 m/s: five panels of 0.5 * 0.4 * 0.5 = 0.1 m3/s.
        GaugingVertical[] verticals = [new(0, 0, 0), .. Enumerable.Range(1, 5).Select(i => new GaugingVertical(0.5 * i, 0.4, 0.5)), new(3, 0, 0)];
        GaugingResult result = VelocityArea.Discharge(verticals);
        Assert.Equal(0.5, result.CubicMetresPerSecond!.Value, 1e-12);
        // Five verticals 7.5 %, calibration 1 %, panels (0.0015^2 + 0.02^2 + 0.06^2)/5: sqrt(0.075^2 + 0.01^2 + 0.00080045) = 8.0780 %.
        Assert.Equal(0.080780, result.RelativeUncertainty, 1e-6);
        Assert.Equal([GaugingFinding.PanelTooLarge], result.Findings.ToArray());
    }

    [Fact]
    public void A_section_with_four_wet_verticals_or_out_of_order_is_refused()
    {
        GaugingVertical[] four = [new(0, 0, 0), .. Enumerable.Range(1, 4).Select(i => new GaugingVertical(0.5 * i, 0.4, 0.5)), new(2.5, 0, 0)];
        Assert.Equal([GaugingFinding.SectionUnusable], VelocityArea.Discharge(four).Findings.ToArray());
        GaugingVertical[] unordered = [new(0, 0, 0), new(1, .4, .5), new(0.5, .4, .5), new(2, .4, .5), new(3, .4, .5), new(4, .4, .5), new(5, 0, 0)];
        Assert.Equal([GaugingFinding.SectionUnusable], VelocityArea.Discharge(unordered).Findings.ToArray());
    }
}
