namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>Negative decimal logarithm of the hydrogen-ion activity, at the water's own temperature.</summary>
public readonly record struct PhValue : IComparable<PhValue>
{
    private PhValue(double value) => Ph = value;

    /// <summary>The value in pH; -1 to 15.</summary>
    public double Ph { get; }

    /// <summary>From pH.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside -1 to 15.</exception>
    public static PhValue FromPh(double value) => new(Checked.Range(value, -1, 15, "PhValue", "pH"));

    /// <inheritdoc/>
    public int CompareTo(PhValue other) => Ph.CompareTo(other.Ph);
}
