using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Stations;

public sealed class PresetTests
{
    private static readonly string Folder = Path.Combine(ReferenceFiles.ProjectRoot, "gateway", "presets");

    public static TheoryData<string> Files => [.. Names];

    private static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.station").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    [Fact]
    public void There_are_four_catchments_as_printed_and_corrected() =>
        Assert.Equal(["east", "north", "south", "west"],
            Names.Select(file => file["guizhou-".Length..].Split('.')).GroupBy(name => name[0]).Where(pair => pair.Count() == 2).Select(pair => pair.Key));

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_preset_is_read_without_a_fault_and_marks_area_rating_and_position_as_illustrative(string file)
    {
        StationConfiguration station = StationFile.Load(Path.Combine(Folder, file));
        Assert.True(station.Position.IsIllustrative);
        Assert.All(station.Areas, area => Assert.True(area.IsIllustrative));
        Assert.All(station.Settings.Ratings, rating => Assert.True(rating.Illustrative));
        Assert.All(station.Settings.Regressions, regression => Assert.NotEmpty(regression.Provenance));
        Assert.Equal(["Ca", "Cl", "HCO3", "K", "Mg", "Na", "SO4"],
            station.Settings.Regressions.Select(one => one.Ion).Concat(station.Settings.MeanIons.Select(one => one.Ion)).Order(StringComparer.Ordinal));
        // Both laws of the made-up rating give the same discharge where they meet, to a thousandth.
        double join = station.Settings.Ratings[0].Segments[0].UpperStageMetres!.Value;
        Assert.Equal(station.Settings.Ratings[0].Segments[0].Discharge(join), station.Settings.Ratings[0].Segments[1].Discharge(join), 3);
    }

    // Ion at Table 1's mean EC, as the reference page on the tables lists it (seed-tables.md, "Table 2 at Table 1's mean EC").
    [Theory]
    [InlineData("east.as-printed", "Ca", 322.65, 88.8)]
    [InlineData("east.as-printed", "Mg", 322.65, 19.8)]
    [InlineData("east.corrected", "Mg", 322.65, 2.416)]
    [InlineData("west.as-printed", "Mg", 374.56, 10.3)]
    [InlineData("west.corrected", "Mg", 374.56, 16.8)]
    public void At_the_mean_conductivity_the_regressions_give_the_figures_of_the_reference_page(string preset, string ion, double conductance, double expected)
    {
        int decimals = expected < 10 ? 3 : 1;
        Assert.Equal(expected, Regression(preset, ion).Estimate(conductance).Concentration!.Value, decimals);
    }

    [Theory]
    [InlineData("east.as-printed", "Mg")]
    [InlineData("north.as-printed", "HCO3")]
    public void A_regression_that_contradicts_the_spread_of_its_own_table_has_no_residual_scatter(string preset, string ion) =>
        Assert.Null(Regression(preset, ion).ResidualStandardDeviation);

    private static IonRegression Regression(string preset, string ion) =>
        StationFile.Load(Path.Combine(Folder, $"guizhou-{preset}.station")).Settings.Regressions.Single(one => one.Ion == ion);
}
