using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Hydrochemistry.Tests.Ratings;

/// <summary>A table Q = 2 h (ft and metres aside) with a stated or a found uncertainty.</summary>
public class TableUncertaintyTests
{
    private static readonly RatingCurve Table = new() { Id = "table", ValidFromUtcSeconds = 0, Segments = [new RatingSegment(Math.Log(2), 1, 0)], DefinedStage = (0.1, 5) };

    [Fact]
    public void A_table_without_a_word_on_its_accuracy_has_no_interval_and_one_with_has()
    {
        Assert.Null(Table.Discharge(1, 10).GaugingLow95);
        DischargeEstimate stated = (Table with { CommonStandardUncertaintyLn = 0.04 }).Discharge(1, 10);
        // 2 m3/s times e^(-+ 1.96 * 0.04).
        Assert.Equal((1.849192, 2.163107), (Math.Round(stated.CurveLow95!.Value, 6), Math.Round(stated.CurveHigh95!.Value, 6)));
        Assert.NotEqual(Table.Fingerprint, (Table with { CommonStandardUncertaintyLn = 0.04 }).Fingerprint);
    }

    [Fact]
    public void Gaugings_tell_mean_and_scatter_about_the_table()
    {
        // Deviations of ln Q: 0.02, 0.04, 0.06, 0.08, 0.10: mean 0.06, sum of squares about it 0.004, s = sqrt(0.004 / 4) = 0.0316228; one gauging lies outside the table and tells nothing.
        Gauging[] gaugings = [.. new[] { 0.02, 0.04, 0.06, 0.08, 0.10 }.Select((d, i) => new Gauging(1 + i * 0.5, 2 * (1 + i * 0.5) * Math.Exp(d))), new Gauging(6, 50)];
        TableUncertainty found = TableUncertainty.Of(Table, gaugings)!.Value;
        Assert.Equal((5, 0.06, 0.0316228), (found.Gaugings, Math.Round(found.MeanLn, 9), Math.Round(found.ScatterLn, 7)));
        // sqrt(0.06^2 + 0.001 / 5) = 0.0616441.
        Assert.Equal(0.0616441, found.CommonLn, 7);
        DischargeEstimate gauged = found.Applied(Table).Discharge(1, 10);
        // One gauging: sqrt(0.0038 + 0.001) = 0.0692820, times 1.959964 = 0.135790.
        Assert.Equal(2 * Math.Exp(0.135790), gauged.GaugingHigh95!.Value, 5);
    }

    [Fact]
    public void Four_gaugings_are_too_few() => Assert.Null(TableUncertainty.Of(Table, Enumerable.Range(1, 4).Select(i => new Gauging(i, 2 * i))));
}
