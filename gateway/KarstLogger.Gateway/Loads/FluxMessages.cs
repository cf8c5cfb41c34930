using System.Globalization;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Springs;

namespace KarstLogger.Gateway.Loads;

/// <summary>What a reader of totals should be told beside the numbers: floods, strong acids, the neighbour.</summary>
public static class FluxMessages
{
    private const int FloodsTold = 3;

    /// <summary>Writes the remarks, one a line.</summary>
    public static void Tell(IReadOnlyList<FluxRow> rows, TextWriter to)
    {
        if (rows.Select(row => row.Neighbour).FirstOrDefault(one => one is not null) is { } neighbour)
            to.WriteLine(neighbour.Refusal is { } refusal ? $"Gaps are not filled by a neighbour: {refusal}." : string.Create(CultureInfo.InvariantCulture,
                $"Gaps may be filled by '{neighbour.Choice.Station}': r = {neighbour.Correlation:0.000} of ln Q over {neighbour.Days} common days, scatter {100 * neighbour.Uncertainty!.ResidualStandardDeviation:0.0} %."));
        foreach (FluxRow row in rows)
        {
            foreach (FloodEvent flood in row.Floods.Take(FloodsTold))
                to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{row.Load.Period.Name}: the flood of {FluxReport.Instant(flood.PeakUtcSeconds)} carried {100 * (flood.LoadShare ?? flood.VolumeShare):0.0} % of the year's load; {100 * flood.ExtrapolatedShare:0.0} % of its water is extrapolated or filled."));
            if (row.Bracket?.Overcorrected is { Count: > 0 } over)
                to.WriteLine($"{row.Load.Period.Name}: the corrections ({row.Bracket.Corrections}) take more {string.Join(", ", over)} than there is; the strong-acid sides are not of this water.");
        }
        if (rows.Select(row => row.Bracket).FirstOrDefault(one => one?.AnionSide is not null) is { HasNitrate: false })
            to.WriteLine("Nitrate is not known: the anion side and the charge balance take it as 0.");
    }
}
