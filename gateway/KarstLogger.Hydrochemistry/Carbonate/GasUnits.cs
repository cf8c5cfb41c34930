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

    /// <summary>
    /// Saturation vapour pressure over water in Pa: Magnus, 611.2 exp(17.62 t / (243.12 + t)), t in degC (WMO-No. 8, annex 4.B), within 0.4 % from 0 to 60 degC.
    /// The equation that PHREEQC's density uses is 2 % lower at 10 degC: enough there, not for a gas.
    /// </summary>
    public static double VapourPressurePascals(double celsius) => 611.2 * Elementary.Exp(17.62 * celsius / (243.12 + celsius));
}
