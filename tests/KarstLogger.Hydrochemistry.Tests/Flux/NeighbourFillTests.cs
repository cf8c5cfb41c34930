using KarstLogger.Hydrochemistry.Flux;

namespace KarstLogger.Hydrochemistry.Tests.Flux;

/// <summary>Gaps filled by a neighbour's discharge. Days are numbered from 0; the neighbour's ln Q is chosen so that the line and its errors can be told by hand.</summary>
public class NeighbourFillTests
{
    private const long Day = 86400, Quarter = 900;
    private static readonly NeighbourChoice Choice = new("upper", LeastDays: 4);

    // ln Qn = 0, 1, 2, 3 (mean 1.5, sum of squares 5); ln Q = 1 + 0.5 x with residuals +0.1, -0.1, -0.1, +0.1: they are orthogonal to x and sum to 0.
    private static readonly CommonDay[] Four = [Common(0, 0, 1.1), Common(2, 1, 1.4), Common(4, 2, 1.9), Common(6, 3, 2.6)];

    [Fact]
    public void The_line_its_scatter_and_its_errors_are_those_of_least_squares()
    {
        NeighbourRegression line = NeighbourRegression.Fit(Choice, Four);
        Assert.Null(line.Refusal);
        Assert.Equal((1.75, 0.5), (Math.Round(line.Intercept, 12), Math.Round(line.Slope, 12)));
        // s2 = 0.04 / 2; var(intercept) = s2 / 4, var(slope) = s2 / 5; r = 0.5 * sqrt(5 / (0.25 * 5 + 0.04)).
        Assert.Equal(Math.Sqrt(0.02), line.Uncertainty!.ResidualStandardDeviation, 12);
        Assert.Equal((0.005, 0.004), (Math.Round(line.Uncertainty.Covariance(0, 0), 12), Math.Round(line.Uncertainty.Covariance(1, 1), 12)));
        Assert.Equal(0.5 * Math.Sqrt(5 / 1.29), line.Correlation, 12);
        // Mean of e^0.1 and e^-0.1: cosh 0.1 = 1.0050042.
        Assert.Equal(1.0050042, line.DuanFactor, 7);
    }

    [Fact]
    public void Residuals_of_days_that_follow_each_other_widen_the_errors()
    {
        // The same days without days between: the products of neighbours are -0.01, 0.01, -0.01, their mean is below 0: nothing to widen.
        CommonDay[] close = [.. Four.Select((day, i) => day with { DayStartUtcSeconds = i * Day })];
        Assert.Equal(0.005, NeighbourRegression.Fit(Choice, close).Uncertainty!.Covariance(0, 0), 12);
        double[] x = [0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1], e = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1];
        NeighbourRegression runs = NeighbourRegression.Fit(Choice, [.. x.Select((value, i) => Common(i, value, 2 + value + e[i]))]);
        // One change of sign in eleven pairs: r1 = (10 - 1) / 11 = 0.81818; wider by 1.81818 / 0.18182 = 10; s2 = 12 * 0.01 / 10 = 0.012; over 12 days 0.001, times 10.
        Assert.Equal(0.01, runs.Uncertainty!.Covariance(0, 0), 9);
        // tau = -1 day / ln(9 / 11) = 4.983 days.
        Assert.Equal(4.983 * Day, runs.Uncertainty.ResidualCorrelationSeconds, 100.0);
    }

    [Theory]
    [InlineData(5, 0.5, "4 common days with 'upper'; needed are 5")]
    [InlineData(4, 0.99, "r = 0.98 with 'upper'; needed is 0.99")]
    public void A_short_or_loose_common_record_is_refused_with_its_number(int days, double correlation, string told)
    {
        NeighbourRegression line = NeighbourRegression.Fit(Choice with { LeastDays = days, LeastCorrelation = correlation }, Four);
        Assert.Equal(told, line.Refusal);
        PeriodLoad load = Filled(line);
        Assert.Equal((0.0, 1), (load.LoadMolesByOrigin[(int)LoadOrigin.FilledNeighbour], load.GapCount));
    }

    [Fact]
    public void A_gap_beyond_the_other_rules_carries_the_neighbours_water_and_its_origin()
    {
        NeighbourRegression line = NeighbourRegression.Fit(Choice, Four);
        PeriodLoad load = Filled(line);
        // The neighbour runs at e^1.5, its mean: Q = 1.0050042 e^1.75 = 5.7834 m3/s. Concentration 2 to 4 mol/m3: its mean is 3. 191 filled quarter hours in the gap of two days.
        double q = 1.0050042 * Math.Exp(1.75), seconds = 2 * Day - 2 * Quarter;
        Assert.Equal(q * 3 * (seconds + Quarter), load.LoadMolesByOrigin[(int)LoadOrigin.FilledNeighbour], q * 3 * seconds * 1e-6);
        Assert.Equal(0, load.GapCount);
        Assert.True(load.SampledTimeCoverage < 0.51 && load.EstimatedLoadShare > 0.3);
        UncertaintyBudget budget = load.Budget;
        // At x = 0 only the intercept counts: u = 7.07 % of the filled load; the scatter of the residuals is of the same days (r1 = 0, tau = 0) and averages out over 192 samples.
        double filled = load.LoadMolesByOrigin[(int)LoadOrigin.FilledNeighbour];
        Assert.Equal(Math.Sqrt(0.005 + 0.02 / 192) * filled, Math.Sqrt(budget.VarianceOf(UncertaintySource.NeighbourFilling)), 0.002 * filled);
        // The concentration between 2 and 4: 1 / sqrt 3 mol/m3 through the whole gap.
        Assert.Equal(q * seconds / Math.Sqrt(3), Math.Sqrt(budget.VarianceOf(UncertaintySource.GapFilling)), 0.01 * q * seconds);
    }

    [Fact]
    public void Measured_time_and_short_gaps_are_left_to_their_own_rules()
    {
        NeighbourRegression line = NeighbourRegression.Fit(Choice, Four);
        LoadSample[] samples = [At(0, 2), At(Quarter, 2), At(Quarter + 7200, 2)];
        Assert.Equal(samples.Select(s => s.UtcSeconds), NeighbourFill.Apply(samples, new(), line, (_, _) => throw new InvalidOperationException("no gap to ask for")).Select(s => s.UtcSeconds));
    }

    private static PeriodLoad Filled(NeighbourRegression line)
    {
        LoadSample[] own = [At(0, 2), At(Day, 2), At(3 * Day, 4), At(4 * Day, 4)];
        LoadIntegral integral = new(new("p", 0, 4 * Day), new() { SamplingIntervalSeconds = Day }, SondeUncertainty.Default);
        // The neighbour is read every quarter hour; own samples are daily here, so the gap of two days is one of two intervals.
        foreach (LoadSample sample in NeighbourFill.Apply(own, new() { SamplingIntervalSeconds = Day }, line, (from, to) => Quarters(from, to)))
            integral.Add(sample);
        return integral.Close();
    }

    private static IEnumerable<(long, double)> Quarters(long from, long to)
    {
        for (long at = from + Quarter; at < to; at += Quarter)
            yield return (at, Math.Exp(1.5));
    }

    private static LoadSample At(long utcSeconds, double concentration) => new() { UtcSeconds = utcSeconds, DischargeCubicMetresPerSecond = 5, ConcentrationMolesPerCubicMetre = concentration };

    private static CommonDay Common(int day, double lnNeighbour, double lnOwn) => new(day * Day, Math.Exp(lnOwn), Math.Exp(lnNeighbour));
}
