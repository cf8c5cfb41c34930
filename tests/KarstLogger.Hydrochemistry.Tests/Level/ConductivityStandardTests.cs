using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Level;

/// <summary>Potassium-chloride standards at the spring's temperature (hydrology reference 9.4: 0.01 mol/L at 10 degC is 1020 uS/cm, linear .0191 gives 1430, nLF 1457, true 1413).</summary>
public sealed class ConductivityStandardTests
{
    private static readonly WaterTemperature Ten = WaterTemperature.FromDegreesCelsius(10);

    [Fact]
    public void The_1413_standard_has_1020_at_ten_degrees() => Assert.Equal(1020, ConductivityStandard.Middle.At(Ten)!.Value.MicrosiemensPerCentimetre);

    [Fact]
    public void Each_standard_has_the_number_on_its_bottle_at_25_degrees() =>
        Assert.All(ConductivityStandard.All, s => Assert.Equal(s.MicrosiemensPerCentimetreAt25, s.At(WaterTemperature.FromDegreesCelsius(25))!.Value.MicrosiemensPerCentimetre));

    [Fact]
    public void A_sonde_with_a_linear_law_should_show_1430_in_it_not_1413() =>
        Assert.Equal(1430, ConductivityStandard.Middle.Expected(Ten, CompensationLaw.Linear0191).MicrosiemensPerCentimetre!.Value, 0.5);

    [Fact]
    public void The_natural_water_function_is_refused_for_potassium_chloride()
    {
        // What it would have made of the true 1020:
        Assert.Equal(1457, Conductivity.At25(ElectricalConductivity.FromMicrosiemensPerCentimetre(1020), Ten, CompensationLaw.NaturalWater)!.Value.MicrosiemensPerCentimetre, 0.5);

        Assert.Equal((null, StandardRefusal.NaturalWaterFunction), ConductivityStandard.Middle.Expected(Ten, CompensationLaw.NaturalWater));
        Assert.Equal((null, StandardRefusal.NaturalWaterFunction), ConductivityStandard.Middle.NewCellConstant(1, 1430, Ten, CompensationLaw.NaturalWater));
    }

    [Fact]
    public void A_frozen_standard_says_nothing() =>
        Assert.Equal(StandardRefusal.TemperatureOutsideTable, ConductivityStandard.Middle.Expected(WaterTemperature.FromDegreesCelsius(-1), null).Refusal);

    [Fact]
    public void The_cell_constant_follows_the_standard_and_a_jump_needs_a_person()
    {
        Assert.Equal(0.51, ConductivityStandard.Middle.NewCellConstant(0.5, 1000, Ten, null).CellConstant!.Value, 1e-9); // .5 * 1020 / 1000

        Assert.Equal((null, StandardRefusal.CellConstantJump), ConductivityStandard.Middle.NewCellConstant(0.5, 800, Ten, null));
        Assert.Equal(0.6375, ConductivityStandard.Middle.NewCellConstant(0.5, 800, Ten, null, isOverridden: true).CellConstant!.Value, 1e-9);
    }

    [Fact]
    public void A_coefficient_in_percent_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CompensationLaw.Linear(1.91));

    [Fact]
    public void The_natural_water_table_says_nothing_beyond_its_ends()
    {
        Assert.Null(CompensationLaw.NaturalWater.FactorTo25(WaterTemperature.FromDegreesCelsius(-0.1)));
        Assert.Null(CompensationLaw.NaturalWater.FactorTo25(WaterTemperature.FromDegreesCelsius(35.1)));
    }
}
