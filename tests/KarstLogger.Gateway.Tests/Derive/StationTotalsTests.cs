using KarstLogger.Gateway.Loads;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Tests.Derive;

/// <summary>Totals of stored rows. Stage 0.75 m and 360 uS/cm stand still: Q = 1.9 (0.75 - 0.1)^1.5 = 0.99569 m3/s, HCO3 = 0.642 * 360 - 27.33 = 203.79 mg/L = 3.33990 mol/m3.</summary>
public sealed class StationTotalsTests
{
    private const int Day = 96;

    [Fact]
    public void A_day_of_steady_water_is_discharge_times_alkalinity_times_time_as_C_and_as_CO2()
    {
        FluxRow day = Totals(PeriodKind.Day, Rows(3 * Day))[1];
        Assert.Equal(PeriodStanding.Valid, day.Load.Standing);
        Assert.Equal((1.0, 1.0), (day.Load.TimeCoverage, day.Load.LoadCoverage));
        // 0.99569 * 3.33990 * 86400 s = 287 325 mol by hand; half of it is from air: * 44.0095e-6 = 6.3225 t CO2, * 12.011e-6 = 1.72555 t C.
        Assert.Equal(287_325, day.Load.LoadMoles, 30.0);
        Assert.Equal(6.3225, day.Sink!.TonnesCo2.Total, 0.001);
        Assert.Equal(1.72555, day.Sink.TonnesCarbon.Total, 0.0003);
        // Over 12.5 km2 and a mean year of 365.25 days: 6.3225 * 365.25 / 12.5 = 184.74 t CO2 km-2 a-1.
        Assert.Equal(184.74, day.Sink.IntensityTonnesCo2PerSquareKilometreYear!.Total, 0.03);
    }

    [Fact]
    public void The_budget_names_the_area_beside_rating_and_regression_and_zeroing_it_takes_its_share()
    {
        FluxRow day = Totals(PeriodKind.Day, Rows(3 * Day))[1];
        UncertaintyBudget intensity = day.Sink!.IntensityTonnesCo2PerSquareKilometreYear!;
        // 20 % at 95 % is a standard uncertainty of 10 %.
        Assert.Equal(0.10 * intensity.Total, Math.Sqrt(intensity.VarianceOf(UncertaintySource.Area)), 1e-9);
        Assert.True(intensity.VarianceOf(UncertaintySource.RatingResidual) > 0 && intensity.VarianceOf(UncertaintySource.RegressionResidual) > 0);
        UncertaintyBudget without = Totals(PeriodKind.Day, Rows(3 * Day), new StationText { Area = "12.5" }, uncertainArea: false)[1].Sink!.IntensityTonnesCo2PerSquareKilometreYear!;
        Assert.Equal(1 - intensity.ShareOf(UncertaintySource.Area), without.Variance / intensity.Variance, 1e-9);
    }

    [Fact]
    public void A_day_with_a_third_of_its_samples_is_withheld_with_its_coverage()
    {
        FluxRow day = Totals(PeriodKind.Day, Rows(Day).Take(Day / 3))[0];
        Assert.Equal(PeriodStanding.Withheld, day.Load.Standing);
        Assert.Null(day.Sink);
        Assert.Equal(31 / 96.0, day.Load.TimeCoverage, 1e-9); // 32 samples span 31 intervals
    }

    [Fact]
    public void Runoff_stands_against_the_rain_of_the_period_and_is_doubted_where_it_is_more()
    {
        // 0.2 mm with each sample: 19.2 mm a day against 0.99569 * 86400 / 12.5 / 1000 = 6.882 mm of runoff; with 0.05 mm each the rain is 4.8 mm.
        WaterBalance wet = Totals(PeriodKind.Day, Rows(3 * Day, rain: 0.2))[1].Balance!.Value, dry = Totals(PeriodKind.Day, Rows(3 * Day, rain: 0.05))[1].Balance!.Value;
        Assert.Equal(6.882, wet.RunoffMillimetres, 0.001);
        Assert.Equal(19.2, wet.RainMillimetres, 1e-9);
        Assert.False(wet.IsSuspect);
        Assert.True(dry.IsSuspect);
    }

    [Fact]
    public void Without_a_rain_gauge_there_is_no_water_balance_and_a_gap_of_a_night_is_not_bridged()
    {
        IEnumerable<StationStateRow> night = Rows(Day).Where((_, i) => i is < 30 or > 60);
        FluxRow blind = Totals(PeriodKind.Day, night)[0], dry = Totals(PeriodKind.Day, Rows(Day, rain: 0).Where((_, i) => i is < 30 or > 60))[0];
        Assert.Null(blind.Balance);
        Assert.Equal(1, blind.Load.GapCount);
        Assert.Equal(0, dry.Load.GapCount);
        Assert.True(dry.Load.LoadMolesByOrigin[(int)LoadOrigin.FilledRecession] > 0);
    }

    private static IReadOnlyList<FluxRow> Totals(PeriodKind kind, IEnumerable<StationStateRow> rows, StationText? text = null, bool uncertainArea = true)
    {
        var station = (text ?? new StationText()).Read();
        if (!uncertainArea)
            station = station with { Areas = [station.Areas[0] with { UncertaintyPercent = 0 }] };
        StationStateRow[] all = [.. rows];
        return new StationTotals(station, new StationCalendar(0, 1), kind, (from, to) => all.Where(row => row.PlacedUtcSeconds >= from && row.PlacedUtcSeconds < to).Select(TotalRow.Of))
            .Over(all[0].PlacedUtcSeconds, all[^1].PlacedUtcSeconds + 1);
    }

    private static IEnumerable<StationStateRow> Rows(int count, double? rain = null) => Enumerable.Range(0, count).Select(i =>
    {
        int variables = VariableCatalogue.All.Count;
        StationStateRow row = new()
        {
            Key = new FrameKey(Frames.Logger, Frames.Epoch, (uint)i + 1), PlacedUtcSeconds = Frames.Start + 900L * i, Simulated = false, Qualifiers = "P", Findings = "",
            Values = new double?[variables], StandardUncertainties = new double?[variables], Flags = [.. Enumerable.Repeat(QcFlag.Pass, variables)],
        };
        row.Values[(int)StationVariable.Stage] = 0.75;
        row.Values[(int)StationVariable.SpecificConductance] = 360;
        row.Values[(int)StationVariable.Discharge] = 0.99569;
        row.Values[(int)StationVariable.Alkalinity] = 203.79;
        row.Values[(int)StationVariable.Rain] = rain;
        return row;
    });
}
