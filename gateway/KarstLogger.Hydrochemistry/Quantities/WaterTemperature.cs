namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>Temperature of the water, in degrees Celsius (ITS-90).</summary>
public readonly record struct WaterTemperature : IComparable<WaterTemperature>
{
    private WaterTemperature(double value) => DegreesCelsius = value;

    /// <summary>The value in degC; -5 to 100.</summary>
    public double DegreesCelsius { get; }

    /// <summary>From degC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside -5 to 100.</exception>
    public static WaterTemperature FromDegreesCelsius(double value) => new(Checked.Range(value, -5, 100, "WaterTemperature", "degC"));

    /// <inheritdoc/>
    public int CompareTo(WaterTemperature other) => DegreesCelsius.CompareTo(other.DegreesCelsius);
}
