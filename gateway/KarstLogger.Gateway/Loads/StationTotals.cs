using System.Collections.Immutable;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;
using CatchmentArea = KarstLogger.Hydrochemistry.Flux.CatchmentArea;

namespace KarstLogger.Gateway.Loads;

/// <summary>
/// A derived station's carbon-sink totals: the rows of a run in one pass, with the ratings, regressions, areas and services of the configuration that the run was made with.
/// Memory does not grow with the record.
/// </summary>
public sealed class StationTotals(StationConfiguration station, StationCalendar calendar, PeriodKind kind)
{
    private readonly LoadSampleSource _source = new(station.Settings);
    private readonly Dictionary<string, (double Millimetres, int Known, int Rows)> _rain = [];
    private double _cumulativeRain;
    private bool _rainKnown = true;
    private long _last = long.MinValue;

    /// <summary>The periods that the rows touch, in order. Rows come in order of time.</summary>
    public IReadOnlyList<FluxRow> Of(IEnumerable<StationStateRow> rows)
    {
        LoadRules rules = new() { SamplingIntervalSeconds = station.IntervalSeconds };
        IReadOnlyList<PeriodLoad> loads = LoadTotals.Over(Samples(rows), calendar, kind, rules, SondeOf(station.Settings));
        CatchmentArea[] areas = AreasOf(station);
        return [.. loads.Select(load => FluxRow.Of(load, station.Settings.SinkShare, CatchmentArea.In(load.Period, areas), RainOf(load.Period, rules)))];
    }

    /// <summary>The station's dated areas as totals take them; a half width of 95 % is two standard uncertainties.</summary>
    public static CatchmentArea[] AreasOf(StationConfiguration station) =>
    [
        .. station.Areas.Select((area, i) => new CatchmentArea(area.SquareKilometres, area.CarbonateSquareKilometres, area.UncertaintyPercent / 200, area.Method,
            area.FromUtcSeconds, i + 1 < station.Areas.Length ? station.Areas[i + 1].FromUtcSeconds : null)),
    ];

    // Level offset and cell gain are drawn anew with each service and each deployment.
    private static SondeUncertainty SondeOf(StationSettings settings) => SondeUncertainty.Default with
    {
        LevelOffsetMetres = settings.LevelStandardUncertaintyMetres, ConductanceGainRelative = settings.ConductivityGainStandardUncertainty,
        ServiceUtcSeconds = [.. settings.Corrections.Services.Select(service => service.Service.UtcSeconds).Concat(settings.PhCalibrations.Select(calibration => calibration.UtcSeconds)).Distinct().Order()],
    };

    private IEnumerable<LoadSample> Samples(IEnumerable<StationStateRow> rows)
    {
        foreach (StationStateRow row in rows)
        {
            BookRain(row);
            // A second reading of an instant that is taken already has failed and gives no discharge; what is not usable is a gap.
            if (row.PlacedUtcSeconds <= _last || row.Value(StationVariable.Discharge) is null || row.Value(StationVariable.Alkalinity) is null)
                continue;
            TotalSample sample = new(row.PlacedUtcSeconds, row.Value(StationVariable.Stage), row.Value(StationVariable.SpecificConductance), _rainKnown ? _cumulativeRain : null);
            if (_source.Of(sample) is not { } load)
                continue;
            (_last, _rainKnown) = (row.PlacedUtcSeconds, true);
            yield return load;
        }
    }

    // A row whose rain nobody knows leaves the time since the last usable sample without an answer to whether it was dry.
    private void BookRain(StationStateRow row)
    {
        double? rain = row.Flags[(int)StationVariable.Rain].IsUsable() ? row.Value(StationVariable.Rain) : null;
        _rainKnown &= rain is not null;
        _cumulativeRain += rain ?? 0;
        string period = calendar.Containing(kind, row.PlacedUtcSeconds).Name;
        (double millimetres, int known, int count) = _rain.GetValueOrDefault(period);
        _rain[period] = (millimetres + (rain ?? 0), known + (rain is null ? 0 : 1), count + 1);
    }

    private double? RainOf(Period period, LoadRules rules) =>
        _rain.TryGetValue(period.Name, out (double Millimetres, int Known, int Rows) rain) && rain.Known >= rules.ValidTimeCoverage * rain.Rows ? rain.Millimetres : null;
}
