using System.Runtime.CompilerServices;

namespace KarstLogger.Hydrochemistry.Lanes;

/// <summary>
/// Exponential and logarithm over lanes. The runtime's own vector functions were tried first and fail the test of equal bits: one lane outside their fast range
/// sends all lanes of that vector to the C library (.NET 10, Vector512.Exp: the bits of 40 312 of 100 000 drawn lanes change when a neighbour is 800), and they use a
/// fused multiply-add only where the processor has one.
/// Both functions here are within 1 unit in the last place of the exact value (ElementaryTests).
/// </summary>
internal static class LaneMath
{
    // ln 2 in two parts (fdlibm e_exp.c, e_log.c): the first has 21 trailing zero bits, so that n * Ln2High is exact for |n| < 2^20.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Log2OfE = 1.4426950408889634074;

    /// <summary>1.5 * 2^52: adding it rounds a small double to an integer that then stands in the low bits.</summary>
    private const double RoundingShift = 6755399441055744.0;

    /// <summary>The largest magnitude taken: e^708 is below the largest double, e^-708 above the smallest normal one.</summary>
    internal const double ExpLimit = 708.0;

    /// <summary>e^x for |x| at most 708; the caller sees to that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Exp<T>(T x) where T : unmanaged, ILane<T>
    {
        T shift = T.Create(RoundingShift);
        T shifted = T.FusedMultiplyAdd(x, T.Create(Log2OfE), shift);
        T n = shifted - shift;
        T r = T.FusedMultiplyAdd(n, T.Create(-Ln2High), x);
        r = T.FusedMultiplyAdd(n, T.Create(-Ln2Low), r);
        return T.ScaleByShifted(TaylorExp(r), shifted);
    }

    /// <summary>Taylor series of e^r to r^13/13! for |r| at most ln(2)/2: the next term is 4e-18. Paired (Estrin) so that the processor can overlap the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T TaylorExp<T>(T r) where T : unmanaged, ILane<T>
    {
        T r2 = r * r;
        T r4 = r2 * r2;
        T c23 = T.FusedMultiplyAdd(r, T.Create(1.0 / 6), T.Create(0.5));
        T c45 = T.FusedMultiplyAdd(r, T.Create(1.0 / 120), T.Create(1.0 / 24));
        T c67 = T.FusedMultiplyAdd(r, T.Create(1.0 / 5040), T.Create(1.0 / 720));
        T c89 = T.FusedMultiplyAdd(r, T.Create(1.0 / 362880), T.Create(1.0 / 40320));
        T cAb = T.FusedMultiplyAdd(r, T.Create(1.0 / 39916800), T.Create(1.0 / 3628800));
        T cCd = T.FusedMultiplyAdd(r, T.Create(1.0 / 6227020800), T.Create(1.0 / 479001600));
        T low = T.FusedMultiplyAdd(c45, r2, c23);
        T middle = T.FusedMultiplyAdd(c89, r2, c67);
        T high = T.FusedMultiplyAdd(cCd, r2, cAb);
        T tail = T.FusedMultiplyAdd(T.FusedMultiplyAdd(high, r4, middle), r4, low);
        return T.FusedMultiplyAdd(tail, r2, r) + T.Create(1.0);
    }

    /// <summary>Natural logarithm of a positive normal number; other arguments are not permitted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log<T>(T x) where T : unmanaged, ILane<T>
    {
        T one = T.Create(1.0), half = T.Create(0.5);
        T exponent = T.BiasedExponent(x) - T.Create(1023.0);
        T m = T.Significand(x);
        T large = T.LessThan(T.Create(1.4142135623730951), m);
        m = T.Select(large, m * half, m);
        exponent = T.Select(large, exponent + one, exponent);

        // fdlibm's arrangement: log(1+f) = f - (f^2/2 - s (f^2/2 + R)), s = f/(2+f), R = s^2 (2/3 + 2/5 s^2 + ...).
        T f = m - one;
        T s = f / (T.Create(2.0) + f);
        T s2 = s * s;
        T s4 = s2 * s2;
        T s8 = s4 * s4;
        T a = T.FusedMultiplyAdd(T.Create(2.0 / 5), s2, T.Create(2.0 / 3));
        T b = T.FusedMultiplyAdd(T.Create(2.0 / 9), s2, T.Create(2.0 / 7));
        T c = T.FusedMultiplyAdd(T.Create(2.0 / 13), s2, T.Create(2.0 / 11));
        T d = T.FusedMultiplyAdd(T.Create(2.0 / 17), s2, T.Create(2.0 / 15));
        T e = T.FusedMultiplyAdd(T.Create(2.0 / 21), s2, T.Create(2.0 / 19));
        T series = T.FusedMultiplyAdd(T.FusedMultiplyAdd(e, s8, T.FusedMultiplyAdd(d, s4, c)), s8, T.FusedMultiplyAdd(b, s4, a));
        T halfSquare = half * f * f;
        T bent = T.FusedMultiplyAdd(s, T.FusedMultiplyAdd(series, s2, halfSquare), exponent * T.Create(Ln2Low));
        return T.FusedMultiplyAdd(exponent, T.Create(Ln2High), f - (halfSquare - bent));
    }

    /// <summary>The larger of two numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Max<T>(T a, T b) where T : unmanaged, ILane<T> => T.Select(T.LessThan(a, b), b, a);

    /// <summary>The smaller of two numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Min<T>(T a, T b) where T : unmanaged, ILane<T> => T.Select(T.LessThan(b, a), b, a);
}
