using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>The molar masses of the flux equations, g/mol, as in docs/equations/flux.md 1 (base equation).</summary>
public static class MolarMasses
{
    /// <summary>C, 12.011 g/mol.</summary>
    public const double Carbon = 12.011;

    /// <summary>CO2, 44.0095 g/mol.</summary>
    public const double CarbonDioxide = 44.0095;

    /// <summary>HCO3, 61.0168 g/mol.</summary>
    public const double Bicarbonate = 61.0168;

    /// <summary>mg/L as HCO3 (= g/m3) to mol/m3.</summary>
    public static double BicarbonateMolesPerCubicMetre(Alkalinity alkalinity) => alkalinity.MilligramsPerLitreAsBicarbonate / Bicarbonate;
}
