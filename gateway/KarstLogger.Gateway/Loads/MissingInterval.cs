using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Loads;

/// <summary>Why a total stands without an interval: the parts whose uncertainty nobody knows, by name.</summary>
public static class MissingInterval
{
    /// <summary>The reason, or null where the total has its interval.</summary>
    public static string? Reason(PeriodLoad load, StationSettings settings)
    {
        if (load.Interval95Moles is not null)
            return null;
        SharedModels models = new();
        bool In(long? from, long? to) => (from ?? long.MinValue) < load.Period.EndUtcSeconds && (to ?? long.MaxValue) > load.Period.StartUtcSeconds;
        List<string> unknown =
        [
            .. settings.Ratings.Where(rating => In(rating.ValidFromUtcSeconds, rating.ValidToUtcSeconds) && models.UncertaintyOf(rating) is null).Select(Of),
            .. settings.Regressions.Where(one => one.Ion == MajorIon.Bicarbonate.Symbol && In(one.ValidFromUtcSeconds, one.ValidToUtcSeconds) && models.UncertaintyOf(one) is null)
                .Select(one => $"the regression of HCO3 ({one.Provenance}) has no residual_sd_mg_l"),
        ];
        return unknown.Count > 0 ? string.Join("; ", unknown) : "the water stands too low over the head datum for linear uncertainty, and nothing was simulated";
    }

    private static string Of(RatingCurve rating) => rating.Covariance.IsEmpty
        ? $"rating '{rating.Id}' has neither residual_sd_ln nor uncertainty_percent"
        : $"rating '{rating.Id}' has more than {ParameterGradient.MostParameters / 3} fitted segments and no uncertainty_percent";
}
