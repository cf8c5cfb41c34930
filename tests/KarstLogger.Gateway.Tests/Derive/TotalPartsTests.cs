using System.Text.Json;
using KarstLogger.Gateway.Loads;
using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Ratings;
using KarstLogger.Hydrochemistry.Springs;

namespace KarstLogger.Gateway.Tests.Derive;

/// <summary>What stands beside a total, and where its interval comes from. Still water: stage 0.75 m and 360 uS/cm, unless a test moves them; Q = 1.9 (0.75 - 0.1)^1.5 = 0.99569 m3/s, HCO3 3.33990 mol/m3.</summary>
public sealed class TotalPartsTests
{
    private const int Day = 96;

    [Fact]
    public void A_rating_without_its_uncertainty_gives_a_total_without_an_interval_and_says_which_and_a_stated_percentage_gives_one()
    {
        FluxRow bare = DayOf(Station(rating => rating with { Covariance = [], CommonStandardUncertaintyLn = null }));
        Assert.False(bare.HasUncertainty);
        Assert.Equal("rating 'weir' has neither residual_sd_ln nor uncertainty_percent", bare.NoIntervalBecause);
        // 10 % at 95 % is 5 %, common to all discharges: the parameters' part of the load is exactly that.
        FluxRow stated = DayOf(Station(rating => rating with { Covariance = [], CommonStandardUncertaintyLn = 0.05, ResidualStandardDeviationLn = 0 }));
        Assert.Null(stated.NoIntervalBecause);
        Assert.Equal(0.05 * stated.Load.LoadMoles, Math.Sqrt(stated.Load.Budget.VarianceOf(UncertaintySource.RatingParameters)), 1e-6 * stated.Load.LoadMoles);
        Assert.Equal(0, stated.Load.Budget.VarianceOf(UncertaintySource.RatingResidual));
    }

    [Fact]
    public void A_table_reads_its_percentage_from_the_station_file()
    {
        StationConfiguration station = StationFile.Read("t", new StationText().Read().Canonical.Replace("residual_sd_ln = 0.1", "uncertainty_percent = 10", StringComparison.Ordinal));
        Assert.Equal(0.05, station.Settings.Ratings[0].CommonStandardUncertaintyLn);
        Assert.Equal(0.05, RatingText.Read("r", RatingText.WriteFile(station.Settings.Ratings[0], "table"))[0].CommonStandardUncertaintyLn!.Value, 12);
    }

    [Fact]
    public void A_structure_has_the_interval_of_GUM_coefficient_and_head()
    {
        Structure notch = new VNotchWeir(90, 1, 3);
        RatingCurve weir = notch.ToRatingCurve("weir", 0.15, 0);
        FluxRow row = DayOf(Station(_ => weir));
        UncertaintyBudget budget = row.Load.Budget;
        // (u_Q/Q)2 = u_C2 + (n u_h/(h + kh))2: the coefficient is common to all samples, and so is the level's offset of 0.005 m within a service block (hydrology reference 1.5).
        double head = 0.75 - weir.Segments[0].HeadDatumMetres;
        Assert.Equal(notch.CoefficientUncertainty * row.Load.LoadMoles, Math.Sqrt(budget.VarianceOf(UncertaintySource.RatingParameters)), 1e-6 * row.Load.LoadMoles);
        Assert.Equal(2.5 * 0.005 / head * row.Load.LoadMoles, Math.Sqrt(budget.VarianceOf(UncertaintySource.LevelOffset)), 1e-6 * row.Load.LoadMoles);
        Assert.Null(row.NoIntervalBecause);
    }

    [Fact]
    public void Water_low_over_the_head_datum_is_simulated_without_being_asked_and_the_same_again()
    {
        // Head 0.03 m: u of the level 0.0058 m is 19 % of it, above the 15 % up to which the linear way is trusted.
        StationConfiguration low = Station(rating => rating with { Segments = [rating.Segments[0] with { HeadDatumMetres = 0.72 }], GaugedDischarge = (0.0001, 5) });
        FluxRow once = DayOf(low), again = DayOf(low);
        Assert.False(once.Load.LinearPropagationHolds);
        Assert.NotNull(once.Load.Simulated);
        Assert.Null(once.NoIntervalBecause);
        Assert.Equal(once.IntervalTonnesCo2, again.IntervalTonnesCo2);
        // Level noise biases Q upwards (exponent 1.5): the bounds lie unevenly about the total.
        (double lower, double upper) = once.IntervalTonnesCo2!.Value;
        Assert.True(upper - once.Sink!.TonnesCo2.Total > once.Sink.TonnesCo2.Total - lower);
    }

    [Fact]
    public void The_flood_of_the_year_is_told_with_its_share_and_how_much_of_it_is_extrapolated()
    {
        // 40 quiet days at 0.35 m (Q = 1.9 * 0.25^1.5 = 0.2375) and one day at 2.6 m (1.9 * 2.5^1.5 = 7.510 m3/s, above the gauged 5 m3/s): 7.510 / (7.510 + 40 * 0.2375) = 44.2 % of water and load.
        FluxRow year = Totals(new StationText().Read(), PeriodKind.HydrologicalYear, i => i / Day == 20 ? 2.6 : 0.35, 41 * Day)[0];
        FloodEvent flood = Assert.Single(year.Floods);
        Assert.Equal(0.442, flood.LoadShare!.Value, 0.006);
        Assert.Equal(1, flood.ExtrapolatedShare, 1e-9);
        StringWriter told = new();
        FluxMessages.Tell([year], told);
        Assert.Contains("of the year's load; 100.0 % of its water is extrapolated or filled", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Strong_acids_and_the_stable_part_stand_beside_the_sink_with_what_was_taken_off()
    {
        const string ions = "[mean Mg]\nmean_mg_l = 2.4305\nsd_mg_l = 0.24305\nprovenance = bottles\n[mean Na]\nmean_mg_l = 2.298977\nprovenance = bottles\n[mean K]\nmean_mg_l = 0.390983\nprovenance = bottles\n"
            + "[mean Cl]\nmean_mg_l = 3.5453\nprovenance = bottles\n[mean SO4]\nmean_mg_l = 19.212\nprovenance = bottles\n[strong-acids]\ngypsum_share_of_so4 = 0.5\ngypsum_source = isotopes\n[stable-share]\nreading = pearl-river\n";
        FluxRow row = DayOf(new StationText { More = ions }.Read());
        JsonElement told = JsonDocument.Parse(FluxReport.Json([row], CarbonSinkShare.CarbonateRockByCarbonicAcid)).RootElement.GetProperty("periods")[0];
        // Ca = 0.16 * 360 + 9.2 = 66.8 mg/L = 1.66675; gypsum takes 0.1: x_cat = 3.33990 - (1.56675 + 0.1) = 1.67315 mol/m3; x_an = (3.33990 - 2 * 0.1 - 0.1 + 0.1 + 0.01)/2 = 1.57495; times 0.99569 m3/s and a day,
        // times 44.0095e-6: 6.3345 and 5.9627 t CO2.
        JsonElement acids = told.GetProperty("strongAcids");
        Assert.Equal(6.3345, acids.GetProperty("cationSideTonnesCo2").GetProperty("value").GetDouble(), 0.002);
        Assert.Equal(5.9627, acids.GetProperty("anionSideTonnesCo2").GetProperty("value").GetDouble(), 0.002);
        Assert.True(acids.GetProperty("cationSideTonnesCo2").GetProperty("low").GetDouble() < 6.3345);
        Assert.Equal("gypsum 0.5 of SO4 (isotopes)", acids.GetProperty("corrections").GetString());
        JsonElement stable = told.GetProperty("stable")[0];
        Assert.Equal(0.85 * row.Sink!.TonnesCo2.Total, stable.GetProperty("lowerTonnesCo2").GetDouble(), 9);
        // Without a word in the station file both published readings stand beside each other.
        Assert.Equal([0.70, 0.85], DayOf(new StationText().Read()).Stable.Select(one => one.Lower));
    }

    [Fact]
    public void A_named_neighbour_fills_a_week_and_without_enough_common_days_it_stays_a_gap()
    {
        // This spring carries half of the neighbour's water: ln Q = ln Qn - ln 2, days alternate so that there is something to regress.
        static double Stage(int i) => 0.5 + 0.05 * (i / Day % 5);
        StationConfiguration station = new StationText { More = "[neighbour upper]\nleast_days = 20\n" }.Read();
        RatingCurve rating = station.Settings.Ratings[0];
        NeighbourRecord upper = new(station.Settings.Neighbour!, 900, (from, to) => Enumerable.Range(0, 60 * Day).Select(i => (At: Frames.Start + 900L * i, Q: 2 * rating.Discharge(Stage(i), Frames.Start).CubicMetresPerSecond!.Value))
            .Where(one => one.At > from && one.At < to).Select(one => (one.At, one.Q)));
        TotalRowReader own = (from, to) => Enumerable.Range(0, 60 * Day).Where(i => i / Day is < 40 or > 46).Select(i => new TotalRow(Frames.Start + 900L * i, Stage(i), 360, null)).Where(row => row.UtcSeconds >= from && row.UtcSeconds < to);
        StationTotals filling = new(station, new StationCalendar(0, 1), PeriodKind.HydrologicalYear, own, upper), bare = new(station, new StationCalendar(0, 1), PeriodKind.HydrologicalYear, own);
        PeriodLoad filled = Assert.Single(filling.LoadsOver(Frames.Start, Frames.Start + 60 * 86_400)), open = Assert.Single(bare.LoadsOver(Frames.Start, Frames.Start + 60 * 86_400));
        Assert.Equal((0, 1), (filled.GapCount, open.GapCount));
        // Seven of sixty days, by the rating itself: the relation is exact, so the filled load is the true one.
        double truth = Enumerable.Range(40 * Day, 7 * Day).Sum(i => 900 * rating.Discharge(Stage(i), Frames.Start).CubicMetresPerSecond!.Value * 203.79 / 61.0168);
        Assert.Equal(truth, filled.LoadMolesByOrigin[(int)LoadOrigin.FilledNeighbour], 0.003 * truth);
        StationTotals few = new(new StationText { More = "[neighbour upper]\nleast_days = 90\n" }.Read(), new StationCalendar(0, 1), PeriodKind.HydrologicalYear, own, upper with { Choice = upper.Choice with { LeastDays = 90 } });
        Assert.Equal("53 common days with 'upper'; needed are 90", few.Regression!.Refusal);
        Assert.Equal(1, Assert.Single(few.LoadsOver(Frames.Start, Frames.Start + 60 * 86_400)).GapCount);
    }

    private static StationConfiguration Station(Func<RatingCurve, RatingCurve> change)
    {
        StationConfiguration station = new StationText().Read();
        return station with { Settings = station.Settings with { Ratings = [change(station.Settings.Ratings[0])] } };
    }

    private static FluxRow DayOf(StationConfiguration station) => Totals(station, PeriodKind.Day, _ => 0.75, 3 * Day)[1];

    private static IReadOnlyList<FluxRow> Totals(StationConfiguration station, PeriodKind kind, Func<int, double> stage, int count)
    {
        TotalRow[] all = [.. Enumerable.Range(0, count).Select(i => new TotalRow(Frames.Start + 900L * i, stage(i), 360, null))];
        return new StationTotals(station, new StationCalendar(0, 1), kind, (from, to) => all.Where(row => row.UtcSeconds >= from && row.UtcSeconds < to)).Over(all[0].UtcSeconds, all[^1].UtcSeconds + 1);
    }
}
