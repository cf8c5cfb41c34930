using KarstLogger.Gateway.Api;

namespace KarstLogger.Gateway.Tests.Api;

public sealed class ContactStateTests
{
    private const long Now = 1_000_000;

    private static readonly ContactFacts Fine = new(Now, true, Now - 600, Now + 3000, Now - 600, true, false, 900);

    [Fact]
    public void A_sleeping_logger_before_its_next_contact_is_on_time() => Assert.Equal("on-time", ContactState.Of(Fine).Word);

    [Fact]
    public void A_logger_is_late_only_after_the_grace_of_one_interval()
    {
        Assert.Equal("on-time", ContactState.Of(Fine with { NextContactUtcSeconds = Now - 900 }).Word);
        Assert.Equal("late", ContactState.Of(Fine with { NextContactUtcSeconds = Now - 901 }).Word);
    }

    [Fact]
    public void A_logger_that_calls_without_new_samples_or_without_a_value_has_no_data()
    {
        Assert.Equal("no-data", ContactState.Of(Fine with { NewestHasValue = false }).Word);
        Assert.Equal("no-data", ContactState.Of(Fine with { NewestSampleReceivedUtcSeconds = null }).Word);
        Assert.Equal("no-data", ContactState.Of(Fine with { NewestSampleReceivedUtcSeconds = Now - 600 - 2701 }).Word);
    }

    [Fact]
    public void People_at_work_are_neither_late_nor_without_data_until_the_logger_is_overdue()
    {
        Assert.Equal("maintenance", ContactState.Of(Fine with { IsInMaintenance = true, NewestHasValue = false }).Word);
        Assert.Equal("late", ContactState.Of(Fine with { IsInMaintenance = true, NextContactUtcSeconds = Now - 10_000 }).Word);
    }

    [Fact]
    public void A_station_that_never_called_and_one_of_foreign_records_are_told_apart()
    {
        Assert.Equal("never", ContactState.Of(Fine with { LastContactUtcSeconds = null }).Word);
        Assert.Equal("import", ContactState.Of(Fine with { HasLogger = false, LastContactUtcSeconds = null }).Word);
    }
}
