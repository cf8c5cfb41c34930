namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>Water above the probe, in metres. Not referred to the station datum.</summary>
public readonly record struct Depth : IComparable<Depth>
{
    private Depth(double value) => Metres = value;

    /// <summary>The value in m; -10 to 500.</summary>
    public double Metres { get; }

    /// <summary>From m.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside -10 to 500.</exception>
    public static Depth FromMetres(double value) => new(Checked.Range(value, -10, 500, "Depth", "m"));

    /// <inheritdoc/>
    public int CompareTo(Depth other) => Metres.CompareTo(other.Metres);
}
