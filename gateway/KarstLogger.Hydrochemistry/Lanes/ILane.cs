namespace KarstLogger.Hydrochemistry.Lanes;

/// <summary>
/// One or several doubles side by side, each treated alike. A formula written over <typeparamref name="TSelf"/> gives the same bits in every lane and
/// in every width, because each member is one correctly rounded IEEE 754 operation (docs/decisions: same bits). A mask is a lane whose bits are all ones or all zero.
/// </summary>
internal interface ILane<TSelf> where TSelf : unmanaged, ILane<TSelf>
{
    /// <summary>How many doubles stand side by side.</summary>
    static abstract int Count { get; }

    /// <summary>The same value in each lane.</summary>
    static abstract TSelf Create(double value);

    /// <summary>Reads <see cref="Count"/> doubles from the start of <paramref name="from"/>.</summary>
    static abstract TSelf Load(ReadOnlySpan<double> from);

    /// <summary>Writes <see cref="Count"/> doubles to the start of <paramref name="to"/>.</summary>
    void Store(Span<double> to);

    static abstract TSelf operator +(TSelf a, TSelf b);
    static abstract TSelf operator -(TSelf a, TSelf b);
    static abstract TSelf operator *(TSelf a, TSelf b);
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a * b + c, rounded once; never replaced by two roundings, whatever the processor.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Sqrt(TSelf x);

    /// <summary>The magnitude: the sign bit cleared.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>Mask of a &lt; b; false where either is not a number.</summary>
    static abstract TSelf LessThan(TSelf a, TSelf b);

    /// <summary>Mask of a &lt;= b; false where either is not a number.</summary>
    static abstract TSelf AtMost(TSelf a, TSelf b);

    /// <summary>Lane by lane <paramref name="yes"/> where the mask is set, else <paramref name="no"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf yes, TSelf no);

    /// <summary>Both masks.</summary>
    static abstract TSelf And(TSelf a, TSelf b);

    /// <summary>Either mask.</summary>
    static abstract TSelf Or(TSelf a, TSelf b);

    /// <summary>True where the mask is set in each lane.</summary>
    static abstract bool All(TSelf mask);

    /// <summary>Multiplies <paramref name="x"/> by 2^n, where n is the integer in the low bits of <paramref name="shifted"/> (a double of magnitude 2^52); no overflow check.</summary>
    static abstract TSelf ScaleByShifted(TSelf x, TSelf shifted);

    /// <summary>The biased exponent of a positive normal number, as a double 1 to 2046.</summary>
    static abstract TSelf BiasedExponent(TSelf x);

    /// <summary>The significand of a positive normal number, in [1, 2).</summary>
    static abstract TSelf Significand(TSelf x);
}
