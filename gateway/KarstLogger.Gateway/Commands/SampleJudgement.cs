using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Gateway.Commands;

/// <summary>A bottle's ion against the regression in force, at the bottle's own conductance.</summary>
/// <param name="Predicted">What the line says, mg/L; absent without a conductance.</param>
/// <param name="Errors">The difference in prediction errors; absent where the regression has no scatter.</param>
/// <param name="IsOutOfFamily">More than three of them: look for the cause before any refit.</param>
public sealed record SampleJudgement(double? Predicted, double? Errors, bool IsOutOfFamily)
{
    /// <summary>Judges one.</summary>
    public static SampleJudgement Of(IonRegression regression, long utcSeconds, double? specificConductance, double milligramsPerLitre)
    {
        if (specificConductance is not { } conductance)
            return new SampleJudgement(null, null, false);
        PairedBottle own = new(utcSeconds, new LoggedReading(utcSeconds, conductance, null, null), 0, null, null);
        BottleFinding finding = BottleFinding.Of(regression, own, milligramsPerLitre);
        return new SampleJudgement(regression.Intercept + regression.Slope * conductance, finding.StudentisedResidual, finding.Standing == BottleStanding.OutOfFamily);
    }
}
