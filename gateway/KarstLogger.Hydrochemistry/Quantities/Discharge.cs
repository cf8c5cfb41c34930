namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>Volume of water per time through the outlet, in cubic metres per second; negative where an estavelle swallows.</summary>
public readonly record struct Discharge : IComparable<Discharge>
{
    private Discharge(double value) => CubicMetresPerSecond = value;

    /// <summary>The value in m3/s; -10000 to 10000.</summary>
    public double CubicMetresPerSecond { get; }

    /// <summary>From m3/s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside -10000 to 10000.</exception>
    public static Discharge FromCubicMetresPerSecond(double value) => new(Checked.Range(value, -10000, 10000, "Discharge", "m3/s"));

    /// <inheritdoc/>
    public int CompareTo(Discharge other) => CubicMetresPerSecond.CompareTo(other.CubicMetresPerSecond);
}
