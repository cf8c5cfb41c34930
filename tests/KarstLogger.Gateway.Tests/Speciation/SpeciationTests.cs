using System.Globalization;
using System.Text;
using System.Text.Json;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Speciation;
using KarstLogger.Hydrochemistry.Carbonate;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Speciation;

/// <summary><c>karst speciate</c> from the table to the table.</summary>
public sealed class SpeciationTests
{
    private const string Header = "id,T_C,pH,EC25,Ca,Mg,Na,K,Cl,SO4,HCO3";
    private const string West = "18.1,7.71,374.56,73.55,16.79,.45,.32,1.11,14.71,228.93";

    private static readonly SpeciationOptions Options = new() { Model = CarbonateModel.Wateq4f };

    [Fact]
    public void PHREEQCs_own_table_goes_in_and_its_indices_come_out()
    {
        string file = ReferenceFiles.Path("golden", "chemistry", "waters.csv");
        foreach (string tag in CarbonateModel.Tags)
        {
            string[] lines = File.ReadAllLines(file);
            string table = string.Join('\n', lines.Where((line, i) => i == 0 || line.StartsWith(tag + ",", StringComparison.Ordinal)));
            (string[] header, List<string[]> rows) = Run(table, Options with { Model = CarbonateModel.Find(tag)! });
            Assert.NotEmpty(rows);
            foreach (string[] row in rows)
                foreach (string column in (string[])["log_pCO2_atm", "SI_Calcite", "SI_Aragonite", "SI_Dolomite", "SI_Gypsum"])
                    Same(row[Array.IndexOf(header, column)], row[Array.IndexOf(header, "input_" + column)], $"{row[0]} {tag} {column}");
        }
    }

    [Theory]
    [InlineData("pH")]
    [InlineData("Ca")]
    [InlineData("id")]
    [InlineData("HCO3")]
    public void A_missing_column_is_named(string column)
    {
        string header = string.Join(',', Header.Split(',').Where(name => name != column));
        Assert.Contains($"'{column}'", Assert.Throws<BadInputException>(() => Run(header + "\n", Options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\"\"\"")]
    [InlineData("id,id")]
    [InlineData("\0\0\0")]
    public void What_is_no_table_of_waters_is_refused(string text) => Assert.Throws<BadInputException>(() => Run(text, Options));

    [Fact]
    public void A_cell_of_megabytes_is_refused_rather_than_kept_in_memory() =>
        Assert.Throws<BadInputException>(() => Run(Header + "\n\"" + new string('x', 3_000_000) + "\n", Options));

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("-1")]
    [InlineData("1e300")]
    [InlineData("abc")]
    [InlineData("1,5")]
    public void A_bad_cell_refuses_its_row_by_name_and_leaves_the_neighbours_as_they_were(string cell)
    {
        string bad = West.Replace("73.55", cell, StringComparison.Ordinal);
        (string[] header, List<string[]> rows) = Run($"{Header}\na,{West}\nb,{bad}\nc,{West}\n", Options);
        Assert.Equal(3, rows.Count);
        Assert.Equal("", rows[1][2]);
        Assert.StartsWith("input_refused", rows[1][Array.IndexOf(header, "findings")], StringComparison.Ordinal);
        Assert.Equal(rows[0][1..], rows[2][1..]);
        Assert.NotEqual("", rows[0][2]);
    }

    [Fact]
    public void An_empty_cell_is_a_missing_measurement_not_a_zero()
    {
        (string[] header, List<string[]> rows) = Run($"{Header}\na,{West.Replace("228.93", "", StringComparison.Ordinal)}\n", Options);
        Assert.Equal("", rows[0][Array.IndexOf(header, "DIC_mmolkgw")]);
        Assert.Contains("alkalinity_not_given", rows[0][Array.IndexOf(header, "findings")], StringComparison.Ordinal);
    }

    [Fact]
    public void Order_of_columns_is_free_and_extra_columns_are_carried_through()
    {
        string[] names = Header.Split(','), values = ("a," + West).Split(',');
        (_, List<string[]> straight) = Run($"{Header}\na,{West}\n", Options);
        (string[] header, List<string[]> turned) = Run($"site,{string.Join(',', names.Reverse())}\n\"Pu, ding\",{string.Join(',', values.Reverse())}\n", Options);
        Assert.Equal(straight[0], turned[0][..^1]);
        Assert.Equal(("site", "Pu, ding"), (header[^1], turned[0][^1]));
    }

    [Fact]
    public void Nitrate_that_is_used_and_iron_that_is_not()
    {
        using WaterCsv csv = new(Bytes(Header + ",NO3,Fe,SI_Calcite\n"), "t", Options);
        Assert.Equal(["Fe"], csv.UnusedIons);
    }

    [Fact]
    public void Json_holds_the_numbers_of_the_table()
    {
        using WaterCsv csv = new(Bytes($"{Header}\na,{West}\n"), "t", Options);
        using MemoryStream to = new();
        using (Utf8JsonWriter json = new(to))
            SpeciationJson.Write(json, SpeciationRun.Of(csv.Rows(), Options with { Uncertainties = StandardUncertainties.Default }), csv.ExtraNames);
        JsonElement water = JsonDocument.Parse(to.ToArray()).RootElement[0];
        (string[] header, List<string[]> rows) = Run($"{Header}\na,{West}\n", Options);
        Assert.Equal(rows[0][Array.IndexOf(header, "SI_Dolomite")], water.GetProperty("SI_Dolomite").GetDouble().ToString("R", CultureInfo.InvariantCulture));
        Assert.True(water.GetProperty("SI_Calcite_sd").GetDouble() > 0.04);
    }

    [Fact]
    public void A_request_gives_the_bits_of_the_table_and_refuses_only_its_bad_water()
    {
        string request = """[{"id":"a","T_C":18.1,"pH":7.71,"Ca":73.55,"Mg":16.79,"Na":0.45,"K":0.32,"Cl":1.11,"SO4":14.71,"HCO3":228.93},{"id":"b","pH":"wet"},{"id":"c","T_C":1e300}]""";
        SpeciatedWater[] waters = [.. SpeciationRun.Of(WaterJson.Rows(JsonDocument.Parse(request).RootElement, Options), Options)];
        (string[] header, List<string[]> rows) = Run($"{Header}\na,{West}\n", Options);
        Assert.Equal(rows[0][Array.IndexOf(header, "SI_Calcite")], waters[0].State.CalciteSaturationIndex!.Value.ToString("R", CultureInfo.InvariantCulture));
        Assert.All(waters[1..], water => Assert.Equal("input_refused", Assert.Single(water.Findings).Name));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void A_request_that_is_no_array_of_waters_is_refused(string request) =>
        Assert.Throws<BadInputException>(() => WaterJson.Rows(JsonDocument.Parse(request).RootElement, Options));

    private static (string[] Header, List<string[]> Rows) Run(string table, SpeciationOptions options)
    {
        using WaterCsv csv = new(Bytes(table), "table", options);
        StringWriter to = new();
        SpeciationCsv output = new(to, csv.ExtraNames, options);
        foreach (SpeciatedWater water in SpeciationRun.Of(csv.Rows(), options))
            output.Write(water);
        using CsvHelper.CsvReader reader = CsvHelper.CsvReader.FromText(to.ToString(), new CsvHelper.CsvReaderOptions { Separator = ',' });
        string[] header = [.. reader.Headers];
        List<string[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return (header, rows);
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static void Same(string actual, string expected, string what)
    {
        bool both = actual.Length > 0 && expected.Length > 0;
        Assert.True(both ? Math.Abs(double.Parse(actual, CultureInfo.InvariantCulture) - double.Parse(expected, CultureInfo.InvariantCulture)) <= 1e-6 : actual == expected, $"{what}: {actual}, PHREEQC {expected}");
    }
}
