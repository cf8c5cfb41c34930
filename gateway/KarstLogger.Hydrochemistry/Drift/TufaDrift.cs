namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>A difference found at a visit: staff reading minus logged stage, field meter minus sonde, gauged shift of the rating.</summary>
/// <param name="UtcSeconds">Instant of the visit.</param>
/// <param name="Difference">In the unit of the quantity.</param>
public readonly record struct VisitDifference(long UtcSeconds, double Difference);

/// <summary>
/// Tufa grows on cell, glass and weir lip where the water is oversaturated, and grows one way only: differences between visits that climb (or fall) steadily while the calcite
/// saturation index stays above about 0.5 are drift to be corrected over time, not random shifts to be stepped (hydrology reference 9.7).
/// </summary>
/// <param name="IsFound">True where the water deposits and the differences trend.</param>
/// <param name="MedianSaturationIndex">Median of the saturation index that was given; absent without any.</param>
/// <param name="TrendZ">Mann-Kendall statistic, continuity-corrected; 1.645 and more in size is a trend (5 % for a climb, 5 % for a fall). 0 with fewer than four visits.</param>
/// <param name="DifferencePerYear">Median pairwise slope (Theil-Sen), in the unit per year of 365.25 days.</param>
public readonly record struct TufaDrift(bool IsFound, double? MedianSaturationIndex, double TrendZ, double DifferencePerYear)
{
    private const double DepositingSaturationIndex = 0.5;
    private const double TrendZLimit = 1.645; // 5 % of the normal distribution on either side
    private const int LeastVisits = 4; // with three visits no order is rarer than 1 in 6
    private const double YearSeconds = 365.25 * 86400;

    /// <summary>Looks at the visits of one deployment; the saturation indices are those of its time, computed elsewhere.</summary>
    public static TufaDrift Examine(IReadOnlyList<VisitDifference> visits, IReadOnlyList<double> calciteSaturationIndices)
    {
        double? saturation = calciteSaturationIndices.Count == 0 ? null : Median([.. calciteSaturationIndices]);
        if (visits.Count < LeastVisits)
            return new TufaDrift(false, saturation, 0, 0);
        VisitDifference[] inTime = [.. visits.OrderBy(v => v.UtcSeconds)];
        List<double> slopes = [];
        int score = 0;
        for (int i = 0; i < inTime.Length; i++)
        {
            for (int j = i + 1; j < inTime.Length; j++)
            {
                score += Math.Sign(inTime[j].Difference - inTime[i].Difference);
                if (inTime[j].UtcSeconds > inTime[i].UtcSeconds)
                    slopes.Add((inTime[j].Difference - inTime[i].Difference) / (inTime[j].UtcSeconds - inTime[i].UtcSeconds) * YearSeconds);
            }
        }
        double n = inTime.Length, variance = n * (n - 1) * (2 * n + 5) / 18; // Mann 1945; ties make it smaller, so z is on the cautious side
        double z = Math.Sign(score) * Math.Max(0, Math.Abs(score) - 1) / Math.Sqrt(variance);
        double perYear = slopes.Count == 0 ? 0 : Median([.. slopes]);
        return new TufaDrift(saturation > DepositingSaturationIndex && Math.Abs(z) >= TrendZLimit, saturation, z, perYear);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
