namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>A limit in the parameter's unit, in percent of the reading, or the larger of both.</summary>
/// <param name="Absolute">In the parameter's unit; 0 = only the percentage.</param>
/// <param name="Percent">Percent of the reading; 0 = only the absolute limit.</param>
public readonly record struct ErrorLimit(double Absolute, double Percent)
{
    /// <summary>The limit at a reading, in the parameter's unit.</summary>
    public double At(double reading) => Math.Max(Absolute, Percent / 100 * Math.Abs(reading));
}
