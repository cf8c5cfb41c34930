using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>
/// The out-of-water test inside windows. Its reference is a memory of earlier good samples without end; to let a window give the flags of the whole record, the memory starts anew
/// for each UTC day with the samples of the day before.
/// </summary>
internal sealed class AirOnSonde(QcSeries series, QcSettings settings, KeptSamples kept)
{
    private const long DaySeconds = 86400;
    private readonly OutOfWater.Reference _reference = new(settings.OutOfWater);
    private long? _day;
    private int _next;

    /// <summary>Samples must be asked for in the order of their positions.</summary>
    public void Check(int position, QcResult result)
    {
        int i = kept.IndexAt(position);
        OutOfWater.Verdict verdict = VerdictOf(position);
        if (verdict.Flag is QcFlag.Missing)
        {
            foreach (QcVariable variable in QcSeries.Measured)
                if (variable != QcVariable.SpecificConductance)
                    result.Take(variable, i, QcFlag.NotEvaluated);
            return;
        }
        (double? value, double? threshold) = verdict.ConductanceIsLow
            ? (series[QcVariable.SpecificConductance][i], settings.OutOfWater.AirMicrosiemensPerCentimetre)
            : (LevelOf(i), SensorOf(i) + settings.OutOfWater.LevelMarginMetres);
        foreach (QcVariable variable in QcSeries.Measured)
        {
            QcFlag spread = variable == QcVariable.SpecificConductance ? verdict.Flag : SpreadTo(variable, verdict.Flag);
            if (series[variable][i] is null)
                continue;
            if (spread == QcFlag.Pass)
                result.Take(variable, i, QcFlag.Pass);
            else
                result.Find(new QcFinding(i, series.UtcSeconds[i], variable, QcTest.OutOfWater, spread, value, threshold, QcSupport.None, false));
        }
    }

    // Temperature and pH of a sonde in air are the air's; a stage read in air is only an upper bound of the water.
    private static QcFlag SpreadTo(QcVariable variable, QcFlag flag) => flag switch
    {
        QcFlag.Fail => QcFlag.Suspect,
        QcFlag.Suspect when variable != QcVariable.Stage => QcFlag.Suspect,
        _ => QcFlag.Pass,
    };

    private OutOfWater.Verdict VerdictOf(int position)
    {
        long day = DayOf(position);
        if (_day != day)
        {
            _reference.Clear();
            _next = position;
            while (_next > 0 && DayOf(_next - 1) >= day - 1)
                _next--;
            _day = day;
        }
        while (_next < position)
            Next(_next++);
        return Next(_next++);
    }

    private OutOfWater.Verdict Next(int position)
    {
        int i = kept.IndexAt(position);
        return settings.OutOfWater.Next(series[QcVariable.SpecificConductance][i], LevelOf(i), SensorOf(i), _reference);
    }

    // The depth above the probe tells it directly; a stage only with the sensor's surveyed height.
    private double? LevelOf(int i) => series.DepthMetres[i] ?? series[QcVariable.Stage][i];

    private double? SensorOf(int i) => series.DepthMetres[i] is null ? settings.OutOfWater.SensorLevelMetres : 0;

    private long DayOf(int position) => Math.DivRem(series.UtcSeconds[kept.IndexAt(position)], DaySeconds).Quotient;
}
