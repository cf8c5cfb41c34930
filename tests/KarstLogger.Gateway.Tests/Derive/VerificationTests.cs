using KarstLogger.Gateway.Derive;

namespace KarstLogger.Gateway.Tests.Derive;

/// <summary>What <c>karst verify</c> sees and what it says.</summary>
public sealed class VerificationTests : IDisposable
{
    private readonly DerivedStation station = new();

    public VerificationTests()
    {
        station.Put(new StationText());
        station.Arrive(Enumerable.Range(0, 2 * 96));
    }

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task An_untouched_store_gives_the_same_bits_and_exit_code_0()
    {
        CommandRun run = await Verify();
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Contains("0 differences", run.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE station_state SET ph = ph + 0.01 WHERE sequence = 10", "2026-03-01: the stored rows are not the ones that were derived")]
    [InlineData("UPDATE frame SET bytes = (SELECT bytes FROM frame WHERE sequence = 11) WHERE sequence = 10", "2026-03-01: other inputs")]
    [InlineData("UPDATE derived_day SET value_hash = input_hash", "2026-03-02: the same inputs give other values")]
    public async Task What_was_altered_is_told_with_its_day_and_exit_code_1(string alteration, string told)
    {
        station.Store.Database.Write(session => session.Execute(alteration));
        CommandRun run = await Verify();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(told, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reprocess_says_what_it_computed_and_what_it_left()
    {
        CommandRun run = await CommandRun.Karst(["reprocess", "--station", StationText.Slug, "--store", station.Store.DatabaseFile]);
        Assert.Equal("station,run,days_derived,days_copied,days_unchanged", run.Lines[0]);
        Assert.Matches("^huanghou,1,0,0,[0-9]+$", run.Lines[1]);
    }

    [Fact]
    public async Task Totals_come_by_day_with_coverage_and_standing()
    {
        CommandRun run = await CommandRun.Karst(["totals", "--station", StationText.Slug, "--kind", "day", "--utc-offset-minutes", "0", "--store", station.Store.DatabaseFile]);
        Assert.Equal(["2026-03-01", "2026-03-02"], run.Lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal("Valid", run.Lines[1].Split(',')[3]);
    }

    private Task<CommandRun> Verify() => CommandRun.Karst(["verify", "--station", StationText.Slug, "--store", station.Store.DatabaseFile]);
}
