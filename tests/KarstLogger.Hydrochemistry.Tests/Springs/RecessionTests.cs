using KarstLogger.TestSupport;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KarstLogger.Hydrochemistry.Springs;
using static KarstLogger.Hydrochemistry.Tests.Springs.ReferenceAnalytics;

namespace KarstLogger.Hydrochemistry.Tests.Springs;

public partial class RecessionTests
{
    [GeneratedRegex(@"rows 0\.\.(\d+)")]
    private static partial Regex SearchedRows();

    private static void Compare(string name, JsonElement expected, MailletRecession ours, Disagreements disagreements)
    {
        Dictionary<string, double> values = new()
        {
            ["Q0"] = ours.InitialCubicMetresPerSecond, ["alpha_per_day"] = ours.AlphaPerDay, ["r2"] = ours.RSquared,
            ["half_life_d"] = ours.HalfLifeDays, ["vdyn_m3"] = ours.DynamicVolumeCubicMetres,
        };
        foreach (JsonProperty property in expected.EnumerateObject())
            disagreements.Relative($"{name} {property.Name}", property.Value.GetDouble(), values[property.Name], Tolerance);
    }

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public void Maillet_and_Mangin_agree_with_the_reference_file()
    {
        JsonElement reference = Root.GetProperty("recession"), mangin = reference.GetProperty("mangin");
        double[] t = Numbers(reference.GetProperty("t_d")), q = Numbers(reference.GetProperty("q"));
        double ti = mangin.GetProperty("ti_d").GetDouble();
        int first = Array.FindIndex(t, d => d >= ti);
        Disagreements disagreements = new();
        Compare("log", reference.GetProperty("maillet_from_ti").GetProperty("log_ols"), MailletRecession.FitLog(t[first..], q[first..])!, disagreements);
        Compare("discharge", reference.GetProperty("maillet_from_ti").GetProperty("nls"), MailletRecession.FitDischarge(t[first..], q[first..])!, disagreements);

        ManginRecession fit = ManginRecession.Fit(t, q, ti)!;
        void Expect(string key, double ours) => disagreements.Relative("Mangin " + key, mangin.GetProperty(key).GetDouble(), ours, Tolerance);
        Expect("qr0", fit.Slow.InitialCubicMetresPerSecond);
        Expect("alpha_per_day", fit.Slow.AlphaPerDay);
        Expect("q0_star", fit.QuickCubicMetresPerSecond);
        Expect("eta", fit.EtaPerDay);
        Expect("epsilon", fit.EpsilonPerDay);
        Expect("i", fit.InfiltrationDelay);
        Expect("vdyn_m3", fit.DynamicVolumeCubicMetres);
        Expect("k_years", fit.RegulatingPowerYears(mangin.GetProperty("vtransit_m3").GetDouble()));
        double[] simulated = Numbers(mangin.GetProperty("sim"));
        for (int i = 0; i < simulated.Length; i++)
            disagreements.Relative($"Mangin Q({t[i]})", simulated[i], fit.At(t[i]), Tolerance);
        disagreements.AssertNone();
    }

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public void The_longest_recession_of_a_real_spring_agrees_with_the_reference_file()
    {
        JsonElement reference = Root.GetProperty("recession").GetProperty("real");
        double[] q = Series(reference.GetProperty("file"));
        // The file's rule says which rows are searched: those before the record's gap.
        int searched = int.Parse(SearchedRows().Match(reference.GetProperty("rule").GetString()!).Groups[1].Value, CultureInfo.InvariantCulture);
        (int first, int last) = MailletRecession.LongestRecession([.. q.Take(searched).Select(v => (double?)v)]);
        string[] dates = [.. Dates(reference.GetProperty("file"))];
        Disagreements disagreements = new();
        disagreements.Equal("first day", reference.GetProperty("date_start").GetString(), dates[first]);
        disagreements.Equal("last day", reference.GetProperty("date_end").GetString(), dates[last]);
        disagreements.Equal("first row", reference.GetProperty("row_start").GetInt32(), first);
        disagreements.Equal("last row", reference.GetProperty("row_end").GetInt32(), last);
        // Maillet on the second half, t counted from the first day of the whole recession.
        int half = (last - first + 1) / 2;
        double[] run = q[(first + half)..(last + 1)], days = [.. run.Select((_, i) => (double)(half + i))];
        JsonElement maillet = reference.GetProperty("maillet_second_half");
        Compare("real log", maillet.GetProperty("log_ols"), MailletRecession.FitLog(days, run)!, disagreements);
        Compare("real discharge", maillet.GetProperty("nls"), MailletRecession.FitDischarge(days, run)!, disagreements);
        disagreements.AssertNone();
    }

    [Fact]
    public void A_gap_ends_a_recession() =>
        Assert.Equal((4, 7), MailletRecession.LongestRecession([5, 4, 3, null, 9, 8, 8, 7]));

    [Fact]
    public void A_flat_or_short_record_has_no_recession()
    {
        Assert.Null(MailletRecession.FitLog([0, 1, 2], [3, 3, 3]));
        Assert.Null(MailletRecession.FitDischarge([0, 1], [3, 2]));
        Assert.Null(ManginRecession.Fit([0, 1, 2, 3], [4, 3, 2, 1], 0.5));
    }
}
