namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>
/// What an uncorrected pH error does to pCO2, which at given alkalinity and temperature goes with 10^-pH: reading .19 too high is -35 %, too low +55 %.
/// </summary>
/// <param name="NetPhError">True minus read pH, signed.</param>
/// <param name="SumOfPhErrors">|fouling| + |drift|, which grades.</param>
public readonly record struct PCo2Effect(double NetPhError, double SumOfPhErrors)
{
    // Our choice: the pH uncertainty of a good glass, twice and four times that; 12, 26 and 58 % of pCO2.
    private const double Excellent = 0.05, Good = 0.10, Fair = 0.20;

    /// <summary>pCO2 as computed from the uncorrected pH is wrong by this many percent.</summary>
    public double ErrorPercent => 100 * (Elementary.Exp10(NetPhError) - 1);

    /// <summary>Grade of pCO2 computed from the uncorrected pH.</summary>
    public RecordGrade Grade =>
        SumOfPhErrors <= Excellent ? RecordGrade.Excellent : SumOfPhErrors <= Good ? RecordGrade.Good : SumOfPhErrors <= Fair ? RecordGrade.Fair : RecordGrade.Poor;
}
