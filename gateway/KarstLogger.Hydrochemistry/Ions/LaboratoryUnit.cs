namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>
/// The unit of a laboratory column, turned into mg/L of the ion. What a laboratory calls mg/L may be of the ion, of its nitrogen or of calcium carbonate: the unit says which.
/// </summary>
public static class LaboratoryUnit
{
    /// <summary>Half the molar mass of CaCO3: 50.0435 g per equivalent (docs/equations/ions.md 7).</summary>
    public const double CalciumCarbonateGramsPerEquivalent = 50.0435;

    /// <summary>N, g/mol; NO3-N times 62.0049/14.0067 is NO3.</summary>
    public const double NitrogenGramsPerMole = 14.0067;

    /// <summary>The units that are understood, for messages.</summary>
    public const string Permitted = "mg/L, ug/L, mmol/L, umol/L, meq/L, mg/L as CaCO3, mg/L as N";

    /// <summary>
    /// Factor from the unit to mg/L of the ion. Null where the unit is unknown, or does not fit the ion (as N for anything but nitrate, an equivalent of an uncharged one).
    /// </summary>
    public static double? MilligramsPerLitre(MajorIon ion, string unit)
    {
        double? equivalent = ion.Charge == 0 ? null : ion.GramsPerMole / Math.Abs(ion.Charge);
        return unit.Trim().Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() switch
        {
            "mg/l" or "g/m3" => 1,
            "ug/l" => 1e-3,
            "mmol/l" or "mol/m3" => ion.GramsPerMole,
            "umol/l" => 1e-3 * ion.GramsPerMole,
            "meq/l" => equivalent,
            "ueq/l" => 1e-3 * equivalent,
            "mg/lascaco3" => equivalent / CalciumCarbonateGramsPerEquivalent,
            "mg/lasn" => ion == MajorIon.Nitrate ? ion.GramsPerMole / NitrogenGramsPerMole : null,
            _ => null,
        };
    }
}

/// <summary>One laboratory result. Below the detection limit there is no value, only the limit.</summary>
/// <param name="MilligramsPerLitre">mg/L of the ion; null where below detection.</param>
/// <param name="DetectionLimitMilligramsPerLitre">The limit where the result is below it.</param>
public readonly record struct LaboratoryResult(double? MilligramsPerLitre, double? DetectionLimitMilligramsPerLitre)
{
    public bool IsBelowDetection => MilligramsPerLitre is null;

    /// <summary>What stands for the result in a charge balance: the value, or half the limit. A regression leaves such bottles out.</summary>
    public double ForChargeBalance => MilligramsPerLitre ?? DetectionLimitMilligramsPerLitre!.Value / 2;
}
