using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>One derived sample as a total needs it: what was usable, and nothing that can be computed again.</summary>
/// <param name="UtcSeconds">The instant, UTC seconds since 1970.</param>
/// <param name="StageMetres">Stage, where a usable discharge came from it; otherwise absent.</param>
/// <param name="SpecificConductance">uS/cm at 25 degC, where a usable alkalinity came from it; otherwise absent.</param>
/// <param name="CumulativeRainMillimetres">Rain since any fixed instant, mm; absent where no gauge worked.</param>
public readonly record struct TotalSample(long UtcSeconds, double? StageMetres, double? SpecificConductance, double? CumulativeRainMillimetres);

/// <summary>
/// From derived samples to <see cref="LoadSample"/>s: the rating and the regression in force are asked again for their derivatives, so that totals carry the uncertainty
/// of their parameters, which no row does.
/// </summary>
/// <param name="settings">The station's ratings and regressions.</param>
/// <param name="shared">What is uncertain about them, shared with other stations of a catchment; absent: this station's own.</param>
public sealed class LoadSampleSource(StationSettings settings, SharedModels? shared = null)
{
    /// <summary>The uncertainties of the ratings and regressions that samples have brought so far.</summary>
    public SharedModels Models { get; } = shared ?? new SharedModels(settings.RatingResidualCorrelationSeconds, settings.RegressionResidualCorrelationSeconds);

    /// <summary>The sample for the load's integral, or null where discharge or alkalinity is not usable: a gap.</summary>
    public LoadSample? Of(in TotalSample sample)
    {
        if (sample is not { StageMetres: { } stage, SpecificConductance: { } conductance })
            return null;
        long utcSeconds = sample.UtcSeconds;
        RatingCurve? rating = settings.RatingAt(utcSeconds);
        IonRegression? regression = settings.RegressionAt("HCO3", utcSeconds);
        DischargeEstimate discharge = rating?.Discharge(stage, utcSeconds) ?? default;
        IonEstimate alkalinity = regression?.Estimate(conductance) ?? default;
        if (rating is null || regression is null || discharge.CubicMetresPerSecond is not { } q || alkalinity.Concentration is not { } mg)
            return null;
        // A line that is clamped to 0 moves with nothing.
        bool clamped = alkalinity.Flags.HasFlag(IonEstimateFlags.Clamped);
        const double toMoles = 1 / MolarMasses.Bicarbonate;
        return new LoadSample
        {
            UtcSeconds = utcSeconds,
            DischargeCubicMetresPerSecond = q,
            ConcentrationMolesPerCubicMetre = mg * toMoles,
            Origin = OriginOf(discharge.State, alkalinity.Flags),
            CumulativeRainMillimetres = sample.CumulativeRainMillimetres,
            Rating = Models.UncertaintyOf(rating),
            DischargeGradient = SharedModels.GradientOf(rating, discharge),
            DischargePerMetre = discharge.PerMetre,
            StageMetres = stage + discharge.ShiftMetres,
            HeadMetres = discharge.HeadMetres,
            Regression = Models.UncertaintyOf(regression),
            ConcentrationGradient = clamped ? default : ParameterGradient.Of(1, conductance),
            ConcentrationPerMicrosiemens = clamped ? 0 : regression.Slope * toMoles,
            SpecificConductance = conductance,
        };
    }

    /// <summary>A filled sample with the derivatives of the rating at the stage that has its discharge; as it is where there is no such stage.</summary>
    public LoadSample AtItsDischarge(LoadSample filled)
    {
        if (settings.RatingAt(filled.UtcSeconds) is not { } rating || GaugingCheck.StageOf(rating, filled.DischargeCubicMetresPerSecond) is not { } shifted)
            return filled;
        // Shifts do not matter to the derivatives by the parameters: the stage is the shifted one.
        DischargeEstimate estimate = (rating with { Shifts = [], Transition = null, Backwater = [] }).Discharge(shifted, filled.UtcSeconds);
        if (estimate.CubicMetresPerSecond is not > 0)
            return filled;
        return filled with { Rating = Models.UncertaintyOf(rating), DischargeGradient = SharedModels.GradientOf(rating, estimate) };
    }

    private static LoadOrigin OriginOf(DischargeState state, IonEstimateFlags alkalinity) => state switch
    {
        DischargeState.UpperBound => LoadOrigin.UpperBound,
        DischargeState.Inside when !alkalinity.HasFlag(IonEstimateFlags.Extrapolated) => LoadOrigin.Measured,
        _ => LoadOrigin.Extrapolated,
    };
}
