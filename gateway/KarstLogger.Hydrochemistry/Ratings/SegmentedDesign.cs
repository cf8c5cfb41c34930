using MathNet.Numerics.LinearAlgebra;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// The linear half of a continuous segmented power law: with head datums and breakpoints given, ln Q is linear in (ln C1, b1 .. bm), because continuity fixes
/// each further C. Source: docs/equations/ratings.md 2.
/// </summary>
internal sealed class SegmentedDesign
{
    private readonly double[] _stages, _lnQ;
    private readonly int _segments;

    public SegmentedDesign(IReadOnlyList<Gauging> gaugings, int segments)
    {
        _stages = [.. gaugings.Select(g => g.StageMetres)];
        _lnQ = [.. gaugings.Select(g => Elementary.Log(g.CubicMetresPerSecond))];
        _segments = segments;
    }

    /// <summary>Priors of the exponents and the residual scatter they are weighed against; absent for a fit by gaugings alone.</summary>
    public (IReadOnlyList<RatingControl> Controls, double ResidualStandardDeviationLn)? Priors { get; init; }

    public int Gaugings => _stages.Length;

    /// <summary>True where each segment holds at least four gaugings and each lies above its datum.</summary>
    public bool Holds(double[] datums, double[] breakpoints, int fewestInSegment)
    {
        int[] counts = new int[_segments];
        foreach (double stage in _stages)
        {
            int segment = SegmentOf(stage, breakpoints);
            counts[segment]++;
            if (stage <= datums[segment])
                return false;
        }
        for (int k = 0; k + 1 < _segments; k++)
            if (breakpoints[k] <= datums[k] || breakpoints[k] <= datums[k + 1] || (k > 0 && breakpoints[k] <= breakpoints[k - 1]))
                return false;
        return counts.All(c => c >= fewestInSegment);
    }

    /// <summary>Least squares for (ln C1, b1 .. bm), with the residuals of the gaugings.</summary>
    public (double[] Coefficients, double[] Residuals) Solve(double[] datums, double[] breakpoints)
    {
        int n = _stages.Length, rows = n + (Priors is null ? 0 : _segments);
        Matrix<double> design = Matrix<double>.Build.Dense(rows, _segments + 1);
        Vector<double> target = Vector<double>.Build.Dense(rows);
        for (int i = 0; i < n; i++)
        {
            design.SetRow(i, Row(_stages[i], datums, breakpoints));
            target[i] = _lnQ[i];
        }
        for (int j = 0; Priors is { } priors && j < _segments; j++)
        {
            double weight = priors.ResidualStandardDeviationLn / priors.Controls[j].ExponentUncertainty;
            design[n + j, j + 1] = weight;
            target[n + j] = weight * priors.Controls[j].Exponent;
        }
        Vector<double> solution = design.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Solve(target);
        double[] residuals = (target - design * solution).SubVector(0, n).ToArray();
        return (solution.ToArray(), residuals);
    }

    /// <summary>ln Q of each gauging for a full set of parameters.</summary>
    public double[] Predict(double[] coefficients, double[] datums, double[] breakpoints) =>
        [.. _stages.Select(stage => Row(stage, datums, breakpoints).Zip(coefficients, (x, c) => x * c).Sum())];

    /// <summary>The segments that belong to a solution: each C from continuity.</summary>
    public static RatingSegment[] Segments(double[] coefficients, double[] datums, double[] breakpoints)
    {
        RatingSegment[] segments = new RatingSegment[datums.Length];
        double lnC = coefficients[0];
        for (int j = 0; j < segments.Length; j++)
        {
            if (j > 0)
                lnC += coefficients[j] * Elementary.Log(breakpoints[j - 1] - datums[j - 1]) - coefficients[j + 1] * Elementary.Log(breakpoints[j - 1] - datums[j]);
            segments[j] = new RatingSegment(lnC, coefficients[j + 1], datums[j], j < breakpoints.Length ? breakpoints[j] : null);
        }
        return segments;
    }

    private static double[] Row(double stage, double[] datums, double[] breakpoints)
    {
        double[] row = new double[datums.Length + 1];
        row[0] = 1;
        int segment = SegmentOf(stage, breakpoints);
        for (int k = 0; k < segment; k++)
        {
            row[k + 1] += Elementary.Log(breakpoints[k] - datums[k]);
            row[k + 2] -= Elementary.Log(breakpoints[k] - datums[k + 1]);
        }
        row[segment + 1] += Elementary.Log(stage - datums[segment]);
        return row;
    }

    private static int SegmentOf(double stage, double[] breakpoints)
    {
        int segment = 0;
        while (segment < breakpoints.Length && stage > breakpoints[segment])
            segment++;
        return segment;
    }
}
