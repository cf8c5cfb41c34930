namespace KarstLogger.Hydrochemistry.Ions;

/// <summary>Grade of a charge balance (docs/equations/ions.md 8): at most 5 % good, at most 10 % usable.</summary>
public enum ChargeBalanceGrade
{
    Good,
    Usable,
    Poor,
}

/// <summary>Sums of cations and anions of an analysis or of a set of predicted concentrations, meq/L.</summary>
/// <param name="CationMilliequivalents">Sum of cations, meq/L.</param>
/// <param name="AnionMilliequivalents">Sum of anions, meq/L.</param>
public readonly record struct ChargeBalance(double CationMilliequivalents, double AnionMilliequivalents)
{
    /// <summary>100 (cations - anions)/(cations + anions); null where there is no charge at all.</summary>
    public double? ErrorPercent => CationMilliequivalents + AnionMilliequivalents is var sum and > 0
        ? 100 * (CationMilliequivalents - AnionMilliequivalents) / sum : null;

    public ChargeBalanceGrade Grade => ErrorPercent is not { } error || Math.Abs(error) > 10 ? ChargeBalanceGrade.Poor
        : Math.Abs(error) > 5 ? ChargeBalanceGrade.Usable : ChargeBalanceGrade.Good;

    /// <summary>
    /// The acceptance rule of APHA Standard Methods 1030E by the anion sum: up to 3 meq/L the difference is at most 0.2 meq/L, to 10 at most 2 %, above at most 5 %.
    /// </summary>
    public bool MeetsApha1030E
    {
        get
        {
            double permitted = AnionMilliequivalents <= 3 ? 0.2 : AnionMilliequivalents * (AnionMilliequivalents <= 10 ? 0.02 : 0.05);
            return Math.Abs(CationMilliequivalents - AnionMilliequivalents) <= permitted;
        }
    }

    /// <summary>Conductance that the cations account for, over the measured one: 100 sum(cations)/EC, near 1 in calcium-bicarbonate water (0.9 to 1.1).</summary>
    public double ConductanceRatio(double specificConductance) => 100 * CationMilliequivalents / specificConductance;

    /// <summary>The balance of concentrations in mg/L.</summary>
    public static ChargeBalance Of(IEnumerable<(MajorIon Ion, double MilligramsPerLitre)> concentrations)
    {
        double cations = 0, anions = 0;
        foreach ((MajorIon ion, double milligrams) in concentrations)
            (cations, anions) = ion.Charge > 0
                ? (cations + ion.MilliequivalentsPerLitre(milligrams), anions) : (cations, anions + ion.MilliequivalentsPerLitre(milligrams));
        return new(cations, anions);
    }

    /// <summary>
    /// The balance of what a station's regressions say at one specific conductance, with site means for the minor ions. Null where one regression is withheld there.
    /// </summary>
    /// <exception cref="ArgumentException">A regression of an unknown ion or in another unit than mg/L.</exception>
    public static ChargeBalance? OfPredictions(
        IEnumerable<IonRegression> regressions, IEnumerable<(MajorIon Ion, double MilligramsPerLitre)> siteMeans, double specificConductance)
    {
        List<(MajorIon, double)> predicted = [.. siteMeans];
        foreach (IonRegression regression in regressions)
        {
            if (MajorIon.Find(regression.Ion) is not { } ion || regression.ConcentrationUnit != "mg/L")
                throw new ArgumentException($"A charge balance takes known ions in mg/L, not {regression.Ion} in {regression.ConcentrationUnit}.");
            if (regression.Estimate(specificConductance).Concentration is not { } concentration)
                return null;
            predicted.Add((ion, concentration));
        }
        return Of(predicted);
    }
}
