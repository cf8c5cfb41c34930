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

    /// <summary>
    /// The absolute pressure, kPa, from which a sonde computed its own depth with a fixed barometer. A sonde that takes the air of the sea level is wrong by 1.4 m at 1250 m:
    /// its depth is taken apart here and compensated with the real air.
    /// </summary>
    /// <param name="sondeDepthMetres">The depth that the sonde printed.</param>
    /// <param name="assumedAirKilopascals">The air pressure that the sonde assumes, usually 101.325.</param>
    /// <param name="assumedKilogramsPerCubicMetre">The density that it assumes, usually 1000.</param>
    public static double AbsoluteKilopascalsBehind(double sondeDepthMetres, double assumedAirKilopascals, double assumedKilogramsPerCubicMetre) =>
        assumedAirKilopascals + sondeDepthMetres * assumedKilogramsPerCubicMetre * LocalGravity.StandardMetresPerSecondSquared / 1000;
}
