using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Level;

/// <summary>Depth of water above a pressure probe.</summary>
public static class WaterColumn
{
    /// <summary>From the gauge pressure of a vented probe (or absolute pressure minus the air's at the same place), in kPa.</summary>
    /// <returns>The depth; absent where it lies outside -10 to 500 m, which no spring probe reads.</returns>
    public static Depth? DepthOf(double gaugeKilopascals, WaterTemperature water, double gravityMetresPerSecondSquared)
    {
        double metres = 1000 * gaugeKilopascals / (WaterDensity.KilogramsPerCubicMetre(water) * gravityMetresPerSecondSquared);
        return metres >= -10 && metres <= 500 ? Depth.FromMetres(metres) : null;
    }
}
