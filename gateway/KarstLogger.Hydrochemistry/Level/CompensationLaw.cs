using System.Globalization;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Level;

/// <summary>How an electrical conductivity is brought to 25 degC. The name of the law travels with the value, so that no value is compensated twice.</summary>
public sealed record CompensationLaw
{
    // ISO 7888:1985 table of f25 (EN 27888), natural waters, 0 to 35 degC in steps of 1 degC.
    private static readonly TemperatureTable F25 = new(0, 1,
    [
        1.918, 1.857, 1.800, 1.745, 1.693, 1.643, 1.596, 1.551, 1.508, 1.467, 1.428, 1.390,
        1.354, 1.320, 1.287, 1.256, 1.225, 1.196, 1.168, 1.141, 1.116, 1.091, 1.067, 1.044,
        1.021, 1.000, 0.979, 0.959, 0.940, 0.921, 0.903, 0.886, 0.869, 0.853, 0.837, 0.822,
    ]);

    private readonly double? _alphaPerDegree;

    private CompensationLaw(double? alphaPerDegree) => _alphaPerDegree = alphaPerDegree;

    /// <summary>Linear, 1.91 % per degree: potassium chloride, and the USGS practice for natural water.</summary>
    public static CompensationLaw Linear0191 { get; } = new(0.0191);

    /// <summary>Linear, 2.0 % per degree.</summary>
    public static CompensationLaw Linear0200 { get; } = new(0.020);

    /// <summary>The table of ISO 7888 for natural waters (nLF), 0 to 35 degC, linear between whole degrees. Not for potassium chloride.</summary>
    public static CompensationLaw NaturalWater { get; } = new((double?)null);

    /// <summary>True for the natural-water table.</summary>
    public bool IsNaturalWater => _alphaPerDegree is null;

    /// <summary>Linear with another coefficient, 0.015 to 0.025 per degree.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The coefficient is not one of water: 1.5 to 2.5 % per degree (a coefficient in percent is the usual slip).</exception>
    public static CompensationLaw Linear(double alphaPerDegree) =>
        alphaPerDegree is >= 0.015 and <= 0.025
            ? new(alphaPerDegree)
            : throw new ArgumentOutOfRangeException(nameof(alphaPerDegree), alphaPerDegree, "The temperature coefficient must be 0.015 to 0.025 per degC.");

    /// <summary>
    /// EC at 25 degC over EC in situ. Linear: 1 / (1 + alpha (T - 25)). Natural water: f25(T), a factor to multiply with.
    /// Absent outside 0 to 35 degC for the table; the linear law is used from -5 to 50 degC.
    /// </summary>
    public double? FactorTo25(WaterTemperature temperature)
    {
        double t = temperature.DegreesCelsius;
        return _alphaPerDegree is not { } alpha ? F25.At(temperature)
            : t is >= -5 and <= 50 ? 1 / (1 + alpha * (t - 25))
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => _alphaPerDegree is { } alpha ? string.Create(CultureInfo.InvariantCulture, $"linear {alpha}") : "nLF (ISO 7888)";
}
