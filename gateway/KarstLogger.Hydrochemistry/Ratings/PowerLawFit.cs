using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// Power law Q = C (h - h0)^b through gaugings by least squares of ln Q, with h0 free: for each trial h0 the rest is a straight line, so that only h0 is
/// searched (4000 log-spaced distances below the lowest gauging, then golden section). Source: docs/equations/ratings.md 1; checked against scipy's figures in rating_powerlaw.json.
/// </summary>
public sealed record PowerLawFit
{
    /// <summary>Distances of h0 below the lowest gauging that are tried, as shares of the gauged stage range (docs/equations/ratings.md 1).</summary>
    private const double LeastDistanceShare = 1e-6, MostDistanceShare = 5;

    private const int GridPoints = 4000;

    /// <summary>ln C, C in m3/s at one metre above <see cref="HeadDatumMetres"/>.</summary>
    public required double LnC { get; init; }

    /// <summary>Exponent b, dimensionless.</summary>
    public required double Exponent { get; init; }

    /// <summary>h0, m above the station datum: below every gauging.</summary>
    public required double HeadDatumMetres { get; init; }

    /// <summary>Sum of squared (weighted) residuals of ln Q.</summary>
    public required double SumOfSquaresLn { get; init; }

    /// <summary>Residual standard deviation of ln Q, n - 3 degrees of freedom.</summary>
    public required double ResidualStandardDeviationLn { get; init; }

    /// <summary>Covariance of (ln C, b, h0), row by row, 9 values.</summary>
    public required ImmutableArray<double> Covariance { get; init; }

    /// <summary>Student's t at 0.975 for n - 3 degrees of freedom; kept with the rating so that no later evaluation recomputes it.</summary>
    public required double StudentT975 { get; init; }

    /// <summary>ln Q measured minus ln Q of the curve, in the order of the gaugings.</summary>
    public required ImmutableArray<double> ResidualsLn { get; init; }

    /// <summary>The gaugings fitted, in the order given.</summary>
    public required ImmutableArray<Gauging> Gaugings { get; init; }

    /// <summary>True where the best h0 lies at the edge of the search: the gaugings do not define it, and a surveyed datum is needed.</summary>
    public required bool HeadDatumUndefined { get; init; }

    /// <summary>C, m3/s at one metre of head.</summary>
    public double C => Elementary.Exp(LnC);

    /// <summary>Factor from median to mean for lognormal residuals, exp(s2/2) (docs/equations/ratings.md 3).</summary>
    public double LognormalFactor => Elementary.Exp(ResidualStandardDeviationLn * ResidualStandardDeviationLn / 2);

    /// <summary>Duan's smearing factor: the mean of exp(residual) (docs/equations/ratings.md 3).</summary>
    public double DuanFactor => ResidualsLn.Average(Elementary.Exp);

    /// <summary>Fits all gaugings with equal weight. Needs at least four, all with positive discharge, at two stages or more.</summary>
    public static FitOutcome<PowerLawFit> Fit(IReadOnlyList<Gauging> gaugings) => Fit(gaugings, [.. gaugings.Select(_ => 1.0)]);

    /// <summary>
    /// Fits with weights 1/(s_m2 + s_r2), s_m of each gauging and s_r the scatter that the gaugings' own uncertainty does not explain, from an unweighted
    /// first pass (docs/equations/ratings.md 1). Weights are scaled to mean one, so that the residual standard deviation stays in ln units.
    /// </summary>
    public static FitOutcome<PowerLawFit> FitWeighted(IReadOnlyList<Gauging> gaugings)
    {
        FitOutcome<PowerLawFit> first = Fit(gaugings);
        if (first.Fit is not { } unweighted)
            return first;
        double[] variances = [.. gaugings.Select(g => g.StandardDeviationLn * g.StandardDeviationLn)];
        double s2 = unweighted.ResidualStandardDeviationLn * unweighted.ResidualStandardDeviationLn;
        double unexplained = Math.Max(s2 - variances.Average(), s2 * 0.01);
        double[] weights = [.. variances.Select(v => 1 / (v + unexplained))];
        double mean = weights.Average();
        return Fit(gaugings, [.. weights.Select(w => w / mean)]);
    }

    private static FitOutcome<PowerLawFit> Fit(IReadOnlyList<Gauging> gaugings, double[] weights)
    {
        if (gaugings.Count < 4)
            return FitOutcome<PowerLawFit>.Refused(FitRefusal.TooFewGaugings);
        if (gaugings.Any(g => !(g.CubicMetresPerSecond > 0)))
            return FitOutcome<PowerLawFit>.Refused(FitRefusal.DischargeNotPositive);
        double lowest = gaugings.Min(g => g.StageMetres), range = gaugings.Max(g => g.StageMetres) - lowest;
        if (!(range > 0))
            return FitOutcome<PowerLawFit>.Refused(FitRefusal.NoStageRange);
        double[] lnQ = [.. gaugings.Select(g => Elementary.Log(g.CubicMetresPerSecond))];
        double Sse(double lnDistance) => Line(gaugings, lnQ, weights, lowest - Elementary.Exp(lnDistance)).Sse;

        double least = Elementary.Log(LeastDistanceShare * range), most = Elementary.Log(MostDistanceShare * range), step = (most - least) / (GridPoints - 1);
        int best = Enumerable.Range(0, GridPoints).MinBy(i => Sse(least + i * step));
        double lnDistance = GoldenSectionMinimizer.Minimum(ObjectiveFunction.ScalarValue(Sse),
            least + Math.Max(best - 1, 0) * step, least + Math.Min(best + 1, GridPoints - 1) * step, 1e-10, 200).MinimizingPoint;
        PowerLawFit fit = AtDatum(gaugings, lnQ, weights, lowest - Elementary.Exp(lnDistance)) with { HeadDatumUndefined = best is 0 or GridPoints - 1 };
        return fit.Exponent is < 0.3 or > 6
            ? FitOutcome<PowerLawFit>.Refused(FitRefusal.ExponentOutOfRange)
            : FitOutcome<PowerLawFit>.Of(fit);
    }

    private static PowerLawFit AtDatum(IReadOnlyList<Gauging> gaugings, double[] lnQ, double[] weights, double datum)
    {
        (double lnC, double b, double sse) = Line(gaugings, lnQ, weights, datum);
        int n = gaugings.Count;
        double variance = sse / (n - 3);
        Matrix<double> jacobian = Matrix<double>.Build.Dense(n, 3, (i, j) =>
        {
            double head = gaugings[i].StageMetres - datum;
            return Math.Sqrt(weights[i]) * (j switch { 0 => 1, 1 => Elementary.Log(head), _ => -b / head });
        });
        Matrix<double> rInverse = jacobian.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).R.Inverse();
        return new PowerLawFit
        {
            LnC = lnC,
            Exponent = b,
            HeadDatumMetres = datum,
            SumOfSquaresLn = sse,
            ResidualStandardDeviationLn = Math.Sqrt(variance),
            Covariance = [.. (rInverse * rInverse.Transpose() * variance).ToRowMajorArray()],
            StudentT975 = StudentT.InvCDF(0, 1, n - 3, 0.975),
            ResidualsLn = [.. gaugings.Select((g, i) => lnQ[i] - lnC - b * Elementary.Log(g.StageMetres - datum))],
            Gaugings = [.. gaugings],
            HeadDatumUndefined = false,
        };
    }

    /// <summary>The straight line ln Q = lnC + b ln(h - datum) by centred two-pass weighted least squares.</summary>
    private static (double LnC, double B, double Sse) Line(IReadOnlyList<Gauging> gaugings, double[] lnQ, double[] weights, double datum)
    {
        int n = gaugings.Count;
        double[] x = new double[n];
        double sumW = 0, meanX = 0, meanY = 0, sxx = 0, sxy = 0, sse = 0;
        for (int i = 0; i < n; i++)
        {
            x[i] = Elementary.Log(gaugings[i].StageMetres - datum);
            sumW += weights[i];
            meanX += weights[i] * x[i];
            meanY += weights[i] * lnQ[i];
        }
        meanX /= sumW;
        meanY /= sumW;
        for (int i = 0; i < n; i++)
        {
            sxx += weights[i] * (x[i] - meanX) * (x[i] - meanX);
            sxy += weights[i] * (x[i] - meanX) * (lnQ[i] - meanY);
        }
        double b = sxy / sxx;
        for (int i = 0; i < n; i++)
        {
            double residual = lnQ[i] - meanY - b * (x[i] - meanX);
            sse += weights[i] * residual * residual;
        }
        return (meanY - b * meanX, b, sse);
    }
}
