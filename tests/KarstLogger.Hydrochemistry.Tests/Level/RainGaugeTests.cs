using KarstLogger.Hydrochemistry.Level;

namespace KarstLogger.Hydrochemistry.Tests.Level;

/// <summary>Rain from a cumulative counter and the days it belongs to (station time UTC+8, day from 08:00).</summary>
public sealed class RainGaugeTests
{
    private const long Midnight = 1_717_200_000; // 2024-06-01T00:00Z, 08:00 at the station
    private static readonly RainGauge Gauge = new(0.5);
    private static readonly RainDay Day = new(8 * 3600);

    [Fact]
    public void A_lost_sample_loses_no_rain() => Assert.Equal(6, Gauge.Between(100, 112, counterRestarted: false));

    [Fact]
    public void A_restarted_counter_has_counted_from_zero() => Assert.Equal(1.5, Gauge.Between(100, 3, counterRestarted: true));

    [Fact]
    public void A_counter_that_runs_backwards_tells_nothing() => Assert.Null(Gauge.Between(100, 99, counterRestarted: false));

    [Fact]
    public void Rain_before_eight_belongs_to_the_day_before()
    {
        Assert.Equal(new DateOnly(2024, 5, 31), Day.DayOf(Midnight - 1));
        Assert.Equal(new DateOnly(2024, 6, 1), Day.DayOf(Midnight));
        Assert.Equal(new DateOnly(2024, 6, 1), Day.DayOf(Midnight + 86399));
    }

    [Fact]
    public void Rain_across_the_boundary_is_shared_by_time_and_unknown_time_is_not_covered()
    {
        var days = Day.Totals(
        [
            new RainInterval(Midnight - 3600, Midnight + 3 * 3600, 8), // a quarter before 08:00
            new RainInterval(Midnight + 3 * 3600, Midnight + 12 * 3600, null),
            new RainInterval(Midnight + 12 * 3600, Midnight + 24 * 3600, 1),
        ]);

        Assert.Equal([2d, 7d], days.Values.Select(d => d.Millimetres));
        Assert.Equal(1 / 24.0, days[new DateOnly(2024, 5, 31)].Coverage, 1e-12);
        Assert.Equal(15 / 24.0, days[new DateOnly(2024, 6, 1)].Coverage, 1e-12);
    }

    [Fact]
    public void The_boundary_holds_before_1970_too() => Assert.Equal(new DateOnly(1969, 12, 30), Day.DayOf(-86401));
}
