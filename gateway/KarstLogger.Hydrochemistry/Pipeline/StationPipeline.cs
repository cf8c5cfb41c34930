using KarstLogger.Hydrochemistry.Quality;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>
/// The way of one sample below the archive, on one page: measured, checked, discharge, ions, carbonate, flux. Pure and repeatable: the same window and settings give the same bits.
/// </summary>
public static class StationPipeline
{
    /// <summary>Changes with every change of any result; part of each provenance hash.</summary>
    public const string Version = "4";

    /// <summary>How far back and forward of a sample its results depend on other samples, in seconds.</summary>
    public static QcReach Reach(StationSettings settings)
    {
        QcReach quality = KarstQc.Reach(settings.Quality);
        return quality with { BackSeconds = Math.Max(quality.BackSeconds, Measurement.RainReachSeconds) };
    }

    /// <summary>Derives the window; results outside First..First+Count stay absent.</summary>
    /// <exception cref="ArgumentException">The samples are not in order of time, or the stretch is not inside them.</exception>
    public static DerivedSeries Run(StationWindow window, StationSettings settings)
    {
        CheckOrder(window);
        DerivedSeries series = new(window);
        Measurement.Measure(series, settings, window.Air);
        QualityStep.Check(series, settings);
        for (int i = window.First; i < window.First + window.Count; i++)
        {
            DischargeStep.Estimate(series, settings, window.Tailwater, i);
            IonStep.Estimate(series, settings, i);
            CarbonateStep.Solve(series, settings, i);
            FluxStep.Multiply(series, settings, i);
        }
        return series;
    }

    private static void CheckOrder(StationWindow window)
    {
        if (window.First < 0 || window.Count < 0 || window.First + window.Count > window.Samples.Count)
            throw new ArgumentException($"Samples {window.First} to {window.First + window.Count} of {window.Samples.Count}.", nameof(window));
        long before = long.MinValue;
        for (int i = 0; i < window.Samples.Count; i++)
        {
            long utcSeconds = window.Samples[i].UtcSeconds;
            if (utcSeconds < before)
                throw new ArgumentException($"Sample {i} is earlier than the one before.", nameof(window));
            before = utcSeconds;
        }
    }
}
