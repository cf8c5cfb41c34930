using System.Text.Json;
using KarstLogger.Hydrochemistry.Drift;
using KarstLogger.Hydrochemistry.Tests.Quality;
using KarstLogger.TestSupport;

namespace KarstLogger.Hydrochemistry.Tests.Drift;

/// <summary>Errors, criteria, grades and corrected samples after USGS TM 1-D3, and one real drift event (golden/hydrology/drift.json).</summary>
public sealed class DriftReferenceTests
{
    private static readonly string[] KnownSections = ["source", "correction_criteria", "grades", "max_allowable", "tol_abs", "cases", "real"];
    private static readonly JsonElement Golden = GoldenJson.Read("drift.json");
    private static readonly double Tolerance = Golden.GetProperty("tol_abs").GetDouble();

    [SharedFact("golden/hydrology/drift.json", "data/lro")]
    public void No_section_of_the_reference_file_is_left_out() =>
        Assert.All(Golden.EnumerateObject(), section => Assert.Contains(section.Name, KnownSections));

    [SharedFact("golden/hydrology/drift.json", "data/lro")]
    public void The_limits_of_USGS_are_the_printed_ones()
    {
        foreach (JsonProperty row in Golden.GetProperty("correction_criteria").EnumerateObject())
            Assert.Equal(new ErrorLimit(row.Value.Number("abs"), row.Value.OptionalNumber("pct") ?? 0), CorrectionCriteria.Usgs(Parameter(row.Name)).Correct);
        foreach (JsonProperty row in Golden.GetProperty("grades").EnumerateObject())
        {
            ErrorLimit[] expected = [.. row.Value.EnumerateArray().Select(v => Limit(row.Name, v.GetDouble()))];
            (ErrorLimit excellent, ErrorLimit good, ErrorLimit fair) = CorrectionCriteria.Usgs(Parameter(row.Name)).Grades!.Value;
            Assert.Equal<IEnumerable<ErrorLimit>>(expected, new[] { excellent, good, fair });
        }
        foreach (JsonProperty row in Golden.GetProperty("max_allowable").EnumerateObject())
            Assert.Equal(Limit(row.Name, row.Value.GetDouble()), CorrectionCriteria.Usgs(Parameter(row.Name)).Most);
    }

    [SharedFact("golden/hydrology/drift.json", "data/lro")]
    public void A_service_gives_the_errors_the_grade_and_the_corrected_samples_of_the_reference()
    {
        Disagreements disagreements = new();
        int number = 0;
        foreach (JsonElement item in Golden.GetProperty("cases").EnumerateArray())
            CheckCase($"case {number++}", item, disagreements);
        disagreements.AssertNone();
    }

    private static void CheckCase(string name, JsonElement item, Disagreements found)
    {
        ServiceAssessment assessment = ServiceAssessment.Of(Service(item), CorrectionCriteria.Usgs(Parameter(item.GetProperty("parameter").GetString()!)));
        void Near(string what, double? ours) => Absolute(found, $"{name} {what}", item.Number(what), ours);
        Near("fouling_error", assessment.FoulingError);
        Near("fouling_pct", assessment.FoulingPercent);
        Near("drift_at_reading", assessment.DriftError);
        Near("sum_abs", assessment.SumOfErrors);
        Near("criterion", assessment.Criterion);
        Near("net_error", assessment.NetError);
        StandardCheck[] standards = [.. assessment.Service.Standards];
        for (int i = 0; i < standards.Length; i++)
        {
            Absolute(found, $"{name} drift error {i}", item.GetProperty("drift_errors")[i].GetDouble(), standards[i].Error);
            Absolute(found, $"{name} drift percent {i}", item.GetProperty("drift_pct")[i].GetDouble(), standards[i].Percent);
        }
        found.Equal($"{name} apply", item.GetProperty("apply_correction").GetBoolean(), assessment.CorrectionApplies);
        found.Equal($"{name} grade", item.GetProperty("grade").GetString(), assessment.Grade?.ToString().ToLowerInvariant());
        found.Equal($"{name} beyond the greatest limit", item.GetProperty("exceeds_max_allowable").GetBoolean(), assessment.IsUnpublishable);
        CorrectionStack additive = new(assessment.AllLayers("visit", 1, CorrectionMode.Additive)), percent = new(assessment.AllLayers("visit", 1, CorrectionMode.Percent));
        foreach (JsonElement sample in item.GetProperty("samples").EnumerateArray())
            CheckSample(name, sample, additive, percent, found);
    }

    private static void CheckSample(string name, JsonElement sample, CorrectionStack additive, CorrectionStack percent, Disagreements found)
    {
        double raw = sample.Number("raw"), hours = sample.Number("t_h");
        long utcSeconds = Seconds(hours);
        double defouled = additive.InForce[0].Apply(raw, utcSeconds), corrected = additive.Apply(raw, utcSeconds);
        void Near(string what, double ours) => Absolute(found, $"{name} {hours} h {what}", sample.Number(what), ours);
        Near("fouling_corr", defouled - raw);
        Near("drift_corr", corrected - defouled);
        Near("corrected", corrected);
        Near("corrected_percent_mode", percent.Apply(raw, utcSeconds));
        // A layer that grows to one over the same stretch shows the share of the time that the reference uses.
        foreach (CorrectionLayer layer in additive.InForce)
            Near(layer is FoulingCorrection ? "frac_fouling" : "frac_drift", new TwoEndedCorrection(layer.Span, 0, 1).Apply(0, utcSeconds));
    }

    private static void Absolute(Disagreements found, string what, double expected, double? ours) =>
        found.Equal(what, expected, ours is { } value && Math.Abs(value - expected) <= Tolerance ? expected : ours ?? double.NaN);

    [SharedFact("golden/hydrology/drift.json", "data/lro")]
    public void A_real_drift_event_is_corrected_by_time_not_by_position()
    {
        JsonElement[] events = [.. Golden.GetProperty("real").EnumerateArray()];
        Assert.NotEmpty(events);
        foreach (JsonElement item in events)
        {
            long start = GoldenJson.UtcSeconds(item.GetProperty("start").GetString()!), end = GoldenJson.UtcSeconds(item.GetProperty("end").GetString()!);
            CorrectionStack stack = new([new TwoEndedCorrection(new CorrectionSpan("event", 1, start, end), 0, item.Number("gap"))]);
            Dictionary<long, double> raw = ReadRecord(item).Where(row => row.Key >= start && row.Key <= end).ToDictionary();
            Assert.Equal(item.GetProperty("n").GetInt32(), raw.Count);
            // The file prints sums of some two millions to nine digits: half a unit of the last is 0.005.
            Assert.Equal(item.Number("sum_raw"), raw.Values.Sum(), 0.00501);
            Assert.Equal(item.Number("sum_corrected_time"), raw.Sum(row => stack.Apply(row.Value, row.Key)), 0.00501);
            // By position in the file instead of by time, as the code that the reference was checked against does it: five missing steps make the difference.
            CorrectionStack positions = new([new TwoEndedCorrection(new CorrectionSpan("event", 1, 0, raw.Count - 1), 0, item.Number("gap"))]);
            (long Key, double ByTime, double ByPosition)[] both = [.. raw.OrderBy(row => row.Key).Select((row, i) => (row.Key, stack.Apply(row.Value, row.Key), positions.Apply(row.Value, i)))];
            Assert.Equal(item.Number("sum_corrected_index"), both.Sum(row => row.ByPosition), 0.00501);
            Assert.Equal(item.Number("max_abs_index_vs_time"), both.Max(row => Math.Abs(row.ByTime - row.ByPosition)), Tolerance);
            Dictionary<long, double> byPosition = both.ToDictionary(row => row.Key, row => row.ByPosition);
            foreach (JsonElement point in item.GetProperty("points").EnumerateArray())
            {
                long t = GoldenJson.UtcSeconds(point.GetProperty("t").GetString()!);
                Assert.Equal(point.Number("raw"), raw[t]);
                Assert.Equal(point.Number("corrected_time"), stack.Apply(raw[t], t), Tolerance);
                Assert.Equal(point.Number("corrected_index"), byPosition[t], Tolerance);
            }
        }
    }

    private static Dictionary<long, double> ReadRecord(JsonElement item)
    {
        string[][] rows = [.. File.ReadLines(ReferenceFiles.Path(item.GetProperty("file").GetString()!.Split('/'))).Select(line => line.Split(','))];
        int column = Array.IndexOf(rows[0], item.GetProperty("column").GetString());
        return rows.Skip(1).Where(row => row[column] != "")
            .ToDictionary(row => GoldenJson.UtcSeconds(row[0]), row => double.Parse(row[column], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static SensorService Service(JsonElement item) => new()
    {
        Parameter = Parameter(item.GetProperty("parameter").GetString()!),
        LastServiceUtcSeconds = Seconds(item.Number("t_start_h")),
        UtcSeconds = Seconds(item.Number("t_end_h")),
        FoulingOnsetUtcSeconds = item.OptionalNumber("t_fouling_onset_h") is { } onset ? Seconds(onset) : null,
        MonitorBeforeCleaning = item.OptionalNumber("monitor_before_cleaning"),
        MonitorAfterCleaning = item.OptionalNumber("monitor_after_cleaning"),
        FieldMeterStart = item.OptionalNumber("field_meter_start"),
        FieldMeterEnd = item.OptionalNumber("field_meter_end"),
        Standards = [.. item.Values("standards").Zip(item.Values("sensor_in_standards"), (standard, reading) => new StandardCheck(standard!.Value, reading!.Value))],
    };

    private static long Seconds(double hours) => checked((long)Math.Round(hours * 3600));

    private static ErrorLimit Limit(string name, double value) => name.EndsWith("_pct", StringComparison.Ordinal) ? new(0, value) : new(value, 0);

    private static MonitoredParameter Parameter(string name) => name switch
    {
        "temp" or "temp_c" => MonitoredParameter.WaterTemperature,
        "ec25" or "ec_pct" => MonitoredParameter.SpecificConductance,
        "ph" => MonitoredParameter.Ph,
        "do" or "do_pct" => MonitoredParameter.DissolvedOxygen,
        "turb" or "turb_pct" => MonitoredParameter.Turbidity,
        _ => throw new Xunit.Sdk.XunitException($"Unknown parameter '{name}'."),
    };
}
