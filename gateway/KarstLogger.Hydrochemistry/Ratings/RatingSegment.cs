namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// One control of a rating: Q = C (1 + k (h - h0)) (h - h0)^b up to <see cref="UpperStageMetres"/>. With k = 0 it is the power law of channels, V-notches,
/// flumes and of USGS tables between stored points; k carries the coefficient of rectangular weirs that grows with head (Kindsvater-Carter, Rehbock; docs/equations/ratings.md 5).
/// </summary>
/// <param name="LnC">ln of C, C in m3/s at one metre of head.</param>
/// <param name="Exponent">b, dimensionless; 0 for a table step of constant discharge.</param>
/// <param name="HeadDatumMetres">h0, m above the station datum: each segment may have its own (weir crest, pipe outlet).</param>
/// <param name="UpperStageMetres">The stage up to and including which the segment holds; absent for the last.</param>
/// <param name="CoefficientRisePerMetre">k, 1/m.</param>
public sealed record RatingSegment(double LnC, double Exponent, double HeadDatumMetres, double? UpperStageMetres = null, double CoefficientRisePerMetre = 0)
{
    /// <summary>Discharge at a stage above the head datum, m3/s, before retransformation; zero at and below the datum.</summary>
    public double Discharge(double stageMetres)
    {
        double head = stageMetres - HeadDatumMetres;
        return head <= 0 && Exponent != 0 ? 0 : Elementary.Exp(LnDischarge(head));
    }

    /// <summary>d ln Q / dh at a stage above the head datum, 1/m.</summary>
    public double LogSlopePerMetre(double stageMetres)
    {
        double head = stageMetres - HeadDatumMetres;
        return Exponent / head + CoefficientRisePerMetre / (1 + CoefficientRisePerMetre * head);
    }

    private double LnDischarge(double head)
    {
        double power = Exponent == 0 ? LnC : LnC + Exponent * Elementary.Log(head);
        return CoefficientRisePerMetre == 0 ? power : power + Elementary.Log(1 + CoefficientRisePerMetre * head);
    }
}
