using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>Gives the measured values their flags. A value that the probe itself disowned keeps the probe's flag and is no neighbour of any test.</summary>
internal static class QualityStep
{
    private static readonly (StationVariable Variable, QcVariable Tested)[] Tested =
    [
        (StationVariable.Stage, QcVariable.Stage),
        (StationVariable.WaterTemperature, QcVariable.WaterTemperature),
        (StationVariable.Ph, QcVariable.Ph),
        (StationVariable.SpecificConductance, QcVariable.SpecificConductance),
    ];

    internal static void Check(DerivedSeries series, StationSettings settings)
    {
        int count = series.Samples.Count;
        long[] utcSeconds = new long[count];
        long?[] rainTips = new long?[count], received = new long?[count];
        for (int i = 0; i < count; i++)
        {
            StationSample sample = series.Samples[i];
            (utcSeconds[i], received[i]) = (sample.UtcSeconds, sample.ReceivedUtcSeconds);
            rainTips[i] = sample.RainTips.ProbeFlag.IsUsable() ? (long?)sample.RainTips.Value : null;
        }
        QcSeries tested = new(
            utcSeconds, UsableColumn(series, StationVariable.Stage), UsableColumn(series, StationVariable.WaterTemperature), UsableColumn(series, StationVariable.Ph),
            UsableColumn(series, StationVariable.SpecificConductance), rainTips, received, depthMetres: UsableColumn(series, StationVariable.Depth),
            origins: [.. series.Samples.Select(sample => new QcOrigin(sample.Logger, sample.Epoch, sample.Sequence))]);
        QcResult result = KarstQc.Check(tested, settings.Quality, series.First, series.Count);
        for (int i = series.First; i < series.First + series.Count; i++)
            foreach ((StationVariable variable, QcVariable test) in Tested)
                if (series.Usable(variable, i) is { } value)
                    series.Set(variable, i, value, Merged(series, result, i, variable, test), series.StandardUncertainty(variable, i));
        series.Findings = result.Findings;
    }

    private static QcFlag Merged(DerivedSeries series, QcResult result, int i, StationVariable variable, QcVariable test)
    {
        QcFlag flag = QcFlags.Worst(series.Flag(variable, i), result.Flag(test, i));
        // A repeated or backward instant is a second reading of a time that is taken already, one from the future belongs to no time: kept, never used.
        if (result.Flag(QcVariable.Sample, i) == QcFlag.Fail)
            flag = QcFlags.Worst(flag, QcFlag.Fail);
        // The temperature that brought a conductivity to 25 degC passes on what the tests found of it.
        if (variable == StationVariable.SpecificConductance && series.Samples[i].ConductivityReading == ConductivityReading.InSitu)
            flag = QcFlags.Worst(flag, series.Flag(StationVariable.WaterTemperature, i));
        // Nobody knows what the probe hung in while people worked on it, or when a sample of an unset clock was taken.
        return series.Samples[i].Maintenance || series.Samples[i].TimeDoubtful ? QcFlags.Worst(flag, QcFlag.Suspect) : flag;
    }

    private static double?[] UsableColumn(DerivedSeries series, StationVariable variable)
    {
        double?[] column = new double?[series.Samples.Count];
        for (int i = 0; i < column.Length; i++)
            column[i] = series.Usable(variable, i);
        return column;
    }
}
