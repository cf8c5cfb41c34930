using System.Text.Json;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Tests.Quality;

/// <summary>Flags that ioos_qc gave, case by case (golden/hydrology/qc_qartod.json).</summary>
public sealed class QartodReferenceTests
{
    [Fact]
    public void Every_reference_case_gets_the_very_flags_of_ioos_qc()
    {
        List<string> failures = [];
        int cases = 0;
        foreach (JsonElement item in GoldenJson.Read("qc_qartod.json").GetProperty("cases").EnumerateArray())
        {
            cases++;
            int[] expected = item.Flags("expected");
            int[] actual = [.. Run(item).Select(flag => (int)flag)];
            if (!expected.SequenceEqual(actual))
                failures.Add($"{item.GetProperty("id").GetString()}: expected {string.Join(' ', expected)}\n actual {string.Join(' ', actual)}");
        }
        Assert.True(cases > 0, "The reference file holds no case.");
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void The_flags_have_the_numbers_of_the_reference()
    {
        JsonProperty[] flags = [.. GoldenJson.Read("qc_qartod.json").GetProperty("flags").EnumerateObject()];
        Assert.Equal(Enum.GetValues<QcFlag>().Length, flags.Length);
        Assert.All(flags, flag => Assert.Equal(flag.Value.GetInt32(), (int)(flag.Name switch
        {
            "GOOD" => QcFlag.Pass,
            "UNKNOWN" => QcFlag.NotEvaluated,
            _ => Enum.Parse<QcFlag>(flag.Name, ignoreCase: true),
        })));
    }

    private static QcFlag[] Run(JsonElement item)
    {
        string test = item.GetProperty("test").GetString()!;
        if (test == "aggregate")
            return Aggregate([.. item.GetProperty("vectors").EnumerateArray().Select(v => v.EnumerateArray().Select(f => (QcFlag)f.GetInt32()).ToArray())]);
        JsonElement config = item.GetProperty("config");
        if (test == "time_gap")
            return Qartod.TimeGap(item.UtcSeconds("times_utc"), config.Number("fail_span_h") * 3600);
        double?[] values = item.Values("input");
        return test switch
        {
            "gross_range" => Qartod.GrossRange(values, Span(config, "fail_span")!.Value, Span(config, "suspect_span")),
            "spike" => Qartod.Spike(values, config.OptionalNumber("suspect_threshold"), config.OptionalNumber("fail_threshold"), Method(config)),
            "rate_of_change" => Qartod.RateOfChange(values, item.UtcSeconds("times_utc"), config.Number("threshold_per_s"), config.OptionalNumber("fail_threshold_per_s")),
            "flat_line" => Qartod.FlatLine(values, item.UtcSeconds("times_utc"),
                config.Number("suspect_threshold_s"), config.Number("fail_threshold_s"), config.Number("tolerance")),
            "attenuated_signal" => Attenuated(config).Check(values, item.UtcSeconds("times_utc")),
            "climatology" => Climatology.Check(values, item.UtcSeconds("times_utc"), [.. config.GetProperty("members").EnumerateArray().Select(Member)]),
            _ => throw new Xunit.Sdk.XunitException($"No test of ours answers to '{test}'."),
        };
    }

    private static QcFlag[] Aggregate(QcFlag[][] vectors) =>
        [.. Enumerable.Range(0, vectors[0].Length).Select(i => RollUp.IoosQc([.. vectors.Select(v => v[i])]))];

    private static SpikeMethod Method(JsonElement config) =>
        !config.TryGetProperty("method", out JsonElement method) ? SpikeMethod.Average : method.GetString() switch
        {
            "average" => SpikeMethod.Average,
            "differential" => SpikeMethod.Differential,
            var other => throw new Xunit.Sdk.XunitException($"Unknown spike method '{other}'."),
        };

    private static AttenuatedSignal Attenuated(JsonElement config) => new(
        config.Number("suspect_threshold"), config.Number("fail_threshold"), config.OptionalNumber("test_period"), (int?)config.OptionalNumber("min_obs"),
        !config.TryGetProperty("check_type", out JsonElement type) ? SignalMeasure.StandardDeviation : type.GetString() switch
        {
            "std" => SignalMeasure.StandardDeviation,
            "range" => SignalMeasure.Range,
            var other => throw new Xunit.Sdk.XunitException($"Unknown measure '{other}'."),
        });

    private static ClimatologyMember Member(JsonElement member)
    {
        Assert.False(member.TryGetProperty("zspan", out _), "A depth range has no meaning at a spring.");
        JsonElement[] times = [.. member.GetProperty("tspan").EnumerateArray()];
        bool hasPeriod = member.TryGetProperty("period", out JsonElement period) && period.ValueKind != JsonValueKind.Null;
        return new ClimatologyMember(
            !hasPeriod ? ClimatologyPeriod.Instant : period.GetString() switch
            {
                "year" => ClimatologyPeriod.Year,
                "quarter" => ClimatologyPeriod.Quarter,
                "month" => ClimatologyPeriod.Month,
                "week" or "weekofyear" => ClimatologyPeriod.Week,
                "dayofyear" => ClimatologyPeriod.DayOfYear,
                "dayofweek" => ClimatologyPeriod.DayOfWeek,
                var other => throw new Xunit.Sdk.XunitException($"Unknown period '{other}'."),
            },
            hasPeriod ? new ValueSpan(times[0].GetDouble(), times[1].GetDouble())
                : new ValueSpan(GoldenJson.UtcSeconds(times[0].GetString()!), GoldenJson.UtcSeconds(times[1].GetString()!)),
            Span(member, "vspan")!.Value,
            Span(member, "fspan"));
    }

    private static ValueSpan? Span(JsonElement config, string name) =>
        config.TryGetProperty(name, out JsonElement span) && span.ValueKind != JsonValueKind.Null ? new ValueSpan(span[0].GetDouble(), span[1].GetDouble()) : null;
}
