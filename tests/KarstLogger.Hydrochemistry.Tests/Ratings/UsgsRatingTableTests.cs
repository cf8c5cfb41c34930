using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using KarstLogger.Hydrochemistry.Ratings;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Ratings;

public class UsgsRatingTableTests
{
    private static JsonElement Reference() =>
        JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("golden", "hydrology", "rating_usgs_table.json"))).RootElement;

    private static UsgsRatingTable Read(string path)
    {
        (UsgsRatingTable? table, UsgsRatingFault? fault) = UsgsRatingReader.Read(File.ReadAllLines(path));
        Assert.Null(fault);
        return table!;
    }

    public static TheoryData<string> RealFiles() => [.. Directory.EnumerateFiles(ReferenceFiles.Path("data", "ratings"), "*.rdb").Select(f => Path.GetFileName(f)).Order()];

    private static RatingCurve WithShifts(RatingCurve rating, params DatedShift[] shifts) => rating with { ValidFromUtcSeconds = 0, ValidToUtcSeconds = null, Shifts = [.. shifts] };

    private static double Metres(double feet) => feet * UsgsRatingTable.MetresPerFoot;

    private static DatedShift Shift(long at, JsonElement nodes) =>
        new(at, [.. nodes.EnumerateArray().Select(n => new ShiftNode(Metres(n[0].GetDouble()), Metres(n[1].GetDouble())))]);

    [SharedFact("golden/hydrology/rating_usgs_table.json", "data/ratings")]
    public void Interpolation_between_stored_points_agrees_with_the_reference_file()
    {
        JsonElement reference = Reference();
        double tolerance = reference.GetProperty("tol_rel").GetDouble();
        UsgsRatingTable table = Read(ReferenceFiles.Path(reference.GetProperty("file").GetString()!.Split('/')));
        RatingCurve rating = WithShifts(table.ToRatingCurve("usgs"));
        Disagreements disagreements = new();
        disagreements.Relative("offset", reference.GetProperty("offset").GetDouble(), table.OffsetsFeet[0], tolerance);
        JsonElement points = reference.GetProperty("stored_points");
        disagreements.Equal("stored points", points.GetArrayLength(), table.DefiningPoints.Length);
        for (int i = 0; i < points.GetArrayLength(); i++)
            disagreements.Equal($"stored point {i}", (points[i][0].GetDouble(), points[i][1].GetDouble()), table.DefiningPoints[i]);
        foreach (JsonElement point in reference.GetProperty("interp").EnumerateArray())
        {
            double stage = point.GetProperty("stage_ft").GetDouble();
            double? q = rating.Discharge(Metres(stage), 0).CubicMetresPerSecond;
            disagreements.Relative($"{stage} ft in m3/s", point.GetProperty("q_m3s").GetDouble(), q, tolerance);
            disagreements.Relative($"{stage} ft in ft3/s", point.GetProperty("q_cfs").GetDouble(), q / UsgsRatingTable.CubicMetresPerCubicFoot, tolerance);
        }
        disagreements.AssertNone();
    }

    [SharedFact("golden/hydrology/rating_usgs_table.json", "data/ratings")]
    public void Outside_the_table_there_is_no_discharge_and_the_flag_says_which_side()
    {
        JsonElement reference = Reference();
        RatingCurve rating = WithShifts(Read(ReferenceFiles.Path(reference.GetProperty("file").GetString()!.Split('/'))).ToRatingCurve("usgs"));
        foreach (string side in (string[])["below_min", "above_max"])
        {
            JsonElement expected = reference.GetProperty(side);
            DischargeEstimate ours = rating.Discharge(Metres(expected.GetProperty("stage_ft").GetDouble()), 0);
            Assert.Equal(JsonValueKind.Null, expected.GetProperty("q").ValueKind);
            Assert.Null(ours.CubicMetresPerSecond);
            Assert.Equal(expected.GetProperty("flag").GetString(), ours.State switch { DischargeState.BelowRating => "BELOW_RATING", DischargeState.AboveRating => "ABOVE_RATING", _ => ours.State.ToString() });
        }
    }

    [SharedFact("golden/hydrology/rating_usgs_table.json", "data/ratings")]
    public void Shifts_by_stage_and_prorated_in_time_agree_with_the_reference_file()
    {
        JsonElement reference = Reference();
        double tolerance = reference.GetProperty("tol_rel").GetDouble();
        RatingCurve rating = Read(ReferenceFiles.Path(reference.GetProperty("file").GetString()!.Split('/'))).ToRatingCurve("usgs");
        Disagreements disagreements = new();
        void Compare(JsonElement expected, RatingCurve shifted, long at)
        {
            double stage = expected.GetProperty("stage_ft").GetDouble(), shift = expected.GetProperty("shift_ft").GetDouble();
            DischargeEstimate ours = shifted.Discharge(Metres(stage), at);
            disagreements.Equal($"shift at {stage} ft is {shift} ft, ours {ours.ShiftMetres / UsgsRatingTable.MetresPerFoot}", true, Math.Abs(ours.ShiftMetres - Metres(shift)) < 1e-9);
            disagreements.Relative($"Q at {stage} ft", expected.GetProperty("q_cfs").GetDouble(), ours.CubicMetresPerSecond / UsgsRatingTable.CubicMetresPerCubicFoot, tolerance);
        }
        JsonElement byStage = reference.GetProperty("shift"), inTime = reference.GetProperty("shift_time_prorate");
        foreach (JsonElement expected in byStage.GetProperty("cases").EnumerateArray())
            Compare(expected, WithShifts(rating, Shift(0, byStage.GetProperty("nodes"))), 0);
        // A whole shift interval of a million seconds, so that each fraction of the file falls on a whole second.
        RatingCurve prorated = WithShifts(rating, Shift(0, inTime.GetProperty("prev")), Shift(1_000_000, inTime.GetProperty("next")));
        foreach (JsonElement expected in inTime.GetProperty("cases").EnumerateArray())
            Compare(expected, prorated, (long)Math.Round(expected.GetProperty("time_fraction").GetDouble() * 1_000_000));
        disagreements.AssertNone();
    }

    [SharedTheory("data/ratings")]
    [MemberData(nameof(RealFiles))]
    public void Every_row_of_a_real_table_follows_from_its_stored_points_to_the_printed_digits(string file)
    {
        string path = ReferenceFiles.Path("data", "ratings", file);
        UsgsRatingTable table = Read(path);
        RatingCurve rating = WithShifts(table.ToRatingCurve(file));
        Dictionary<double, double> printed = PrintedUnits(path);
        double lowest = table.DefiningPoints[0].StageFeet;
        Disagreements disagreements = new();
        foreach (UsgsRatingRow row in table.Rows.Where(r => r.StageFeet >= lowest))
        {
            double? ours = rating.Discharge(Metres(row.StageFeet), 0).CubicMetresPerSecond / UsgsRatingTable.CubicMetresPerCubicFoot;
            // Half a unit of the row's last printed digit, and what half a unit of the two stored points around it makes: interpolation in ln keeps the larger relative error.
            double OfPoint(UsgsRatingRow stored) => 0.5 * printed[stored.StageFeet] / stored.CubicFeetPerSecond;
            double relative = Math.Max(OfPoint(table.Rows.Last(r => r.Stored && r.StageFeet <= row.StageFeet)), OfPoint(table.Rows.First(r => r.Stored && r.StageFeet >= row.StageFeet)));
            double allowed = (0.5 * printed[row.StageFeet] + relative * row.CubicFeetPerSecond) * (1 + 1e-6);
            disagreements.Equal($"{file} {row.StageFeet} ft: printed {row.CubicFeetPerSecond}, ours {ours}, allowed {allowed}", true, Math.Abs((ours ?? double.NaN) - row.CubicFeetPerSecond) <= allowed);
        }
        disagreements.AssertNone();
    }

    /// <summary>Unit of the last printed digit of each row's discharge: NWIS rounds to three significant digits and at most two decimals.</summary>
    private static Dictionary<double, double> PrintedUnits(string path)
    {
        Dictionary<double, double> units = [];
        foreach (string[] cells in File.ReadLines(path).Where(l => !l.StartsWith('#')).Select(l => l.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)))
        {
            if (cells.Length < 3 || !double.TryParse(cells[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double stage))
                continue;
            double discharge = double.Parse(cells[2], CultureInfo.InvariantCulture);
            int point = cells[2].IndexOf('.', StringComparison.Ordinal);
            double decimals = Math.Pow(10, point < 0 ? 0 : point - cells[2].Length + 1);
            units[stage] = point >= 0 || discharge < 1000 ? decimals : Math.Pow(10, Math.Floor(Math.Log10(discharge)) - 2);
        }
        return units;
    }

    [SharedTheory("data/ratings")]
    [MemberData(nameof(RealFiles))]
    public void A_table_written_and_read_again_gives_the_same_discharge_everywhere(string file)
    {
        UsgsRatingTable table = Read(ReferenceFiles.Path("data", "ratings", file));
        foreach (UsgsRatingForm form in Enum.GetValues<UsgsRatingForm>())
        {
            (UsgsRatingTable? again, UsgsRatingFault? fault) = UsgsRatingReader.Read(UsgsRatingWriter.Write(table, form).Split('\n'));
            Assert.Null(fault);
            Assert.Equal(table.ToRatingCurve("r").Fingerprint, again!.ToRatingCurve("r").Fingerprint);
            Assert.Equal((table.StationNumber, table.StationName, table.RatingId), (again.StationNumber, again.StationName, again.RatingId));
        }
    }

    [SharedFact("golden/hydrology/rating_usgs_table.json", "data/ratings")]
    public void Three_offsets_and_two_breakpoints_are_read_with_the_period_of_validity()
    {
        UsgsRatingTable table = Read(ReferenceFiles.Path("data", "ratings", "comp_BMD.rdb"));
        // From the header of the file: BREAKPOINT1=5.50 BREAKPOINT2=9.30, OFFSET 2.85 3.00 3.85; first BEGIN 2001-10-01 01:15 EDT; last END in 2382.
        Assert.Equal([5.5, 9.3], table.BreakpointsFeet.ToArray());
        Assert.Equal([2.85, 3.0, 3.85], table.OffsetsFeet.ToArray());
        Assert.Equal(new DateTimeOffset(2001, 10, 1, 5, 15, 0, TimeSpan.Zero).ToUnixTimeSeconds(), table.ToRatingCurve("r").ValidFromUtcSeconds);
        Assert.Null(table.ToRatingCurve("r").ValidToUtcSeconds);
    }

    [Fact]
    public void A_fitted_rating_exported_for_an_agency_comes_back_with_its_discharges_and_its_shift()
    {
        RatingCurve rating = new()
        {
            Id = "7",
            ValidFromUtcSeconds = 1_700_000_000,
            Segments = [new RatingSegment(0.7, 2.4, 0.05, 0.6), new RatingSegment(0.7 + 2.4 * Math.Log(0.55) - 1.6 * Math.Log(0.7), 1.6, -0.1)],
            Shifts = [new DatedShift(1_700_000_000, [new ShiftNode(0.2, -0.02), new ShiftNode(0.8, 0.01)])],
        };
        foreach (UsgsRatingForm form in Enum.GetValues<UsgsRatingForm>())
        {
            string text = UsgsRatingWriter.Write(UsgsRatingWriter.FromRating(rating, "KL-1", 0.1, 1.4, 1_700_000_000)!, form);
            RatingCurve again = UsgsRatingReader.Read(text.Split('\n')).Table!.ToRatingCurve("7");
            for (double stage = 0.15; stage < 1.38; stage += 0.0137)
                Assert.Equal(1, again.Discharge(stage, 1_700_000_000).CubicMetresPerSecond!.Value / rating.Discharge(stage, 1_700_000_000).CubicMetresPerSecond!.Value, 1e-6);
        }
    }

    [Theory]
    [InlineData("1.21\t0.00\tabc\t*", 5, "DEP")]
    [InlineData("x\t0.00\t1.0\t*", 5, "INDEP")]
    [InlineData("1.00\t0.00\t-1\t*", 5, "DEP")]
    [InlineData("0.90\t0.00\t1.0\t*", 5, "INDEP")]
    public void A_fault_in_a_table_is_named_with_line_and_column(string row, int line, string field)
    {
        UsgsRatingFault? fault = UsgsRatingReader.Read(["# //RATING OFFSET1=0.1", "INDEP\tSHIFT\tDEP\tSTOR", "16N\t16N\t16N\t1S", "0.95\t0.00\t0.5\t*", row, "2.0\t0\t4\t*"]).Fault;
        Assert.Equal((line, field), (fault!.Line, fault.Field));
    }

    [Fact]
    public void An_unknown_time_zone_is_refused_by_name() =>
        Assert.Equal("BZONE", UsgsRatingReader.Read(["# //RATING_DATETIME BEGIN=20200101000000 BZONE=XXT END=-------------- EZONE=---"]).Fault!.Field);
}
