namespace KarstLogger.Hydrochemistry.Tests.Flux;

/// <summary>
/// Years with known truth: a spring whose stage and conductance, rating, regression, sonde errors and residuals are all drawn here from a seed. Its random numbers, its rating law and
/// its integration share nothing with the code under test; a year is 366 daily readings, of which the estimator sees stage and conductance only.
/// </summary>
internal sealed class SimulatedYears(int seed, bool isNeighbour = false)
{
    public const double LnC = 0.7, Exponent = 1.8, HeadDatum = 0.05, Intercept = 0.4, Slope = 0.009;
    public const double LnDischargeScatter = 0.05, DischargeScatterDays = 30, ConcentrationScatter = 0.12, ConcentrationScatterDays = 5;
    public const double LevelOffset = 0.006, Gain = 0.01, LevelNoise = 0.003, ConductanceNoise = 1;
    public const int Days = 366, ServiceDays = 61;

    /// <summary>Standard errors of ln C, b and h0 and of a and b, independent of each other: the truth is the estimate plus such a draw.</summary>
    public static readonly double[] RatingErrors = [0.02, 0.02, 0.002], LineErrors = [0.05, 0.0001];

    private readonly Random _random = new(seed);

    /// <summary>A neighbouring spring: ln Q of it = (ln Q of this one - 0.3)/0.9 + a scatter of 0.1 that lasts four days, drawn from a seed of its own.</summary>
    public const double NeighbourScatter = 0.1, NeighbourScatterDays = 4;

    private readonly SimulatedYears? _neighbourDraws = isNeighbour ? null : new(seed + 1000, isNeighbour: true);

    /// <summary>Daily discharge of the neighbour in the year that was drawn last.</summary>
    public double[] Neighbour { get; } = new double[Days];

    /// <summary>One year: daily stage and conductance as read, and the true load in mol.</summary>
    public (double[] Stage, double[] Conductance, double TrueLoad) Next()
    {
        double scatterN = NeighbourScatter * _neighbourDraws!.Normal();
        double lnC = LnC + RatingErrors[0] * Normal(), exponent = Exponent + RatingErrors[1] * Normal(), datum = HeadDatum + RatingErrors[2] * Normal();
        double a = Intercept + LineErrors[0] * Normal(), b = Slope + LineErrors[1] * Normal();
        double flood = 0, offset = 0, gain = 0, scatterQ = LnDischargeScatter * Normal(), scatterC = ConcentrationScatter * Normal(), load = 0;
        double[] stage = new double[Days], conductance = new double[Days];
        for (int day = 0; day < Days; day++)
        {
            if (day % ServiceDays == 0)
                (offset, gain) = (LevelOffset * Normal(), Gain * Normal());
            flood = 0.85 * flood + (_random.NextDouble() < 0.06 ? 0.4 * _random.NextDouble() : 0);
            double trueStage = 0.30 + 0.08 * Math.Sin(2 * Math.PI * day / Days) + flood, trueConductance = 430 - 150 * flood;
            double discharge = Math.Exp(lnC) * Math.Pow(trueStage - datum, exponent) * Math.Exp(scatterQ);
            double concentration = a + b * trueConductance + scatterC;
            load += (day is 0 or Days - 1 ? 43200 : 86400) * discharge * concentration;
            Neighbour[day] = Math.Exp((Math.Log(discharge) - 0.3) / 0.9 + scatterN);
            scatterN = _neighbourDraws.Next(scatterN, NeighbourScatter, NeighbourScatterDays);
            stage[day] = trueStage + offset + LevelNoise * Normal();
            conductance[day] = trueConductance * (1 + gain) + ConductanceNoise * Normal();
            scatterQ = Next(scatterQ, LnDischargeScatter, DischargeScatterDays);
            scatterC = Next(scatterC, ConcentrationScatter, ConcentrationScatterDays);
        }
        return (stage, conductance, load);
    }

    private double Next(double residual, double scatter, double days)
    {
        double keep = Math.Exp(-1 / days);
        return keep * residual + scatter * Math.Sqrt(1 - keep * keep) * Normal();
    }

    /// <summary>Standard normal, polar method of Marsaglia.</summary>
    private double Normal()
    {
        while (true)
        {
            double u = 2 * _random.NextDouble() - 1, v = 2 * _random.NextDouble() - 1, s = u * u + v * v;
            if (s is > 0 and < 1)
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
        }
    }
}
