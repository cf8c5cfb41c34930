using KarstLogger.Hydrochemistry.Drift;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>What was found at one visit about one sensor of the station.</summary>
/// <param name="Id">Names the visit; the correction layers carry it.</param>
/// <param name="Service">The readings.</param>
/// <param name="Mode">Whether errors are added or taken as a share of the reading.</param>
/// <param name="PhSlopePercent">Slope of the glass at its calibration in percent of Nernst's; absent where it was not noted or for another sensor.</param>
public sealed record SensorVisit(string Id, SensorService Service, CorrectionMode Mode = CorrectionMode.Additive, double? PhSlopePercent = null);

/// <summary>
/// The fouling and drift layers of the station's services, by variable (docs/equations/drift.md): read the raw value and give the corrected one. A stretch whose errors are beyond
/// the greatest limit is not corrected: its values FAIL, because nobody can say what they should have been. The raw frames stay what they are.
/// </summary>
public sealed class SensorCorrections
{
    /// <summary>A station without services.</summary>
    public static SensorCorrections None { get; } = new([]);

    private readonly CorrectionStack?[] _stacks = new CorrectionStack?[VariableCatalogue.All.Count];
    private readonly List<(StationVariable Variable, long FromUtcSeconds, long ToUtcSeconds)> _unpublishable = [];

    /// <summary>Services in any order.</summary>
    /// <exception cref="ArgumentException">Two services of one sensor with one id, a service that is not after the last one, or a sensor that the pipeline does not read.</exception>
    public SensorCorrections(IReadOnlyList<SensorVisit> services)
    {
        Services = services;
        foreach (IGrouping<StationVariable, SensorVisit> sensor in services.GroupBy(service => VariableOf(service.Service.Parameter)))
        {
            List<CorrectionLayer> layers = [];
            foreach (SensorVisit service in sensor)
            {
                ServiceAssessment found = ServiceAssessment.Of(service.Service, mode: service.Mode);
                layers.AddRange(found.Layers(service.Id, 1, service.Mode));
                if (found.IsUnpublishable)
                    _unpublishable.Add((sensor.Key, service.Service.LastServiceUtcSeconds, service.Service.UtcSeconds));
            }
            _stacks[(int)sensor.Key] = new CorrectionStack(layers);
        }
    }

    /// <summary>The services behind the layers.</summary>
    public IReadOnlyList<SensorVisit> Services { get; }

    /// <summary>The variable that a sensor measures.</summary>
    /// <exception cref="ArgumentException">The pipeline does not read this sensor.</exception>
    public static StationVariable VariableOf(MonitoredParameter parameter) => parameter switch
    {
        MonitoredParameter.WaterTemperature => StationVariable.WaterTemperature,
        MonitoredParameter.SpecificConductance => StationVariable.SpecificConductance,
        MonitoredParameter.Ph => StationVariable.Ph,
        _ => throw new ArgumentException($"The pipeline reads no {parameter}.", nameof(parameter)),
    };

    /// <summary>The corrected value.</summary>
    internal double Apply(StationVariable variable, double raw, long utcSeconds) => _stacks[(int)variable]?.Apply(raw, utcSeconds) ?? raw;

    /// <summary>True where the errors found at the next service were too large for any use. Begin excluded, service included, as the layers.</summary>
    internal bool IsUnpublishable(StationVariable variable, long utcSeconds)
    {
        foreach ((StationVariable voided, long from, long to) in _unpublishable)
            if (voided == variable && utcSeconds > from && utcSeconds <= to)
                return true;
        return false;
    }
}
