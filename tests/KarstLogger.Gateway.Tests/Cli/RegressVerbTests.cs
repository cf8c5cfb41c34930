using System.Globalization;
using System.Text.Json;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Cli;

[Collection(OwnsTheConsole.Name)]
public class RegressVerbTests
{
    private static readonly string RealBottles = ReferenceFiles.Path("data", "chem", "usgs_07056000_major_ions.csv");

    [SharedFact("data/chem")]
    public async Task Bottles_of_the_real_file_give_the_reference_regression_of_calcium()
    {
        CommandRun run = await CommandRun.Of(null, "regress", RealBottles, "--ion", "Ca");
        Assert.Equal(0, run.ExitCode);
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "regression.json")));
        JsonElement expected = reference.RootElement.GetProperty("ec_to_ion").GetProperty("ca_mgl");
        JsonElement found = JsonDocument.Parse(run.Output).RootElement.GetProperty("regressions")[0];
        double tolerance = reference.RootElement.GetProperty("tol_rel").GetDouble();
        Near(expected.GetProperty("slope").GetDouble(), found.GetProperty("slope").GetDouble(), tolerance);
        Near(expected.GetProperty("intercept").GetDouble(), found.GetProperty("intercept").GetDouble(), tolerance);
        Near(expected.GetProperty("see").GetDouble(), found.GetProperty("residualStandardDeviation").GetDouble(), tolerance);
        Near(expected.GetProperty("cov_ab").GetDouble(), found.GetProperty("covariance").GetProperty("interceptSlopeCovariance").GetDouble(), tolerance);
        Assert.Contains("Ca: line 2 is an outlier", run.Messages, StringComparison.Ordinal);
        Assert.Contains("Column 'no3_nondetect' is not used.", run.Messages, StringComparison.Ordinal);
    }

    [SharedFact("data/chem")]
    public async Task Minor_ions_stand_as_their_site_mean_unless_asked_for()
    {
        CommandRun run = await CommandRun.Of(null, "regress", RealBottles);
        Assert.Equal(["Ca", "Mg", "HCO3"], JsonDocument.Parse(run.Output).RootElement.GetProperty("regressions").EnumerateArray().Select(r => r.GetProperty("ion").GetString()));
        Assert.Contains("SO4: site mean", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bracket_of_strong_acids_is_given_with_the_means()
    {
        // Two equal bottles of the means of Eastern Guizhou: 21 % and 11 % below HCO3/2 (flux.md of the reference, printed to whole percent).
        const string east = "322.65,0.46,0.79,68.74,2.42,1.77,15.63,182.59\n";
        CommandRun run = await CommandRun.Of("ec25_uscm,k_mgl,na_mgl,ca_mgl,mg_mgl,cl_mgl,so4_mgl,hco3_mgl\n" + east + east, "regress");
        JsonElement bracket = JsonDocument.Parse(run.Output).RootElement.GetProperty("strongAcidBracketOfMeans");
        Assert.Equal(0.21, bracket.GetProperty("cationSideReduction").GetDouble(), 0.005);
        Assert.Equal(0.11, bracket.GetProperty("anionSideReduction").GetDouble(), 0.005);
        Assert.Contains("HCO3: 2 bottles are too few for a line", run.Messages, StringComparison.Ordinal);
    }

    [SharedFact("data/chem")]
    public async Task A_new_bottle_out_of_family_ends_with_exit_code_one()
    {
        using TemporaryFolder folder = new();
        string regressions = folder.File("regressions.json", (await CommandRun.Of(null, "regress", RealBottles, "--ion", "Ca")).Output);
        CommandRun fits = await CommandRun.Of("id,ec25_uscm,Ca [mg/L]\nnew,200,34.4\n", "regress", "--against", regressions);
        CommandRun off = await CommandRun.Of("id,ec25_uscm,Ca [mg/L]\nnew,200,60\n", "regress", "--against", regressions);
        Assert.Equal((0, 1), (fits.ExitCode, off.ExitCode));
        Assert.Contains("2,new,Ca,200,34.4,", fits.Output, StringComparison.Ordinal);
        Assert.EndsWith("OutOfFamily", off.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bottles_enter_with_the_logged_conductance_and_those_that_disagree_stay_out()
    {
        using TemporaryFolder folder = new();
        List<string> record = ["time_utc,ec25_uscm"], bottles = ["time_utc,ec25_uscm,HCO3 [mg/L]"];
        for (int i = 0; i < 8; i++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"2020-05-{i + 1:00}T08:00:00Z");
            record.Add(string.Create(CultureInfo.InvariantCulture, $"{at},{300 + 20 * i}"));
            bottles.Add(string.Create(CultureInfo.InvariantCulture, $"{at},{(i == 3 ? 500 : 302 + 20 * i)},{150 + 10 * i + (i % 2 == 0 ? 1 : -1)}"));
        }
        string log = folder.File("record.csv", string.Join('\n', record));
        CommandRun run = await CommandRun.Of(string.Join('\n', bottles), "regress", "--record", log, "--format", "csv");
        Assert.Contains("line 5: its conductance is +140.0 uS/cm off the logged 360.0; left out.", run.Messages, StringComparison.Ordinal);
        string[] row = run.Output.Split('\n')[1].Split(',');
        Assert.Equal(["HCO3", "7", "Provisional"], row[..3]);
        Assert.Equal(["300", "440"], row[10..12]);
    }

    [SharedFact("data/chem")]
    public async Task The_plot_shows_a_panel_an_ion_with_axes_and_units()
    {
        using TemporaryFolder folder = new();
        string plot = folder.Path("r.svg");
        Assert.Equal(0, (await CommandRun.Of(null, "regress", RealBottles, "--plot", plot)).ExitCode);
        string svg = File.ReadAllText(plot);
        foreach (string text in new[] { "Specific conductance (µS/cm at 25 °C)", "Ca (mg/L)", "Mg (mg/L)", "HCO3 (mg/L)", "95 % prediction" })
            Assert.Contains(text, svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_name_the_place_and_wrong_usage_is_two()
    {
        CommandRun refused = await CommandRun.Of("ec25_uscm,Ca [mg/L]\n400,x\n", "regress");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("standard input, line 2, field 'Ca [mg/L]'", refused.Messages, StringComparison.Ordinal);
        Assert.Equal("", refused.Output);
        Assert.Equal(2, (await CommandRun.Of("", "regress", "--method", "guess")).ExitCode);
        Assert.Equal(1, (await CommandRun.Of("", "regress", "no-such-file.csv")).ExitCode);
    }

    [Fact]
    public async Task A_titration_gives_alkalinity_and_its_uncertainty()
    {
        // 3.70 mL of 0.05 mol/L on 50 mL = 3.70 mmol/L = 225.76 mg/L HCO3.
        CommandRun run = await CommandRun.Of(null, "titrate", "--endpoint-ml", "3.7", "--sample-ml", "50", "--acid-mol-per-l", "0.05", "--step-ml", "0.1");
        string[] row = run.Output.Split('\n')[1].Split(',');
        Assert.Equal(("3.7000", "225.76"), (row[0], row[2]));
        CommandRun early = await CommandRun.Of("acid_ml,ph\n0,7.5\n1,6.6\n2,6.1\n", "titrate", "--sample-ml", "50", "--acid-mol-per-l", "0.05", "--step-ml", "0.1");
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("titrate further", early.Messages, StringComparison.Ordinal);
    }

    private static void Near(double expected, double found, double relativeTolerance) => Assert.Equal(expected, found, relativeTolerance * Math.Abs(expected));
}
