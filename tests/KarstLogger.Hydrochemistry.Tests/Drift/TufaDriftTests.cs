using KarstLogger.Hydrochemistry.Drift;

namespace KarstLogger.Hydrochemistry.Tests.Drift;

/// <summary>Growth on the weir lip and the cell. Six visits that only climb have the Mann-Kendall score 15 and the variance 6*5*17/18 = 28.33: z = 14 / 5.323 = 2.63.</summary>
public sealed class TufaDriftTests
{
    private const long Month = 30 * 86400;

    [Fact]
    public void Differences_that_only_climb_in_depositing_water_are_tufa()
    {
        TufaDrift found = TufaDrift.Examine(Visits(1, 2, 4, 5, 7, 8), [0.6, 0.9, 0.7]);

        Assert.True(found.IsFound);
        Assert.Equal(2.63, found.TrendZ, 0.005);
        Assert.Equal(0.7, found.MedianSaturationIndex);
    }

    [Fact]
    public void A_steady_millimetre_a_month_is_twelve_and_a_sixth_a_year() =>
        Assert.Equal(365.25 / 30, TufaDrift.Examine(Visits(1, 2, 3, 4, 5), [0.8]).DifferencePerYear, 1e-9);

    [Fact]
    public void The_same_climb_in_water_that_deposits_nothing_is_not_tufa() => Assert.False(TufaDrift.Examine(Visits(1, 2, 4, 5, 7, 8), [0.2, 0.3, 0.1]).IsFound);

    [Fact]
    public void Shifts_to_and_fro_are_not_tufa() => Assert.False(TufaDrift.Examine(Visits(3, -1, 4, 0, 2, 1), [0.8]).IsFound);

    [Fact]
    public void Three_visits_or_no_saturation_index_prove_nothing()
    {
        Assert.False(TufaDrift.Examine(Visits(1, 2, 3), [0.8]).IsFound);
        Assert.False(TufaDrift.Examine(Visits(1, 2, 4, 5, 7, 8), []).IsFound);
    }

    private static VisitDifference[] Visits(params double[] millimetres) => [.. millimetres.Select((d, i) => new VisitDifference(i * Month, d))];
}
