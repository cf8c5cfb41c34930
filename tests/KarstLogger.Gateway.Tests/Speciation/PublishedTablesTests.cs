using KarstLogger.Gateway.Speciation;
using KarstLogger.Hydrochemistry.Carbonate;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Speciation;

/// <summary>The four Guizhou tables: every fault that reference/seed-tables.md lists is found by the checks, which know nothing of these tables.</summary>
public sealed class PublishedTablesTests
{
    private static readonly string Folder = Path.Combine(ReferenceFiles.ProjectRoot, "gateway", "presets", "guizhou");

    [Theory]
    [InlineData("East", "Ca", "misses_its_mean", "+29 %")]
    [InlineData("East", "Mg", "misses_its_mean", "+717 %")]
    [InlineData("West", "Ca", "misses_its_mean", "-7 %")]
    [InlineData("West", "Mg", "misses_its_mean", "-39 %")]
    [InlineData("North", "Mg", "misses_its_mean", "+9 %")]
    [InlineData("North", "SO4", "misses_its_mean", "-11 %")]
    [InlineData("South", "Ca", "misses_its_mean", "+8 %")]
    [InlineData("South", "HCO3", "misses_its_mean", "-12 %")]
    [InlineData("South", "SO4", "misses_its_mean", "+7 %")]
    [InlineData("East", "Ca", "negative_at_low_conductivity", "152")]
    [InlineData("West", "Ca", "negative_at_low_conductivity", "90")]
    [InlineData("West", "HCO3", "negative_at_low_conductivity", "89")]
    [InlineData("West", "Mg", "negative_at_low_conductivity", "117")]
    [InlineData("North", "SO4", "negative_at_low_conductivity", "360")]
    [InlineData("South", "SO4", "negative_at_low_conductivity", "131")]
    [InlineData("South", "Ca", "negative_at_low_conductivity", "49")]
    [InlineData("East", "Ca", "slope_above_ionic_conductance", "0.52")]
    [InlineData("West", "HCO3", "slope_above_ionic_conductance", "0.816")]
    [InlineData("North", "SO4", "slope_above_ionic_conductance", "0.43")]
    [InlineData("East", "Mg", "correlation_above_one", "2.43")]
    [InlineData("North", "HCO3", "correlation_at_its_bound", "1.07")]
    [InlineData("West", "Mg", "no_relation", "0.10")]
    [InlineData("North", "Cl", "coefficient_unreadable", "1L44")]
    [InlineData("West", "", "charge_balance_of_means", "+10.8 %")]
    [InlineData("North", "", "charge_balance_of_means", "+5.9 %")]
    [InlineData("South", "", "charge_balance_of_means", "+10.0 %")]
    [InlineData("East", "", "charge_balance_of_equations", "+30")]
    [InlineData("South", "", "charge_balance_of_equations", "+16")]
    [InlineData("East", "SI_Calcite", "index_not_of_these_means", "0.011")]
    [InlineData("North", "SI_Calcite", "index_not_of_these_means", "0.844")]
    [InlineData("South", "SI_Calcite", "index_not_of_these_means", "1.002")]
    [InlineData("North", "pCO2_Pa", "pressure_not_of_these_means", "pH 7.59")]
    [InlineData("South", "pCO2_Pa", "pressure_not_of_these_means", "pH 7.69")]
    [InlineData("South", "T_C", "spread_of_a_surface_stream", "6.7")]
    [InlineData("South", "pH", "spread_of_a_surface_stream", "0.59")]
    [InlineData("South", "pCO2", "mean_is_not_value_at_mean_pH", "2.50")]
    public void The_fault_is_found_and_named(string catchment, string quantity, string name, string number)
    {
        PublishedFinding finding = Assert.Single(Findings("as-printed"), f => f.Catchment == catchment && f.Quantity == quantity && f.Finding.Name == name);
        Assert.Contains(number, finding.Finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_saturation_index_of_western_Guizhou_is_that_of_its_means_and_raises_no_finding() =>
        Assert.DoesNotContain(Findings("as-printed"), f => f.Catchment == "West" && f.Finding.Name == "index_not_of_these_means");

    [Fact]
    public void East_and_West_look_exchanged() =>
        Assert.Equal("East/West", Assert.Single(PublishedTableCheck.Exchanged(PublishedTables.Read(Folder, "as-printed").Tables)).Catchment);

    [Fact]
    public void The_East_magnesium_equation_is_refused_with_its_reason_and_its_correction_is_not()
    {
        PublishedFinding refused = Assert.Single(Findings("as-printed"), f => f.Refused && f.Quantity == "Mg");
        Assert.Contains("not a line fitted to these data", refused.Finding.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Findings("corrected"), f => f.Refused);
    }

    private static List<PublishedFinding> Findings(string variant) =>
        [.. PublishedTables.Read(Folder, variant).Tables.SelectMany(table => PublishedTableCheck.Of(table, CarbonateModel.Wateq4f))];
}
