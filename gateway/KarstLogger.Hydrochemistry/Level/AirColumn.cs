namespace KarstLogger.Hydrochemistry.Level;

/// <summary>Air pressure at another height: the hypsometric law of an isothermal column of dry air.</summary>
public static class AirColumn
{
    /// <summary>Temperature of the standard atmosphere at sea level, K; what the law takes where the air's own temperature is unknown.</summary>
    public const double StandardKelvin = 288.15;

    private const double MolarMassKilogramsPerMole = 0.0289644; // dry air, US Standard Atmosphere 1976
    private const double GasConstant = 8.314462618; // J/(mol K), CODATA 2018

    /// <summary>
    /// The pressure <paramref name="heightMetres"/> above a barometer (negative: below it), in the unit of <paramref name="pressure"/>. 300 m at 2 degC taken at
    /// 288 K costs 14 mm of water: give the air's temperature where it is known.
    /// </summary>
    public static double PressureAbove(double pressure, double heightMetres, double gravityMetresPerSecondSquared, double airKelvin = StandardKelvin) =>
        pressure * Elementary.Exp(-gravityMetresPerSecondSquared * MolarMassKilogramsPerMole * heightMetres / (GasConstant * airKelvin));
}
