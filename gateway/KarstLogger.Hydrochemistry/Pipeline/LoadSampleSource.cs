using KarstLogger.Hydrochemistry.Flux;
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
        LoadSample still = new()
        {
            UtcSeconds = sample.UtcSeconds, DischargeCubicMetresPerSecond = 0, ConcentrationMolesPerCubicMetre = 0, CumulativeRainMillimetres = sample.CumulativeRainMillimetres,
        };
        return still.WithDischarge(settings.RatingAt(sample.UtcSeconds), stage, Models) is { } flowing
            ? flowing.WithConcentration(settings.RegressionAt("HCO3", sample.UtcSeconds), conductance, Models) : null;
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
}
