using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>The tests that need one sample only, and its place in time.</summary>
internal static class SampleTests
{
    /// <summary>Time gap, doubled or backward time, time from the future. A time that cannot stand fails the values too: nobody knows when they were. One that contradicts a neighbour's
    /// makes them SUSPECT.</summary>
    public static void CheckTime(QcSeries series, QcSettings settings, KeptSamples kept, int i, QcResult result)
    {
        foreach (QcVariable variable in QcSeries.Measured)
            if (series[variable][i] is null)
                result.Take(variable, i, QcFlag.Missing);
        long utcSeconds = series.UtcSeconds[i];
        int position = kept.PositionOf(i);
        if (position < 0)
        {
            bool future = KeptSamples.IsFromTheFuture(series, settings, i);
            result.Find(new QcFinding(i, utcSeconds, QcVariable.Sample, future ? QcTest.FutureTimestamp : QcTest.Timestamp, QcFlag.Fail,
                future ? utcSeconds - series.ReceivedUtcSeconds[i]!.Value : null, future ? settings.FutureSeconds : null, QcSupport.None, false));
            foreach (QcVariable variable in QcSeries.Measured)
                result.Take(variable, i, QcFlag.Fail);
            return;
        }
        if (position == 0 || utcSeconds - series.UtcSeconds[kept.IndexAt(position - 1)] > settings.TimeGapSeconds)
            result.Find(new QcFinding(i, utcSeconds, QcVariable.Sample, QcTest.TimeGap, QcFlag.Suspect, null, settings.TimeGapSeconds, QcSupport.None, false));
        else
            result.Take(QcVariable.Sample, i, QcFlag.Pass);
        if (kept.IsOutOfTurn(i))
            DoubtTime(series, i, result);
    }

    private static void DoubtTime(QcSeries series, int i, QcResult result)
    {
        result.Find(new QcFinding(i, series.UtcSeconds[i], QcVariable.Sample, QcTest.Timestamp, QcFlag.Suspect, null, null, QcSupport.None, false));
        foreach (QcVariable variable in QcSeries.Measured)
            if (series[variable][i] is not null)
                result.Take(variable, i, QcFlag.Suspect);
    }

    public static void CheckRanges(QcSeries series, QcSettings settings, int i, QcResult result)
    {
        foreach (QcVariable variable in QcSeries.Measured)
        {
            VariableLimits limits = settings.Of(variable);
            if (series[variable][i] is not { } x || (limits.GrossFail is null && limits.GrossSuspect is null))
                continue;
            bool fails = limits.GrossFail is { } fail && !fail.Holds(x);
            ValueSpan? left = fails ? limits.GrossFail : limits.GrossSuspect is { } suspect && !suspect.Holds(x) ? suspect : null;
            if (left is { } span)
                result.Find(new QcFinding(i, series.UtcSeconds[i], variable, QcTest.GrossRange, fails ? QcFlag.Fail : QcFlag.Suspect, x, span.NearestEnd(x), QcSupport.None, false));
            else
                result.Take(variable, i, QcFlag.Pass);
        }
    }

    public static void CheckIce(QcSeries series, QcSettings settings, int i, QcResult result)
    {
        if (series[QcVariable.Stage][i] is null)
            return;
        // A broken thermometer says nothing about ice.
        double? t = series[QcVariable.WaterTemperature][i] is { } read && settings.WaterTemperature.GrossFail?.Holds(read) != false ? read : null;
        if (t <= settings.IceDegreesCelsius)
            result.Find(new QcFinding(i, series.UtcSeconds[i], QcVariable.Stage, QcTest.Ice, QcFlag.Suspect, t, settings.IceDegreesCelsius, QcSupport.None, false));
        else
            result.Take(QcVariable.Stage, i, t is null ? QcFlag.NotEvaluated : QcFlag.Pass);
    }

    public static void CheckIons(QcSeries series, QcSettings settings, int i, QcResult result)
    {
        if (series.ConductanceOverIons[i] is { } ratio && !settings.ConductanceOverIons.Holds(ratio))
            result.Find(new QcFinding(i, series.UtcSeconds[i], QcVariable.SpecificConductance, QcTest.ConductanceFromIons, QcFlag.Suspect,
                ratio, settings.ConductanceOverIons.NearestEnd(ratio), QcSupport.None, IsInformative: true));
    }
}
