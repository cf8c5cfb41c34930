using System.Collections.Immutable;
using KarstLogger.Hydrochemistry.Carbonate;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>Height of the probe's zero above the station datum from a dated survey on; stage = depth + this.</summary>
/// <param name="FromUtcSeconds">In force from this instant, UTC seconds since 1970.</param>
/// <param name="Metres">m.</param>
public sealed record DatumOffset(long FromUtcSeconds, double Metres);

/// <summary>The mean of an ion that no conductivity tells (Na, K, Cl): used at every instant, with its spread as uncertainty.</summary>
/// <param name="Ion">Chemical symbol.</param>
/// <param name="MilligramsPerLitre">The mean.</param>
/// <param name="StandardDeviation">Spread of the bottles, mg/L; absent where unpublished.</param>
/// <param name="Provenance">Where it comes from.</param>
public sealed record MeanIon(string Ion, double MilligramsPerLitre, double? StandardDeviation, string Provenance);

/// <summary>Everything about a station that the pipeline uses: what is in force when is told by the dates inside. Immutable; changing it is a new run.</summary>
public sealed record StationSettings
{
    /// <summary>The station's slug.</summary>
    public required string Station { get; init; }

    /// <summary>Dated offsets, ascending; before the first one the stage is unknown.</summary>
    public required ImmutableArray<DatumOffset> DatumOffsets { get; init; }

    /// <summary>Latitude, degrees north, for the local gravity.</summary>
    public double LatitudeDegrees { get; init; } = 45;

    /// <summary>Height above the sea, m.</summary>
    public double AltitudeMetres { get; init; }

    /// <summary>How conductivity in situ is brought to 25 degC.</summary>
    public CompensationLaw CompensationLaw { get; init; } = CompensationLaw.Linear0191;

    /// <summary>Rain of one tip of the bucket, mm.</summary>
    public double RainMillimetresPerTip { get; init; } = 0.2;

    /// <summary>Ratings; the one that is valid at the instant is used.</summary>
    public ImmutableArray<RatingCurve> Ratings { get; init; } = [];

    /// <summary>Regressions of ions on specific conductance, any number per ion, told apart by their validity.</summary>
    public ImmutableArray<IonRegression> Regressions { get; init; } = [];

    /// <summary>Ions that are taken as their mean.</summary>
    public ImmutableArray<MeanIon> MeanIons { get; init; } = [];

    /// <summary>Standard uncertainty of a level reading, m: the half width 0.01 m of a level probe's specification taken as k = 2 (docs/equations/flux.md).</summary>
    public double LevelStandardUncertaintyMetres { get; init; } = 0.005;

    /// <summary>Relative standard uncertainty of the conductivity's gain: 1 %, because a resolution of 0.01 uS/cm is no accuracy (docs/equations/flux.md).</summary>
    public double ConductivityGainStandardUncertainty { get; init; } = 0.01;

    /// <summary>Correlation time of the discharge's scatter about its rating, s; 30 days, the order of the time between changes of a control (docs/equations/flux.md).</summary>
    public double RatingResidualCorrelationSeconds { get; init; } = 30 * 86400;

    /// <summary>Correlation time of an ion's scatter about its regression, s; 5 days, the order of a flood (docs/equations/flux.md).</summary>
    public double RegressionResidualCorrelationSeconds { get; init; } = 5 * 86400;

    /// <summary>Thresholds of the quality tests; the defaults are the karst preset.</summary>
    public QcSettings Quality { get; init; } = new();

    /// <summary>Constants of the speciation.</summary>
    public CarbonateModel Model { get; init; } = CarbonateModel.Wateq4f;

    /// <summary>Share of the bicarbonate that is from air and soil CO2.</summary>
    public CarbonSinkShare SinkShare { get; init; } = CarbonSinkShare.CarbonateRockByCarbonicAcid;

    /// <summary>The rating that is valid at an instant, or null.</summary>
    public RatingCurve? RatingAt(long utcSeconds)
    {
        foreach (RatingCurve rating in Ratings)
            if (utcSeconds >= rating.ValidFromUtcSeconds && (rating.ValidToUtcSeconds is null || utcSeconds < rating.ValidToUtcSeconds))
                return rating;
        return null;
    }

    /// <summary>The regression of an ion that is valid at an instant, or null.</summary>
    public IonRegression? RegressionAt(string ion, long utcSeconds)
    {
        foreach (IonRegression regression in Regressions)
            if (regression.Ion == ion && regression.IsValidAt(utcSeconds))
                return regression;
        return null;
    }
}
