namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>Is a jump of one variable borne out: by rain in the hours before, or by another variable that went to another level in the same window and stayed?</summary>
internal sealed class JumpSupport(QcSeries series, QcSettings settings, KeptSamples kept)
{
    public QcSupport Of(int position, QcVariable variable)
    {
        if (TipsAround(position) >= settings.LeastRainTips)
            return QcSupport.Rain;
        foreach (QcVariable other in QcSeries.Measured)
            if (other != variable && settings.Of(other).Movement is { } least && NetMovement(position, other) >= least)
                return QcSupport.SecondVariable;
        return QcSupport.None;
    }

    private long TipsAround(int position)
    {
        long here = series.UtcSeconds[kept.IndexAt(position)], sum = 0;
        int first = position;
        while (first > 0 && here - series.UtcSeconds[kept.IndexAt(first - 1)] <= settings.RainBackSeconds)
            first--;
        long? before = null;
        for (int p = first; p < kept.Count && series.UtcSeconds[kept.IndexAt(p)] - here <= settings.MovementSeconds; p++)
        {
            if (series.RainTips[kept.IndexAt(p)] is not { } tips)
                continue;
            if (before is { } counted)
                sum += tips >= counted ? tips - counted : tips; // a smaller number: the counter began again at 0
            before = tips;
        }
        return sum;
    }

    /// <summary>
    /// From the earliest value before the sample to the latest after it, within the window. The sample itself counts only where nothing follows yet:
    /// a disturbance that strikes all variables in one reading and is gone in the next supports nothing.
    /// </summary>
    private double NetMovement(int position, QcVariable variable)
    {
        double? before = null, after = null;
        long here = series.UtcSeconds[kept.IndexAt(position)];
        for (int p = position - 1; p >= 0 && here - series.UtcSeconds[kept.IndexAt(p)] <= settings.MovementSeconds; p--)
            before = Credible(p, variable) ?? before;
        for (int p = position + 1; p < kept.Count && series.UtcSeconds[kept.IndexAt(p)] - here <= settings.MovementSeconds; p++)
            after = Credible(p, variable) ?? after;
        after ??= Credible(position, variable);
        return before is { } b && after is { } a ? Math.Abs(a - b) : 0;
    }

    private double? Credible(int position, QcVariable variable) =>
        series[variable][kept.IndexAt(position)] is { } x && settings.Of(variable).GrossFail?.Holds(x) != false ? x : null;
}
