using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>Spike, rate of change, flat line and stuck: a sample beside its neighbours in time.</summary>
internal sealed class NeighbourTests(QcSeries series, QcSettings settings, KeptSamples kept)
{
    private readonly JumpSupport _support = new(series, settings, kept);

    private readonly record struct Verdict(QcFlag Flag, double Value, double Threshold, QcSupport Support);

    private readonly record struct Still(double Seconds, bool SawChange);

    /// <summary>The longest time of standing still that any test of the variable asks for, seconds.</summary>
    public static long LongestStillSeconds(QcSettings settings, QcVariable variable)
    {
        VariableLimits limits = settings.Of(variable);
        return (long)Math.Ceiling(Math.Max(settings.StuckSeconds, Math.Max(limits.FlatSuspectSeconds ?? 0, limits.FlatFailSeconds ?? 0)));
    }

    public void Check(int position, QcResult result)
    {
        int i = kept.IndexAt(position);
        Span<Still> still = stackalloc Still[QcSeries.Measured.Count];
        int stuck = 0;
        for (int v = 0; v < still.Length; v++)
        {
            QcVariable variable = QcSeries.Measured[v];
            if (series[variable][i] is null)
                continue;
            VariableLimits limits = settings.Of(variable);
            if (limits.SpikeSuspect is not null || limits.SpikeFail is not null)
                Report(Spike(position, variable), QcTest.Spike, variable, i, result);
            if (limits.RateSuspectPerSecond is not null || limits.RateFailPerSecond is not null)
                Report(RateOfChange(position, variable), QcTest.RateOfChange, variable, i, result);
            still[v] = StandsStill(position, variable);
            if (limits.FlatTolerance > 0 && (limits.FlatSuspectSeconds is not null || limits.FlatFailSeconds is not null))
            {
                Report(FlatLine(limits, still[v]), QcTest.FlatLine, variable, i, result);
                if (still[v].Seconds >= settings.StuckSeconds)
                    stuck++;
            }
        }
        ReportStuck(still, stuck, i, result);
    }

    private void ReportStuck(ReadOnlySpan<Still> still, int stuck, int i, QcResult result)
    {
        if (stuck < settings.LeastStuckVariables)
            return;
        QcFlag flag = stuck > settings.LeastStuckVariables ? QcFlag.Fail : QcFlag.Suspect;
        for (int v = 0; v < still.Length; v++)
            if (still[v].Seconds >= settings.StuckSeconds)
                result.Find(new QcFinding(i, series.UtcSeconds[i], QcSeries.Measured[v], QcTest.Stuck, flag, stuck, settings.LeastStuckVariables, QcSupport.None, false));
    }

    private void Report(Verdict? verdict, QcTest test, QcVariable variable, int i, QcResult result)
    {
        if (verdict is not { } v)
            result.Take(variable, i, QcFlag.NotEvaluated);
        else if (v.Flag == QcFlag.Pass)
            result.Take(variable, i, QcFlag.Pass);
        else
            result.Find(new QcFinding(i, series.UtcSeconds[i], variable, test, v.Flag, v.Value, v.Threshold, v.Support, false));
    }

    private Verdict? Spike(int position, QcVariable variable)
    {
        int i = kept.IndexAt(position);
        if (Neighbour(position, -1) is not { } before || Neighbour(position, +1) is not { } after)
            return null;
        double?[] x = series[variable];
        VariableLimits limits = settings.Of(variable);
        return Qartod.SpikeHeight(x[before], x[i], x[after], SpikeMethod.Differential) is { } height
            ? Grade(position, variable, height, limits.SpikeSuspect, limits.SpikeFail) : null;
    }

    private Verdict? RateOfChange(int position, QcVariable variable)
    {
        int i = kept.IndexAt(position);
        // A step from a wrong value says nothing about this one.
        if (Neighbour(position, -1) is not { } before || series[variable][before] is not { } from || IsKnownWrong(position - 1, variable, from))
            return null;
        double rate = Math.Abs(series[variable][i]!.Value - from) / (series.UtcSeconds[i] - series.UtcSeconds[before]);
        VariableLimits limits = settings.Of(variable);
        return Grade(position, variable, rate, limits.RateSuspectPerSecond, limits.RateFailPerSecond);
    }

    private bool IsKnownWrong(int position, QcVariable variable, double value) =>
        settings.Of(variable).GrossFail?.Holds(value) == false || Spike(position, variable)?.Flag == QcFlag.Fail;

    private Verdict Grade(int position, QcVariable variable, double value, double? suspect, double? fail)
    {
        if (fail is { } f && value > f)
        {
            QcSupport support = _support.Of(position, variable);
            return new Verdict(support == QcSupport.None ? QcFlag.Fail : QcFlag.Suspect, value, f, support);
        }
        return suspect is { } s && value > s ? new Verdict(QcFlag.Suspect, value, s, QcSupport.None) : new Verdict(QcFlag.Pass, value, 0, QcSupport.None);
    }

    private static Verdict? FlatLine(VariableLimits limits, Still still) =>
        limits.FlatFailSeconds is { } fail && still.Seconds >= fail ? new Verdict(QcFlag.Fail, still.Seconds, fail, QcSupport.None)
        : limits.FlatSuspectSeconds is { } suspect && still.Seconds >= suspect ? new Verdict(QcFlag.Suspect, still.Seconds, suspect, QcSupport.None)
        : still.SawChange ? new Verdict(QcFlag.Pass, still.Seconds, 0, QcSupport.None)
        : null;

    /// <summary>
    /// Back from the sample until the values spread by the tolerance, or there is no neighbour, or the longest time asked for is full. Missing values are passed over, and so is what a
    /// wrong clock laid in between.
    /// Time, not positions, is counted, and never more than is asked for: the answer must not depend on how much of the record is at hand.
    /// </summary>
    private Still StandsStill(int position, QcVariable variable)
    {
        double?[] x = series[variable];
        int i = kept.IndexAt(position), last = i;
        double tolerance = settings.Of(variable).FlatTolerance, least = x[i]!.Value, greatest = least;
        long start = series.UtcSeconds[i], enoughSeconds = LongestStillSeconds(settings, variable);
        for (int p = position - 1; p >= 0 && series.UtcSeconds[i] - start < enoughSeconds; p--)
        {
            int j = kept.IndexAt(p);
            if (start - series.UtcSeconds[j] > settings.NeighbourSeconds)
                break;
            if (x[j] is not { } value || !(kept.IsInTurn || IsPredecessor(p, last)))
                continue;
            last = j;
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
            if (!(greatest - least < tolerance))
                return new Still(series.UtcSeconds[i] - start, SawChange: true);
            start = series.UtcSeconds[j];
        }
        return new Still(series.UtcSeconds[i] - start, SawChange: false);
    }

    /// <summary>False for a sample that its journal took after the one it lies before, or before the one it lies behind.</summary>
    private bool IsPredecessor(int position, int later)
    {
        int j = kept.IndexAt(position);
        if (series.IsTakenAfter(j, later))
            return false;
        return Neighbour(position, -1) is not { } before || !(series.IsTakenAfter(before, j) && series.IsTakenAfter(later, before));
    }

    /// <summary>Index of the kept sample one step away, where it is near enough in time.</summary>
    private int? Neighbour(int position, int step)
    {
        int other = position + step;
        if (other < 0 || other >= kept.Count)
            return null;
        int j = kept.IndexAt(other);
        return Math.Abs(series.UtcSeconds[j] - series.UtcSeconds[kept.IndexAt(position)]) <= settings.NeighbourSeconds ? j : null;
    }
}
