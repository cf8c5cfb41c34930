using KarstLogger.Hydrochemistry.Flux;

namespace KarstLogger.Hydrochemistry.Tests.Flux;

public class StationCalendarTests
{
    private static readonly StationCalendar Guizhou = new(480, 5);

    [Fact]
    public void A_day_in_Guizhou_begins_at_16_hours_UTC()
    {
        Period day = Guizhou.Containing(PeriodKind.Day, Utc(2020, 4, 30, 16));
        Assert.Equal(("2020-05-01", Utc(2020, 4, 30, 16), Utc(2020, 5, 1, 16)), (day.Name, day.StartUtcSeconds, day.EndUtcSeconds));
        Assert.Equal("2020-04-30", Guizhou.Containing(PeriodKind.Day, Utc(2020, 4, 30, 16) - 1).Name);
    }

    [Fact]
    public void The_hydrological_year_turns_on_the_first_of_May_and_knows_leap_days()
    {
        Assert.Equal("2019/2020", Guizhou.Containing(PeriodKind.HydrologicalYear, Utc(2020, 4, 30, 15)).Name);
        Assert.Equal("2020/2021", Guizhou.Containing(PeriodKind.HydrologicalYear, Utc(2020, 4, 30, 16)).Name);
        Assert.Equal(366 * 86400, Guizhou.Containing(PeriodKind.HydrologicalYear, Utc(2020, 1, 1)).Seconds);
        Assert.Equal(29 * 86400, Guizhou.Containing(PeriodKind.Month, Utc(2020, 2, 10)).Seconds);
        Assert.Equal("2020", new StationCalendar(0, 1).Containing(PeriodKind.HydrologicalYear, Utc(2020, 12, 31)).Name);
    }

    [Fact]
    public void Days_of_a_long_gap_are_given_empty_and_a_sample_on_midnight_closes_a_day_and_opens_the_next()
    {
        LoadSample At(long t) => new() { UtcSeconds = t, DischargeCubicMetresPerSecond = 1, ConcentrationMolesPerCubicMetre = 2 };
        StationCalendar utc = new(0, 1);
        long midnight = Utc(2020, 5, 1);
        IReadOnlyList<PeriodLoad> days = LoadTotals.Over(
            [At(midnight - 900), At(midnight), At(midnight + 900), At(midnight + 3 * 86400 + 900)], utc, PeriodKind.Day, LoadRules.Default, SondeUncertainty.Default);
        Assert.Equal(["2020-04-30", "2020-05-01", "2020-05-02", "2020-05-03", "2020-05-04"], days.Select(d => d.Period.Name));
        Assert.Equal([1800.0, 1800, 0, 0, 0], days.Select(d => d.LoadMoles));
        Assert.Equal([0, 1, 1, 1, 1], days.Select(d => d.GapCount));
    }

    [Fact]
    public void Loads_of_days_add_up_to_the_load_of_the_month()
    {
        // Samples that never meet midnight: the edges are cut by interpolation.
        List<LoadSample> samples = [];
        for (long t = Utc(2020, 5, 1) - 700; t < Utc(2020, 6, 1) + 900; t += 900)
            samples.Add(new() { UtcSeconds = t, DischargeCubicMetresPerSecond = 1 + t % 7919 / 4000.0, ConcentrationMolesPerCubicMetre = 3 + t % 5003 / 9000.0 });
        StationCalendar utc = new(0, 1);
        PeriodLoad month = LoadTotals.Over(samples, utc, PeriodKind.Month, LoadRules.Default, SondeUncertainty.Default).Single(p => p.Period.Name == "2020-05");
        IEnumerable<PeriodLoad> days = LoadTotals.Over(samples, utc, PeriodKind.Day, LoadRules.Default, SondeUncertainty.Default)
            .Where(d => d.Period.Name.StartsWith("2020-05", StringComparison.Ordinal));
        Assert.Equal(month.LoadMoles, days.Sum(d => d.LoadMoles), 1e-6);
        Assert.Equal(1, month.TimeCoverage, 1e-12);
    }

    private static long Utc(int year, int month, int day, int hour = 0) => new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
}
