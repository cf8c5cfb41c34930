namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// A slow change of control (tufa that grows, a channel that fills) instead of a step: from the new version's begin to <paramref name="UntilUtcSeconds"/>
/// discharge goes linearly from the old version to the new one, Q = (1 - f) Q_old + f Q_new (docs/equations/ratings.md 7).
/// </summary>
/// <param name="From">The version before.</param>
/// <param name="UntilUtcSeconds">First instant at which the new version stands alone, Unix seconds; after its begin.</param>
public sealed record RatingTransition(RatingCurve From, long UntilUtcSeconds)
{
    /// <summary>
    /// The blend of two estimates; withheld as soon as one is. Derivatives by the parameters are those of the new version, scaled to the blended
    /// discharge: the two versions' parameters are not known apart by any gauging between them.
    /// </summary>
    internal static DischargeEstimate Blend(in DischargeEstimate old, in DischargeEstimate now, double f)
    {
        if (old.CubicMetresPerSecond is not { } qOld)
            return old;
        if (now.CubicMetresPerSecond is not { } qNow)
            return now;
        static double? Between(double? a, double? b, double f) => (1 - f) * a + f * b;
        double q = (1 - f) * qOld + f * qNow, scale = qNow > 0 ? q / qNow : 0;
        return now with
        {
            CubicMetresPerSecond = q,
            State = old.State > now.State ? old.State : now.State,
            CurveLow95 = Between(old.CurveLow95, now.CurveLow95, f),
            CurveHigh95 = Between(old.CurveHigh95, now.CurveHigh95, f),
            GaugingLow95 = Between(old.GaugingLow95, now.GaugingLow95, f),
            GaugingHigh95 = Between(old.GaugingHigh95, now.GaugingHigh95, f),
            PerMetre = (1 - f) * old.PerMetre + f * now.PerMetre,
            PerLnC = now.PerLnC * scale,
            PerExponent = now.PerExponent * scale,
            PerHeadDatum = now.PerHeadDatum * scale,
            Illustrative = old.Illustrative || now.Illustrative,
        };
    }
}
