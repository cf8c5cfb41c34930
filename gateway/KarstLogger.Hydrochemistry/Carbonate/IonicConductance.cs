namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>
/// Specific conductance (25 degC) from the ions of an analysis, after Standard Methods 2510 B: the sum of equivalent concentration times limiting equivalent conductance,
/// times y^2, y the Davies activity coefficient of a monovalent ion. Good to about 2 % below 1500 uS/cm in waters that balance.
/// </summary>
public static class IonicConductance
{
    // Limiting equivalent conductances at 25 degC, S cm2/eq (CRC Handbook of Chemistry and Physics, "Ionic conductivity and diffusion at infinite dilution").
    private const double Calcium = 59.47, Magnesium = 53.0, Sodium = 50.08, Potassium = 73.48, Strontium = 59.4, Hydrogen = 349.65;
    private const double Chloride = 76.31, Sulfate = 80.0, Bicarbonate = 44.5, Nitrate = 71.42, Fluoride = 55.4, Hydroxide = 198.0;

    /// <summary>
    /// How much of an ion, in mg/L, one uS/cm can stand for at most in calcium-magnesium bicarbonate water: equivalent mass / ((lambda of the ion + lambda of its partner) y^2)
    /// with y^2 near 0.88 (reference/seed-tables.md). Good to about 10 %.
    /// </summary>
    public static double? LargestSlopeMilligramsPerLitrePerMicrosiemens(string ion) => ion switch
    {
        "Ca" => 0.22,
        "HCO3" => 0.70,
        "Mg" => 0.13,
        "SO4" => 0.39,
        _ => null,
    };

    /// <summary>Specific conductance in uS/cm at 25 degC; null where no ion was given.</summary>
    public static double? MicrosiemensPerCentimetre(in WaterSample w)
    {
        double limiting = 2 * Millimol(w.CalciumMilligramsPerLitre, FormulaWeight.Calcium) * Calcium
            + 2 * Millimol(w.MagnesiumMilligramsPerLitre, FormulaWeight.Magnesium) * Magnesium
            + Millimol(w.SodiumMilligramsPerLitre, FormulaWeight.Sodium) * Sodium
            + Millimol(w.PotassiumMilligramsPerLitre, FormulaWeight.Potassium) * Potassium
            + 2 * Millimol(w.StrontiumMilligramsPerLitre, FormulaWeight.Strontium) * Strontium
            + Millimol(w.ChlorideMilligramsPerLitre, FormulaWeight.Chloride) * Chloride
            + 2 * Millimol(w.SulfateMilligramsPerLitre, FormulaWeight.Sulfate) * Sulfate
            + Millimol(w.AlkalinityMilligramsPerLitreAsBicarbonate, FormulaWeight.Bicarbonate) * Bicarbonate
            + Millimol(w.NitrateMilligramsPerLitre, FormulaWeight.Nitrate) * Nitrate
            + Millimol(w.FluorideMilligramsPerLitre, FormulaWeight.Fluoride) * Fluoride;
        if (limiting <= 0)
            return null;
        double hydrogen = w.PH is double pH ? Elementary.Exp10(3 - pH) : 0, hydroxide = w.PH is double pOh ? Elementary.Exp10(pOh - 11) : 0;
        double strength = StrengthMolPerLitre(w), root = Math.Sqrt(strength);
        double y = Elementary.Exp10(-0.5 * (root / (1 + root) - 0.3 * strength));
        return (limiting + hydrogen * Hydrogen + hydroxide * Hydroxide) * y * y;
    }

    /// <summary>Ionic strength of the ions as given, unpaired, mol/L.</summary>
    private static double StrengthMolPerLitre(in WaterSample w) => 0.5e-3 * (
        4 * (Millimol(w.CalciumMilligramsPerLitre, FormulaWeight.Calcium) + Millimol(w.MagnesiumMilligramsPerLitre, FormulaWeight.Magnesium)
            + Millimol(w.SulfateMilligramsPerLitre, FormulaWeight.Sulfate) + Millimol(w.StrontiumMilligramsPerLitre, FormulaWeight.Strontium))
        + Millimol(w.SodiumMilligramsPerLitre, FormulaWeight.Sodium) + Millimol(w.PotassiumMilligramsPerLitre, FormulaWeight.Potassium)
        + Millimol(w.ChlorideMilligramsPerLitre, FormulaWeight.Chloride) + Millimol(w.AlkalinityMilligramsPerLitreAsBicarbonate, FormulaWeight.Bicarbonate)
        + Millimol(w.NitrateMilligramsPerLitre, FormulaWeight.Nitrate) + Millimol(w.FluorideMilligramsPerLitre, FormulaWeight.Fluoride));

    private static double Millimol(double? milligramsPerLitre, double formulaWeight) => milligramsPerLitre.GetValueOrDefault() / formulaWeight;
}
