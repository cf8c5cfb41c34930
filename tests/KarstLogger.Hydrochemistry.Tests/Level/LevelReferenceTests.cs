using System.Text.Json;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Hydrochemistry.Tests.Quality;

namespace KarstLogger.Hydrochemistry.Tests.Level;

/// <summary>Conductivity at 25 degC, density, gravity and depth (golden/hydrology/ec_level.json), at the tolerance of the file.</summary>
public sealed class LevelReferenceTests
{
    private static readonly string[] KnownSections = ["note", "f25_table_0_35", "ec", "rebase", "level", "density", "tol_rel"];
    private static readonly JsonElement Golden = GoldenJson.Read("ec_level.json");

    [Fact]
    public void No_section_of_the_reference_file_is_left_out() =>
        Assert.All(Golden.EnumerateObject(), section => Assert.Contains(section.Name, KnownSections));

    [Fact]
    public void Conductivity_at_25_degrees_by_the_three_laws() => Each("ec", row =>
    {
        ElectricalConductivity inSitu = ElectricalConductivity.FromMicrosiemensPerCentimetre(row.Number("ec_raw"));
        WaterTemperature water = Temperature(row, "temp_c");
        Near(row, "ec25_lin_0_0191", Conductivity.At25(inSitu, water, CompensationLaw.Linear0191)!.Value.MicrosiemensPerCentimetre);
        Near(row, "ec25_lin_0_020", Conductivity.At25(inSitu, water, CompensationLaw.Linear0200)!.Value.MicrosiemensPerCentimetre);
        Near(row, "f25", CompensationLaw.NaturalWater.FactorTo25(water)!.Value);
        Near(row, "ec25_iso7888", Conductivity.At25(inSitu, water, CompensationLaw.NaturalWater)!.Value.MicrosiemensPerCentimetre);
    });

    [Fact]
    public void The_natural_water_factor_is_the_table_at_whole_degrees()
    {
        double?[] table = Golden.Values("f25_table_0_35");
        Assert.Equal(36, table.Length);
        for (int t = 0; t < table.Length; t++)
            Assert.Equal(table[t], CompensationLaw.NaturalWater.FactorTo25(WaterTemperature.FromDegreesCelsius(t)));
    }

    [Fact]
    public void A_conductivity_compensated_by_one_law_is_rebased_to_another() => Each("rebase", row =>
        Near(row, "result", Conductivity.Rebase(SpecificConductance.FromMicrosiemensPerCentimetre(row.Number("ec25")), Temperature(row, "temp_c"),
            CompensationLaw.Linear(row.Number("alpha_from")), CompensationLaw.Linear(row.Number("alpha_to")))!.Value.MicrosiemensPerCentimetre));

    [Fact]
    public void Density_of_water_follows_its_temperature() => Each("density", row =>
        Near(row, "rho", WaterDensity.KilogramsPerCubicMetre(Temperature(row, "t"))));

    [Fact]
    public void Depth_comes_from_absolute_pressure_the_moved_barometer_and_local_gravity() => Each("level", row =>
    {
        WaterTemperature water = Temperature(row, "temp_c");
        double gravity = LocalGravity.MetresPerSecondSquared(row.Number("lat"), row.Number("elev_m"));
        double airKilopascals = AirColumn.PressureAbove(row.Number("p_baro_kpa"), row.Number("dz_m"), gravity);
        Near(row, "rho", WaterDensity.KilogramsPerCubicMetre(water));
        Near(row, "g", gravity);
        Near(row, "p_baro_at_logger_kpa", airKilopascals);
        Near(row, "depth_m", WaterColumn.DepthOf(row.Number("p_abs_kpa") - airKilopascals, water, gravity)!.Value.Metres);
        // depth_m_const is what a sonde that assumes 1000 kg/m3 and standard gravity would say.
        Near(row, "depth_m_const", (row.Number("p_abs_kpa") - airKilopascals) / LocalGravity.StandardMetresPerSecondSquared);
    });

    private static void Each(string section, Action<JsonElement> check)
    {
        JsonElement[] rows = [.. Golden.GetProperty(section).EnumerateArray()];
        Assert.NotEmpty(rows);
        Assert.All(rows, check);
    }

    private static void Near(JsonElement row, string name, double actual)
    {
        double expected = row.Number(name);
        Assert.True(Math.Abs(actual - expected) <= Golden.Number("tol_rel") * Math.Abs(expected), $"{name}: expected {expected:R}, got {actual:R}");
    }

    private static WaterTemperature Temperature(JsonElement row, string name) => WaterTemperature.FromDegreesCelsius(row.Number(name));
}
