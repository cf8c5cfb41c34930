using KarstLogger.Firmware.Core.Sending;

namespace KarstLogger.Firmware.Tests.Sending;

public sealed class BackOffTests
{
    [Theory]
    [InlineData(1, 900)]
    [InlineData(2, 1800)]
    [InlineData(3, 3600)]
    [InlineData(4, 7200)]
    [InlineData(5, 7200)]
    [InlineData(4_000_000_000, 7200)]
    public void The_wait_doubles_up_to_its_limit_less_at_most_a_quarter(uint failures, uint seconds)
    {
        for (uint seed = 0; seed < 500; seed++)
            Assert.InRange(BackOff.Seconds(failures, 7200, seed), seconds - seconds / 4, seconds);
    }

    [Fact]
    public void Without_failures_there_is_no_wait()
    {
        Assert.Equal(0u, BackOff.Seconds(0, 7200, 1));
    }

    [Fact]
    public void A_fleet_that_failed_together_does_not_come_back_together()
    {
        // 200 loggers over a window of 1 800 s (a quarter of two hours): in no minute more than a tenth of them.
        uint[] waits = [.. Enumerable.Range(0, 200).Select(i => BackOff.Seconds(6, 7200, 0x4b000000u + (uint)i))];
        Assert.All(waits.GroupBy(wait => wait / 60), minute => Assert.True(minute.Count() <= 20));
    }

    [Fact]
    public void The_same_logger_waits_the_same_in_a_replay()
    {
        Assert.Equal(BackOff.Seconds(3, 7200, 42), BackOff.Seconds(3, 7200, 42));
    }
}
