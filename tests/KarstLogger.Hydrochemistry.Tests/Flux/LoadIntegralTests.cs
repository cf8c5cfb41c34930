using KarstLogger.Hydrochemistry.Flux;

namespace KarstLogger.Hydrochemistry.Tests.Flux;

public class LoadIntegralTests
{
    private const long Hour = 3600;

    [Fact]
    public void A_gap_in_a_flood_is_named_in_load_and_the_total_is_only_provisional()
    {
        // 30 h at 1 mol/s, of which 3 h are a flood's peak between two readings of 6 mol/s that nobody measured: 27 h of 30 are sampled (0.90).
        // Straight line over the gap: 3 h * 6 = 18; sampled: 25 h * 1 + 2 h * (1 + 6)/2 = 32 (in mol/s h). Missing share 18 / 50.
        List<LoadSample> samples = [];
        for (int hour = 0; hour <= 30; hour++)
            if (hour is < 16 or > 17)
                samples.Add(Sample(hour * Hour, hour is 15 or 18 ? 6 : 1, 1));
        PeriodLoad load = Integrate(new("30 h", 0, 30 * Hour), Hourly, samples);
        Assert.Equal(32 * Hour, load.LoadMoles, 1e-6);
        Assert.Equal(0.90, load.SampledTimeCoverage, 1e-12);
        Assert.Equal(18.0 / 50, load.EstimatedLoadShare, 1e-12);
        Assert.Equal(1, load.GapCount);
        Assert.Equal(PeriodStanding.Provisional, load.Standing);
    }

    [Fact]
    public void A_night_without_rain_is_filled_by_recession()
    {
        // Q from 2 to 1 m3/s in 10 h, c constant 3 mol/m3: integral of 2 e^(-ln2 t/10h) is (2 - 1) / ln 2 * 10 h = 14.4269504 m3/s h.
        PeriodLoad load = Integrate(new("night", 0, 10 * Hour), Hourly, [Sample(0, 2, 3, rain: 55.5), Sample(10 * Hour, 1, 3, rain: 55.5)]);
        Assert.Equal(14.4269504 * Hour, load.VolumeCubicMetres, 1e-7 * 14 * Hour);
        Assert.Equal(3 * 14.4269504 * Hour, load.LoadMolesByOrigin[(int)LoadOrigin.FilledRecession], 3e-7 * 14 * Hour);
        Assert.Equal(PeriodStanding.Withheld, load.Standing);
    }

    [Fact]
    public void A_recession_with_falling_concentration_is_integrated_as_a_product()
    {
        // Q = 2 e^(-u ln 2), c = 3 - u, u from 0 to 1 over 10 h. By parts: integral of e^(-ku)(3 - u) = (3 - 2 e^-k)/k - (1 - e^-k)/k^2 with k = ln 2
        // = 2 / 0.693147181 - 0.5 / 0.480453014 = 2.885390082 - 1.040684490 = 1.844705592; times 2 m3/s and 10 h.
        PeriodLoad load = Integrate(new("night", 0, 10 * Hour), Hourly, [Sample(0, 2, 3, rain: 1), Sample(10 * Hour, 1, 2, rain: 1)]);
        Assert.Equal(1.844705592 * 20 * Hour, load.LoadMoles, 1e-8 * 40 * Hour);
    }

    [Theory]
    [InlineData(2, 1, 55.5, 55.7, 10)] // rain fell
    [InlineData(2, 1, 55.5, null, 10)] // the gauge was down
    [InlineData(1, 2, 55.5, 55.5, 10)] // the discharge rose without rain
    [InlineData(2, 1, 55.5, 55.5, 25)] // longer than a day
    public void A_long_gap_with_rain_rise_or_no_gauge_is_withheld(double before, double after, double? rainBefore, double? rainAfter, int hours)
    {
        PeriodLoad load = Integrate(new("gap", 0, hours * Hour), Hourly, [Sample(0, before, 3, rain: rainBefore), Sample(hours * Hour, after, 3, rain: rainAfter)]);
        Assert.Equal(0, load.CoveredSeconds);
        Assert.Equal(1, load.EstimatedLoadShare);
        Assert.Null(load.ProratedLoadMoles);
    }

    [Fact]
    public void Loads_outside_the_gauged_range_are_kept_and_counted_as_estimated()
    {
        // Three hours at 1 mol/s, the last two samples extrapolated: half of the second hour and the third are theirs.
        LoadSample[] samples = [Sample(0, 1, 1), Sample(Hour, 1, 1), Sample(2 * Hour, 1, 1, LoadOrigin.Extrapolated), Sample(3 * Hour, 1, 1, LoadOrigin.UpperBound)];
        PeriodLoad load = Integrate(new("flood", 0, 3 * Hour), Hourly, samples);
        Assert.Equal([1.5 * Hour, Hour, 0.5 * Hour, 0, 0, 0], load.LoadMolesByOrigin);
        Assert.Equal(0.5, load.EstimatedLoadShare, 1e-12);
        Assert.Equal(1, load.SampledTimeCoverage, 1e-12);
        Assert.Equal(PeriodStanding.Provisional, load.Standing);
    }

    [Fact]
    public void An_estavelle_that_swallows_takes_load_away()
    {
        PeriodLoad load = Integrate(new("reversal", 0, 2 * Hour), Hourly, [Sample(0, 1, 4), Sample(Hour, -1, 4), Sample(2 * Hour, -1, 4)]);
        Assert.Equal(-4 * Hour, load.LoadMoles, 1e-9);
    }

    private static LoadRules Hourly { get; } = new() { SamplingIntervalSeconds = Hour };

    private static LoadSample Sample(long t, double discharge, double concentration, LoadOrigin origin = LoadOrigin.Measured, double? rain = null) => new()
    {
        UtcSeconds = t, DischargeCubicMetresPerSecond = discharge, ConcentrationMolesPerCubicMetre = concentration, Origin = origin, CumulativeRainMillimetres = rain,
    };

    private static PeriodLoad Integrate(Period period, LoadRules rules, IEnumerable<LoadSample> samples)
    {
        LoadIntegral integral = new(period, rules, SondeUncertainty.Default);
        foreach (LoadSample sample in samples)
            integral.Add(sample);
        return integral.Close();
    }
}
