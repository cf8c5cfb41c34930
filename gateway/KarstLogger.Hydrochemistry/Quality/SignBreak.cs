using MathNet.Numerics.Statistics;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>
/// Conductivity against discharge: at most springs floods dilute, at some they push old water out first. The sign belongs to the spring; when it flips, the cell, the level or the
/// catchment has changed. This only tells, it never changes a flag: a first flush or snow melt flips it honestly.
/// </summary>
/// <param name="IsFound">True where two clear correlations of opposite sign follow each other.</param>
/// <param name="Before">Rank correlation of the earlier window; absent where it holds too few pairs or no movement.</param>
/// <param name="After">Rank correlation of the later window.</param>
public readonly record struct SignBreak(bool IsFound, double? Before, double? After)
{
    private const double ClearCorrelation = 0.5; // of 96 pairs and more; below it the relation itself is too weak to have a sign
    private const int LeastPairs = 96; // one day of quarter hours

    /// <summary>Compares the window before an instant with the one from it on.</summary>
    /// <param name="utcSeconds">Instants, ascending.</param>
    /// <param name="specificConductance">uS/cm at 25 degC.</param>
    /// <param name="discharge">Discharge or stage: only its order counts.</param>
    /// <param name="atUtcSeconds">The instant between the windows.</param>
    /// <param name="windowSeconds">Length of each window.</param>
    public static SignBreak Examine(
        ReadOnlySpan<long> utcSeconds, ReadOnlySpan<double?> specificConductance, ReadOnlySpan<double?> discharge, long atUtcSeconds, long windowSeconds)
    {
        double? before = Correlation(utcSeconds, specificConductance, discharge, atUtcSeconds - windowSeconds, atUtcSeconds);
        double? after = Correlation(utcSeconds, specificConductance, discharge, atUtcSeconds, atUtcSeconds + windowSeconds);
        bool clear = Math.Abs(before ?? 0) >= ClearCorrelation && Math.Abs(after ?? 0) >= ClearCorrelation;
        return new SignBreak(clear && before * after < 0, before, after);
    }

    private static double? Correlation(ReadOnlySpan<long> utcSeconds, ReadOnlySpan<double?> conductance, ReadOnlySpan<double?> discharge, long from, long to)
    {
        List<double> x = [], y = [];
        for (int i = 0; i < utcSeconds.Length; i++)
        {
            if (utcSeconds[i] < from || utcSeconds[i] >= to || conductance[i] is not { } ec || discharge[i] is not { } q)
                continue;
            x.Add(ec);
            y.Add(q);
        }
        if (x.Count < LeastPairs)
            return null;
        double correlation = MathNet.Numerics.Statistics.Correlation.Spearman(x, y);
        return double.IsNaN(correlation) ? null : correlation;
    }
}
