using System.Text.Json;
using KarstLogger.Hydrochemistry.Quality;

namespace KarstLogger.Hydrochemistry.Tests.Quality;

/// <summary>Tests that rivers do not need: air on the sonde, ice, completeness (golden/hydrology/qc_karst.json).</summary>
public sealed class KarstReferenceTests
{
    private static readonly string[] KnownSections = ["out_of_water", "ice", "completeness"];

    [Fact]
    public void No_section_of_the_reference_file_is_left_out() =>
        Assert.All(GoldenJson.Read("qc_karst.json").EnumerateObject(), section => Assert.Contains(section.Name, KnownSections));

    [Fact]
    public void A_sonde_in_air_fails_on_both_signs_and_is_suspect_on_one()
    {
        JsonElement item = GoldenJson.Read("qc_karst.json").GetProperty("out_of_water");
        JsonElement config = item.GetProperty("config");
        OutOfWater test = new((int)config.Number("win"), (int)config.Number("min_good"), config.Number("ec_air_abs"), config.Number("ec_air_frac"),
            config.Number("sensor_level_m"), config.Number("level_margin_m"));

        int[] actual = [.. test.Check(item.Values("ec25"), item.Values("level_m")).Select(f => (int)f)];

        Assert.Equal(item.Flags("expected"), actual);
    }

    [Fact]
    public void Completeness_has_the_class_of_its_ratio()
    {
        JsonElement[] rows = [.. GoldenJson.Read("qc_karst.json").GetProperty("completeness").EnumerateArray()];
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            Completeness completeness = new(row.GetProperty("n_valid").GetInt32(), row.GetProperty("expected").GetInt32());
            Assert.Equal(row.GetProperty("cls").GetString(), completeness.Class.ToString(), ignoreCase: true);
            Assert.Equal(row.Number("ratio"), completeness.Ratio, 5e-10); // printed to nine digits
        });
    }
}
