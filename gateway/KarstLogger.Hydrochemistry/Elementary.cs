using KarstLogger.Hydrochemistry.Lanes;

namespace KarstLogger.Hydrochemistry;

/// <summary>
/// Exponential, logarithm and power with the same bits on every system, in scalar and in batch code (docs/decisions: same bits).
/// <see cref="Math"/>'s own call the C library, whose last digits differ between systems; they are banned in this project.
/// </summary>
public static class Elementary
{
    /// <summary>ln 10.</summary>
    public const double Ln10 = 2.302585092994045684;

    /// <summary>2^54: lifts a subnormal number into the normal range.</summary>
    private const double TwoToThe54 = 18014398509481984.0;

    /// <summary>e to the power <paramref name="x"/>; infinity above 709.78, 0 below -708 (where results leave the normal range); NaN for NaN.</summary>
    public static double Exp(double x)
    {
        if (Math.Abs(x) <= LaneMath.ExpLimit)
            return LaneMath.Exp(LaneScalar.Create(x)).Value;
        if (x > LaneMath.ExpLimit)
            return x > 709.782712893384 ? double.PositiveInfinity : LaneMath.Exp(LaneScalar.Create(x - 2)).Value * Exp(2);
        return x < 0 ? 0 : double.NaN;
    }

    /// <summary>Natural logarithm; NaN below zero, minus infinity at zero.</summary>
    public static double Log(double x)
    {
        if (x >= 2.2250738585072014E-308 && x <= double.MaxValue)
            return LaneMath.Log(LaneScalar.Create(x)).Value;
        if (x > 0)
            return double.IsPositiveInfinity(x) ? x : LaneMath.Log(LaneScalar.Create(x * TwoToThe54)).Value - 54 * 0.693147180559945309;
        return x == 0 ? double.NegativeInfinity : double.NaN;
    }

    /// <summary>Decimal logarithm; NaN below zero, minus infinity at zero.</summary>
    public static double Log10(double x) => Log(x) / Ln10;

    /// <summary>10 to the power <paramref name="x"/>.</summary>
    public static double Exp10(double x) => Exp(x * Ln10);

    /// <summary><paramref name="x"/> to the power <paramref name="y"/> for x &gt;= 0; 0 to a positive power is 0; NaN for x &lt; 0.</summary>
    public static double Pow(double x, double y) => x == 0 ? (y == 0 ? 1 : y > 0 ? 0 : double.PositiveInfinity) : Exp(y * Log(x));
}
