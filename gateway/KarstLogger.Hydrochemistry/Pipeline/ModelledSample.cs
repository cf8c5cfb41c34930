using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>Discharge and concentration of a load sample by a rating and a regression, with the derivatives by which the uncertainty of their parameters reaches a load.</summary>
public static class ModelledSample
{
    /// <summary>The sample with the discharge of a stage, m; null where there is no rating or it gives none there.</summary>
    public static LoadSample? WithDischarge(this in LoadSample sample, RatingCurve? rating, double stageMetres, SharedModels models)
    {
        DischargeEstimate estimate = rating?.Discharge(stageMetres, sample.UtcSeconds) ?? default;
        if (rating is null || estimate.CubicMetresPerSecond is not { } discharge)
            return null;
        return sample with
        {
            DischargeCubicMetresPerSecond = discharge, StageMetres = stageMetres + estimate.ShiftMetres, HeadMetres = estimate.HeadMetres,
            Rating = models.UncertaintyOf(rating), DischargeGradient = SharedModels.GradientOf(rating, estimate), DischargePerMetre = estimate.PerMetre,
            Origin = estimate.State switch
            {
                DischargeState.Inside => LoadOrigin.Measured,
                DischargeState.UpperBound => LoadOrigin.UpperBound,
                _ => LoadOrigin.Extrapolated,
            },
        };
    }

    /// <summary>The sample with the concentration of HCO3 at a conductance, uS/cm at 25 degC, by a regression in mg/L; null where there is no regression or it gives none there.</summary>
    public static LoadSample? WithConcentration(this in LoadSample sample, IonRegression? regression, double conductance, SharedModels models)
    {
        IonEstimate estimate = regression?.Estimate(conductance) ?? default;
        if (regression is null || estimate.Concentration is not { } concentration)
            return null;
        const double toMoles = 1 / MolarMasses.Bicarbonate;
        // A line that is clamped to 0 moves with nothing.
        bool clamped = estimate.Flags.HasFlag(IonEstimateFlags.Clamped);
        return sample with
        {
            ConcentrationMolesPerCubicMetre = concentration * toMoles, SpecificConductance = conductance, Regression = models.UncertaintyOf(regression),
            ConcentrationGradient = clamped ? default : ParameterGradient.Of(1, conductance), ConcentrationPerMicrosiemens = clamped ? 0 : regression.Slope * toMoles,
            Origin = estimate.Flags.HasFlag(IonEstimateFlags.Extrapolated) && sample.Origin == LoadOrigin.Measured ? LoadOrigin.Extrapolated : sample.Origin,
        };
    }
}
