using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace KarstLogger.Hydrochemistry.Springs;

/// <summary>
/// One local day of a variable as mean, trend and one harmonic: y = m + s (t - 12)/24 + a cos(2 pi t/24) + b sin(2 pi t/24), t in hours since local midnight.
/// Source and checks: docs/equations/springs.md 6.
/// </summary>
/// <param name="Count">Samples used.</param>
/// <param name="Mean">m, the level at noon without the harmonic.</param>
/// <param name="TrendPerDay">s, change over the day.</param>
/// <param name="Amplitude">Half of the daily swing, sqrt(a2 + b2).</param>
/// <param name="PeakHour">Local hour of the maximum, 0 to 24.</param>
/// <param name="Range">Largest minus smallest sample.</param>
/// <param name="RSquared">Share of the variance that the model explains.</param>
/// <param name="ResidualStandardDeviation">Standard deviation of what is left, n - 4 degrees of freedom.</param>
public sealed record DielCycle(int Count, double Mean, double TrendPerDay, double Amplitude, double PeakHour, double Range, double RSquared, double ResidualStandardDeviation)
{
    /// <summary>Least share of the day's samples: 72 of 96 (docs/equations/springs.md 6).</summary>
    public const double LeastCoverage = 0.75;

    /// <summary>The cycle of a day; nothing where fewer than three quarters of its samples are there.</summary>
    /// <param name="values">The samples from local midnight on, evenly spaced over 24 h; absent where there is none.</param>
    public static DielCycle? Of(IReadOnlyList<double?> values)
    {
        int[] rows = [.. Enumerable.Range(0, values.Count).Where(i => values[i] is not null)];
        if (values.Count < 8 || rows.Length < LeastCoverage * values.Count)
            return null;
        double step = 24.0 / values.Count;
        Matrix<double> design = Matrix<double>.Build.Dense(rows.Length, 4, (row, column) =>
        {
            double hour = rows[row] * step, angle = 2 * Math.PI * hour / 24;
            return column switch { 0 => 1, 1 => (hour - 12) / 24, 2 => Math.Cos(angle), _ => Math.Sin(angle) };
        });
        Vector<double> y = Vector<double>.Build.Dense(rows.Length, i => values[rows[i]]!.Value);
        Vector<double> found = design.QR(QRMethod.Thin).Solve(y), residuals = y - design * found;
        double sse = residuals.DotProduct(residuals), mean = y.Average(), total = y.Sum(v => (v - mean) * (v - mean));
        double peak = Math.Atan2(found[3], found[2]) * 24 / (2 * Math.PI);
        return new DielCycle(rows.Length, found[0], found[1], Math.Sqrt(found[2] * found[2] + found[3] * found[3]), peak < 0 ? peak + 24 : peak,
            y.Maximum() - y.Minimum(), total > 0 ? 1 - sse / total : 0, Math.Sqrt(sse / (rows.Length - 4)));
    }
}
