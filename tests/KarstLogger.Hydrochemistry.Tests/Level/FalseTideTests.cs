using KarstLogger.Hydrochemistry.Level;

namespace KarstLogger.Hydrochemistry.Tests.Level;

/// <summary>Thirty quiet days of a spring in recession, under air with weather and its daily double wave of 1.2 hPa.</summary>
public sealed class FalseTideTests
{
    private const int Samples = 30 * 96;
    private static readonly long[] UtcSeconds = [.. Enumerable.Range(0, Samples).Select(i => 1_700_000_100L + 900 * i)];
    private static readonly double?[] Air =
        [.. UtcSeconds.Select((t, i) => (double?)(87_000 + 600 * Math.Sin(2 * Math.PI * t / (4.3 * 86400)) + 120 * Wave(i, 12)))];

    [Fact]
    public void A_well_compensated_level_shows_nothing() => Assert.Equal(FalseTideVerdict.None, Examine((_, _) => 0).Verdict);

    [Fact]
    public void An_uncompensated_absolute_probe_follows_the_barometer()
    {
        FalseTide found = Examine((_, air) => air / 9806.65);

        Assert.Equal(FalseTideVerdict.Uncompensated, found.Verdict);
        Assert.Equal(0.0102, found.MetresPerHectopascal!.Value, 0.001); // 100 Pa / (1000 kg/m3 * 9.80665 m/s2)
    }

    [Fact]
    public void A_vented_probe_that_was_compensated_runs_against_the_barometer() =>
        Assert.Equal(FalseTideVerdict.OverCompensated, Examine((_, air) => -air / 9806.65).Verdict);

    [Fact]
    public void A_half_day_wave_without_a_barometer_is_named_with_its_amplitude()
    {
        FalseTide found = FalseTide.Examine(UtcSeconds, Level((i, _) => 0.005 * Wave(i, 12)), []);

        Assert.Equal(FalseTideVerdict.Semidiurnal, found.Verdict);
        Assert.Equal(0.005, found.SemidiurnalAmplitudeMetres, 0.0005);
        Assert.Null(found.MetresPerHectopascal);
    }

    [Fact]
    public void The_moons_tide_and_a_daily_wave_are_not_the_suns_half_day_wave()
    {
        Assert.Equal(FalseTideVerdict.None, Examine((i, _) => 0.005 * Wave(i, 12.42)).Verdict);
        Assert.Equal(FalseTideVerdict.None, Examine((i, _) => 0.005 * Wave(i, 24)).Verdict);
    }

    [Fact]
    public void The_overtone_of_a_daily_melt_cycle_is_water()
    {
        FalseTide found = Examine((i, _) => 0.010 * Wave(i, 24) + 0.003 * Wave(i, 12));

        Assert.Equal(FalseTideVerdict.None, found.Verdict);
        Assert.Equal(0.010, found.DailyAmplitudeMetres, 0.001);
    }

    [Fact]
    public void Four_days_are_too_short_to_say() =>
        Assert.Equal(FalseTideVerdict.TooShort, FalseTide.Examine(UtcSeconds[..384], Level((_, _) => 0)[..384], []).Verdict);

    private static FalseTide Examine(Func<int, double, double> disturbance) => FalseTide.Examine(UtcSeconds, Level(disturbance), Air);

    private static double?[] Level(Func<int, double, double> disturbance)
    {
        Random noise = new(7);
        return [.. Enumerable.Range(0, Samples).Select(i => i % 50 == 0 ? (double?)null
            : 0.9 * Math.Exp(-i / 9600.0) + 0.002 * (noise.NextDouble() - 0.5) + disturbance(i, Air[i]!.Value))];
    }

    private static double Wave(int i, double hours) => Math.Cos(2 * Math.PI * i / (4 * hours) - 1);
}
