using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Tests.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Flux;

public class CatchmentTests
{
    private const long Day = 86400;

    private static readonly Period Span = new("span", 0, 10 * Day);
    private static readonly ReferenceStation Station = ReferenceStation.From(ReferenceJson.Hydrology("uncertainty.json"));
    private static readonly CatchmentCrossing Spring = new("spring", CrossingDirection.Outlet), Overflow = new("overflow", CrossingDirection.Outlet),
        Sandstone = new("sandstone brook", CrossingDirection.Inflow, 6 * 3600);

    [Fact]
    public void Outlets_add_and_inflows_are_taken_off()
    {
        PeriodLoad spring = Load(0.40), overflow = Load(0.25), brook = Load(0.20);
        CatchmentLoad total = CatchmentLoad.Of(Span, [(Spring, spring), (Overflow, overflow), (Sandstone, brook)], []);
        Assert.Equal(spring.LoadMoles + overflow.LoadMoles - brook.LoadMoles, total.LoadMoles!.Value, 1e-6);
        Assert.Equal(spring.VolumeCubicMetres + overflow.VolumeCubicMetres - brook.VolumeCubicMetres, total.VolumeCubicMetres!.Value, 1e-6);
        Assert.Equal(PeriodStanding.Valid, total.Standing);
    }

    [Fact]
    public void One_missing_outlet_withholds_the_total_and_is_named()
    {
        PeriodLoad withheld = Load(0.25, until: 5 * Day);
        CatchmentLoad total = CatchmentLoad.Of(Span, [(Spring, Load(0.40)), (Overflow, withheld), (Sandstone, null)], []);
        Assert.Null(total.LoadMoles);
        Assert.Null(total.Budget);
        Assert.Equal(PeriodStanding.Withheld, total.Standing);
        Assert.Equal(["overflow", "sandstone brook"], total.MissingStations);
    }

    [Fact]
    public void A_known_underflow_leaves_the_total_provisional_and_named()
    {
        CatchmentLoad total = CatchmentLoad.Of(Span, [(Spring, Load(0.40))], ["underflow below the dam"]);
        Assert.Equal(PeriodStanding.Provisional, total.Standing);
        Assert.Equal(["underflow below the dam"], total.UnmeasuredPaths);
        Assert.NotNull(total.LoadMoles);
    }

    [Fact]
    public void What_the_same_regression_says_of_inflow_and_outlet_cancels_in_the_difference()
    {
        // The same water in and out: parameters of the shared models cancel, independent residuals of the two stations do not.
        PeriodLoad water = Load(0.40);
        CatchmentLoad nothing = CatchmentLoad.Of(Span, [(Spring, water), (Sandstone, Load(0.40))], []);
        Assert.Equal(0, nothing.LoadMoles!.Value, 1e-6);
        Assert.Equal(0, nothing.Budget!.VarianceOf(UncertaintySource.RegressionParameters), 1e-9 * water.Budget.Variance);
        Assert.Equal(2 * water.Budget.VarianceOf(UncertaintySource.RatingResidual), nothing.Budget.VarianceOf(UncertaintySource.RatingResidual), 1e-9 * water.Budget.Variance);
    }

    [Fact]
    public void An_inflow_is_counted_when_its_water_reaches_the_outlet()
    {
        Assert.Equal(6 * 3600 + 900, Sandstone.AtOutlet(Station.Sample(900, 0.4, 400)).UtcSeconds);
        Assert.Equal(900, Spring.AtOutlet(Station.Sample(900, 0.4, 400)).UtcSeconds);
    }

    [Fact]
    public void Runoff_of_more_than_nine_tenths_of_the_rain_is_doubted()
    {
        // 12 km2, 1200 mm of rain: 12.96 million m3 are 1080 mm = 0.9 of it.
        Assert.False(WaterBalance.Of(12.95e6, 12, 1200).IsSuspect);
        Assert.True(WaterBalance.Of(12.97e6, 12, 1200).IsSuspect);
        Assert.Equal(0.5, WaterBalance.Of(7.2e6, 12, 1200).RunoffRatio!.Value, 1e-12);
        Assert.True(WaterBalance.Of(1, 12, 0).IsSuspect);
    }

    [Fact]
    public void The_sink_per_area_is_said_as_CO2_and_as_C_with_the_area_in_its_budget()
    {
        // flux.md unit check as a total: 14.2083e6 mol of HCO3 in a mean year (0.120 m3/s * 228.93/61.0168 mol/m3 * 31557600 s) over 12 km2.
        UncertaintyBudget load = new(0.120 * 228.93 / 61.0168 * 31557600, [new(UncertaintySource.RatingResidual, Math.Pow(0.055 * 14208300, 2))]);
        CatchmentArea area = new(12, 8, 0.20, "three tracer tests", null, null);
        CarbonSinkTotal sink = CarbonSinkTotal.Of(load, new("year", 0, 31557600), CarbonSinkShare.CarbonateRockByCarbonicAcid, area);
        Assert.Equal(312.65, sink.TonnesCo2.Total, 0.005);
        Assert.Equal(26.054, sink.IntensityTonnesCo2PerSquareKilometreYear!.Total, 0.0005);
        Assert.Equal(7.1106, sink.IntensityTonnesCarbonPerSquareKilometreYear!.Total, 0.0001);
        Assert.Equal(1.5 * 26.054, sink.CarbonateIntensityTonnesCo2PerSquareKilometreYear!.Total, 0.001);
        Assert.Equal(0.055, sink.TonnesCo2.RelativeStandardUncertainty!.Value, 0.0001);
        Assert.Equal(0.207, sink.IntensityTonnesCo2PerSquareKilometreYear.RelativeStandardUncertainty!.Value, 0.0005);
        (double lower, double upper) = sink.StableTonnesCo2(StableSinkShare.GuizhouPaper);
        Assert.Equal(0.70 * 312.65, lower, 0.005);
        Assert.Equal(0.80 * 312.65, upper, 0.005);
    }

    [Fact]
    public void A_new_area_counts_from_its_date_and_a_hole_between_versions_gives_none()
    {
        CatchmentArea old = new(10, null, 0.3, "divide", null, 4 * Day), traced = new(15, 9, 0.1, "tracer", 4 * Day, null);
        Assert.Same(traced, CatchmentArea.In(new("after", 4 * Day, 5 * Day), [old, traced]));
        CatchmentArea both = CatchmentArea.In(Span, [old, traced])!;
        Assert.Equal(13, both.SquareKilometres, 1e-12); // 0.4 * 10 + 0.6 * 15
        Assert.Equal(0.3, both.RelativeStandardUncertainty);
        Assert.Null(both.CarbonateSquareKilometres);
        Assert.Null(CatchmentArea.In(Span, [traced]));
    }

    private static PeriodLoad Load(double stage, long until = 10 * Day)
    {
        LoadIntegral integral = new(Span, LoadRules.Default, Station.Sonde);
        for (long t = 0; t <= until; t += 900)
            integral.Add(Station.Sample(t, stage, 400));
        return integral.Close();
    }
}
