using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Tests.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Flux;

public class UncertaintyBudgetTests
{
    private const long Day = 86400;

    private static readonly ReferenceStation Station = ReferenceStation.From(ReferenceJson.Hydrology("uncertainty.json"));

    [Theory]
    [InlineData(UncertaintySource.RatingParameters)]
    [InlineData(UncertaintySource.RegressionParameters)]
    [InlineData(UncertaintySource.LevelOffset)]
    [InlineData(UncertaintySource.ConductanceGain)]
    [InlineData(UncertaintySource.ReadingNoise)]
    [InlineData(UncertaintySource.RegressionResidual)]
    [InlineData(UncertaintySource.RatingResidual)]
    public void Without_one_source_the_variance_falls_by_exactly_its_stated_share(UncertaintySource source)
    {
        UncertaintyBudget with = Budget(Station, 0, 40 * Day), without = Budget(Without(source), 0, 40 * Day);
        Assert.True(with.ShareOf(source) > 0);
        Assert.Equal(1 - with.ShareOf(source), without.Variance / with.Variance, 1e-12);
        Assert.Equal(with.Total, without.Total);
    }

    [Fact]
    public void Two_periods_joined_have_the_uncertainty_of_the_whole()
    {
        // Cut at a sample, inside a service block: the joined sums and one pass over everything must agree to rounding.
        PeriodLoad first = Load(Station, 0, 13 * Day), second = Load(Station, 13 * Day, 40 * Day);
        first.Sums.Join(second.Sums);
        UncertaintyBudget joined = first.Sums.Budget(first.LoadMoles + second.LoadMoles), whole = Budget(Station, 0, 40 * Day);
        Assert.Equal(whole.Total, joined.Total, 1e-9 * whole.Total);
        foreach (UncertaintyComponent component in whole.Components)
            Assert.Equal(component.Variance, joined.VarianceOf(component.Source), 1e-9 * whole.Variance);
    }

    [Fact]
    public void Two_years_of_one_rating_add_up_linearly_and_not_in_quadrature()
    {
        // The same year twice, years apart: parameters are fully correlated (double), offsets of other service blocks and residuals are not (times sqrt 2).
        ReferenceStation served = Change(Station, sonde: Station.Sonde with { ServiceUtcSeconds = [1000 * Day] });
        PeriodLoad first = Load(served, 0, 40 * Day), second = Load(served, 2000 * Day, 2040 * Day);
        UncertaintyBudget one = first.Budget;
        first.Sums.Join(second.Sums);
        UncertaintyBudget both = first.Sums.Budget(first.LoadMoles + second.LoadMoles);
        Assert.Equal(4 * one.VarianceOf(UncertaintySource.RatingParameters), both.VarianceOf(UncertaintySource.RatingParameters), 1e-9 * one.Variance);
        Assert.Equal(2 * one.VarianceOf(UncertaintySource.LevelOffset), both.VarianceOf(UncertaintySource.LevelOffset), 1e-9 * one.Variance);
        Assert.Equal(2 * one.VarianceOf(UncertaintySource.RatingResidual), both.VarianceOf(UncertaintySource.RatingResidual), 1e-9 * one.Variance);
    }

    [Fact]
    public void An_area_of_twenty_percent_dominates_a_load_of_five_and_a_half()
    {
        // flux.md, Area: +-20 % with a 5.5 % load gives 20.7 %.
        UncertaintyBudget load = new(100, [new(UncertaintySource.RatingResidual, 5.5 * 5.5)]);
        UncertaintyBudget specific = load.PerArea(12, 0.20);
        Assert.Equal(0.207, specific.RelativeStandardUncertainty!.Value, 0.0005);
        Assert.Equal(100.0 / 12, specific.Total, 1e-12);
        Assert.Equal(0.93, specific.ShareOf(UncertaintySource.Area), 0.005);
    }

    [Fact]
    public void A_filled_gap_adds_the_rectangle_between_its_two_ends()
    {
        // Load 2 and 5 mol/s at the ends of a 2 h gap: half width 1.5 mol/s * 7200 s, divided by sqrt 3 (GUM 4.3.7) = 6235.3829 mol.
        LoadIntegral integral = new(new("gap", 0, 7200), LoadRules.Default, SondeUncertainty.Default);
        foreach ((long t, double q) in new[] { (0L, 2.0), (7200L, 5.0) })
            integral.Add(new() { UtcSeconds = t, DischargeCubicMetresPerSecond = q, ConcentrationMolesPerCubicMetre = 1 });
        Assert.Equal(6235.3829, integral.Close().Budget.StandardUncertainty, 0.0001);
    }

    [Fact]
    public void Low_water_over_the_head_datum_asks_for_simulation()
    {
        // u_h = sqrt(0.005^2 + 0.003^2) = 0.00583 m: 0.15 of it is reached at a head of 0.0389 m (hydrology.md section 6).
        PeriodLoad At(double head)
        {
            LoadIntegral integral = new(new("two", 0, 900), LoadRules.Default, Station.Sonde);
            integral.Add(Station.Sample(0, Station.HeadDatum + head, 400));
            integral.Add(Station.Sample(900, Station.HeadDatum + head, 400));
            return integral.Close();
        }
        Assert.True(At(0.0390).LinearPropagationHolds);
        Assert.False(At(0.0388).LinearPropagationHolds);
    }

    [Fact]
    public void Where_linear_propagation_does_not_hold_the_interval_is_simulated_or_absent()
    {
        // A head of 0.03 m under an offset of 0.005 m: u_h / head = 0.19.
        LoadSample[] samples = [.. Enumerable.Range(0, 97).Select(i => Station.Sample(900 * i, Station.HeadDatum + 0.03, 400))];
        LoadIntegral integral = new(new("day", 0, Day), LoadRules.Default, Station.Sonde);
        foreach (LoadSample sample in samples)
            integral.Add(sample);
        PeriodLoad linear = integral.Close();
        Assert.Null(linear.Interval95Moles);
        PeriodLoad simulated = linear.SimulatedBy(new MonteCarloLoad(500, 7, Station.Sonde, Station.Deviated), samples, Station.Sonde);
        Assert.Equal(linear.LoadMoles, simulated.LoadMoles);
        (double lower, double upper) = simulated.Interval95Moles!.Value;
        // A discharge cannot fall as far below as it rises above: the linear interval would reach below zero here.
        Assert.True(linear.Budget.Interval95.Lower < lower);
        Assert.True(lower >= 0);
        Assert.True(upper - simulated.LoadMoles > simulated.LoadMoles - lower);
        Assert.Equal(1, simulated.Budget.ShareOf(UncertaintySource.Simulation));
    }

    private static ReferenceStation Without(UncertaintySource source)
    {
        ModelUncertainty rating = Station.Rating, line = Station.Regression;
        double[,] zero3 = new double[3, 3], zero2 = new double[2, 2];
        return source switch
        {
            UncertaintySource.RatingParameters => Change(Station, new("r", zero3, rating.ResidualStandardDeviation, rating.ResidualCorrelationSeconds)),
            UncertaintySource.RatingResidual => Change(Station, new("r", Matrix(rating), 0, rating.ResidualCorrelationSeconds)),
            UncertaintySource.RegressionParameters => Change(Station, line: new("c", zero2, line.ResidualStandardDeviation, line.ResidualCorrelationSeconds)),
            UncertaintySource.RegressionResidual => Change(Station, line: new("c", Matrix(line), 0, line.ResidualCorrelationSeconds)),
            UncertaintySource.LevelOffset => Change(Station, sonde: Station.Sonde with { LevelOffsetMetres = 0 }),
            UncertaintySource.ConductanceGain => Change(Station, sonde: Station.Sonde with { ConductanceGainRelative = 0 }),
            _ => Change(Station, sonde: Station.Sonde with { LevelNoiseMetres = 0, ConductanceNoiseMicrosiemens = 0 }),
        };
    }

    private static double[,] Matrix(ModelUncertainty model)
    {
        double[,] matrix = new double[model.ParameterCount, model.ParameterCount];
        for (int i = 0; i < matrix.Length; i++)
            matrix[i / model.ParameterCount, i % model.ParameterCount] = model.Covariance(i / model.ParameterCount, i % model.ParameterCount);
        return matrix;
    }

    private static ReferenceStation Change(ReferenceStation s, ModelUncertainty? rating = null, ModelUncertainty? line = null, SondeUncertainty? sonde = null) => new()
    {
        LnC = s.LnC, Exponent = s.Exponent, HeadDatum = s.HeadDatum, Intercept = s.Intercept, Slope = s.Slope,
        Rating = rating ?? s.Rating, Regression = line ?? s.Regression, Sonde = sonde ?? s.Sonde,
    };

    private static UncertaintyBudget Budget(ReferenceStation station, long start, long end) => Load(station, start, end).Budget;

    private static PeriodLoad Load(ReferenceStation station, long start, long end)
    {
        LoadIntegral integral = new(new("stretch", start, end), LoadRules.Default, station.Sonde);
        for (long t = start; t <= end; t += 900)
            integral.Add(station.Sample(t, 0.35 + 0.1 * Math.Cos(t % (40 * Day) / (3.0 * Day)), 420 - 30 * Math.Cos(t % (40 * Day) / (3.0 * Day))));
        return integral.Close();
    }
}
