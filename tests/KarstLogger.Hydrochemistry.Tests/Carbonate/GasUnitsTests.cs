using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Hydrochemistry.Tests.Carbonate;

/// <summary>CO2 in the units of its readers, and the pressure that one of them needs.</summary>
public sealed class GasUnitsTests
{
    /// <summary>reference/flux.md, gas units: 420 ppm is about 36 Pa at 1250 m.</summary>
    [Fact]
    public void Air_of_420_ppm_holds_about_36_Pa_at_1250_metres() =>
        Assert.Equal(36, GasUnits.AtmosphericPascals(420, GasUnits.StandardPressurePascals(1250), 15), 0.5);

    /// <summary>ICAO Doc 7488, table of the standard atmosphere: 898.74 hPa at 1000 m, 540.19 hPa at 5000 m.</summary>
    [Theory]
    [InlineData(0, 101325)]
    [InlineData(1000, 89874)]
    [InlineData(5000, 54019)]
    public void Pressure_of_the_standard_atmosphere(double metres, double pascals) => Assert.Equal(pascals, GasUnits.StandardPressurePascals(metres), 5.0);

    /// <summary>Saturation vapour pressure of water, CRC Handbook: 1.2282 kPa at 10 degC, 3.1699 kPa at 25 degC; Magnus' equation is good to 0.4 %.</summary>
    [Theory]
    [InlineData(10, 1228.2)]
    [InlineData(25, 3169.9)]
    public void Vapour_pressure_of_water(double celsius, double pascals) => Assert.Equal(1, GasUnits.VapourPressurePascals(celsius) / pascals, 0.004);

    [Fact]
    public void A_million_parts_of_dry_air_are_the_dry_pressure() =>
        Assert.Equal(1e6, GasUnits.PpmvDry(87000 - GasUnits.VapourPressurePascals(15), 87000, 15)!.Value, 1e-6);

    [Fact]
    public void One_atmosphere_is_a_million_microatmospheres() => Assert.Equal(1e6, GasUnits.Microatmospheres(101325));

    [Fact]
    public void Where_the_air_is_thinner_than_the_vapour_there_is_no_dry_air() => Assert.Null(GasUnits.PpmvDry(40, 900, 25));

    [Fact]
    public void A_water_below_the_air_of_its_own_altitude_is_named_and_one_above_it_is_not()
    {
        WaterSample water = new() { TemperatureCelsius = 15, PH = 8.9, CalciumMilligramsPerLitre = 80, AlkalinityMilligramsPerLitreAsBicarbonate = 240 };
        Assert.Contains("pCO2_below_atmosphere", Names(water));
        Assert.DoesNotContain("pCO2_below_atmosphere", Names(water with { PH = 7.5 }));
    }

    /// <summary>reference/hydrology.md section 9.3: 0.05 after calibration, 0.1 and more with days and a poor slope.</summary>
    [Fact]
    public void A_glass_grows_less_certain_with_days_and_a_poor_slope()
    {
        Assert.Equal(0.05, PHUncertainty.Default(0, 98));
        Assert.True(PHUncertainty.Default(30, 90) > 0.1);
        // TM 1-D3: an error above 2 pH is no record any more, however long ago the calibration was.
        Assert.Equal(2.0 / 2, PHUncertainty.Default(3650, null));
    }

    private static IEnumerable<string> Names(WaterSample water) =>
        WaterFindings.Of(water, CarbonateSolver.Solve(water, CarbonateModel.Wateq4f), new WaterSurroundings(StationPascals: GasUnits.StandardPressurePascals(1250))).Select(finding => finding.Name);
}
