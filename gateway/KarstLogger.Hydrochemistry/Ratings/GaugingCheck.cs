namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// A new gauging against the rating in force: its deviation, whether that is more than chance explains, and the shift that would carry the rating through it
/// (docs/equations/ratings.md 7).
/// </summary>
/// <param name="Rated">What the rating says at the gauging's stage and instant.</param>
/// <param name="LnDeviation">ln(Q measured / Q rated); absent where the rating gives no discharge.</param>
/// <param name="LnLimit">2 sqrt(s2 + s_m2): what is still within the scatter.</param>
/// <param name="CandidateShiftMetres">Rating stage of the measured discharge minus the stage read, m; absent where no stage of the rating gives that discharge.</param>
public sealed record GaugingCheck(DischargeEstimate Rated, double? LnDeviation, double LnLimit, double? CandidateShiftMetres)
{
    /// <summary>True where the gauging disagrees with the rating: a shift is to be decided on by a person.</summary>
    public bool ShiftSuggested => LnDeviation is { } d && Math.Abs(d) > LnLimit;

    /// <summary>Deviation of the gauging from the rating, percent.</summary>
    public double? DeviationPercent => LnDeviation is { } d ? 100 * (Elementary.Exp(d) - 1) : null;

    /// <summary>Checks a gauging against a rating.</summary>
    /// <param name="rating">The rating in force.</param>
    /// <param name="gauging">The gauging; its instant is needed.</param>
    /// <param name="utcSeconds">Instant of the gauging, Unix seconds.</param>
    public static GaugingCheck Of(RatingCurve rating, Gauging gauging, long utcSeconds)
    {
        DischargeEstimate rated = rating.Discharge(gauging.StageMetres, utcSeconds);
        double? deviation = rated.CubicMetresPerSecond is > 0 ? Elementary.Log(gauging.CubicMetresPerSecond / rated.CubicMetresPerSecond.Value) : null;
        double own = gauging.StandardDeviationLn, s = rating.ResidualStandardDeviationLn;
        double? stage = StageOf(rating, gauging.CubicMetresPerSecond);
        return new GaugingCheck(rated, deviation, 2 * Math.Sqrt(s * s + own * own), stage - gauging.StageMetres);
    }

    /// <summary>Stage at which the unshifted rating gives a discharge, m; absent outside the rating. Bisection: ratings rise with stage.</summary>
    public static double? StageOf(RatingCurve rating, double cubicMetresPerSecond)
    {
        double At(double stage)
        {
            int index = 0;
            while (index < rating.Segments.Length - 1 && stage > rating.Segments[index].UpperStageMetres)
                index++;
            return rating.Segments[index].Discharge(stage) * rating.RetransformationFactor;
        }
        double low = rating.DefinedStage?.Lowest ?? rating.Segments[0].HeadDatumMetres, high = rating.DefinedStage?.Highest ?? low + 1;
        for (int doubling = 0; rating.DefinedStage is null && At(high) < cubicMetresPerSecond && doubling < 10; doubling++)
            high = low + 2 * (high - low);
        if (!(At(low) <= cubicMetresPerSecond && At(high) >= cubicMetresPerSecond))
            return null;
        for (int halving = 0; halving < 60; halving++)
        {
            double middle = (low + high) / 2;
            (low, high) = At(middle) < cubicMetresPerSecond ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }
}
