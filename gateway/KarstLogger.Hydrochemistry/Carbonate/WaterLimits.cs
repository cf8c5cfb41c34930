namespace KarstLogger.Hydrochemistry.Carbonate;

/// <summary>What the solver takes as a water. Outside of these limits nothing is computed and the reason is named.</summary>
public static class WaterLimits
{
    /// <summary>Water temperature, degC: the density and permittivity equations hold for liquid water; validated against PHREEQC from -0.5 to 90.</summary>
    public const double LeastCelsius = -5, MostCelsius = 100;

    /// <summary>pH; validated against PHREEQC from 4.3 to 12.</summary>
    public const double LeastPH = 0, MostPH = 14;

    /// <summary>The most that one ion can have, mg/L: ten times the chloride of sea water. The ion-association model is validated to an ionic strength of 0.35 mol/kgw.</summary>
    public const double MostMilligramsPerLitre = 200_000;

    /// <summary>The most that all of it can be, mg/L: a saturated brine; the litre must still hold more water than salt.</summary>
    public const double MostTotalMilligramsPerLitre = 400_000;

    internal const CarbonateGaps NothingComputable = CarbonateGaps.TemperatureAbsent | CarbonateGaps.PHAbsent | CarbonateGaps.InputRefused;

    /// <summary>What the inputs alone leave undefined.</summary>
    public static CarbonateGaps Gaps(in WaterSample water)
    {
        CarbonateGaps gaps = CarbonateGaps.None;
        if (water.TemperatureCelsius is null)
            gaps |= CarbonateGaps.TemperatureAbsent;
        if (water.PH is null)
            gaps |= CarbonateGaps.PHAbsent;
        if (!(water.CalciumMilligramsPerLitre > 0))
            gaps |= CarbonateGaps.CalciumAbsent;
        if (!(water.MagnesiumMilligramsPerLitre > 0))
            gaps |= CarbonateGaps.MagnesiumAbsent;
        if (!(water.SulfateMilligramsPerLitre > 0))
            gaps |= CarbonateGaps.SulfateAbsent;
        if (water.AlkalinityMilligramsPerLitreAsBicarbonate is null)
            gaps |= CarbonateGaps.AlkalinityNotGiven;
        return AllWithin(water) ? gaps : gaps | CarbonateGaps.InputRefused;
    }

    private static bool AllWithin(in WaterSample w) =>
        Within(w.TemperatureCelsius, LeastCelsius, MostCelsius) && Within(w.PH, LeastPH, MostPH)
        && Ion(w.CalciumMilligramsPerLitre) && Ion(w.MagnesiumMilligramsPerLitre) && Ion(w.SodiumMilligramsPerLitre) && Ion(w.PotassiumMilligramsPerLitre)
        && Ion(w.ChlorideMilligramsPerLitre) && Ion(w.SulfateMilligramsPerLitre) && Ion(w.AlkalinityMilligramsPerLitreAsBicarbonate)
        && Ion(w.NitrateMilligramsPerLitre) && Ion(w.FluorideMilligramsPerLitre) && Ion(w.SilicaMilligramsPerLitre) && Ion(w.StrontiumMilligramsPerLitre)
        && Total(w) <= MostTotalMilligramsPerLitre;

    private static double Total(in WaterSample w) =>
        w.CalciumMilligramsPerLitre.GetValueOrDefault() + w.MagnesiumMilligramsPerLitre.GetValueOrDefault() + w.SodiumMilligramsPerLitre.GetValueOrDefault()
        + w.PotassiumMilligramsPerLitre.GetValueOrDefault() + w.ChlorideMilligramsPerLitre.GetValueOrDefault() + w.SulfateMilligramsPerLitre.GetValueOrDefault()
        + w.AlkalinityMilligramsPerLitreAsBicarbonate.GetValueOrDefault() + w.NitrateMilligramsPerLitre.GetValueOrDefault() + w.FluorideMilligramsPerLitre.GetValueOrDefault()
        + w.SilicaMilligramsPerLitre.GetValueOrDefault() + w.StrontiumMilligramsPerLitre.GetValueOrDefault();

    private static bool Ion(double? value) => Within(value, 0, MostMilligramsPerLitre);

    private static bool Within(double? value, double least, double most) => value is null || (value >= least && value <= most);
}
