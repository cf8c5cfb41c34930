using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Level;

/// <summary>
/// Density of air-free pure water at one atmosphere, kg/m3 (Tanaka et al. 2001, Metrologia 38:301, eq. 1, 0 to 40 degC).
/// Half a gram of dissolved load per litre adds 0.04 %, 0.4 mm on a metre of water, and is left out.
/// </summary>
public static class WaterDensity
{
    /// <summary>kg/m3 at the water's temperature; the formula is published for 0 to 40 degC.</summary>
    public static double KilogramsPerCubicMetre(WaterTemperature temperature)
    {
        double t = temperature.DegreesCelsius;
        double fromDensest = t - 3.983035;
        return 999.97495 * (1 - fromDensest * fromDensest * (t + 301.797) / (522528.9 * (t + 69.34881)));
    }
}
