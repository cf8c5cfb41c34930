using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>A printed property of a water or solution by temperature, in even steps, linear between them; nothing is said outside the printed range.</summary>
/// <param name="FromDegreesCelsius">Temperature of the first value.</param>
/// <param name="StepDegreesCelsius">Distance of the values.</param>
/// <param name="Values">The values.</param>
internal readonly record struct TemperatureTable(double FromDegreesCelsius, double StepDegreesCelsius, ImmutableArray<double> Values)
{
    /// <summary>The value at a temperature; absent outside the table.</summary>
    public double? At(WaterTemperature temperature)
    {
        double steps = (temperature.DegreesCelsius - FromDegreesCelsius) / StepDegreesCelsius;
        if (!(steps >= 0 && steps <= Values.Length - 1))
            return null;
        int below = Math.Min((int)steps, Values.Length - 2);
        return Values[below] + (steps - below) * (Values[below + 1] - Values[below]);
    }
}
