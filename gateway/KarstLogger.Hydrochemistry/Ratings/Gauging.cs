namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// One discharge measurement and the stage it belongs to. A fit only needs both in one system of units; the names say the canonical one.
/// </summary>
/// <param name="StageMetres">Stage at the time of the gauging, m above the station datum.</param>
/// <param name="CubicMetresPerSecond">Measured discharge, m3/s; above zero for a log-space fit.</param>
public sealed record Gauging(double StageMetres, double CubicMetresPerSecond)
{
    /// <summary>The gauging's own identifier in the field book; kept with each rating that used it.</summary>
    public string Id { get; init; } = "";

    /// <summary>When it was measured, Unix seconds; absent where the list has no times.</summary>
    public long? UtcSeconds { get; init; }

    /// <summary>Half width of the 95 % interval of the measured discharge, m3/s; absent where the gauging carries none.</summary>
    public double? Uncertainty95CubicMetresPerSecond { get; init; }

    /// <summary>Standard deviation of ln Q of this measurement, ln(1 + U95/2/Q) (docs/equations/ratings.md 1); zero where no uncertainty is given.</summary>
    public double StandardDeviationLn =>
        Uncertainty95CubicMetresPerSecond is { } u ? Elementary.Log(1 + u / 2 / CubicMetresPerSecond) : 0;
}
