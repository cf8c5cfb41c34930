using KarstLogger.TestSupport;
using System.Text.Json;
using System.Text.RegularExpressions;
using KarstLogger.Hydrochemistry.Springs;
using static KarstLogger.Hydrochemistry.Tests.Springs.ReferenceAnalytics;

namespace KarstLogger.Hydrochemistry.Tests.Springs;

public partial class BaseflowTests
{
    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public void Filters_of_a_made_hydrograph_agree_with_the_reference_file()
    {
        JsonElement reference = Root.GetProperty("baseflow").GetProperty("synthetic");
        double?[] q = Nullable(reference.GetProperty("q"));
        Disagreements disagreements = new();
        foreach (JsonProperty expected in reference.EnumerateObject().Where(p => p.Name != "q"))
            CompareSeries(expected.Name, Numbers(expected.Value), Filtered(expected.Name, q), disagreements);
        disagreements.AssertNone();
    }

    private static void CompareSeries(string name, double[] expected, double?[]? ours, Disagreements disagreements)
    {
        if (ours is null)
        {
            disagreements.Add("unknown kind of filter: " + name);
            return;
        }
        for (int i = 0; i < expected.Length; i++)
            disagreements.Relative($"{name} day {i}", expected[i], ours[i], Tolerance);
    }

    /// <summary>The filter that a name of the file stands for: lh_PASSESpass[_ALPHA][_padDAYS], eckhardt_A_BFI, eckhardt_b0_from_lh; digits without their point.</summary>
    private static double?[]? Filtered(string name, double?[] q)
    {
        if (LyneHollickName().Match(name) is { Success: true } lh)
            return Baseflow.LyneHollick(q, lh.Groups[2].Success ? Decimal(lh.Groups[2].Value) : Baseflow.UsualLyneHollickAlpha, (int)Whole(lh.Groups[1].Value), lh.Groups[3].Success ? (int)Whole(lh.Groups[3].Value) : 0);
        if (EckhardtName().Match(name) is { Success: true } e)
            return Baseflow.Eckhardt(q, Decimal(e.Groups[1].Value), Decimal(e.Groups[2].Value));
        // The start value comes from two passes of Lyne and Hollick; a and B are the defaults of the file's other case.
        return name == "eckhardt_b0_from_lh" ? Baseflow.Eckhardt(q, first: Baseflow.LyneHollick(q, passes: 2)[0]) : null;
    }

    [GeneratedRegex("^(?:bfi_)?lh_(\\d)pass(?:_(0\\d+))?(?:_pad(\\d+))?$")]
    private static partial Regex LyneHollickName();

    [GeneratedRegex("^(?:bfi_)?eckhardt_a?(0\\d+)_(?:bfi)?(0\\d+)$")]
    private static partial Regex EckhardtName();

    private static double Whole(string digits) => double.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    private static double Decimal(string digits) => Whole(digits) / Math.Pow(10, digits.Length - 1);

    [SharedFact("golden/hydrology/analytics.json", "data/springs")]
    public void Baseflow_indices_of_a_real_spring_agree_with_the_reference_file()
    {
        JsonElement reference = Root.GetProperty("baseflow").GetProperty("real");
        int[] rows = [.. reference.GetProperty("rows").EnumerateArray().Select(v => v.GetInt32())];
        double?[] q = [.. Series(reference.GetProperty("file"))[rows[0]..rows[1]].Select(v => (double?)v)];
        Disagreements disagreements = new();
        disagreements.Relative("mean", reference.GetProperty("mean_q").GetDouble(), q.Average(), Tolerance);
        foreach (JsonProperty expected in reference.EnumerateObject().Where(p => p.Name.StartsWith("bfi_", StringComparison.Ordinal)))
        {
            if (Filtered(expected.Name, q) is { } ours)
                disagreements.Relative(expected.Name, expected.Value.GetDouble(), Baseflow.Index(q, ours), Tolerance);
            else
                disagreements.Add("unknown kind of filter: " + expected.Name);
        }
        disagreements.AssertNone();
    }

    [Fact]
    public void A_filter_restarts_after_a_gap_and_invents_no_day()
    {
        double?[] q = [2, 5, 3, null, 4, 9, 4];
        double?[] whole = Baseflow.LyneHollick(q), after = Baseflow.LyneHollick([4, 9, 4]);
        Assert.Null(whole[3]);
        Assert.Equal(after, whole[4..]);
        Assert.Equal(Baseflow.Eckhardt([4, 9, 4]), Baseflow.Eckhardt(q)[4..]);
    }
}
