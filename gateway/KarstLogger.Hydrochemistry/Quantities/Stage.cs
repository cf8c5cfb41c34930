namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>Water surface above the station datum (depth + deployment offset), in metres. Not the depth above the probe and not a staff reading.</summary>
public readonly record struct Stage : IComparable<Stage>
{
    private Stage(double value) => Metres = value;

    /// <summary>The value in m above the station datum; -100 to 1000.</summary>
    public double Metres { get; }

    /// <summary>From m above the station datum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside -100 to 1000.</exception>
    public static Stage FromMetres(double value) => new(Checked.Range(value, -100, 1000, "Stage", "m above the station datum"));

    /// <inheritdoc/>
    public int CompareTo(Stage other) => Metres.CompareTo(other.Metres);
}
