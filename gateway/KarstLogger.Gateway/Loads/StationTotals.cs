using KarstLogger.Gateway.Stations;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Pipeline;
using CatchmentArea = KarstLogger.Hydrochemistry.Flux.CatchmentArea;

namespace KarstLogger.Gateway.Loads;

/// <summary>
/// A derived station's carbon-sink totals: the rows of a run in one pass, with the ratings, regressions, areas and services of the configuration that the run was made with.
/// The command line, HTTP and the effects of entries all ask here. Memory does not grow with the record. A period whose water stands too low over the head datum is read again
/// and simulated (docs/equations/flux.md 7): the criterion decides, nobody has to ask for it.
/// </summary>
public sealed class StationTotals(StationConfiguration station, StationCalendar calendar, PeriodKind kind, TotalRowReader rows, SharedModels? shared = null)
{
    /// <summary>Replicates of a simulated period (docs/equations/flux.md 7).</summary>
    public const int Replicates = 500;

    /// <summary>Seed of a simulated period: the same rows give the same interval.</summary>
    public const int Seed = 1;

    private readonly LoadRules _rules = new() { SamplingIntervalSeconds = station.IntervalSeconds };
    private readonly SondeUncertainty _sonde = SondeOf(station.Settings);
    private readonly LoadSampleSource _source = new(station.Settings, shared);
    private readonly Dictionary<string, (double Millimetres, int Known, int Rows)> _rain = [];
    private double _cumulativeRain;
    private bool _rainKnown = true;
    private long _last = long.MinValue;

    /// <summary>The periods that from &lt;= time &lt; to touches and that have rows, in order; each is whole, whatever the ends.</summary>
    public IReadOnlyList<FluxRow> Over(long fromUtcSeconds, long toUtcSeconds)
    {
        CatchmentArea[] areas = AreasOf(station);
        return [.. LoadsOver(fromUtcSeconds, toUtcSeconds).Select(load => FluxRow.Of(load, station.Settings.SinkShare, CatchmentArea.In(load.Period, areas), RainOf(load.Period)) with
        {
            NoIntervalBecause = MissingInterval.Reason(load, station.Settings),
        })];
    }

    /// <summary>The loads of these periods alone.</summary>
    public IReadOnlyList<PeriodLoad> LoadsOver(long fromUtcSeconds, long toUtcSeconds)
    {
        long start = calendar.Containing(kind, fromUtcSeconds).StartUtcSeconds, end = calendar.Containing(kind, Math.Max(fromUtcSeconds, toUtcSeconds - 1)).EndUtcSeconds;
        return [.. LoadTotals.Over(Samples(start, end), calendar, kind, _rules, _sonde).Where(load => load.Period.StartUtcSeconds >= start && load.Period.EndUtcSeconds <= end).Select(Trusted)];
    }

    /// <summary>The station's dated areas as totals take them; a half width of 95 % is two standard uncertainties.</summary>
    public static CatchmentArea[] AreasOf(StationConfiguration station) =>
    [
        .. station.Areas.Select((area, i) => new CatchmentArea(area.SquareKilometres, area.CarbonateSquareKilometres, area.UncertaintyPercent / 100 / UncertaintyBudget.CoverageFactor95, area.Method,
            area.FromUtcSeconds, i + 1 < station.Areas.Length ? station.Areas[i + 1].FromUtcSeconds : null)),
    ];

    // Level offset and cell gain are drawn anew with each service and each deployment.
    private static SondeUncertainty SondeOf(StationSettings settings) => SondeUncertainty.Default with
    {
        LevelOffsetMetres = settings.LevelStandardUncertaintyMetres, ConductanceGainRelative = settings.ConductivityGainStandardUncertainty,
        ServiceUtcSeconds = [.. settings.Corrections.Services.Select(service => service.Service.UtcSeconds).Concat(settings.PhCalibrations.Select(calibration => calibration.UtcSeconds)).Distinct().Order()],
    };

    // Linear where the criterion permits it, simulated where it does not.
    private PeriodLoad Trusted(PeriodLoad load)
    {
        if (load.LinearPropagationHolds || !load.Sums.IsComplete)
            return load;
        LoadIntegral integral = new(load.Period, _rules, _sonde, new MonteCarloLoad(Replicates, Seed, _sonde, _source.Models.Deviated));
        foreach (LoadSample sample in Samples(load.Period.StartUtcSeconds, load.Period.EndUtcSeconds))
            integral.Add(sample);
        return integral.Close();
    }

    // As much more on both sides as a gap over the edge may be bridged.
    private IEnumerable<LoadSample> Samples(long startUtcSeconds, long endUtcSeconds)
    {
        _rain.Clear();
        (_cumulativeRain, _rainKnown, _last) = (0, true, long.MinValue);
        foreach (TotalRow row in rows(startUtcSeconds - _rules.RecessionGapSeconds, endUtcSeconds + _rules.RecessionGapSeconds))
        {
            BookRain(row);
            // A second reading of an instant that is taken already has failed and gives no discharge; what is not usable is a gap.
            if (row.UtcSeconds <= _last)
                continue;
            if (_source.Of(new TotalSample(row.UtcSeconds, row.StageMetres, row.SpecificConductance, _rainKnown ? _cumulativeRain : null)) is not { } load)
                continue;
            (_last, _rainKnown) = (row.UtcSeconds, true);
            yield return load;
        }
    }

    // A row whose rain nobody knows leaves the time since the last usable sample without an answer to whether it was dry.
    private void BookRain(in TotalRow row)
    {
        _rainKnown &= row.RainMillimetres is not null;
        _cumulativeRain += row.RainMillimetres ?? 0;
        string period = calendar.Containing(kind, row.UtcSeconds).Name;
        (double millimetres, int known, int count) = _rain.GetValueOrDefault(period);
        _rain[period] = (millimetres + (row.RainMillimetres ?? 0), known + (row.RainMillimetres is null ? 0 : 1), count + 1);
    }

    private double? RainOf(Period period) =>
        _rain.TryGetValue(period.Name, out (double Millimetres, int Known, int Rows) rain) && rain.Known >= _rules.ValidTimeCoverage * rain.Rows ? rain.Millimetres : null;
}
