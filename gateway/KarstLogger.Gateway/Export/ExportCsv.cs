using System.Globalization;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Export;

/// <summary>CSV: a head of <c>#</c> lines, one row of headings with units in brackets, then value, standard uncertainty and flag of each variable. Numbers are not rounded.</summary>
public static class ExportCsv
{
    /// <summary>Writes the export.</summary>
    public static void Write(StationExport export, TextWriter to)
    {
        foreach (ProvenanceLine line in export.Provenance)
            to.Write($"# {line.Key}: {line.Text}\n");
        to.Write("time_utc,device_time_s,received_utc,logger,epoch,sequence,qualifiers");
        foreach (VariableInfo variable in StationExport.Columns)
            to.Write($",{variable.Key} [{variable.Unit}],{variable.Key}_u [{variable.Unit}],{variable.Key}_flag");
        to.Write(",simulated\n");
        foreach (ExportRow row in export.Rows())
            WriteRow(row, to);
    }

    private static void WriteRow(ExportRow row, TextWriter to)
    {
        to.Write(string.Create(CultureInfo.InvariantCulture,
            $"{ExportProvenance.Instant(row.State.PlacedUtcSeconds)},{row.DeviceUtcSeconds},{ExportProvenance.Instant(row.ReceivedUtcMs / 1000)},{LoggerId.ToText(row.State.Key.LoggerId)},{row.State.Key.Epoch},{row.State.Key.Sequence},{row.State.Qualifiers}"));
        for (int i = 0; i < row.State.Values.Length; i++)
            to.Write($",{Text(row.State.Values[i])},{Text(row.State.StandardUncertainties[i])},{(int)row.State.Flags[i]}");
        to.Write(row.State.Simulated ? ",1\n" : ",0\n");
    }

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
