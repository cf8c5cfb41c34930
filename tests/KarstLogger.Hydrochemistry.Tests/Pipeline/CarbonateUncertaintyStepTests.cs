using System.Collections.Immutable;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Hydrochemistry.Tests.Pipeline;

/// <summary>What the probes' and the regressions' doubt becomes in pCO2, saturation and DIC.</summary>
public class CarbonateUncertaintyStepTests
{
    private static readonly StationSettings OnlyPh = PipelineStation.Settings with
    {
        WaterTemperatureStandardUncertainty = 0, ConductivityGainStandardUncertainty = 0,
        Regressions = [.. PipelineStation.Settings.Regressions.Select(r => r with { ResidualStandardDeviation = 0 })],
    };

    [Fact]
    public void A_freshly_calibrated_glass_alone_makes_pCO2_uncertain_by_11_5_percent()
    {
        // pCO2 at given alkalinity and temperature goes with 10^-pH: 0.05 pH are ln(10) * 0.05 = 0.1151 of it; carbonate ion pairs take off about 1 % of that.
        DerivedSeries series = Run(OnlyPh);
        Assert.Equal(0.1151, Uncertainty(series, StationVariable.PCo2) / series.Value(StationVariable.PCo2, 0)!.Value, 0.002);
        Assert.Equal(0.05, Uncertainty(series, StationVariable.CalciteSaturationIndex), 0.001);
    }

    [Fact]
    public void A_glass_long_out_of_its_buffers_makes_pCO2_less_certain()
    {
        StationSettings old = OnlyPh with { PhCalibrations = [new PhCalibration(PipelineStation.Start - 30 * 86400, 98)] };
        // 30 days double the 0.05 (docs/equations/carbonate.md, uncertainty of pH).
        Assert.Equal(2, Uncertainty(Run(old), StationVariable.PCo2) / Uncertainty(Run(OnlyPh), StationVariable.PCo2), 1e-9);
        Assert.Equal(0.10, Run(old).StandardUncertainty(StationVariable.Ph, 0)!.Value, 1e-12);
    }

    [Theory]
    [InlineData(StationVariable.PCo2)]
    [InlineData(StationVariable.CalciteSaturationIndex)]
    [InlineData(StationVariable.DolomiteSaturationIndex)]
    [InlineData(StationVariable.Dic)]
    public void Ions_of_one_conductivity_move_together_as_a_cell_that_reads_one_percent_high_shows(StationVariable result)
    {
        DerivedSeries without = Run(OnlyPh), with = Run(OnlyPh with { ConductivityGainStandardUncertainty = 0.01 });
        DerivedSeries high = StationPipeline.Run(StationWindow.Whole(PipelineStation.Samples(1, (_, s) => s with { Conductivity = ProbeValue.Good(374.56 * 1.01) })), OnlyPh);
        double ofCell = Math.Sqrt(Math.Pow(Uncertainty(with, result), 2) - Math.Pow(Uncertainty(without, result), 2));
        double moved = Math.Abs(high.Value(result, 0)!.Value - without.Value(result, 0)!.Value);
        // The step of 1 % is finite, so its own curvature (1.3 % of HCO3 and .9 % of Ca, squared) is the tolerance.
        Assert.Equal(moved, ofCell, 0.02 * moved);
    }

    [Fact]
    public void Each_regression_s_own_scatter_adds_to_the_saturation_index()
    {
        // Scatter of 2 mg/L about each line, independent of each other: what 2 mg/L more of each makes of the index, in quadrature.
        DerivedSeries scattered = Run(OnlyPh with { Regressions = PipelineStation.Settings.Regressions }), plain = Run(OnlyPh);
        double[] moved = [.. new[] { "Ca", "Mg", "HCO3" }.Select(ion => Run(OnlyPh with
        {
            Regressions = [.. OnlyPh.Regressions.Select(r => r.Ion == ion ? r with { Intercept = r.Intercept + 2 } : r)],
        }).Value(StationVariable.CalciteSaturationIndex, 0)!.Value - plain.Value(StationVariable.CalciteSaturationIndex, 0)!.Value)];
        double ofScatter = Math.Sqrt(Math.Pow(Uncertainty(scattered, StationVariable.CalciteSaturationIndex), 2) - Math.Pow(Uncertainty(plain, StationVariable.CalciteSaturationIndex), 2));
        double quadrature = Math.Sqrt(moved.Sum(m => m * m));
        // 2 of 68 mg/L calcium is a finite step: its curvature, half of 3 %, is the tolerance.
        Assert.Equal(quadrature, ofScatter, 0.02 * quadrature);
    }

    [Fact]
    public void A_published_line_without_scatter_leaves_values_and_takes_their_uncertainty()
    {
        ImmutableArray<IonRegression> bare = [.. PipelineStation.Settings.Regressions.Select(r => r.Ion == "Ca" ? r with { ResidualStandardDeviation = null } : r)];
        DerivedSeries series = Run(OnlyPh with { Regressions = bare });
        Assert.NotNull(series.Value(StationVariable.CalciteSaturationIndex, 0));
        Assert.Null(series.StandardUncertainty(StationVariable.CalciteSaturationIndex, 0));
        Assert.NotNull(series.StandardUncertainty(StationVariable.PCo2, 0));
    }

    private static DerivedSeries Run(StationSettings settings) => StationPipeline.Run(StationWindow.Whole(PipelineStation.Samples(1)), settings);

    private static double Uncertainty(DerivedSeries series, StationVariable variable) => series.StandardUncertainty(variable, 0)!.Value;
}
