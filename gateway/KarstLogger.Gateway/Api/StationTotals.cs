using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;
using FluxArea = KarstLogger.Hydrochemistry.Flux.CatchmentArea;

namespace KarstLogger.Gateway.Api;

/// <summary>The carbon-sink loads of a station's periods, from the derived rows of a run.</summary>
public static class StationTotals
{
    private static readonly VariableInfo[] Inputs =
    [
        VariableCatalogue.Of(StationVariable.Stage), VariableCatalogue.Of(StationVariable.SpecificConductance), VariableCatalogue.Of(StationVariable.Rain),
        VariableCatalogue.Of(StationVariable.Discharge), VariableCatalogue.Of(StationVariable.Alkalinity),
    ];

    private const int Stage = 0, Conductance = 1, Rain = 2, Discharge = 3, Alkalinity = 4;

    /// <summary>A period's load with the rain of its samples; the rain is absent where no gauge worked.</summary>
    public sealed record PeriodTotal(PeriodLoad Load, double? RainMillimetres);

    /// <summary>All periods that the range touches.</summary>
    /// <param name="session">A reading transaction.</param>
    /// <param name="station">The station and its run.</param>
    /// <param name="settings">What to compute with: the station's own, or a candidate's.</param>
    /// <param name="range">From when to when.</param>
    /// <param name="calendar">Where days and years begin.</param>
    /// <param name="kind">Day, month or year.</param>
    public static List<PeriodTotal> Of(StoreSession session, KnownStation station, StationSettings settings, TimeRange range, StationCalendar calendar, PeriodKind kind)
    {
        if (station.Run is not { } run)
            return [];
        LoadRules rules = LoadRules.Default with { SamplingIntervalSeconds = station.Configuration.IntervalSeconds };
        LoadSampleSource source = new(settings);
        LoadTotals totals = new(calendar, kind, rules, SondeUncertainty.Default);
        List<PeriodLoad> loads = [];
        Dictionary<string, double> rain = [];
        double cumulative = 0;
        long last = long.MinValue;
        // Whole periods: the edges of the range are moved out to theirs.
        TimeRange whole = new(calendar.Containing(kind, range.FromUtcSeconds).StartUtcSeconds, calendar.Containing(kind, range.ToUtcSeconds - 1).EndUtcSeconds);
        foreach (DerivedCells row in SeriesRows.Between(session, station.Slug, run.Id, Inputs, whole))
        {
            if (row.UtcSeconds <= last)
                continue; // the same instant from another logger
            last = row.UtcSeconds;
            double? fallen = Usable(row, Rain);
            cumulative += fallen ?? 0;
            if (fallen is { } millimetres)
                rain[calendar.Containing(kind, last).Name] = rain.GetValueOrDefault(calendar.Containing(kind, last).Name) + millimetres;
            TotalSample sample = new(last, Usable(row, Discharge) is null ? null : Usable(row, Stage), Usable(row, Alkalinity) is null ? null : Usable(row, Conductance),
                fallen is null ? null : cumulative);
            if (source.Of(sample) is { } load)
                totals.Add(load, loads);
        }
        if (totals.Close() is { } open)
            loads.Add(open);
        return [.. loads.Select(load => new PeriodTotal(load, rain.TryGetValue(load.Period.Name, out double fell) ? fell : null))];
    }

    /// <summary>The areas of a station file in the form of the flux calculation: each version holds until the next begins.</summary>
    public static IReadOnlyList<FluxArea> Areas(StationConfiguration station) =>
    [
        .. station.Areas.Select((area, i) => new FluxArea(area.SquareKilometres, area.CarbonateSquareKilometres,
            // The file gives the half width of the 95 % interval.
            area.UncertaintyPercent / 100 / UncertaintyBudget.CoverageFactor95, area.Method, area.FromUtcSeconds,
            i + 1 < station.Areas.Length ? station.Areas[i + 1].FromUtcSeconds : null)),
    ];

    private static double? Usable(in DerivedCells row, int i) => row.Flag(i).IsUsable() && !double.IsNaN(row.Value(i)) ? row.Value(i) : null;
}
