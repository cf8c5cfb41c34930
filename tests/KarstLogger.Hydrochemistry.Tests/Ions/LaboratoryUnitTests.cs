using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Ions;

public class LaboratoryUnitTests
{
    [Theory]
    [InlineData("Ca", "mg/L", 1)]
    [InlineData("Ca", "ug/L", 0.001)]
    [InlineData("Ca", "mmol/L", 40.078)]
    [InlineData("Ca", "meq/L", 20.039)]
    [InlineData("HCO3", "mmol/L", 61.0168)]
    [InlineData("HCO3", "mg/L as CaCO3", 1.21928)] // 61.0168 / 50.0435
    [InlineData("HCO3", "mg/l as caco3", 1.21928)]
    [InlineData("NO3", "mg/L as N", 4.42680)]      // 62.0049 / 14.0067; the data's README has 4.4268
    [InlineData("Ca", "mg/L as CaCO3", 0.400431)]  // calcium hardness: 40.078 / 2 / 50.0435
    public void Every_unit_of_a_laboratory_becomes_milligrams_of_the_ion(string ion, string unit, double factor)
    {
        Assert.Equal(factor, LaboratoryUnit.MilligramsPerLitre(MajorIon.Find(ion)!, unit)!.Value, 5e-6 * factor);
    }

    [Theory]
    [InlineData("Ca", "ppm")]
    [InlineData("Ca", "mg/L as N")]
    [InlineData("SiO2", "meq/L")]
    [InlineData("SiO2", "mg/L as CaCO3")]
    public void A_unit_that_does_not_fit_the_ion_is_not_guessed(string ion, string unit)
    {
        Assert.Null(LaboratoryUnit.MilligramsPerLitre(MajorIon.Find(ion)!, unit));
    }

    [Fact]
    public void A_result_below_detection_has_no_value_and_stands_as_half_its_limit_in_a_charge_balance()
    {
        LaboratoryResult below = new(null, 0.04);
        Assert.True(below.IsBelowDetection);
        Assert.Equal(0.02, below.ForChargeBalance);
        Assert.Equal(0.07, new LaboratoryResult(0.07, null).ForChargeBalance);
    }
}
