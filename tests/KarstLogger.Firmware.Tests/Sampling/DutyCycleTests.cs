using KarstLogger.Firmware.Core.Sampling;

namespace KarstLogger.Firmware.Tests.Sampling;

public sealed class DutyCycleTests
{
    // 2028-02-29T23:45:00Z and 2026-12-31T23:45:00Z: POSIX seconds from `date -u -d ... +%s`.
    private const uint LeapDayLastQuarter = 1_835_480_700;
    private const uint YearEndLastQuarter = 1_798_760_700;

    [Theory]
    [InlineData(LeapDayLastQuarter)]
    [InlineData(YearEndLastQuarter)]
    public void After_the_last_quarter_of_a_day_comes_midnight(uint lastQuarter)
    {
        Assert.Equal(lastQuarter + 900, DutyCycle.NextMark(lastQuarter, 900));
        Assert.Equal(0u, DutyCycle.NextMark(lastQuarter, 900) % 86400);
    }

    [Fact]
    public void A_wake_a_few_seconds_early_serves_the_coming_mark_once()
    {
        uint mark = YearEndLastQuarter;
        Assert.Equal(mark, DutyCycle.DueSlot(mark - 10, 900, 5, mark - 900));
        Assert.Equal(0u, DutyCycle.DueSlot(mark + 3, 900, 5, mark));
    }

    [Fact]
    public void A_wake_a_minute_early_goes_back_to_sleep_until_the_sonde_must_be_warmed_up()
    {
        uint mark = YearEndLastQuarter;
        Assert.Equal(0u, DutyCycle.DueSlot(mark - 60, 900, 5, mark - 900));
        Assert.Equal(mark - 5, DutyCycle.NextWake(mark - 60, mark - 900, 900, 5));
    }

    [Fact]
    public void A_late_wake_serves_the_mark_that_it_missed_and_then_keeps_to_the_marks()
    {
        uint mark = YearEndLastQuarter;
        Assert.Equal(mark, DutyCycle.DueSlot(mark + 400, 900, 5, mark - 900));
        Assert.Equal(mark + 895, DutyCycle.NextWake(mark + 405, mark, 900, 5));
    }

    [Fact]
    public void Marks_that_passed_while_the_box_was_without_power_are_not_made_up()
    {
        uint mark = YearEndLastQuarter;
        Assert.Equal(mark + 9000, DutyCycle.DueSlot(mark + 9010, 900, 5, mark));
    }
}
