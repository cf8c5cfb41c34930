using MathNet.Numerics.LinearAlgebra;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// Covariance of a segmented fit, carried from the fitted parameters (ln C1, b, datums, breakpoints) to (ln C, b, h0) of every segment, so that one
/// evaluation serves all ratings. First order (GUM); derivatives by central differences.
/// </summary>
internal static class SegmentedCovariance
{
    /// <summary>Step of the differences: the cube root of the machine's precision balances rounding and curvature.</summary>
    private const double Step = 6e-6;

    public static double[] Of(SegmentedDesign design, double[] coefficients, SegmentedSearch.Point point, SegmentedSearch.Freedom freedom, double variance)
    {
        double[] theta = Pack(coefficients, point, freedom);
        Matrix<double> residualSlopes = Slopes(theta, t => Predictions(design, t, point, freedom));
        Matrix<double> normal = residualSlopes.TransposeThisAndMultiply(residualSlopes);
        AddPriors(design, normal, freedom);
        // At a flat optimum the normal matrix is nearly singular: the pseudo-inverse leaves out what the gaugings do not define at all.
        Matrix<double> ofTheta = normal.PseudoInverse() * variance;
        Matrix<double> toSegments = Slopes(theta, t => SegmentParameters(t, point, freedom));
        return (toSegments * ofTheta * toSegments.Transpose()).ToRowMajorArray();
    }

    private static void AddPriors(SegmentedDesign design, Matrix<double> normal, SegmentedSearch.Freedom freedom)
    {
        if (design.Priors is not { } priors)
            return;
        for (int j = 0; j < priors.Controls.Count; j++)
        {
            double b = priors.ResidualStandardDeviationLn / priors.Controls[j].ExponentUncertainty;
            normal[j + 1, j + 1] += b * b;
            if (freedom != SegmentedSearch.Freedom.OwnDatums)
                continue;
            // A held datum gets a weight that leaves it a micrometre.
            double h = priors.ResidualStandardDeviationLn / Math.Max(priors.Controls[j].HeadDatumUncertaintyMetres, 1e-6);
            int at = priors.Controls.Count + 1 + j;
            normal[at, at] += h * h;
        }
    }

    private static double[] Pack(double[] coefficients, SegmentedSearch.Point point, SegmentedSearch.Freedom freedom) => freedom switch
    {
        SegmentedSearch.Freedom.CommonDatum => [.. coefficients, point.Datums[0], .. point.Breakpoints],
        SegmentedSearch.Freedom.OwnDatums => [.. coefficients, .. point.Datums, .. point.Breakpoints],
        _ => coefficients,
    };

    private static (double[] Coefficients, SegmentedSearch.Point Point) Unpack(double[] theta, SegmentedSearch.Point given, SegmentedSearch.Freedom freedom)
    {
        int m = given.Datums.Length;
        return freedom switch
        {
            SegmentedSearch.Freedom.CommonDatum => (theta[..(m + 1)], new SegmentedSearch.Point([.. Enumerable.Repeat(theta[m + 1], m)], theta[(m + 2)..])),
            SegmentedSearch.Freedom.OwnDatums => (theta[..(m + 1)], new SegmentedSearch.Point(theta[(m + 1)..(2 * m + 1)], theta[(2 * m + 1)..])),
            _ => (theta, given),
        };
    }

    private static double[] Predictions(SegmentedDesign design, double[] theta, SegmentedSearch.Point given, SegmentedSearch.Freedom freedom)
    {
        (double[] coefficients, SegmentedSearch.Point point) = Unpack(theta, given, freedom);
        return design.Predict(coefficients, point.Datums, point.Breakpoints);
    }

    private static double[] SegmentParameters(double[] theta, SegmentedSearch.Point given, SegmentedSearch.Freedom freedom)
    {
        (double[] coefficients, SegmentedSearch.Point point) = Unpack(theta, given, freedom);
        return [.. SegmentedDesign.Segments(coefficients, point.Datums, point.Breakpoints).SelectMany(s => new[] { s.LnC, s.Exponent, s.HeadDatumMetres })];
    }

    private static Matrix<double> Slopes(double[] theta, Func<double[], double[]> of)
    {
        double[][] columns = [.. theta.Select((value, k) =>
        {
            double step = Step * Math.Max(Math.Abs(value), 0.01);
            double[] above = of([.. theta[..k], value + step, .. theta[(k + 1)..]]), below = of([.. theta[..k], value - step, .. theta[(k + 1)..]]);
            return above.Zip(below, (a, b) => (a - b) / (2 * step)).ToArray();
        })];
        return Matrix<double>.Build.DenseOfColumnArrays(columns);
    }
}
