using KarstLogger.Hydrochemistry.Drift;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Pipeline;

/// <summary>What must hold on the way of one sample, whatever the single modules do.</summary>
public class StationPipelineTests
{
    private const int AMonth = 30 * 96;

    private static readonly SensorVisit FiveDaysOfFouling = new("visit", new SensorService
    {
        Parameter = MonitoredParameter.SpecificConductance, LastServiceUtcSeconds = PipelineStation.Start + 3 * 86400, UtcSeconds = PipelineStation.Start + 8 * 86400,
        MonitorBeforeCleaning = 360, MonitorAfterCleaning = 380,
    });

    [Fact]
    public void A_rise_of_1_8_metres_over_two_hours_fails_nowhere()
    {
        // Eight quarter hours of 0.225 m each, then a recession of a day; conductivity is diluted as a flood does.
        List<StationSample> samples = PipelineStation.Samples(5 * 96, (i, s) => i < 200 ? s : s with
        {
            Level = ProbeValue.Good(s.Level.Value!.Value + 1.8 * Math.Min(1, (i - 199) / 8.0) * Math.Exp(-Math.Max(0, i - 207) / 96.0)),
        });
        DerivedSeries series = PipelineStation.Run(samples);
        for (int i = 0; i < samples.Count; i++)
        {
            Assert.NotEqual(QcFlag.Fail, series.Flag(StationVariable.Stage, i));
            Assert.NotNull(series.Value(StationVariable.Discharge, i));
        }
    }

    [Fact]
    public void The_same_jump_in_one_sample_alone_fails_and_gives_no_flux()
    {
        List<StationSample> samples = PipelineStation.Samples(3 * 96, (i, s) => i == 150 ? s with { Level = ProbeValue.Good(s.Level.Value!.Value + 1.8) } : s);
        DerivedSeries series = PipelineStation.Run(samples);
        Assert.Equal(QcFlag.Fail, series.Flag(StationVariable.Stage, 150));
        Assert.NotNull(series.Value(StationVariable.Stage, 150));
        Assert.Null(series.Value(StationVariable.Discharge, 150));
        Assert.Null(series.Value(StationVariable.CarbonSinkFlux, 150));
        Assert.NotNull(series.Value(StationVariable.PCo2, 150));
        Assert.True(series.Flag(StationVariable.Stage, 155) is QcFlag.Pass, "the neighbourhood recovers");
    }

    [Fact]
    public void A_month_of_dead_pH_voids_pCO2_and_saturation_and_leaves_the_flux_as_it_was()
    {
        DerivedSeries alive = PipelineStation.Run(PipelineStation.Samples(AMonth));
        DerivedSeries dead = PipelineStation.Run(PipelineStation.Samples(AMonth, (_, s) => s with { Ph = ProbeValue.Missing }));
        for (int i = 0; i < AMonth; i++)
        {
            foreach (StationVariable left in new[] { StationVariable.Discharge, StationVariable.Alkalinity, StationVariable.AlkalinityFlux, StationVariable.CarbonSinkFlux })
            {
                Assert.Equal(alive.Value(left, i), dead.Value(left, i));
                Assert.Equal(alive.Flag(left, i), dead.Flag(left, i));
            }
            foreach (StationVariable voided in new[] { StationVariable.PCo2, StationVariable.CalciteSaturationIndex, StationVariable.Dic })
            {
                Assert.Null(dead.Value(voided, i));
                Assert.Equal(QcFlag.Missing, dead.Flag(voided, i));
                Assert.NotNull(alive.Value(voided, i));
            }
        }
    }

    [Fact]
    public void A_failed_input_reaches_exactly_what_the_table_says()
    {
        foreach (StationVariable broken in new[] { StationVariable.WaterTemperature, StationVariable.Ph, StationVariable.SpecificConductance, StationVariable.Stage })
        {
            DerivedSeries series = PipelineStation.Run(PipelineStation.Samples(96, (_, s) => Break(broken, s)));
            foreach (VariableInfo info in VariableCatalogue.All.Where(v => v.Uses.Length > 0 && v.Variable != broken && v.Variable != StationVariable.SpecificConductance))
                if (info.Variable is not (StationVariable.Sodium or StationVariable.Potassium or StationVariable.Chloride or StationVariable.Sulfate or StationVariable.ChargeBalanceError))
                    Assert.Equal(VariableCatalogue.DependsOn(info.Variable, broken), series.Value(info.Variable, 50) is null);
        }
    }

    [Fact]
    public void A_stretch_that_a_wrong_clock_laid_into_another_makes_both_doubtful_and_nothing_beside_them()
    {
        // Twenty samples of the quiet water, taken later and stamped 450 s behind samples 100 to 119, in one journal.
        List<StationSample> samples = PipelineStation.Samples(3 * 96);
        IEnumerable<StationSample> laidIn = samples.Skip(100).Take(20).Select(s => s with { Sequence = s.Sequence + 1000, UtcSeconds = s.UtcSeconds + 450 });
        DerivedSeries series = PipelineStation.Run([.. samples.Concat(laidIn).OrderBy(s => s.UtcSeconds)]);
        Assert.All(Enumerable.Range(0, series.Samples.Count), i => Assert.Equal(
            i is > 100 and <= 140 ? QcFlag.Suspect : QcFlag.Pass, series.Flag(StationVariable.WaterTemperature, i)));
        Assert.Contains(series.Findings, found => found is { Index: 120, Variable: QcVariable.Sample, Test: QcTest.Timestamp, Flag: QcFlag.Suspect });
        // Another journal's samples (a second logger, a new epoch) say nothing of each other's order.
        DerivedSeries two = PipelineStation.Run([.. samples.Concat(laidIn.Select(s => s with { Epoch = 2 })).OrderBy(s => s.UtcSeconds)]);
        Assert.All(Enumerable.Range(0, two.Samples.Count), i => Assert.Equal(QcFlag.Pass, two.Flag(StationVariable.WaterTemperature, i)));
    }

    [Theory]
    [InlineData(ConductivityReading.InSitu, QcFlag.Fail)]
    [InlineData(ConductivityReading.At25Linear0191, QcFlag.Pass)]
    public void A_temperature_that_fails_takes_the_conductance_with_it_that_it_brought_to_25_degrees(ConductivityReading reading, QcFlag expected)
    {
        // Five degrees more in one sample alone is a spike; nothing else moves.
        List<StationSample> samples = PipelineStation.Samples(3 * 96, (i, s) => s with
        {
            ConductivityReading = reading, WaterTemperature = i == 150 ? ProbeValue.Good(23) : s.WaterTemperature,
            // In place the same water shows less at 18 degC and more at 23, so that the conductance itself stays as it was.
            Conductivity = reading != ConductivityReading.InSitu ? s.Conductivity
                : ProbeValue.Good(s.Conductivity.Value!.Value * (1 + 0.0191 * ((i == 150 ? 23 : s.WaterTemperature.Value!.Value) - 25))),
        });
        DerivedSeries series = PipelineStation.Run(samples);
        Assert.Equal(QcFlag.Fail, series.Flag(StationVariable.WaterTemperature, 150));
        Assert.Equal(expected, series.Flag(StationVariable.SpecificConductance, 150));
        Assert.Equal(QcFlag.Pass, series.Flag(StationVariable.SpecificConductance, 140));
    }

    [Theory]
    [InlineData(5000u)] // taken later, by a clock that had gone back
    [InlineData(1u)] // taken earlier, by a clock that had run ahead
    public void A_stray_sample_of_a_wrong_clock_does_not_wake_a_stuck_sonde(uint straySequence)
    {
        List<StationSample> samples = PipelineStation.Samples(3 * 96, (i, s) => s with
        {
            Sequence = s.Sequence + 100,
            Ph = i is > 50 and < 200 ? ProbeValue.Good(7.7) : s.Ph,
            Conductivity = i is > 50 and < 200 ? ProbeValue.Good(375) : s.Conductivity,
        });
        StationSample stray = samples[120] with { Sequence = straySequence, UtcSeconds = samples[120].UtcSeconds + 450, Ph = ProbeValue.Good(7.75), Conductivity = ProbeValue.Good(370) };
        DerivedSeries series = PipelineStation.Run([.. samples.Append(stray).OrderBy(s => s.UtcSeconds)]);
        // Twelve hours after sample 51 both have stood still long enough; behind the stray each sample has one more before it.
        Assert.All(Enumerable.Range(51 + 48, 200 - 51 - 48), i => Assert.NotEqual(QcFlag.Pass, series.Flag(StationVariable.SpecificConductance, i)));
        Assert.Equal(QcFlag.Pass, series.Flag(StationVariable.SpecificConductance, 51 + 47));
    }

    [Fact]
    public void A_window_with_its_reach_gives_the_bits_of_the_batch()
    {
        List<StationSample> samples = PipelineStation.Samples(12 * 96, (i, s) => s with
        {
            Level = ProbeValue.Good(s.Level.Value!.Value + (i % 301 == 7 ? 0.9 : 0) + (i is > 500 and < 520 ? 0.2 * (i - 500) : 0)),
            Ph = i is > 300 and < 700 ? ProbeValue.Good(7.5) : s.Ph,
            RainTips = ProbeValue.Good(100 + i / 40),
        });
        StationSettings settings = PipelineStation.Settings with { Corrections = new SensorCorrections([FiveDaysOfFouling]) };
        DerivedSeries batch = StationPipeline.Run(StationWindow.Whole(samples), settings);
        (long back, long forward) = StationPipeline.Reach(settings);
        for (int day = 0; day < 12; day++)
        {
            long from = PipelineStation.Start + 86400L * day, to = from + 86400;
            List<StationSample> near = [.. samples.Where(s => s.UtcSeconds >= from - back && s.UtcSeconds < to + forward)];
            int first = near.FindIndex(s => s.UtcSeconds >= from);
            DerivedSeries window = StationPipeline.Run(new StationWindow(near, first, 96), settings);
            for (int i = 0; i < 96; i++)
                foreach (VariableInfo info in VariableCatalogue.All)
                {
                    Assert.Equal(batch.Value(info.Variable, day * 96 + i), window.Value(info.Variable, first + i));
                    Assert.Equal(batch.StandardUncertainty(info.Variable, day * 96 + i), window.StandardUncertainty(info.Variable, first + i));
                    Assert.Equal(batch.Flag(info.Variable, day * 96 + i), window.Flag(info.Variable, first + i));
                }
        }
    }

    [Fact]
    public void Rain_is_the_difference_of_the_tips_and_begins_anew_with_the_counter()
    {
        double[] tips = [100, 103, 2, 5];
        List<StationSample> samples = PipelineStation.Samples(4, (i, s) => s with { RainTips = ProbeValue.Good(tips[i]), RainCounterRestarted = i == 2 });
        DerivedSeries series = PipelineStation.Run(samples);
        Assert.Null(series.Value(StationVariable.Rain, 0));
        Assert.Equal(0.6, series.Value(StationVariable.Rain, 1)!.Value, 1e-12); // 3 tips of 0.2 mm
        Assert.Equal(0.4, series.Value(StationVariable.Rain, 2)!.Value, 1e-12); // 2 tips since the restart
        Assert.Equal(0.6, series.Value(StationVariable.Rain, 3)!.Value, 1e-12);
    }

    [Fact]
    public void Absolute_pressure_less_the_air_is_depth_by_local_gravity_and_density()
    {
        // 1 m of water at 18.1 degC (998.58 kg/m3, Tanaka 2001) at 26.6 N, 1250 m (9.78683 m/s2, reference figure of the field) presses with 9772.9 Pa.
        List<StationSample> samples = PipelineStation.Samples(1, (_, s) => s with
        {
            Level = ProbeValue.Good(87000 + 9772.9), LevelReading = LevelReading.AbsolutePascals, BoxPressurePascals = 87000, WaterTemperature = ProbeValue.Good(18.1),
        });
        DerivedSeries series = PipelineStation.Run(samples);
        Assert.Equal(1.000, series.Value(StationVariable.Depth, 0)!.Value, 0.0001);
        Assert.Equal(1.250, series.Value(StationVariable.Stage, 0)!.Value, 0.0001);
    }

    [Fact]
    public void A_barometer_record_takes_the_place_of_the_box_and_is_not_stretched_over_a_gap()
    {
        // 1 m of water as above. The record says 87 300 Pa between its readings; the box's 87 000 Pa would make it 300 / 9772.9 = 0.0307 m deeper. The last sample lies after the record.
        BarometerRecord air = new([new AirReading(PipelineStation.Start, 87300, null), new AirReading(PipelineStation.Start + 1800, 87300, null)]);
        List<StationSample> samples = PipelineStation.Samples(4, (_, s) => s with
        {
            Level = ProbeValue.Good(87300 + 9772.9), LevelReading = LevelReading.AbsolutePascals, BoxPressurePascals = 87000, WaterTemperature = ProbeValue.Good(18.1),
        });
        DerivedSeries series = StationPipeline.Run(StationWindow.Whole(samples, air), PipelineStation.Settings);
        Assert.Equal(1.0000, series.Value(StationVariable.Depth, 1)!.Value, 0.0001);
        Assert.Equal(1.0307, series.Value(StationVariable.Depth, 3)!.Value, 0.0001);
    }

    [Fact]
    public void A_sample_from_later_than_its_own_arrival_fails_and_gives_no_flux()
    {
        List<StationSample> samples = PipelineStation.Samples(200, (i, s) => s with { ReceivedUtcSeconds = i == 150 ? s.UtcSeconds - 3600 : s.UtcSeconds + 5 });
        DerivedSeries series = PipelineStation.Run(samples);
        Assert.Equal(QcFlag.Fail, series.Flag(StationVariable.Stage, 150));
        Assert.Null(series.Value(StationVariable.CarbonSinkFlux, 150));
        Assert.Equal(QcFlag.Pass, series.Flag(StationVariable.Stage, 151));
    }

    [Fact]
    public void An_offset_is_in_force_from_its_survey_on_or_creeps_to_it_where_the_cable_slipped()
    {
        StationSettings moved = PipelineStation.Settings with { Datum = Surveys(isProrated: false) }, slipped = moved with { Datum = Surveys(isProrated: true) };
        List<StationSample> samples = PipelineStation.Samples(9, (_, s) => s with { Level = ProbeValue.Good(0.5) });
        double Stage(StationSettings settings, int i) => StationPipeline.Run(StationWindow.Whole(samples), settings).Value(StationVariable.Stage, i)!.Value;
        Assert.Equal((0.75, 0.85), (Stage(moved, 4), Stage(moved, 8)));
        Assert.Equal(0.80, Stage(slipped, 4), 1e-12); // half way between 0.25 and 0.35 m

        static DatumSurveys Surveys(bool isProrated) => new([new DatumSurvey(PipelineStation.Start, 0.25, false), new DatumSurvey(PipelineStation.Start + 8 * 900, 0.35, isProrated)]);
    }

    [Fact]
    public void Conductivity_at_25_degrees_is_never_compensated_twice()
    {
        DerivedSeries at25 = PipelineStation.Run(PipelineStation.Samples(1));
        Assert.Equal(374.56, at25.Value(StationVariable.SpecificConductance, 0)!.Value, 1e-9);
        DerivedSeries inSitu = PipelineStation.Run(PipelineStation.Samples(1, (_, s) => s with
        {
            ConductivityReading = ConductivityReading.InSitu, WaterTemperature = ProbeValue.Good(10), Conductivity = ProbeValue.Good(1020),
        }));
        // 1020 uS/cm at 10 degC is 1430 at 25 degC with 0.0191 per degree (docs/equations/level-and-conductivity.md).
        Assert.Equal(1430, inSitu.Value(StationVariable.SpecificConductance, 0)!.Value, 0.5);
    }

    private static StationSample Break(StationVariable variable, StationSample s) => variable switch
    {
        StationVariable.WaterTemperature => s with { WaterTemperature = s.WaterTemperature with { ProbeFlag = QcFlag.Fail } },
        StationVariable.Ph => s with { Ph = s.Ph with { ProbeFlag = QcFlag.Fail } },
        StationVariable.SpecificConductance => s with { Conductivity = s.Conductivity with { ProbeFlag = QcFlag.Fail } },
        _ => s with { Level = s.Level with { ProbeFlag = QcFlag.Fail } },
    };
}
