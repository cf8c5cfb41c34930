using System.Globalization;

namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>A neighbouring station whose discharge may fill gaps (docs/equations/flux.md 3). Off unless the station file names it; the limits are this project's and can be set there.</summary>
/// <param name="Station">Its slug.</param>
/// <param name="LeastCorrelation">Least r of ln Q over the common record.</param>
/// <param name="LeastDays">Least number of common days.</param>
/// <param name="LongestGapSeconds">Longer gaps stay withheld.</param>
/// <param name="LagSeconds">How much later this spring answers than the neighbour; negative where it is earlier.</param>
public sealed record NeighbourChoice(string Station, double LeastCorrelation = 0.8, int LeastDays = 90, long LongestGapSeconds = 30 * 86400, long LagSeconds = 0);

/// <summary>A common day: the mean discharges of both stations.</summary>
public readonly record struct CommonDay(long DayStartUtcSeconds, double Own, double Neighbour);

/// <summary>
/// ln Q of this spring on ln Q of a neighbour, ordinary least squares over daily means of the common record. The residuals of days follow each other: their lag-1 correlation r1 gives the
/// correlation time, and widens the covariance of the parameters by (1 + r1)/(1 - r1), the usual effective sample size of an AR(1) series.
/// </summary>
public sealed class NeighbourRegression
{
    // A residual that outlasts a month is no longer scatter but a change of the relation.
    private const double LongestCorrelationSeconds = 30 * 86400.0;

    private NeighbourRegression(NeighbourChoice choice) => Choice = choice;

    /// <summary>Which neighbour, and the limits.</summary>
    public NeighbourChoice Choice { get; }

    /// <summary>Common days.</summary>
    public int Days { get; private init; }

    /// <summary>Correlation of ln Q; 0 with fewer than three days.</summary>
    public double Correlation { get; private init; }

    /// <summary>ln Q of this spring at the neighbour's mean ln Q.</summary>
    public double Intercept { get; private init; }

    /// <summary>d ln Q / d ln Q of the neighbour.</summary>
    public double Slope { get; private init; }

    /// <summary>The neighbour's mean ln Q.</summary>
    public double MeanLnNeighbour { get; private init; }

    /// <summary>Mean of exp(residual) (Duan): a total wants the mean, not the median.</summary>
    public double DuanFactor { get; private init; } = 1;

    /// <summary>Covariance of intercept and slope, scatter of ln Q and its correlation time.</summary>
    public ModelUncertainty? Uncertainty { get; private init; }

    /// <summary>Why it may not be used; null where it may.</summary>
    public string? Refusal =>
        Days < Choice.LeastDays ? string.Create(CultureInfo.InvariantCulture, $"{Days} common days with '{Choice.Station}'; needed are {Choice.LeastDays}")
        : Correlation < Choice.LeastCorrelation ? string.Create(CultureInfo.InvariantCulture, $"r = {Correlation:0.00} with '{Choice.Station}'; needed is {Choice.LeastCorrelation:0.00}")
        : null;

    /// <summary>Fits the common record, in order of time; both discharges above 0.</summary>
    public static NeighbourRegression Fit(NeighbourChoice choice, IReadOnlyList<CommonDay> days)
    {
        int n = days.Count;
        if (n < 3)
            return new(choice) { Days = n };
        double[] x = [.. days.Select(day => Elementary.Log(day.Neighbour))], y = [.. days.Select(day => Elementary.Log(day.Own))];
        double meanX = x.Average(), meanY = y.Average(), xx = 0, xy = 0, yy = 0;
        for (int i = 0; i < n; i++)
        {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        if (xx == 0 || yy == 0)
            return new(choice) { Days = n };
        double slope = xy / xx;
        double[] residuals = [.. x.Select((value, i) => y[i] - meanY - slope * (value - meanX))];
        double squares = residuals.Sum(r => r * r), variance = squares / (n - 2);
        double r1 = squares == 0 ? 0 : LagOne(days, residuals, squares), wider = (1 + r1) / (1 - r1);
        double tau = r1 == 0 ? 0 : Math.Min(LongestCorrelationSeconds, -86400 / Elementary.Log(r1));
        return new(choice)
        {
            Days = n, Correlation = xy / Math.Sqrt(xx * yy), Intercept = meanY, Slope = slope, MeanLnNeighbour = meanX, DuanFactor = residuals.Average(Elementary.Exp),
            Uncertainty = new($"neighbour {choice.Station}", new[,] { { wider * variance / n, 0 }, { 0, wider * variance / xx } }, Math.Sqrt(variance), tau),
        };
    }

    /// <summary>A sample of the gap between two measured ones, at an instant with the neighbour's discharge (above 0).</summary>
    public LoadSample Fill(in LoadSample before, in LoadSample after, long utcSeconds, double neighbourCubicMetresPerSecond)
    {
        double share = (double)(utcSeconds - before.UtcSeconds) / (after.UtcSeconds - before.UtcSeconds), x = Elementary.Log(neighbourCubicMetresPerSecond) - MeanLnNeighbour;
        double q = DuanFactor * Elementary.Exp(Intercept + Slope * x);
        double c0 = before.ConcentrationMolesPerCubicMetre, c1 = after.ConcentrationMolesPerCubicMetre;
        double conductance = before.SpecificConductance + share * (after.SpecificConductance - before.SpecificConductance);
        return before with
        {
            UtcSeconds = utcSeconds, Origin = LoadOrigin.FilledNeighbour, DischargeCubicMetresPerSecond = q, ConcentrationMolesPerCubicMetre = c0 + share * (c1 - c0),
            // Nobody asked whether it was dry.
            CumulativeRainMillimetres = null, Fill = Uncertainty, FillLeverage = x, StageMetres = 0, HeadMetres = 0, DischargePerMetre = 0,
            // Through a gap the rating's parameters act on ln Q as they do at its beginning, unless the caller knows better.
            DischargeGradient = Scaled(before.DischargeGradient, q / before.DischargeCubicMetresPerSecond),
            SpecificConductance = conductance, ConcentrationGradient = before.Regression is null ? default : ParameterGradient.Of(1, conductance),
            ConcentrationFillUncertainty = Math.Abs(c1 - c0) / 2 / Math.Sqrt(3),
        };
    }

    private static ParameterGradient Scaled(in ParameterGradient gradient, double factor)
    {
        ParameterGradient scaled = default;
        for (int i = 0; i < ParameterGradient.MostParameters; i++)
            scaled[i] = factor * gradient[i];
        return scaled;
    }

    // Only days that follow each other; below 0 there is nothing to widen, and 0.99 keeps the widening finite.
    private static double LagOne(IReadOnlyList<CommonDay> days, double[] residuals, double squares)
    {
        double products = 0;
        int pairs = 0;
        for (int i = 1; i < residuals.Length; i++)
            if (days[i].DayStartUtcSeconds - days[i - 1].DayStartUtcSeconds == 86400)
            {
                products += residuals[i] * residuals[i - 1];
                pairs++;
            }
        return pairs == 0 ? 0 : Math.Clamp(products / pairs / (squares / residuals.Length), 0, 0.99);
    }
}
