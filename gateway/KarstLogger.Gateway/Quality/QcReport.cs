using System.Globalization;
using System.Text.Json;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Quality;

/// <summary>Flags and findings of a checked series as CSV or JSON: one row per sample, the findings beside the flags they made.</summary>
public sealed class QcReport
{
    private readonly QcSeries _series;
    private readonly QcResult _result;
    private readonly bool _asIoosQc;
    private readonly ILookup<int, QcFinding> _findings;

    /// <summary>A report.</summary>
    /// <param name="series">What was checked.</param>
    /// <param name="result">What was found; of the whole series.</param>
    /// <param name="asIoosQc">True rolls up as ioos_qc does, the test of the sample's time included: a missing value in a sample without a gap then passes.</param>
    public QcReport(QcSeries series, QcResult result, bool asIoosQc)
    {
        (_series, _result, _asIoosQc) = (series, result, asIoosQc);
        _findings = result.Findings.ToLookup(f => f.Index);
    }

    /// <summary>Names of the variables in columns and JSON (docs: conventions).</summary>
    public static string NameOf(QcVariable variable) => variable switch
    {
        QcVariable.Sample => "sample",
        QcVariable.Stage => "stage",
        QcVariable.WaterTemperature => "water_temp",
        QcVariable.Ph => "ph",
        _ => "sc25",
    };

    /// <summary>The reported flag.</summary>
    public QcFlag FlagOf(QcVariable variable, int index) =>
        _asIoosQc && variable != QcVariable.Sample
            ? RollUp.IoosQc(_result.Flag(variable, index), _result.Flag(QcVariable.Sample, index))
            : _result.Flag(variable, index);

    /// <summary>CSV: utc, sample_flag, then flag and number of tests not made for each variable, then the findings in words.</summary>
    public void WriteCsv(TextWriter to)
    {
        to.WriteLine($"utc,sample_flag,{string.Join(',', QcSeries.Measured.Select(v => $"{NameOf(v)}_flag,{NameOf(v)}_not_evaluated"))},findings");
        for (int i = 0; i < _series.Count; i++)
        {
            to.Write(Instant(_series.UtcSeconds[i]));
            to.Write(',');
            to.Write(Number((int)FlagOf(QcVariable.Sample, i)));
            foreach (QcVariable variable in QcSeries.Measured)
                to.Write($",{Number((int)FlagOf(variable, i))},{Number(_result.RolledUp(variable, i).NotEvaluatedCount)}");
            to.Write(',');
            to.WriteLine(string.Join("; ", _findings[i].Select(Words)));
        }
    }

    /// <summary>JSON: counts, samples and findings.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("rollup", _asIoosQc ? "ioos" : "worst");
        json.WriteStartArray("samples");
        for (int i = 0; i < _series.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("utc", Instant(_series.UtcSeconds[i]));
            json.WriteNumber("sample", (int)FlagOf(QcVariable.Sample, i));
            foreach (QcVariable variable in QcSeries.Measured)
            {
                json.WriteNumber(NameOf(variable), (int)FlagOf(variable, i));
                json.WriteNumber($"{NameOf(variable)}_not_evaluated", _result.RolledUp(variable, i).NotEvaluatedCount);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (QcFinding finding in _result.Findings)
            WriteFinding(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>How often each flag stands, for the person at the terminal.</summary>
    public void WriteSummary(TextWriter to)
    {
        foreach (QcVariable variable in (QcVariable[])[QcVariable.Sample, .. QcSeries.Measured])
        {
            ILookup<QcFlag, int> counts = Enumerable.Range(0, _series.Count).ToLookup(i => FlagOf(variable, i));
            to.WriteLine($"{NameOf(variable),-11}{string.Join("  ", Enum.GetValues<QcFlag>().Select(f => $"{f} {Number(counts[f].Count())}"))}");
        }
        foreach (IGrouping<(QcTest, QcFlag, bool), QcFinding> test in _result.Findings.GroupBy(f => (f.Test, f.Flag, f.IsInformative)).OrderBy(g => g.Key))
            to.WriteLine($"  {test.Key.Item1} {(test.Key.Item3 ? "told" : test.Key.Item2)}: {Number(test.Count())}");
    }

    private static void WriteFinding(Utf8JsonWriter json, QcFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("utc", Instant(finding.UtcSeconds));
        json.WriteString("variable", NameOf(finding.Variable));
        json.WriteString("test", finding.Test.ToString());
        json.WriteNumber("flag", (int)finding.Flag);
        if (finding.Value is { } value)
            json.WriteNumber("value", value);
        if (finding.Threshold is { } threshold)
            json.WriteNumber("threshold", threshold);
        if (finding.Support != QcSupport.None)
            json.WriteString("support", finding.Support.ToString());
        if (finding.IsInformative)
            json.WriteBoolean("informative", true);
        json.WriteEndObject();
    }

    private static string Words(QcFinding finding) => string.Create(CultureInfo.InvariantCulture,
        $"{NameOf(finding.Variable)} {finding.Test} {(int)finding.Flag}{Measured(finding)}{(finding.Support == QcSupport.None ? "" : $" softened by {finding.Support}")}{(finding.IsInformative ? " (told)" : "")}");

    private static string Measured(QcFinding finding) =>
        finding.Value is { } value && finding.Threshold is { } threshold ? string.Create(CultureInfo.InvariantCulture, $" {value:G6} against {threshold:G6}") : "";

    private static string Instant(long utcSeconds) => DateTime.UnixEpoch.AddSeconds(utcSeconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
