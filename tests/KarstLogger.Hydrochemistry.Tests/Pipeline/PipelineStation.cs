using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Tests.Pipeline;

/// <summary>A plain station for the pipeline's tests: a 90 degree V-notch law, Western Guizhou's regressions, a sample each quarter hour.</summary>
internal static class PipelineStation
{
    internal const long Start = 1767225600; // 2026-01-01T00:00:00Z

    internal static StationSettings Settings { get; } = new()
    {
        Station = "west",
        Datum = new DatumSurveys([new DatumSurvey(0, 0.25, IsProrated: false)]),
        LatitudeDegrees = 26.6,
        AltitudeMetres = 1250,
        Ratings =
        [
            new RatingCurve { Id = "notch", ValidFromUtcSeconds = 0, Segments = [new RatingSegment(0.3191, 2.5, 0)], GaugedDischarge = (0.001, 50), Illustrative = true },
        ],
        Regressions = [Regression("Ca", 9.21, 0.158), Regression("Mg", -2.94, 0.0354), Regression("HCO3", -73.49, 0.816)],
        MeanIons = [new MeanIon("Na", 0.45, null, "test"), new MeanIon("SO4", 14.71, null, "test")],
    };

    /// <summary>Quiet days with a diel breath of pH and temperature; <paramref name="change"/> makes of it what the test needs.</summary>
    internal static List<StationSample> Samples(int count, Func<int, StationSample, StationSample>? change = null)
    {
        List<StationSample> samples = [];
        for (int i = 0; i < count; i++)
        {
            double day = Math.Sin(2 * Math.PI * i / 96);
            StationSample sample = new()
            {
                Logger = 1, Epoch = 1, Sequence = (uint)(i + 1), UtcSeconds = Start + 900L * i,
                Level = ProbeValue.Good(0.50 + 0.004 * day + 0.0005 * (i % 3)),
                WaterTemperature = ProbeValue.Good(18.1 + 0.2 * day),
                Ph = ProbeValue.Good(7.71 + 0.02 * day + 0.003 * (i % 2)),
                Conductivity = ProbeValue.Good(374.56 + 2 * day + 0.2 * (i % 4)),
                ConductivityReading = ConductivityReading.At25Linear0191,
                RainTips = ProbeValue.Good(100),
            };
            samples.Add(change is null ? sample : change(i, sample));
        }
        return samples;
    }

    internal static DerivedSeries Run(List<StationSample> samples) => StationPipeline.Run(StationWindow.Whole(samples), Settings);

    private static IonRegression Regression(string ion, double intercept, double slope) => new()
    {
        Ion = ion, Intercept = intercept, Slope = slope, LeastSpecificConductance = 150, MostSpecificConductance = 600, ResidualStandardDeviation = 2,
        Provenance = "test", Standing = RegressionStanding.AsPrinted,
    };
}
