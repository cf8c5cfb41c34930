using System.Text.Json;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Api;

/// <summary>
/// A series as JSON, written while it is made: the head goes out before the rows are read, so that a reader sees at once that the answer is coming.
/// </summary>
internal sealed class SeriesJson(HttpContext context, SeriesRequest request)
{
    private const int BytesBeforeSending = 64 * 1024;

    private readonly Utf8JsonWriter _json = new(context.Response.BodyWriter, new JsonWriterOptions { Encoder = ApiJson.Options.Encoder });

    public async Task BeginAsync(ProvenanceBlock provenance, int intervalSeconds)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        _json.WriteStartObject();
        _json.WritePropertyName("provenance");
        JsonSerializer.Serialize(_json, provenance, ApiJson.Options);
        _json.WriteString("resolution", request.Resolution.ToString().ToLowerInvariant());
        _json.WriteNumber("stepSeconds", SeriesRequest.StepSeconds(request.Resolution, intervalSeconds));
        _json.WriteStartObject("variables");
        foreach (VariableInfo info in request.Variables)
        {
            _json.WriteStartObject(info.Key);
            _json.WriteString("unit", info.Unit);
            _json.WriteString("name", info.Name);
            _json.WriteNumber("decimals", info.Decimals);
            _json.WriteEndObject();
        }
        _json.WriteEndObject();
        await SendAsync();
    }

    public async Task WriteAsync(SeriesColumns columns)
    {
        await ArrayAsync("utc", columns.UtcSeconds, static (json, utc) => json.WriteNumberValue(utc));
        await ArrayAsync("qualifiers", columns.Qualifiers, static (json, text) => json.WriteStringValue(text));
        _json.WriteStartObject("columns");
        for (int i = 0; i < request.Variables.Count; i++)
        {
            _json.WriteStartObject(request.Variables[i].Key);
            await ArrayAsync("value", columns.Columns[i].Values, Number);
            await ArrayAsync("flag", columns.Columns[i].Flags, static (json, flag) => json.WriteNumberValue(flag));
            await ArrayAsync("u", columns.Columns[i].Uncertainties, Number);
            _json.WriteEndObject();
        }
        await EndAsync();
    }

    public async Task WriteAsync(SeriesBuckets buckets)
    {
        await ArrayAsync("utc", buckets.UtcSeconds, static (json, utc) => json.WriteNumberValue(utc));
        _json.WriteStartObject("columns");
        for (int i = 0; i < request.Variables.Count; i++)
        {
            BucketColumn column = buckets.Columns[i];
            _json.WriteStartObject(request.Variables[i].Key);
            await ArrayAsync("min", column.Least, Number);
            await ArrayAsync("max", column.Most, Number);
            await ArrayAsync(column.IsTotal ? "sum" : "mean", column.Middle, Number);
            await ArrayAsync("count", column.Counts, static (json, count) => json.WriteNumberValue(count));
            await ArrayAsync("flags", column.Flags, static (json, counts) =>
            {
                json.WriteStartArray();
                foreach (int count in counts)
                    json.WriteNumberValue(count);
                json.WriteEndArray();
            });
            _json.WriteEndObject();
        }
        await EndAsync();
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (double.IsNaN(value))
            json.WriteNullValue();
        else
            json.WriteNumberValue(value);
    }

    private async Task ArrayAsync<T>(string name, List<T> values, Action<Utf8JsonWriter, T> write)
    {
        _json.WriteStartArray(name);
        foreach (T value in values)
        {
            write(_json, value);
            if (_json.BytesPending > BytesBeforeSending)
                await SendAsync();
        }
        _json.WriteEndArray();
    }

    private async Task EndAsync()
    {
        _json.WriteEndObject();
        _json.WriteEndObject();
        await SendAsync();
        await _json.DisposeAsync();
    }

    private async Task SendAsync()
    {
        _json.Flush();
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
