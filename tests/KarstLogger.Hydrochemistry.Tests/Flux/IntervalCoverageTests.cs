using KarstLogger.Hydrochemistry.Flux;

namespace KarstLogger.Hydrochemistry.Tests.Flux;

public class IntervalCoverageTests
{
    private const long Day = 86400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void In_a_thousand_simulated_years_the_95_percent_interval_holds_the_truth_in_93_to_97_percent(int seed)
    {
        Assert.InRange(Coverage(seed, correlated: true), 0.93, 0.97);
    }

    [Fact]
    public void An_interval_that_takes_parameters_as_known_and_residuals_as_independent_holds_too_little()
    {
        // hydrology.md section 6 calls this the wrong way: the same years must show it.
        Assert.InRange(Coverage(1, correlated: false), 0.0, 0.90);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void With_seven_weeks_filled_by_a_neighbour_the_interval_of_the_year_still_holds_93_to_97_percent(int seed)
    {
        const int years = 1000, firstLost = 110, lost = 49;
        SimulatedYears spring = new(seed);
        ReferenceStation station = Station(correlated: true);
        LoadRules rules = new() { SamplingIntervalSeconds = Day };
        int held = 0;
        double largestShare = 0;
        for (int year = 0; year < years; year++)
        {
            (double[] stage, double[] conductance, double truth) = spring.Next();
            LoadSample[] own = [.. Enumerable.Range(0, stage.Length).Where(day => day is < firstLost or >= firstLost + lost).Select(day => station.Sample(day * Day, stage[day], conductance[day]))];
            NeighbourRegression line = NeighbourRegression.Fit(new("upper", LongestGapSeconds: 60 * Day), [.. own.Select(s => new CommonDay(s.UtcSeconds, s.DischargeCubicMetresPerSecond, spring.Neighbour[s.UtcSeconds / Day]))]);
            LoadIntegral integral = new(new("year", 0, (SimulatedYears.Days - 1) * Day), rules, station.Sonde);
            foreach (LoadSample sample in NeighbourFill.Apply(own, rules, line, (from, to) => Enumerable.Range((int)(from / Day) + 1, lost).Select(day => (day * Day, spring.Neighbour[day])), Rated))
                integral.Add(sample);
            PeriodLoad load = integral.Close();
            Assert.Equal(0, load.GapCount);
            (double lower, double upper) = load.Budget.Interval95;
            held += truth >= lower && truth <= upper ? 1 : 0;
            largestShare = Math.Max(largestShare, load.LoadMolesByOrigin[(int)LoadOrigin.FilledNeighbour] / load.LoadMoles);
        }
        Assert.True(largestShare > 0.15); // the fill is no trifle
        Assert.InRange(held / (double)years, 0.93, 0.97);

        // The rating's derivatives at the stage that has the filled discharge.
        LoadSample Rated(LoadSample filled)
        {
            double q = filled.DischargeCubicMetresPerSecond, head = Math.Exp((Math.Log(q) - SimulatedYears.LnC) / SimulatedYears.Exponent);
            return filled with { DischargeGradient = ParameterGradient.Of(q, q * Math.Log(head), -q * SimulatedYears.Exponent / head) };
        }
    }

    private static double Coverage(int seed, bool correlated)
    {
        const int years = 1000;
        SimulatedYears spring = new(seed);
        ReferenceStation station = Station(correlated);
        int held = 0;
        for (int year = 0; year < years; year++)
        {
            (double[] stage, double[] conductance, double truth) = spring.Next();
            LoadIntegral integral = new(new("year", 0, (SimulatedYears.Days - 1) * Day), new() { SamplingIntervalSeconds = Day }, station.Sonde);
            for (int day = 0; day < stage.Length; day++)
                integral.Add(station.Sample(day * Day, stage[day], conductance[day]));
            PeriodLoad load = integral.Close();
            Assert.True(load.LinearPropagationHolds);
            (double lower, double upper) = load.Budget.Interval95;
            held += truth >= lower && truth <= upper ? 1 : 0;
        }
        return held / (double)years;
    }

    private static ReferenceStation Station(bool correlated)
    {
        double factor = correlated ? Day : 0, known = correlated ? 1 : 0;
        double[,] rating = Diagonal(SimulatedYears.RatingErrors, known), line = Diagonal(SimulatedYears.LineErrors, known);
        return new()
        {
            LnC = SimulatedYears.LnC, Exponent = SimulatedYears.Exponent, HeadDatum = SimulatedYears.HeadDatum,
            Intercept = SimulatedYears.Intercept, Slope = SimulatedYears.Slope,
            Rating = new("rating", rating, SimulatedYears.LnDischargeScatter, factor * SimulatedYears.DischargeScatterDays),
            Regression = new("regression", line, SimulatedYears.ConcentrationScatter, factor * SimulatedYears.ConcentrationScatterDays),
            Sonde = new(SimulatedYears.LevelOffset, SimulatedYears.Gain, SimulatedYears.LevelNoise, SimulatedYears.ConductanceNoise,
                [.. Enumerable.Range(0, 6).Select(i => i * SimulatedYears.ServiceDays * Day)]),
        };
    }

    private static double[,] Diagonal(double[] errors, double scale)
    {
        double[,] covariance = new double[errors.Length, errors.Length];
        for (int i = 0; i < errors.Length; i++)
            covariance[i, i] = scale * errors[i] * errors[i];
        return covariance;
    }
}
