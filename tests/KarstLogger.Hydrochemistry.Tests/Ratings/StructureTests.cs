using System.Globalization;
using System.Text.Json;
using KarstLogger.Hydrochemistry.Ratings;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Ratings;

public class StructureTests
{
    private static JsonElement Reference() => JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "weirs.json"))).RootElement;

    [Fact]
    public void Laws_and_their_coefficients_agree_with_the_reference_file()
    {
        JsonElement reference = Reference();
        double tolerance = reference.GetProperty("tol_rel").GetDouble();
        Disagreements disagreements = new();
        foreach (JsonElement c in reference.GetProperty("cases").EnumerateArray())
            Compare(c, tolerance, disagreements);
        disagreements.AssertNone();
    }

    private static void Compare(JsonElement c, double tolerance, Disagreements disagreements)
    {
        string type = c.GetProperty("type").GetString()!, name = c.GetRawText().ReplaceLineEndings("");
        double Of(string key) => c.GetProperty(key).GetDouble();
        double Or(string key, double otherwise) => c.TryGetProperty(key, out JsonElement value) ? value.GetDouble() : otherwise;
        double h = Of("h_m");
        Structure? structure = type switch
        {
            "vnotch_kindsvater_shen" => new VNotchWeir(Of("theta_deg"), 1, 2),
            "vnotch90_iso1438_simplified" => new VNotchWeir(Of("theta_deg"), 1, 2) { IsoSimplified = true },
            "rect_kindsvater_carter_iso1438" => new RectangularWeir(Of("b_m"), Of("B_m"), Of("p_m"), RectangularWeirTable.KindsvaterCarterIso1438),
            "rect_kindsvater_carter_usbr" => new RectangularWeir(Of("b_m"), Of("B_m"), Of("p_m"), RectangularWeirTable.KindsvaterCarterUsbr),
            "rect_suppressed_rehbock" => new RectangularWeir(Of("b_m"), Of("b_m"), Of("p_m"), RectangularWeirTable.Rehbock),
            "cipolletti_usbr" => new CipollettiWeir(Of("L_m")),
            "parshall" => ParshallFlume.Of(Of("W_m"), ParshallCoefficients.Metric),
            _ => null,
        };
        if (structure is null)
        {
            disagreements.Add($"unknown kind of case: {name}");
            return;
        }
        disagreements.Relative(name, Of("q_m3s"), structure.Discharge(h).CubicMetresPerSecond, tolerance);
        switch (structure)
        {
            case VNotchWeir notch:
                disagreements.Relative(name + " Ce", Of("Ce"), notch.Coefficient, tolerance);
                disagreements.Relative(name + " kh", Of("kh_m"), notch.HeadCorrectionMetres, tolerance);
                break;
            case RectangularWeir { Table: not RectangularWeirTable.Rehbock } weir:
                disagreements.Relative(name + " kb", Of("kb_m"), weir.WidthCorrectionMetres, tolerance);
                disagreements.Relative(name + " kh", Or("kh_m", Or("kh_ft", 0) * 0.3048), weir.HeadCorrectionMetres, tolerance);
                disagreements.Relative(name + " coefficient", Or("Ce", Or("C1", 0) * h / weir.CrestHeightMetres + Or("C2", 0)), weir.CoefficientAt(h), tolerance);
                break;
            case ParshallFlume flume:
                disagreements.Relative(name + " C", Of("C"), Math.Exp(flume.Law.LnC), tolerance);
                disagreements.Relative(name + " n", Of("n"), flume.Law.Exponent, tolerance);
                disagreements.Relative(name + " submergence", Of("submergence_limit"), flume.SubmergenceLimit, tolerance);
                disagreements.Equal(name + " in range", c.GetProperty("in_range").GetBoolean(), h >= flume.HeadLimitsMetres.Lowest && h <= flume.HeadLimitsMetres.Highest);
                disagreements.Relative(name + " USBR", Of("q_m3s_usbr_ft_form"), ParshallFlume.Of(Of("W_m"), ParshallCoefficients.UsbrFeet)!.Discharge(h).CubicMetresPerSecond, tolerance);
                break;
            default:
                break;
        }
    }

    [Fact]
    public void The_coefficient_tables_are_those_of_the_reference_file()
    {
        JsonElement reference = Reference();
        Disagreements disagreements = new();
        foreach (JsonProperty row in reference.GetProperty("kc_table").EnumerateObject())
        {
            RectangularWeir weir = Weir(row, RectangularWeirTable.KindsvaterCarterIso1438);
            disagreements.Relative("alpha at b/B " + row.Name, row.Value[0].GetDouble(), weir.BaseCoefficient, 1e-12);
            disagreements.Relative("alpha' at b/B " + row.Name, row.Value[1].GetDouble(), weir.CoefficientSlope, 1e-12);
        }
        foreach (JsonProperty row in reference.GetProperty("kc_kb_mm").EnumerateObject())
            disagreements.Relative("kb at b/B " + row.Name, row.Value.GetDouble() / 1000, Weir(row, RectangularWeirTable.KindsvaterCarterIso1438).WidthCorrectionMetres, 1e-12);
        foreach (JsonProperty row in reference.GetProperty("usbr_c1c2").EnumerateObject())
        {
            RectangularWeir weir = Weir(row, RectangularWeirTable.KindsvaterCarterUsbr);
            disagreements.Relative("C1 at b/B " + row.Name, row.Value[0].GetDouble(), weir.CoefficientSlope, 1e-12);
            disagreements.Relative("C2 at b/B " + row.Name, row.Value[1].GetDouble(), weir.BaseCoefficient, 1e-12);
        }
        foreach (JsonProperty row in reference.GetProperty("parshall").EnumerateObject())
        {
            ParshallFlume flume = ParshallFlume.Of(Number(row.Name), ParshallCoefficients.Metric)!;
            double[] ours = [Math.Exp(flume.Law.LnC), flume.Law.Exponent, flume.HeadLimitsMetres.Lowest, flume.HeadLimitsMetres.Highest, flume.SubmergenceLimit];
            for (int i = 0; i < ours.Length; i++)
                disagreements.Relative($"Parshall {row.Name} value {i}", row.Value[i].GetDouble(), ours[i], 1e-12);
        }
        disagreements.AssertNone();
    }

    private static RectangularWeir Weir(JsonProperty row, RectangularWeirTable table) => new(Number(row.Name), 1, 0.5, table);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public void Four_gaugings_of_a_known_notch_give_back_its_law()
    {
        JsonElement[] cases = [.. Reference().GetProperty("cases").EnumerateArray()
            .Where(c => c.GetProperty("type").GetString() == "vnotch_kindsvater_shen" && c.GetProperty("theta_deg").GetDouble() == 90)];
        PowerLawFit fit = PowerLawFit.Fit([.. cases.Select(c => new Gauging(c.GetProperty("h_m").GetDouble(), c.GetProperty("q_m3s").GetDouble()))]).Fit!;
        // Ce 8/15 sqrt(2g) tan(45 deg) = 0.57790489 * 2.362018 = 1.365021 (by hand from the file's Ce); the head datum is kh below the vertex.
        Assert.Equal(2.5, fit.Exponent, 1e-4);
        Assert.Equal(1.365021, fit.C, 1e-3);
        Assert.Equal(-cases[0].GetProperty("kh_m").GetDouble(), fit.HeadDatumMetres, 1e-5);
    }

    [Fact]
    public void A_structure_as_a_rating_gives_the_structures_own_discharge_above_its_crest()
    {
        RectangularWeir weir = new(0.5, 1.0, 0.3, RectangularWeirTable.KindsvaterCarterIso1438);
        RatingCurve rating = weir.ToRatingCurve("weir", 101.2, 0);
        JsonElement expected = Reference().GetProperty("cases").EnumerateArray().First(c => c.GetProperty("type").GetString() == "rect_kindsvater_carter_iso1438");
        Assert.Equal(expected.GetProperty("q_m3s").GetDouble(), rating.Discharge(101.2 + expected.GetProperty("h_m").GetDouble(), 0).CubicMetresPerSecond!.Value, 1e-8);
        Assert.Equal(0, rating.Discharge(101.1, 0).CubicMetresPerSecond);
        Assert.Equal(DischargeState.ExtrapolatedLow, rating.Discharge(101.22, 0).State);
    }

    [Fact]
    public void A_drowned_flume_has_no_discharge()
    {
        ParshallFlume flume = ParshallFlume.Of(0.1524, ParshallCoefficients.Metric)!;
        // Limit of the 6 inch flume: 0.6 of the head.
        Assert.NotNull(flume.Discharge(0.3, 0.18).CubicMetresPerSecond);
        StructureDischarge drowned = flume.Discharge(0.3, 0.19);
        Assert.Null(drowned.CubicMetresPerSecond);
        Assert.Contains(StructureFinding.Submerged, drowned.Findings);
    }

    [Fact]
    public void Tail_water_near_the_vertex_is_a_doubt_and_above_it_a_refusal()
    {
        VNotchWeir notch = new(90, 0.6, 1.2);
        Assert.Empty(notch.Discharge(0.2, -0.06).Findings);
        Assert.Equal([StructureFinding.TailwaterNearCrest], notch.Discharge(0.2, -0.02).Findings.ToArray());
        Assert.NotNull(notch.Discharge(0.2, -0.02).CubicMetresPerSecond);
        Assert.Null(notch.Discharge(0.2, 0.01).CubicMetresPerSecond);
    }

    [Theory]
    [InlineData(0.04, StructureFinding.HeadBelowValidity)]
    [InlineData(0.25, StructureFinding.HeadAboveValidity)]
    public void A_head_outside_the_laws_limits_keeps_its_value_with_a_finding(double head, StructureFinding finding)
    {
        // h/p at most 0.4 and h/B at most 0.2: 0.4 * 0.6 = 0.24 m is the lower of 0.24 and 0.24.
        StructureDischarge result = new VNotchWeir(90, 0.6, 1.2).Discharge(head);
        Assert.NotNull(result.CubicMetresPerSecond);
        Assert.Equal([finding], result.Findings.ToArray());
    }

    [Fact]
    public void A_notch_in_a_narrow_box_says_that_its_law_does_not_hold() =>
        Assert.Contains(StructureFinding.DimensionsOutsideLaw, new VNotchWeir(90, 0.3, 0.6).Discharge(0.08).Findings);

    [Fact]
    public void A_flume_between_the_sizes_has_no_law() => Assert.Null(ParshallFlume.Of(0.2, ParshallCoefficients.Metric));

    [Fact]
    public void The_two_sets_for_a_six_inch_flume_differ_and_the_unverified_one_says_so()
    {
        // 0.3812 * 0.3^1.58 against 0.3812 * 0.3^1.54: the second is 0.3^-0.04 = 1.0493 times the first.
        double metric = ParshallFlume.Of(0.1524, ParshallCoefficients.Metric)!.Discharge(0.3).CubicMetresPerSecond!.Value;
        StructureDischarge other = ParshallFlume.Of(0.152, ParshallCoefficients.Cjt3008Unverified)!.Discharge(0.3);
        Assert.Equal(1.0493, other.CubicMetresPerSecond!.Value / metric, 1e-4);
        Assert.Contains(StructureFinding.CoefficientsUnverified, other.Findings);
    }

    [Fact]
    public void Uncertainty_of_a_notch_grows_as_the_head_falls()
    {
        // u_C 1 %, b 2.5, u_h 3 mm: at 0.2 m (kh 0.88 mm) sqrt(0.01^2 + (2.5 * 0.003 / 0.20088)^2) = 3.865 %; at 0.06 m 12.36 %.
        VNotchWeir notch = new(90, 0.6, 1.2);
        Assert.Equal(0.03865, notch.RelativeUncertainty(0.2, 0.003), 1e-5);
        Assert.Equal(0.12360, notch.RelativeUncertainty(0.06, 0.003), 1e-4);
    }
}
