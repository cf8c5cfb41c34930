using System.Globalization;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Derive;

/// <summary>From the pipeline's columns to the store's rows.</summary>
internal static class StateRows
{
    private static readonly int VariableCount = VariableCatalogue.All.Count;

    internal static List<StationStateRow> Of(DerivedSeries series)
    {
        ILookup<int, QcFinding> findings = series.Findings.ToLookup(finding => finding.Index);
        List<StationStateRow> rows = [];
        for (int i = series.First; i < series.First + series.Count; i++)
            rows.Add(Row(series, i, findings[i]));
        return rows;
    }

    private static StationStateRow Row(DerivedSeries series, int i, IEnumerable<QcFinding> findings)
    {
        StationSample sample = series.Samples[i];
        StationStateRow row = new()
        {
            Key = new FrameKey(sample.Logger, sample.Epoch, sample.Sequence),
            PlacedUtcSeconds = sample.UtcSeconds,
            Simulated = sample.Simulated,
            Values = new double?[VariableCount],
            StandardUncertainties = new double?[VariableCount],
            Flags = new Hydrochemistry.Quantities.QcFlag[VariableCount],
            Qualifiers = Qualifiers(series, i),
            Findings = string.Join('\n', findings.Select(Text)),
        };
        for (int v = 0; v < VariableCount; v++)
        {
            StationVariable variable = (StationVariable)v;
            row.Values[v] = series.Value(variable, i);
            row.StandardUncertainties[v] = series.StandardUncertainty(variable, i);
            row.Flags[v] = series.Flag(variable, i);
        }
        return row;
    }

    // The field's qualifier codes (docs/glossary.md): provisional, extrapolated rating, backwater, reversed flow, maintenance, clock unsynced.
    private static string Qualifiers(DerivedSeries series, int i)
    {
        StationSample sample = series.Samples[i];
        List<string> codes = ["P"];
        if (series.DischargeStateOf(i) is DischargeState.ExtrapolatedHigh or DischargeState.ExtrapolatedLow or DischargeState.UpperBound)
            codes.Add("Ext");
        if (series.DischargeStateOf(i) is DischargeState.Backwater)
            codes.Add("Bkw");
        if (series.DischargeStateOf(i) is DischargeState.Reversed)
            codes.Add("Rev");
        if (sample.Maintenance)
            codes.Add("Mnt");
        if (sample.TimeDoubtful)
            codes.Add("Clu");
        return string.Join(' ', codes);
    }

    private static string Text(QcFinding finding) => string.Create(CultureInfo.InvariantCulture,
        $"{finding.Variable} {finding.Test} {finding.Flag} value={finding.Value} threshold={finding.Threshold} support={finding.Support}");
}
