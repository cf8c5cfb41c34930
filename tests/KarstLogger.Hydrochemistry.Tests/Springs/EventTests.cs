using KarstLogger.TestSupport;
using System.Collections.Immutable;
using System.Text.Json;
using KarstLogger.Hydrochemistry.Springs;
using static KarstLogger.Hydrochemistry.Tests.Springs.ReferenceAnalytics;

namespace KarstLogger.Hydrochemistry.Tests.Springs;

public class EventTests
{
    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public void A_hysteresis_loop_agrees_with_the_reference_file()
    {
        JsonElement reference = Root.GetProperty("hysteresis");
        Hysteresis loop = Hysteresis.Of(Numbers(reference.GetProperty("q")), Numbers(reference.GetProperty("c")), [.. Numbers(reference.GetProperty("levels"))])!;
        double[] rising = Numbers(reference.GetProperty("c_rise")), falling = Numbers(reference.GetProperty("c_fall")), index = Numbers(reference.GetProperty("hi_i"));
        Disagreements disagreements = new();
        for (int i = 0; i < index.Length; i++)
        {
            disagreements.Relative($"rising {i}", rising[i], loop.Levels[i].Rising, Tolerance);
            disagreements.Relative($"falling {i}", falling[i], loop.Levels[i].Falling, Tolerance);
            disagreements.Relative($"index {i}", index[i], loop.Levels[i].Index, Tolerance);
        }
        disagreements.Relative("HI", reference.GetProperty("HI_mean").GetDouble(), loop.MeanIndex, Tolerance);
        disagreements.Relative("FI", reference.GetProperty("FI").GetDouble(), loop.FlushingIndex, Tolerance);
        disagreements.Equal("usual levels", true, Hysteresis.UsualLevels.SequenceEqual(Numbers(reference.GetProperty("levels"))));
        disagreements.AssertNone();
    }

    [Fact]
    public void A_flood_cut_off_on_its_way_down_has_no_index_at_the_levels_it_never_reached()
    {
        Hysteresis loop = Hysteresis.Of([0, 5, 10, 8, 6], [1, 2, 3, 2, 1])!;
        Assert.Null(loop.Levels[0].Falling);
        Assert.NotNull(loop.Levels[^1].Index);
        Assert.Null(Hysteresis.Of([1, 1, 1], [1, 2, 3]));
    }

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public void Rain_events_agree_with_the_reference_file()
    {
        JsonElement reference = Root.GetProperty("rain_events");
        double?[] rain = Nullable(reference.GetProperty("p_mm"));
        double step = reference.GetProperty("dt_min").GetDouble();
        Disagreements disagreements = new();
        foreach (JsonElement c in reference.GetProperty("cases").EnumerateArray())
        {
            string name = $"dry {c.GetProperty("mit_h")} h, least {c.GetProperty("min_depth_mm")} mm";
            ImmutableArray<RainEvent> ours = RainEvent.Find(rain, step, c.GetProperty("mit_h").GetDouble(), c.GetProperty("min_depth_mm").GetDouble());
            JsonElement[] expected = [.. c.GetProperty("events").EnumerateArray()];
            disagreements.Equal(name + " count", expected.Length, ours.Length);
            for (int i = 0; i < Math.Min(expected.Length, ours.Length); i++)
            {
                disagreements.Equal($"{name} {i} rows", (expected[i].GetProperty("start").GetInt32(), expected[i].GetProperty("end").GetInt32()), (ours[i].First, ours[i].Last));
                disagreements.Relative($"{name} {i} depth", expected[i].GetProperty("depth_mm").GetDouble(), ours[i].DepthMillimetres, Tolerance);
                disagreements.Relative($"{name} {i} peak", expected[i].GetProperty("peak_mm").GetDouble(), ours[i].PeakMillimetres, Tolerance);
                disagreements.Relative($"{name} {i} duration", expected[i].GetProperty("duration_h").GetDouble(), ours[i].DurationHours, Tolerance);
            }
        }
        disagreements.AssertNone();
    }

    [Fact]
    public void A_rain_event_with_a_silent_gauge_inside_says_so() =>
        Assert.Equal(2, Assert.Single(RainEvent.Find([0, 1, null, null, 1, 0], 15)).MissingSteps);

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public void Diel_cycles_agree_with_the_reference_file()
    {
        JsonElement reference = Root.GetProperty("diel");
        double?[] y = Nullable(reference.GetProperty("y"));
        int perDay = (int)Math.Round(24 / reference.GetProperty("dt_h").GetDouble());
        Disagreements disagreements = new();
        foreach (JsonElement expected in reference.GetProperty("days").EnumerateArray())
        {
            int day = expected.GetProperty("day").GetInt32();
            DielCycle ours = DielCycle.Of(y[(day * perDay)..((day + 1) * perDay)])!;
            void Compare(string key, double value) => disagreements.Relative($"day {day} {key}", expected.GetProperty(key).GetDouble(), value, Tolerance);
            disagreements.Equal($"day {day} n", expected.GetProperty("n").GetInt32(), ours.Count);
            Compare("mean", ours.Mean);
            Compare("trend_per_day", ours.TrendPerDay);
            Compare("amplitude", ours.Amplitude);
            Compare("peak_hour", ours.PeakHour);
            Compare("range", ours.Range);
            Compare("r2", ours.RSquared);
            Compare("rmse", ours.ResidualStandardDeviation);
        }
        disagreements.AssertNone();
    }

    [Fact]
    public void A_day_with_less_than_three_quarters_of_its_samples_has_no_cycle() =>
        Assert.Null(DielCycle.Of([.. Enumerable.Range(0, 96).Select(i => i < 71 ? 15 + Math.Sin(i / 15.0) : (double?)null)]));

    [Fact]
    public void A_flood_names_its_share_of_the_years_water_and_how_much_of_it_is_extrapolated()
    {
        // Hourly samples: 1 m3/s for 100 h, a rectangle of 5 m3/s in samples 40 to 49 of which 44 to 46 are extrapolated.
        DischargeSample[] samples = [.. Enumerable.Range(0, 101).Select(i => new DischargeSample(3600L * i, i is >= 40 and < 50 ? 5 : 1, i is >= 44 and <= 46, i is >= 40 and < 50 ? 10 : 4))];
        FloodEvent flood = Assert.Single(FloodEvent.Find(samples, 2));
        Assert.Equal((3600L * 40, 3600L * 49), (flood.BeginUtcSeconds, flood.EndUtcSeconds));
        // From sample 40 to 49: 9 h of 5 m3/s = 162 000 m3. All 100 h: 9 of 5, two edge hours of 3, 89 of 1: 45 + 6 + 89 = 140 m3/s h = 504 000 m3.
        Assert.Equal(162_000, flood.VolumeCubicMetres, 1e-6);
        Assert.Equal(162_000.0 / 504_000, flood.VolumeShare, 1e-12);
        Assert.Equal(3.0 / 9, flood.ExtrapolatedShare, 1e-12);
        // Load: 89 * 4 + 9 * 10 + 2 * 7 = 460; the flood 90.
        Assert.Equal(90.0 / 460, flood.LoadShare!.Value, 1e-12);
    }

    [Fact]
    public void Two_peaks_within_a_day_are_one_flood_and_a_gap_carries_no_water()
    {
        DischargeSample[] samples = [.. Enumerable.Range(0, 200).Where(i => i is < 60 or > 70)
            .Select(i => new DischargeSample(3600L * i, i is 20 or 30 or 120 ? 5 : 1, false))];
        ImmutableArray<FloodEvent> floods = FloodEvent.Find(samples, 2);
        Assert.Equal(2, floods.Length);
        Assert.Equal(3600L * 30, floods[0].EndUtcSeconds);
        Assert.Null(floods[0].LoadShare);
        // 199 h of 1 m3/s and three peaks of 4 more: the gap from 59 h to 71 h leaves out 12 h; (187 + 12) * 3600 m3.
        Assert.Equal(199 * 3600.0, floods[1].VolumeCubicMetres > 0 ? floods[1].VolumeCubicMetres / floods[1].VolumeShare : floods[0].VolumeCubicMetres / floods[0].VolumeShare, 1e-6);
    }

    [Fact]
    public void Half_of_the_samples_lie_below_the_median() =>
        Assert.Equal(2.5, FloodEvent.Quantile([new(0, 1, false), new(1, 4, false), new(2, 2, false), new(3, 3, false), new(4, null, false)], 0.5)!.Value, 1e-12);

    [Fact]
    public void The_land_use_index_weighs_the_gain_in_concentration_against_the_loss_of_water()
    {
        // DIC 3.0 to 3.9 mmol/L (+30 %), runoff 600 to 480 mm/a (-20 %): index 1.5, sink 1.3 * 0.8 = 1.04 of the reference.
        LandUseIndex index = LandUseIndex.Of(new(3.9, 0.05), new(480, 5), new(3.0, 0.05), new(600, 5))!;
        Assert.Equal(1.5, index.Index, 1e-12);
        Assert.Equal(1.04, index.SinkRatio, 1e-12);
        // u(ratio of DIC) = 1.3 sqrt((.05/3.9)^2 + (.05/3)^2) = 0.02734, u(ratio of runoff) = 0.8 sqrt((5/480)^2 + (5/600)^2) = 0.010672;
        // Fieller with z = 1.959964: a = .04 - z2 .010672^2 = .0395625, b = .06, c = .09 - z2 .02734^2 = .0871288:
        // (.06 -+ sqrt(.0036 - .00344703))/.0395625 = (.06 -+ .0123683)/.0395625 = 1.204 and 1.829.
        Assert.Equal(1.204, index.Low95!.Value, 1e-3);
        Assert.Equal(1.829, index.High95!.Value, 1e-3);
    }

    [Fact]
    public void The_land_use_index_has_no_end_where_the_change_of_runoff_may_be_none()
    {
        LandUseIndex index = LandUseIndex.Of(new(3.9, 0.05), new(590, 20), new(3.0, 0.05), new(600, 20))!;
        Assert.Null(index.Low95);
        Assert.Null(index.High95);
        Assert.Null(LandUseIndex.Of(new(3.9, 0.05), new(600, 5), new(3.0, 0.05), new(600, 5)));
    }
}
