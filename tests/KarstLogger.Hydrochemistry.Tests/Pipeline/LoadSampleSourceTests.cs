using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Tests.Pipeline;

/// <summary>What a total learns of a stored sample. The station's law is Q = e^0.3191 h^2.5, gauged from 0.001 to 50 m3/s; HCO3 = 0.816 SC - 73.49 from 150 to 600 uS/cm.</summary>
public class LoadSampleSourceTests
{
    private const long At = PipelineStation.Start;
    private readonly LoadSampleSource source = new(PipelineStation.Settings);

    [Fact]
    public void Stage_with_its_shift_and_head_over_the_datum_are_handed_on_so_that_the_level_rule_can_work()
    {
        RatingCurve shifted = PipelineStation.Settings.Ratings[0] with
        {
            Segments = [new RatingSegment(0.3191, 2.5, 0.7)], GaugedDischarge = (0.0001, 50), Shifts = [new DatedShift(0, [new ShiftNode(0, -0.02)])],
        };
        LoadSample sample = new LoadSampleSource(PipelineStation.Settings with { Ratings = [shifted] }).Of(new TotalSample(At, 0.75, 374.56, null))!.Value;
        Assert.Equal(0.73, sample.StageMetres, 1e-12);
        Assert.Equal(0.03, sample.HeadMetres, 1e-12);
        // u of the level 0.0058 m over 0.03 m is 0.19: above 0.15, where totals are to be simulated.
        Assert.True(SondeUncertainty.Default.LevelRatio(sample.HeadMetres) > SondeUncertainty.LargestLinearLevelRatio);
    }

    [Fact]
    public void Water_beyond_the_bottles_is_extrapolated_load_even_inside_the_gauged_range()
    {
        Assert.Equal(LoadOrigin.Measured, source.Of(new TotalSample(At, 0.75, 600, null))!.Value.Origin);
        Assert.Equal(LoadOrigin.Extrapolated, source.Of(new TotalSample(At, 0.75, 601, null))!.Value.Origin);
        Assert.Null(source.Of(new TotalSample(At, 0.75, 646, null))); // more than 10 % of 450 uS/cm beyond
        // 2 x 50 m3/s is reached at h = (100 / e^0.3191)^0.4 = 5.55 m.
        Assert.Equal(LoadOrigin.UpperBound, source.Of(new TotalSample(At, 6, 601, null))!.Value.Origin);
    }

    [Fact]
    public void A_line_clamped_to_zero_moves_with_nothing()
    {
        IonRegression low = PipelineStation.Settings.Regressions.Single(r => r.Ion == "HCO3") with { LeastSpecificConductance = 50 };
        LoadSampleSource clamping = new(PipelineStation.Settings with { Regressions = [low] });
        LoadSample sample = clamping.Of(new TotalSample(At, 0.75, 80, null))!.Value; // 0.816 * 80 - 73.49 is below 0
        Assert.Equal(0, sample.ConcentrationMolesPerCubicMetre);
        Assert.Equal(0, sample.ConcentrationPerMicrosiemens);
        Assert.Equal((0.0, 0.0), (sample.ConcentrationGradient[0], sample.ConcentrationGradient[1]));
    }

    [Fact]
    public void Samples_of_one_rating_and_one_regression_share_their_uncertainty()
    {
        LoadSample first = source.Of(new TotalSample(At, 0.75, 374, null))!.Value, second = source.Of(new TotalSample(At + 900, 0.76, 375, null))!.Value;
        Assert.NotNull(first.Regression);
        Assert.Same(first.Regression, second.Regression);
    }
}
