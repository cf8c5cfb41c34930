using System.Globalization;
using System.Text.Json;
using KarstLogger.Hydrochemistry.Drift;

namespace KarstLogger.Gateway.Quality;

/// <summary>What services found, and a series with their corrections, as CSV or JSON.</summary>
/// <param name="services">Each service with its judgement.</param>
/// <param name="mode">How errors are applied.</param>
/// <param name="always">True applies every known error; false asks the criteria.</param>
public sealed class DriftReport(IReadOnlyList<(string Id, ServiceAssessment Assessment)> services, CorrectionMode mode, bool always)
{
    private readonly CorrectionStack _stack = new(services.SelectMany(s =>
        s.Assessment.IsUnpublishable ? [] : always ? s.Assessment.AllLayers(s.Id, 1, mode) : s.Assessment.Layers(s.Id, 1, mode)));

    /// <summary>The judgements, in the order of the services.</summary>
    public IEnumerable<ServiceAssessment> Assessments => services.Select(s => s.Assessment);

    /// <summary>The judgement of each service, one row each.</summary>
    public void WriteAssessments(TextWriter to)
    {
        to.WriteLine("id,fouling_error,fouling_percent,water_taken_as_steady,drift_error,sum_of_errors,net_error,criterion,corrected,grade,unpublishable,pco2_error_percent,pco2_grade");
        foreach ((string id, ServiceAssessment a) in services)
            to.WriteLine(string.Join(',', id, Text(a.FoulingError), Text(a.FoulingPercent), YesNo(a.IsWaterTakenAsSteady), Text(a.DriftError), Text(a.SumOfErrors), Text(a.NetError),
                Text(a.Criterion), YesNo(IsCorrected(a)), Lower(a.Grade), YesNo(a.IsUnpublishable), Text(a.PCo2?.ErrorPercent), Lower(a.PCo2?.Grade)));
    }

    /// <summary>The judgements as JSON.</summary>
    public void WriteAssessments(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach ((string id, ServiceAssessment a) in services)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            Number(json, "fouling_error", a.FoulingError);
            Number(json, "fouling_percent", a.FoulingPercent);
            json.WriteBoolean("water_taken_as_steady", a.IsWaterTakenAsSteady);
            Number(json, "drift_error", a.DriftError);
            Number(json, "sum_of_errors", a.SumOfErrors);
            Number(json, "net_error", a.NetError);
            Number(json, "criterion", a.Criterion);
            json.WriteBoolean("corrected", IsCorrected(a));
            json.WriteString("grade", Lower(a.Grade));
            json.WriteBoolean("unpublishable", a.IsUnpublishable);
            Number(json, "pco2_error_percent", a.PCo2?.ErrorPercent);
            json.WriteString("pco2_grade", Lower(a.PCo2?.Grade));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The series: raw as it was, each correction, the corrected value (empty where it cannot be published).</summary>
    public void WriteSeries(TextWriter to, long[] utcSeconds, double?[] raw)
    {
        to.WriteLine("utc,raw,fouling_correction,drift_correction,corrected,unpublishable");
        for (int i = 0; i < raw.Length; i++)
        {
            string instant = DateTime.UnixEpoch.AddSeconds(utcSeconds[i]).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            bool unpublishable = services.Any(s => s.Assessment.IsUnpublishable && utcSeconds[i] > s.Assessment.Service.LastServiceUtcSeconds && utcSeconds[i] <= s.Assessment.Service.UtcSeconds);
            if (raw[i] is not { } value)
            {
                to.WriteLine($"{instant},,,,,{YesNo(unpublishable)}");
                continue;
            }
            double defouled = value;
            foreach (CorrectionLayer layer in _stack.InForce)
                if (layer is FoulingCorrection)
                    defouled = layer.Apply(defouled, utcSeconds[i]);
            double corrected = _stack.Apply(value, utcSeconds[i]);
            to.WriteLine(string.Join(',', instant, Text(value), Text(defouled - value), Text(corrected - defouled), unpublishable ? "" : Text(corrected), YesNo(unpublishable)));
        }
    }

    private bool IsCorrected(ServiceAssessment a) => !a.IsUnpublishable && (always || a.CorrectionApplies);

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    // Nine digits: more than any probe has, and 0.1 + 0.2 prints as 0.3.
    private static string Text(double? value) => value?.ToString("G9", CultureInfo.InvariantCulture) ?? "";

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static string? Lower(RecordGrade? grade) => grade?.ToString().ToLowerInvariant();
}
