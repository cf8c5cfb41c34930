using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Tests.Stations;

public class RatingTextTests
{
    private static readonly RatingCurve s_full = new()
    {
        Id = "conduit",
        ValidFromUtcSeconds = 1_700_000_000,
        ValidToUtcSeconds = 1_800_000_000,
        // c = 1 and 2 as text: ln C comes back to the same bits.
        Segments = [new RatingSegment(0, 1.5, 0.2, 0.7), new RatingSegment(Hydrochemistry.Elementary.Log(2), 0.5, 0.1, CoefficientRisePerMetre: 0.02)],
        GaugedDischarge = (0.05, 1.7),
        StageOfZeroFlowMetres = 0.2,
        Covariance = [.. Enumerable.Range(0, 36).Select(i => 1e-4 / (i + 1))],
        ResidualStandardDeviationLn = 0.04,
        StudentT975 = 2.26,
        Retransformation = Retransformation.Duan,
        RetransformationFactor = 1.003,
        Shifts = [new DatedShift(1_710_000_000, [new ShiftNode(0.3, -0.02), new ShiftNode(0.8, 0)]), new DatedShift(1_720_000_000, [new ShiftNode(0, 0)])],
        Backwater = [new BackwaterWindow(1_730_000_000, 1_730_086_400, "river in flood")],
        LeastFallMetres = 0.05,
        GaugingIds = ["g1", "g2"],
        Illustrative = true,
    };

    [Fact]
    public void Every_field_of_a_rating_comes_back_from_its_text() =>
        Assert.Equal(RatingCanonicalText.Of(s_full), RatingCanonicalText.Of(Assert.Single(RatingText.Read("f", RatingText.WriteFile(s_full, "by hand")))));

    [Fact]
    public void A_passage_from_the_rating_before_comes_back_from_the_text()
    {
        RatingCurve next = s_full with { Id = "next", ValidFromUtcSeconds = 1_800_000_000, ValidToUtcSeconds = null, Shifts = [], Backwater = [], Transition = new RatingTransition(s_full, 1_810_000_000) };
        IReadOnlyList<RatingCurve> read = RatingText.Read("f", RatingText.WriteFile(s_full, "a") + RatingText.Write(next, "b"));
        Assert.Equal(next.Fingerprint, read[1].Fingerprint);
    }

    [Theory]
    [InlineData("covariance = 1 2 3", "3 values; ln C, b and h0 of 1 segments need 9")]
    [InlineData("shift = 2024-01-01 0.5:0.1 0.4:0", "is no shift")]
    [InlineData("backwater = 2024-02-01 2024-01-01 river", "is no period")]
    [InlineData("blend_until = 2024-02-01", "there is no rating before this one")]
    [InlineData("defined_low_m = 1", "stand together")]
    [InlineData("sihft = 2024-01-01 0:0", "is not known in section [rating r]")]
    public void A_fault_of_a_rating_is_told_with_its_line(string line, string told)
    {
        string text = $"format = 1\n[rating r]\nfrom = 2023-01-01\nprovenance = x\n{line}\n[segment r 1]\nc_m3_s = 1\nexponent = 2\nh0_m = 0\n";
        string message = Assert.Throws<BadInputException>(() => RatingText.Read("r.txt", text)).Message;
        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.Contains("r.txt, line 5", message, StringComparison.Ordinal);
    }
}
