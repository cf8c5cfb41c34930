namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// CO2 of a water in the units of its readers. Pa is absolute and needs no altitude; parts per million of dry air need the station's pressure (reference/flux.md, gas units).
/// </summary>
public static class GasUnits
{
    /// <summary>One standard atmosphere in Pa, exact.</summary>
    public const double PascalsPerAtmosphere = 101325;

    /// <summary>CO2 of the free atmosphere in ppmv of dry air, a round value of the early 2020s (reference/flux.md); an option of every verb that judges by it.</summary>
    public const double AtmosphericPpmvDry = 420;

    /// <summary>Microatmospheres from Pa.</summary>
    public static double Microatmospheres(double pascals) => pascals / PascalsPerAtmosphere * 1e6;

    /// <summary>Parts per million by volume of dry air at the station's pressure and saturated with vapour at the water's temperature: p / (P - p(H2O)).</summary>
    /// <returns>Null where the station's pressure does not exceed the vapour pressure.</returns>
    public static double? PpmvDry(double pascals, double stationPascals, double waterCelsius)
    {
        double dry = stationPascals - VapourPressurePascals(waterCelsius);
        return dry > 0 ? pascals / dry * 1e6 : null;
    }

    /// <summary>The fugacity in Pa that a water in balance with air of <paramref name="ppmvDry"/> would have.</summary>
    public static double AtmosphericPascals(double ppmvDry, double stationPascals, double waterCelsius) =>
        ppmvDry * 1e-6 * (stationPascals - VapourPressurePascals(waterCelsius));

    /// <summary>
    /// Mean air pressure in Pa at an altitude of -400 to 9000 m: P = 101325 (1 - 0.0065 h / 288.15)^5.25588 (ICAO standard atmosphere, Doc 7488, troposphere).
    /// A barometer at the station is better by a few hundred Pa.
    /// </summary>
    public static double StandardPressurePascals(double altitudeMetres) => PascalsPerAtmosphere * Elementary.Pow(1 - 0.0065 * altitudeMetres / 288.15, 5.25588);

    /// <summary>Saturation vapour pressure of water in Pa, 0 to 100 degC: p = exp(11.6702 - 3816.44 / (T - 46.13)) atm, T in kelvin (as PHREEQC; reference/carbonate.md section 2).</summary>
    public static double VapourPressurePascals(double celsius) => PascalsPerAtmosphere * Elementary.Exp(11.6702 - 3816.44 / (celsius + 273.15 - 46.13));
}
