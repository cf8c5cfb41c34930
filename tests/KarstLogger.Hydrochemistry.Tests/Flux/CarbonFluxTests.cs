using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Flux;

public class CarbonFluxTests
{
    private static readonly Discharge Flow = Discharge.FromCubicMetresPerSecond(0.120);
    private static readonly Alkalinity Hco3 = Alkalinity.FromMilligramsPerLitreAsBicarbonate(228.93);
    private static readonly CarbonSinkShare Half = CarbonSinkShare.CarbonateRockByCarbonicAcid;

    [Fact]
    public void The_unit_check_of_the_flux_reference_holds()
    {
        // flux.md, Checks: Q .120 m3/s, HCO3 228.93 mg/L, A 12 km2, 31557600 s -> 312.65 t CO2/a, 26.054 t CO2 km-2 a-1, 7.110 t C km-2 a-1.
        // Half a unit of the last printed digit; a whole unit for 7.110, which is cut and not rounded (the page's own 26.054 * 12.011 / 44.0095 is 7.1106).
        CarbonFlux flux = CarbonFlux.Of(Flow, QcFlag.Pass, Hco3, QcFlag.Pass, Half);
        Assert.Equal(312.65, flux.SinkTonnesCo2PerYear!.Value, 0.005);
        Assert.Equal(26.054, flux.SinkTonnesCo2PerYear.Value / 12, 0.0005);
        Assert.Equal(7.110, flux.SinkGramsCarbonPerSecond!.Value * 31557600e-6 / 12, 0.001);
    }

    [Fact]
    public void The_unit_check_holds_for_a_total_of_a_year_of_constant_samples()
    {
        Period year = new("check", 0, 31557600);
        LoadIntegral integral = new(year, LoadRules.Default with { SamplingIntervalSeconds = 31557600 }, SondeUncertainty.Default);
        foreach (long t in new[] { 0L, 31557600L })
            integral.Add(new() { UtcSeconds = t, DischargeCubicMetresPerSecond = 0.120, ConcentrationMolesPerCubicMetre = MolarMasses.BicarbonateMolesPerCubicMetre(Hco3) });
        PeriodLoad load = integral.Close();
        Assert.Equal(312.65, load.SinkTonnesCo2(Half), 0.005);
        Assert.Equal(7.110, load.SinkTonnesCarbon(Half) / 12, 0.001);
    }

    [Fact]
    public void The_flag_is_the_worse_of_discharge_and_alkalinity()
    {
        Assert.Equal(QcFlag.Pass, CarbonFlux.Of(Flow, QcFlag.Pass, Hco3, QcFlag.Pass, Half).Flag);
        Assert.Equal(QcFlag.Suspect, CarbonFlux.Of(Flow, QcFlag.Suspect, Hco3, QcFlag.Pass, Half).Flag);
        Assert.Equal(QcFlag.Suspect, CarbonFlux.Of(Flow, QcFlag.NotEvaluated, Hco3, QcFlag.Suspect, Half).Flag);
    }

    [Fact]
    public void A_backwatered_stage_voids_the_flux()
    {
        CarbonFlux flux = CarbonFlux.Of(null, QcFlag.Pass, Hco3, QcFlag.Pass, Half);
        Assert.Null(flux.AlkalinityMolesPerSecond);
        Assert.Equal(QcFlag.Missing, flux.Flag);
    }

    [Fact]
    public void A_failed_conductivity_voids_the_flux_though_a_number_is_there()
    {
        CarbonFlux flux = CarbonFlux.Of(Flow, QcFlag.Pass, Hco3, QcFlag.Fail, Half);
        Assert.Null(flux.SinkGramsCarbonPerSecond);
        Assert.Equal(QcFlag.Fail, flux.Flag);
    }

    [Fact]
    public void Another_share_changes_the_sink_and_not_the_alkalinity_flux()
    {
        CarbonFlux whole = CarbonFlux.Of(Flow, QcFlag.Pass, Hco3, QcFlag.Pass, new(1, "silicate rock: both carbons are from soil CO2"));
        CarbonFlux half = CarbonFlux.Of(Flow, QcFlag.Pass, Hco3, QcFlag.Pass, Half);
        Assert.Equal(half.AlkalinityMolesPerSecond, whole.AlkalinityMolesPerSecond);
        Assert.Equal(2 * half.SinkTonnesCo2PerYear!.Value, whole.SinkTonnesCo2PerYear!.Value, 1e-9);
    }
}
