namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>How one bottle sits in a fitted line.</summary>
/// <param name="Residual">y minus the line.</param>
/// <param name="Leverage">h = 1/n + (x - mean)^2/Sxx.</param>
/// <param name="InternalStudentised">e / (s sqrt(1 - h)).</param>
/// <param name="ExternalStudentised">The same with the scatter of the fit without this point; beyond 3 is an outlier.</param>
/// <param name="CookDistance">t^2 h / (2 (1 - h)); above 4/n the point pulls the line.</param>
/// <param name="Dffits">Shift of the fitted value in standard errors when the point is left out.</param>
public readonly record struct PointDiagnostics(
    double Residual, double Leverage, double InternalStudentised, double ExternalStudentised, double CookDistance, double Dffits);

/// <summary>Diagnostics of every point of a fit, with the flag rules of docs/equations/ions.md 1.</summary>
public sealed class LineDiagnostics
{
    private LineDiagnostics(IReadOnlyList<PointDiagnostics> points, double press, double predictedRSquared)
    {
        Points = points;
        Press = press;
        PredictedRSquared = predictedRSquared;
    }

    /// <summary>One entry per point, in the order of the fit.</summary>
    public IReadOnlyList<PointDiagnostics> Points { get; }

    /// <summary>Sum of squared leave-one-out residuals e / (1 - h).</summary>
    public double Press { get; }

    /// <summary>1 - PRESS/SST: what the line explains of bottles it has not seen.</summary>
    public double PredictedRSquared { get; }

    /// <summary>Points with a leverage above 3 p / n = 6 / n.</summary>
    public IEnumerable<int> HighLeverage => Where(p => p.Leverage > 6.0 / Points.Count);

    /// <summary>Points with a Cook's distance above 4 / n.</summary>
    public IEnumerable<int> HighInfluence => Where(p => p.CookDistance > 4.0 / Points.Count);

    /// <summary>Points whose externally studentised residual is beyond 3.</summary>
    public IEnumerable<int> Outliers => Where(p => Math.Abs(p.ExternalStudentised) > 3);

    /// <summary>Diagnostics of the points that <paramref name="line"/> was fitted to.</summary>
    public static LineDiagnostics Of(LeastSquaresLine line, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        PointDiagnostics[] points = new PointDiagnostics[x.Length];
        double press = 0, s = line.ResidualStandardDeviation;
        int n = line.Count;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = y[i] - line.At(x[i]), h = line.LeverageAt(x[i]);
            double inside = residual / (s * Math.Sqrt(1 - h));
            double outside = inside * Math.Sqrt((n - 3) / (n - 2 - inside * inside));
            double cook = inside * inside * h / (2 * (1 - h));
            points[i] = new(residual, h, inside, outside, cook, outside * Math.Sqrt(h / (1 - h)));
            press += residual / (1 - h) * (residual / (1 - h));
        }
        return new(points, press, 1 - press / line.TotalSumOfSquares);
    }

    private IEnumerable<int> Where(Func<PointDiagnostics, bool> rule) => Enumerable.Range(0, Points.Count).Where(i => rule(Points[i]));
}
