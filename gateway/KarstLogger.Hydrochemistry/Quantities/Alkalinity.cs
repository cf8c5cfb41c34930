namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>Titrated total alkalinity expressed as bicarbonate. Not the free bicarbonate ion and not DIC.</summary>
public readonly record struct Alkalinity : IComparable<Alkalinity>
{
    private Alkalinity(double value) => MilligramsPerLitreAsBicarbonate = value;

    /// <summary>The value in mg/L as HCO3; -1000 to 100000.</summary>
    public double MilligramsPerLitreAsBicarbonate { get; }

    /// <summary>From mg/L as HCO3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside -1000 to 100000.</exception>
    public static Alkalinity FromMilligramsPerLitreAsBicarbonate(double value) => new(Checked.Range(value, -1000, 100000, "Alkalinity", "mg/L as HCO3"));

    /// <inheritdoc/>
    public int CompareTo(Alkalinity other) => MilligramsPerLitreAsBicarbonate.CompareTo(other.MilligramsPerLitreAsBicarbonate);
}
