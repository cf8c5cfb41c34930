namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>Charge balance of the ions as given (H+ and OH- left out, alkalinity as bicarbonate), the usual check of an analysis.</summary>
public static class ChargeBalance
{
    /// <summary>Cations in meq/L.</summary>
    public static double CationsMilliequivalentsPerLitre(in WaterSample w) =>
        2 * Of(w.CalciumMilligramsPerLitre, FormulaWeight.Calcium) + 2 * Of(w.MagnesiumMilligramsPerLitre, FormulaWeight.Magnesium)
        + Of(w.SodiumMilligramsPerLitre, FormulaWeight.Sodium) + Of(w.PotassiumMilligramsPerLitre, FormulaWeight.Potassium)
        + 2 * Of(w.StrontiumMilligramsPerLitre, FormulaWeight.Strontium);

    /// <summary>Anions in meq/L; the alkalinity counts as it was titrated.</summary>
    public static double AnionsMilliequivalentsPerLitre(in WaterSample w) =>
        Of(w.ChlorideMilligramsPerLitre, FormulaWeight.Chloride) + 2 * Of(w.SulfateMilligramsPerLitre, FormulaWeight.Sulfate)
        + Of(w.AlkalinityMilligramsPerLitreAsBicarbonate, FormulaWeight.Bicarbonate)
        + Of(w.NitrateMilligramsPerLitre, FormulaWeight.Nitrate) + Of(w.FluorideMilligramsPerLitre, FormulaWeight.Fluoride);

    /// <summary>100 (cations - anions) / (cations + anions) in percent; null where no ion was given.</summary>
    public static double? ErrorPercent(in WaterSample water)
    {
        double cations = CationsMilliequivalentsPerLitre(water), anions = AnionsMilliequivalentsPerLitre(water);
        return cations + anions > 0 ? 100 * (cations - anions) / (cations + anions) : null;
    }

    private static double Of(double? milligramsPerLitre, double formulaWeight) => milligramsPerLitre.GetValueOrDefault() / formulaWeight;
}
