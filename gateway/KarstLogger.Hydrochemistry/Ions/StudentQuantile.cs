using MathNet.Numerics.Distributions;

namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>Quantiles and tail probabilities of Student's t, as the intervals of a regression need them.</summary>
internal static class StudentQuantile
{
    /// <summary>
    /// The two-sided 95 % factor t(0.975, degrees of freedom). Rounded to 12 decimals: the library works with the C library's logarithm, whose last digit differs
    /// between systems, and every interval of a regression carries this factor.
    /// </summary>
    public static double TwoSided95(int degreesOfFreedom) => Math.Round(StudentT.InvCDF(0, 1, degreesOfFreedom, 0.975), 12);

    /// <summary>The two-sided probability of a value at least as far out as <paramref name="t"/>.</summary>
    public static double TwoSidedProbability(double t, int degreesOfFreedom) => 2 * StudentT.CDF(0, 1, degreesOfFreedom, -Math.Abs(t));
}
