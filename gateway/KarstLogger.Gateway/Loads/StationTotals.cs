using KarstLogger.Gateway.Api;
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
/// <param name="station">The configuration that the rows were made with.</param>
/// <param name="calendar">Where days and years begin.</param>
/// <param name="kind">Day, month or hydrological year.</param>
/// <param name="rows">The rows.</param>
/// <param name="neighbour">The neighbour that the station file names; absent: gaps are not filled by one.</param>
/// <param name="shared">Models shared with the other stations of a catchment.</param>
/// <param name="travelSeconds">How much later the water reaches the catchment's outlet: everything is counted then.</param>
public sealed class StationTotals(
    StationConfiguration station, StationCalendar calendar, PeriodKind kind, TotalRowReader rows, NeighbourRecord? neighbour = null, SharedModels? shared = null, long travelSeconds = 0)
{
    /// <summary>Replicates of a simulated period (docs/equations/flux.md 7).</summary>
    public const int Replicates = 500;

    /// <summary>Seed of a simulated period: the same rows give the same interval.</summary>
    public const int Seed = 1;

    private readonly LoadRules _rules = new() { SamplingIntervalSeconds = station.IntervalSeconds };
    private readonly SondeUncertainty _sonde = SondeOf(station.Settings, travelSeconds);
    private readonly LoadSampleSource _source = new(station.Settings, shared);
    private readonly Dictionary<string, (double Millimetres, int Known, int Rows)> _rain = [];
    private NeighbourRegression? _regression;
    private double _cumulativeRain;
    private bool _rainKnown = true;
    private long _last = long.MinValue;

    /// <summary>The regression on the neighbour, fitted over the whole common record; null where none is named or found.</summary>
    public NeighbourRegression? Regression => neighbour is null ? null
        : _regression ??= NeighbourRegression.Fit(neighbour.Choice, neighbour.CommonDays(rows(0, TimeRange.Latest), row => _source.Of(SampleOf(row))?.DischargeCubicMetresPerSecond, _rules));

    /// <summary>The periods that from &lt;= time &lt; to touches and that have rows, in order; each is whole, whatever the ends.</summary>
    public IReadOnlyList<FluxRow> Over(long fromUtcSeconds, long toUtcSeconds)
    {
        CatchmentArea[] areas = AreasOf(station);
        BracketTotals bracket = new(station.Settings, utc => calendar.Containing(kind, utc), _rules, _sonde);
        YearFloods? floods = kind == PeriodKind.HydrologicalYear ? new(calendar) : null;
        IReadOnlyList<PeriodLoad> loads = Loads(fromUtcSeconds, toUtcSeconds, sample =>
        {
            bracket.Add(sample);
            floods?.Add(sample);
        });
        IReadOnlyDictionary<long, PeriodBracket> brackets = bracket.Close();
        Dictionary<string, double?> rain = loads.ToDictionary(load => load.Period.Name, load => RainOf(load.Period));
        return [.. loads.Select(Trusted).Select(load => FluxRow.Of(load, station.Settings.SinkShare, CatchmentArea.In(load.Period, areas), rain[load.Period.Name]) with
        {
            NoIntervalBecause = MissingInterval.Reason(load, station.Settings), Bracket = brackets.GetValueOrDefault(load.Period.StartUtcSeconds),
            Stable = StableReadings.Of(station.Settings), Floods = floods?.Of(load.Period) ?? [], Neighbour = Regression,
        })];
    }

    /// <summary>The loads of these periods alone.</summary>
    public IReadOnlyList<PeriodLoad> LoadsOver(long fromUtcSeconds, long toUtcSeconds) => [.. Loads(fromUtcSeconds, toUtcSeconds, null).Select(Trusted)];

    private IReadOnlyList<PeriodLoad> Loads(long fromUtcSeconds, long toUtcSeconds, Action<LoadSample>? also)
    {
        long start = calendar.Containing(kind, fromUtcSeconds).StartUtcSeconds, end = calendar.Containing(kind, Math.Max(fromUtcSeconds, toUtcSeconds - 1)).EndUtcSeconds;
        IEnumerable<LoadSample> samples = Samples(start, end);
        return [.. LoadTotals.Over(also is null ? samples : samples.Select(sample => { also(sample); return sample; }), calendar, kind, _rules, _sonde)
            .Where(load => load.Period.StartUtcSeconds >= start && load.Period.EndUtcSeconds <= end)];
    }

    /// <summary>The station's dated areas as totals take them; a half width of 95 % is two standard uncertainties.</summary>
    public static CatchmentArea[] AreasOf(StationConfiguration station) =>
    [
        .. station.Areas.Select((area, i) => new CatchmentArea(area.SquareKilometres, area.CarbonateSquareKilometres, area.UncertaintyPercent / 100 / UncertaintyBudget.CoverageFactor95, area.Method,
            area.FromUtcSeconds, i + 1 < station.Areas.Length ? station.Areas[i + 1].FromUtcSeconds : null)),
    ];

    // Level offset and cell gain are drawn anew with each service and each deployment.
    private static SondeUncertainty SondeOf(StationSettings settings, long travelSeconds) => SondeUncertainty.Default with
    {
        LevelOffsetMetres = settings.LevelStandardUncertaintyMetres, ConductanceGainRelative = settings.ConductivityGainStandardUncertainty,
        ServiceUtcSeconds = [.. settings.Corrections.Services.Select(service => service.Service.UtcSeconds).Concat(settings.PhCalibrations.Select(calibration => calibration.UtcSeconds)).Distinct().Order().Select(at => at + travelSeconds)],
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

    private IEnumerable<LoadSample> Samples(long startUtcSeconds, long endUtcSeconds) => neighbour is null || Regression is not { Refusal: null } regression
        ? Measured(startUtcSeconds, endUtcSeconds, _rules.RecessionGapSeconds)
        : NeighbourFill.Apply(Measured(startUtcSeconds, endUtcSeconds, regression.Choice.LongestGapSeconds), _rules, regression,
            (from, to) => neighbour.Discharge(from - travelSeconds, to - travelSeconds).Select(one => (one.UtcSeconds + travelSeconds, one.CubicMetresPerSecond)), _source.AtItsDischarge);

    // As much more on both sides as a gap over the edge may be bridged.
    private IEnumerable<LoadSample> Measured(long startUtcSeconds, long endUtcSeconds, long marginSeconds)
    {
        _rain.Clear();
        (_cumulativeRain, _rainKnown, _last) = (0, true, long.MinValue);
        foreach (TotalRow row in rows(startUtcSeconds - marginSeconds - travelSeconds, endUtcSeconds + marginSeconds - travelSeconds))
        {
            BookRain(row);
            // A second reading of an instant that is taken already has failed and gives no discharge; what is not usable is a gap.
            if (row.UtcSeconds <= _last || _source.Of(SampleOf(row)) is not { } load)
                continue;
            (_last, _rainKnown) = (row.UtcSeconds, true);
            yield return travelSeconds == 0 ? load : load.DelayedBy(travelSeconds);
        }
    }

    private TotalSample SampleOf(in TotalRow row) => new(row.UtcSeconds, row.StageMetres, row.SpecificConductance, _rainKnown ? _cumulativeRain : null);

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
