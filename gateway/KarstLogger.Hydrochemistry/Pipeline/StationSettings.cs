using System.Collections.Immutable;
using KarstLogger.Hydrochemistry.Carbonate;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>A calibration of the pH glass.</summary>
/// <param name="UtcSeconds">When, UTC seconds since 1970.</param>
/// <param name="SlopePercent">Slope found, in percent of Nernst's; absent where it was not noted.</param>
public readonly record struct PhCalibration(long UtcSeconds, double? SlopePercent);

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

    /// <summary>The dated surveys of the probe's height; before the first one, and without any, the stage is unknown.</summary>
    public required DatumSurveys? Datum { get; init; }

    /// <summary>Latitude, degrees north, for the local gravity.</summary>
    public double LatitudeDegrees { get; init; } = 45;

    /// <summary>Height above the sea, m.</summary>
    public double AltitudeMetres { get; init; }

    /// <summary>How conductivity in situ is brought to 25 degC.</summary>
    public CompensationLaw CompensationLaw { get; init; } = CompensationLaw.Linear0191;

    /// <summary>The bucket; 0.2 mm a tip is the usual one of the 200 cm2 gauge.</summary>
    public RainGauge Rain { get; init; } = new(0.2);

    /// <summary>Ratings; the one that is valid at the instant is used.</summary>
    public ImmutableArray<RatingCurve> Ratings { get; init; } = [];

    /// <summary>Regressions of ions on specific conductance, any number per ion, told apart by their validity.</summary>
    public ImmutableArray<IonRegression> Regressions { get; init; } = [];

    /// <summary>Ions that are taken as their mean.</summary>
    public ImmutableArray<MeanIon> MeanIons { get; init; } = [];

    /// <summary>Fouling and drift as found at the services.</summary>
    public SensorCorrections Corrections { get; init; } = SensorCorrections.None;

    /// <summary>Calibrations of the pH glass, ascending: its uncertainty grows from the last one on.</summary>
    public ImmutableArray<PhCalibration> PhCalibrations { get; init; } = [];

    /// <summary>Standard uncertainty of a water temperature, degC: the 0.2 degC from which USGS TM 1-D3 corrects a record, read as k = 2.</summary>
    public double WaterTemperatureStandardUncertainty { get; init; } = 0.1;

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

    /// <summary>What is taken off the ions before the strong-acid bracket.</summary>
    public StrongAcidCorrections StrongAcids { get; init; } = StrongAcidCorrections.None;

    /// <summary>Which part of the sink is taken to stay; absent: both published readings are shown.</summary>
    public StableSinkShare? StableShare { get; init; }

    /// <summary>Whose discharge fills gaps; absent: nobody's.</summary>
    public NeighbourChoice? Neighbour { get; init; }

    /// <summary>Standard uncertainty of the pH by the health of the glass (docs/equations/carbonate.md); before any known calibration that of a fresh one.</summary>
    public double PhStandardUncertaintyAt(long utcSeconds)
    {
        for (int i = PhCalibrations.Length - 1; i >= 0; i--)
            if (PhCalibrations[i].UtcSeconds <= utcSeconds)
                return PHUncertainty.Default((utcSeconds - PhCalibrations[i].UtcSeconds) / 86400.0, PhCalibrations[i].SlopePercent);
        return PHUncertainty.Calibrated;
    }

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
