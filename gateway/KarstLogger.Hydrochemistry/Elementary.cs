using System.Runtime.Intrinsics;

namespace KarstLogger.Hydrochemistry;

/// <summary>
/// Exponential, logarithm and power with the same bits on every system, in scalar and in batch code (docs/decisions: same bits).
/// <see cref="Math"/>'s own call the C library, whose last digits differ between systems; they are banned in this project.
/// </summary>
public static class Elementary
{
    /// <summary>ln 10.</summary>
    public const double Ln10 = 2.302585092994045684;

    /// <summary>e to the power <paramref name="x"/>.</summary>
    public static double Exp(double x) => Vector128.Exp(Vector128.Create(x)).ToScalar();

    /// <summary>Natural logarithm; NaN below zero, minus infinity at zero.</summary>
    public static double Log(double x) => Vector128.Log(Vector128.Create(x)).ToScalar();

    /// <summary>Decimal logarithm; NaN below zero, minus infinity at zero.</summary>
    public static double Log10(double x) => Log(x) / Ln10;

    /// <summary>10 to the power <paramref name="x"/>.</summary>
    public static double Exp10(double x) => Exp(x * Ln10);

    /// <summary><paramref name="x"/> to the power <paramref name="y"/> for x &gt;= 0; 0 to a positive power is 0; NaN for x &lt; 0.</summary>
    public static double Pow(double x, double y) => x == 0 ? (y == 0 ? 1 : y > 0 ? 0 : double.PositiveInfinity) : Exp(y * Log(x));
}
