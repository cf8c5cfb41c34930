using System.Text.Json;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Export;

/// <summary>JSON: <c>provenance</c>, <c>completeness</c>, <c>columns</c> and <c>rows</c>; an absent value is left out, its flag stays.</summary>
public static class ExportJson
{
    /// <summary>Bytes after which written rows are handed on.</summary>
    private const int FlushBytes = 1 << 16;

    /// <summary>Writes the export.</summary>
    public static void Write(StationExport export, Stream to)
    {
        using Utf8JsonWriter json = new(to);
        json.WriteStartObject();
        json.WriteStartArray("provenance");
        foreach (ProvenanceLine line in export.Provenance)
        {
            json.WriteStartObject();
            json.WriteString(line.Key, line.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WritePropertyName("completeness");
        JsonSerializer.Serialize(json, new
        {
            expected = export.Completeness.Expected, received = export.Completeness.Received, recoveredLate = export.Completeness.RecoveredLate,
            lost = export.Completeness.Lost, missing = export.Completeness.Missing, additional = export.Completeness.Additional, conflicts = export.Completeness.Conflicts,
        });
        json.WriteStartObject("columns");
        foreach (VariableInfo variable in StationExport.Columns)
            json.WriteString(variable.Key, variable.Unit);
        json.WriteEndObject();
        json.WriteStartArray("rows");
        foreach (ExportRow row in export.Rows())
        {
            WriteRow(row, json);
            if (json.BytesPending > FlushBytes)
                json.Flush();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRow(ExportRow row, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("time_utc", ExportProvenance.Instant(row.State.PlacedUtcSeconds));
        json.WriteNumber("device_time_s", row.DeviceUtcSeconds);
        json.WriteString("received_utc", ExportProvenance.Instant(row.ReceivedUtcMs / 1000));
        json.WriteString("logger", LoggerId.ToText(row.State.Key.LoggerId));
        json.WriteNumber("epoch", row.State.Key.Epoch);
        json.WriteNumber("sequence", row.State.Key.Sequence);
        json.WriteString("qualifiers", row.State.Qualifiers);
        json.WriteBoolean("simulated", row.State.Simulated);
        for (int i = 0; i < row.State.Values.Length; i++)
        {
            string key = StationExport.Columns[i].Key;
            if (row.State.Values[i] is { } value)
                json.WriteNumber(key, value);
            if (row.State.StandardUncertainties[i] is { } uncertainty)
                json.WriteNumber(key + "_u", uncertainty);
            json.WriteNumber(key + "_flag", (int)row.State.Flags[i]);
        }
        json.WriteEndObject();
    }
}
