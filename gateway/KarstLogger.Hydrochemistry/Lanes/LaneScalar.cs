using System.Runtime.CompilerServices;

namespace KarstLogger.Hydrochemistry.Lanes;

/// <summary>One double: what every wider lane must agree with, bit for bit.</summary>
internal readonly struct LaneScalar : ILane<LaneScalar>
{
    /// <summary>2^52: a double at which one unit in the last place is 1.</summary>
    internal const double TwoToThe52 = 4503599627370496.0;

    internal const long TwoToThe52Bits = 0x4330000000000000;
    internal const long SignificandBits = 0x000FFFFFFFFFFFFF;
    internal const long OneBits = 0x3FF0000000000000;

    private readonly double _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private LaneScalar(double v) => _v = v;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <summary>The double itself.</summary>
    public double Value => _v;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Create(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Load(ReadOnlySpan<double> from) => new(from[0]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<double> to) => to[0] = _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar operator +(LaneScalar a, LaneScalar b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar operator -(LaneScalar a, LaneScalar b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar operator *(LaneScalar a, LaneScalar b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar operator /(LaneScalar a, LaneScalar b) => new(a._v / b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar FusedMultiplyAdd(LaneScalar a, LaneScalar b, LaneScalar c) => new(Math.FusedMultiplyAdd(a._v, b._v, c._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Sqrt(LaneScalar x) => new(Math.Sqrt(x._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Abs(LaneScalar x) => new(Math.Abs(x._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar LessThan(LaneScalar a, LaneScalar b) => new(Mask(a._v < b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar AtMost(LaneScalar a, LaneScalar b) => new(Mask(a._v <= b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Select(LaneScalar mask, LaneScalar yes, LaneScalar no) => All(mask) ? yes : no;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar And(LaneScalar a, LaneScalar b) => new(Mask(All(a) && All(b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Or(LaneScalar a, LaneScalar b) => new(Mask(All(a) || All(b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(LaneScalar mask) => BitConverter.DoubleToInt64Bits(mask._v) < 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar ScaleByShifted(LaneScalar x, LaneScalar shifted) =>
        new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x._v) + (BitConverter.DoubleToInt64Bits(shifted._v) << 52)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar BiasedExponent(LaneScalar x) =>
        new(BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(x._v) >>> 52) | TwoToThe52Bits) - TwoToThe52);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Significand(LaneScalar x) =>
        new(BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(x._v) & SignificandBits) | OneBits));

    private static double Mask(bool set) => BitConverter.Int64BitsToDouble(set ? -1L : 0L);
}
