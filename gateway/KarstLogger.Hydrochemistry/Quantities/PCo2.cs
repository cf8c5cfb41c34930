namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>Partial pressure (fugacity) of CO2 in equilibrium with the water, absolute, in pascals.</summary>
public readonly record struct PCo2 : IComparable<PCo2>
{
    private PCo2(double value) => Pascals = value;

    /// <summary>The value in Pa; 0 to 10000000.</summary>
    public double Pascals { get; }

    /// <summary>From Pa.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside 0 to 10000000.</exception>
    public static PCo2 FromPascals(double value) => new(Checked.Range(value, 0, 10000000, "PCo2", "Pa"));

    /// <inheritdoc/>
    public int CompareTo(PCo2 other) => Pascals.CompareTo(other.Pascals);
}
