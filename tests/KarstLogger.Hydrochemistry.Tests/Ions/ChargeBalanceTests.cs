using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Ions;

public class ChargeBalanceTests
{
    // charge_balance_*.csv prints five decimals and states no tolerance: half a unit of the last, and a tenth of it for the choice of atomic weights.
    private const double HalfLastDigit = 0.55e-5;

    [SharedFact("data/chem/usgs_07056000_major_ions.csv")]
    public void Real_analyses_have_the_ion_sums_the_error_and_the_verdict_of_the_reference()
    {
        const string prefix = "charge_balance_";
        List<string> off = [];
        int rows = 0;
        foreach (string file in Directory.GetFiles(ReferenceFiles.Path("golden", "hydrology"), prefix + "*.csv").Select(f => Path.GetFileName(f)))
            rows += CompareSite(off, file, file[prefix.Length..^".csv".Length]);
        Assert.True(rows > 0 && off.Count == 0, string.Join(Environment.NewLine, off));
    }

    private static int CompareSite(List<string> off, string file, string site)
    {
        Dictionary<string, Dictionary<string, string>> analyses = ReferenceJson.Rows("data", "chem", $"usgs_{site}_major_ions.csv").ToDictionary(r => r["datetime_local"]);
        int rows = 0;
        foreach (Dictionary<string, string> expected in ReferenceJson.Rows("golden", "hydrology", file))
        {
            Dictionary<string, string> analysis = analyses[expected["datetime_local"]];
            ChargeBalance balance = ChargeBalance.Of(Concentrations(analysis));
            rows++;
            Compare(off, expected, "sum_cat_meql", balance.CationMilliequivalents, HalfLastDigit);
            Compare(off, expected, "sum_an_meql", balance.AnionMilliequivalents, HalfLastDigit);
            // The error moves by 50/sum percent per meq/L of either side.
            Compare(off, expected, "cbe_pct", balance.ErrorPercent!.Value, HalfLastDigit + 2 * HalfLastDigit * 50 / balance.AnionMilliequivalents);
            double conductance = ReferenceJson.ParseNumber(expected["ec25"]);
            Compare(off, expected, "ec_ratio_100cat_over_ec", balance.ConductanceRatio(conductance), HalfLastDigit + 100 * HalfLastDigit / conductance);
            if (bool.Parse(expected["apha1030E_ok"]) != balance.MeetsApha1030E)
                off.Add($"{expected["datetime_local"]}: APHA 1030E {balance.MeetsApha1030E}");
        }
        return rows;
    }

    [Theory]
    [InlineData(3.0, 2.857, ChargeBalanceGrade.Good)]    // 2.44 %
    [InlineData(3.0, 2.6, ChargeBalanceGrade.Usable)]    // 7.14 %
    [InlineData(3.0, 2.4, ChargeBalanceGrade.Poor)]      // 11.1 %
    [InlineData(0, 0, ChargeBalanceGrade.Poor)]
    public void Up_to_five_percent_is_good_up_to_ten_usable(double cations, double anions, ChargeBalanceGrade grade)
    {
        Assert.Equal(grade, new ChargeBalance(cations, anions).Grade);
    }

    [Theory]
    [InlineData(2.19, 2.0, true)]
    [InlineData(2.21, 2.0, false)]
    [InlineData(5.09, 5.0, true)]
    [InlineData(5.11, 5.0, false)]
    [InlineData(12.59, 12.0, true)]
    [InlineData(12.61, 12.0, false)]
    public void The_acceptance_rule_of_APHA_changes_with_the_anion_sum(double cations, double anions, bool accepted)
    {
        Assert.Equal(accepted, new ChargeBalance(cations, anions).MeetsApha1030E);
    }

    [Fact]
    public void The_set_that_Table_2_predicts_for_Eastern_Guizhou_is_thirty_percent_out_of_balance()
    {
        // seed-tables.md: Table 2 at mean EC, East +30 %, printed to whole percent. Minor ions of Table 2, mg/L.
        IonRegression[] east = [Printed("Ca", 0.52, -78.95), Printed("Mg", 0.062, -0.23), Printed("HCO3", 0.642, -27.33)];
        (MajorIon, double)[] minor = [(MajorIon.Potassium, 0.44), (MajorIon.Sodium, 0.57), (MajorIon.Chloride, 1.37), (MajorIon.Sulfate, 14.02)];
        ChargeBalance balance = ChargeBalance.OfPredictions(east, minor, 322.65)!.Value;
        Assert.Equal(30, balance.ErrorPercent!.Value, 0.5);
        Assert.Equal(ChargeBalanceGrade.Poor, balance.Grade);
        Assert.Null(ChargeBalance.OfPredictions(east, minor, 900));
    }

    private static IonRegression Printed(string ion, double slope, double intercept) => new()
    {
        Ion = ion, Slope = slope, Intercept = intercept, LeastSpecificConductance = 290, MostSpecificConductance = 360,
        Provenance = "Guizhou Table 2, Eastern", Standing = RegressionStanding.AsPrinted,
    };

    private static IEnumerable<(MajorIon, double)> Concentrations(Dictionary<string, string> row)
    {
        (string Column, MajorIon Ion, string Unit)[] columns =
        [
            ("ca_mgl", MajorIon.Calcium, "mg/L"), ("mg_mgl", MajorIon.Magnesium, "mg/L"), ("na_mgl", MajorIon.Sodium, "mg/L"), ("k_mgl", MajorIon.Potassium, "mg/L"),
            ("alk_mgl_caco3", MajorIon.Bicarbonate, "mg/L as CaCO3"), ("cl_mgl", MajorIon.Chloride, "mg/L"), ("so4_mgl", MajorIon.Sulfate, "mg/L"),
            ("no3n_mgl_recovered", MajorIon.Nitrate, "mg/L as N"),
        ];
        foreach ((string column, MajorIon ion, string unit) in columns)
            if (row[column].Length > 0)
                yield return (ion, ReferenceJson.ParseNumber(row[column]) * LaboratoryUnit.MilligramsPerLitre(ion, unit)!.Value);
    }

    private static void Compare(List<string> off, Dictionary<string, string> expected, string column, double found, double tolerance)
    {
        if (!(Math.Abs(found - ReferenceJson.ParseNumber(expected[column])) <= tolerance))
            off.Add(FormattableString.Invariant($"{expected["datetime_local"]}.{column}: expected {expected[column]}, found {found:R}"));
    }
}
