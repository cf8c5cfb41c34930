using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Laboratory;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Laboratory;

public class LaboratoryCsvTests
{
    [Fact]
    public void Units_in_the_header_turn_every_result_into_milligrams_of_the_ion()
    {
        Bottle bottle = Assert.Single(Read("""
            id,time_utc,ec25_uscm,pH,Ca [mmol/L],HCO3 (mg/L as CaCO3),NO3-N [mg/L],SO4 [meq/L]
            B1,2020-05-01T08:15:00Z,412,7.41,1.715,188,3.2,0.30
            """).Bottles);
        // Ca 1.715 * 40.078 = 68.73377; HCO3 188 * 61.0168 / 50.0435 = 229.2237; NO3 3.2 * 62.0049 / 14.0067 = 14.16576; SO4 0.30 * 48.03 = 14.409.
        Assert.Equal(68.73377, bottle.Ions[MajorIon.Calcium].MilligramsPerLitre!.Value, 1e-5);
        Assert.Equal(229.2237, bottle.Ions[MajorIon.Bicarbonate].MilligramsPerLitre!.Value, 1e-4);
        Assert.Equal(14.16576, bottle.Ions[MajorIon.Nitrate].MilligramsPerLitre!.Value, 1e-5);
        Assert.Equal(14.409, bottle.Ions[MajorIon.Sulfate].MilligramsPerLitre!.Value, 1e-9);
        Assert.Equal((412.0, 7.41, "B1", 1588320900L), (bottle.SpecificConductance, bottle.Ph, bottle.Id, bottle.UtcSeconds));
    }

    [Fact]
    public void Below_detection_keeps_the_limit_and_has_no_value_and_empty_is_absent()
    {
        Bottle bottle = Assert.Single(Read("ec25_uscm,Cl [mg/L],K [mg/L]\n400,<0.05,\n").Bottles);
        Assert.Null(bottle.Ions[MajorIon.Chloride].MilligramsPerLitre);
        Assert.Equal(0.05, bottle.Ions[MajorIon.Chloride].DetectionLimitMilligramsPerLitre);
        Assert.False(bottle.Ions.ContainsKey(MajorIon.Potassium));
    }

    [Theory]
    [InlineData("Ca\n1\n", "lab.csv, line 1, field 'Ca': the unit is missing")]
    [InlineData("Ca [ppb]\n1\n", "lab.csv, line 1, field 'Ca [ppb]': the unit 'ppb' does not fit Ca; permitted: mg/L")]
    [InlineData("Ca [mg/L as N]\n1\n", "does not fit Ca")]
    [InlineData("Ca [mg/L],ca_mgl\n1,1\n", "lab.csv, line 1, field 'ca_mgl': Ca stands in two columns.")]
    [InlineData("id,Ca [mg/L]\na,68.7\nb,n.d.\n", "lab.csv, line 3, field 'Ca [mg/L]': 'n.d.' is neither a concentration from 0 to 100000 nor a detection limit")]
    [InlineData("id,Ca [mg/L]\na,-5\n", "'-5' is neither")]
    [InlineData("id,pH,Ca [mg/L]\na,74,68\n", "lab.csv, line 2, field 'pH': '74' is not a number from -1 to 15.")]
    [InlineData("id,Ca [mg/L]\na,1,2\n", "lab.csv, line 2: the row has 3 fields, the header 2.")]
    [InlineData("", "lab.csv, line 1: the table is empty")]
    public void A_bad_file_is_refused_with_its_place_and_what_is_permitted(string text, string expected)
    {
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_local_time_is_turned_by_the_stations_offset_and_a_stated_zone_is_kept()
    {
        LaboratoryCsv read = Read("datetime_local,Ca [mg/L]\n2020-05-01T16:15,1\n2020-05-01T08:15Z,1\n2020-05-01T10:15+02:00,1\n", TimeSpan.FromHours(8));
        Assert.Equal([1588320900L, 1588320900, 1588320900], read.Bottles.Select(b => b.UtcSeconds!.Value));
    }

    [SharedFact("data/chem")]
    public void A_real_file_is_read_and_the_columns_it_does_not_use_are_named()
    {
        using CsvTable table = CsvTable.Open(ReferenceFiles.Path("data", "chem", "usgs_07056000_major_ions.csv"));
        LaboratoryCsv read = LaboratoryCsv.Read(table, TimeSpan.FromHours(-6));
        // The data's README: 78 bottles.
        Assert.Equal(78, read.Bottles.Count);
        Assert.Contains("no3n_mgl_recovered", read.UnusedColumns);
        Assert.DoesNotContain("alk_mgl_caco3", read.UnusedColumns);
        Assert.All(read.Bottles, b => Assert.True(b.Ions.ContainsKey(MajorIon.Bicarbonate)));
    }

    private static LaboratoryCsv Read(string text, TimeSpan offset = default)
    {
        using CsvTable table = CsvTable.Read("lab.csv", new StringReader(text));
        return LaboratoryCsv.Read(table, offset);
    }
}
