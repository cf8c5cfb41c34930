using System.Globalization;
using System.Text.Json;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Tests.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Flux;

public class FluxIntegrationTests
{
    private static readonly JsonElement Reference = ReferenceJson.Hydrology("flux_integration.json");
    private static readonly LoadSample[] Series = [.. ReadSeries()];

    [Fact]
    public void Days_with_gaps_give_the_load_the_coverage_and_the_water_of_the_reference()
    {
        ReferenceComparison comparison = new(Reference.Number("tol_rel"));
        foreach (JsonElement expected in Reference.GetProperty("days").EnumerateArray())
        {
            string day = expected.GetProperty("day").GetString()!;
            IReadOnlyList<PeriodLoad> loads = LoadTotals.Over(
                Series, new(0, 1), PeriodKind.Day, StraightLines(expected.GetProperty("max_gap_s").GetInt64()), SondeUncertainty.Default);
            PeriodLoad load = Assert.Single(loads, l => l.Period.Name == day);
            comparison.Object($"{day} with gaps to {expected.GetProperty("max_gap_s")} s", expected, new Dictionary<string, double?>
            {
                ["load_mol"] = load.LoadMoles, ["covered_s"] = load.CoveredSeconds, ["coverage"] = load.TimeCoverage, ["volume_m3"] = load.VolumeCubicMetres,
                ["mean_prorated_load_mol"] = load.ProratedLoadMoles, ["flow_weighted_conc"] = load.FlowWeightedConcentration, ["n_gaps"] = load.GapCount,
            }, "day", "max_gap_s");
        }
        comparison.AssertAll();
    }

    [Fact]
    public void The_whole_series_gives_the_reference_total_and_its_sink()
    {
        JsonElement whole = Reference.GetProperty("whole"), carbon = Reference.GetProperty("carbon");
        PeriodLoad load = Whole();
        double meanProduct = Series.Average(s => s.DischargeCubicMetresPerSecond) * Series.Average(s => s.ConcentrationMolesPerCubicMetre) * load.Period.Seconds;
        ReferenceComparison comparison = new(Reference.Number("tol_rel"));
        comparison.Object("whole", whole, new Dictionary<string, double?>
        {
            ["load_mol"] = load.LoadMoles, ["covered_s"] = load.CoveredSeconds, ["span_s"] = load.Period.Seconds, ["naive_meanQ_times_meanC_mol"] = meanProduct,
        }, "max_gap_s", "true_without_gaps_mol");
        comparison.Object("carbon", carbon, new Dictionary<string, double?>
        {
            ["co2_sink_kg_half"] = load.SinkTonnesCo2(CarbonSinkShare.CarbonateRockByCarbonicAcid) * 1000,
        }, "note");
        comparison.Object("file", Reference, new Dictionary<string, double?>(), "series", "rule", "days", "whole", "carbon", "tol_rel");
        comparison.AssertAll();
    }

    /// <summary>The reference bridges every gap up to a length by a straight line and no other.</summary>
    private static LoadRules StraightLines(long maxGapSeconds) => new() { LinearGapSeconds = maxGapSeconds, RecessionGapSeconds = 0 };

    private static PeriodLoad Whole()
    {
        Period period = new("whole", Series[0].UtcSeconds, Series[^1].UtcSeconds);
        LoadIntegral integral = new(period, StraightLines(Reference.GetProperty("whole").GetProperty("max_gap_s").GetInt64()), SondeUncertainty.Default);
        foreach (LoadSample sample in Series)
            integral.Add(sample);
        return integral.Close();
    }

    private static IEnumerable<LoadSample> ReadSeries()
    {
        string file = Reference.GetProperty("series").GetString()!.Split(' ')[0];
        foreach (Dictionary<string, string> row in ReferenceJson.Rows("golden", "hydrology", file))
        {
            // A missing value is an empty field, or what the file's maker wrote for one.
            if (!double.TryParse(row["q_m3s"], CultureInfo.InvariantCulture, out double q) || !double.TryParse(row["hco3_molm3"], CultureInfo.InvariantCulture, out double c)
                || !double.IsFinite(q * c))
                continue;
            yield return new()
            {
                UtcSeconds = DateTimeOffset.Parse(row["t"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds(),
                DischargeCubicMetresPerSecond = q, ConcentrationMolesPerCubicMetre = c,
            };
        }
    }
}
