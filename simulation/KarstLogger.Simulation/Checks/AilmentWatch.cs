using KarstLogger.HostSim;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>Follows a station's samples in the order in which they were taken, and says of each which variables may not pass.</summary>
/// <param name="limits">The station's limits.</param>
public sealed class AilmentWatch(QcSettings limits)
{
    private readonly Repetition _stuck = new(limits.NeighbourSeconds), _deadGlass = new(limits.NeighbourSeconds);

    /// <summary>What the design promises to flag in a sample placed at an instant.</summary>
    public IEnumerable<StationVariable> MustNotPass(SondeTruth sonde, Sample sample, long placedUtcSeconds)
    {
        bool hasTemperature = ProbeStatuses.HasValue(sample.TemperatureStatus), hasPh = ProbeStatuses.HasValue(sample.PhStatus);
        bool isPlacedInOrder = !sonde.ClockDisturbed;
        long stuck = _stuck.Seconds((sonde.Ailments & SondeAilments.Stuck) != 0, isPlacedInOrder && hasTemperature && hasPh && ProbeStatuses.HasValue(sample.EcStatus), placedUtcSeconds);
        long dead = _deadGlass.Seconds((sonde.Ailments & SondeAilments.DeadGlass) != 0, isPlacedInOrder && hasPh, placedUtcSeconds);
        if ((sonde.Ailments & SondeAilments.Dry) != 0)
            yield return StationVariable.SpecificConductance;
        // Only a thermometer that answers tells of ice.
        if ((sonde.Ailments & SondeAilments.Frozen) != 0 && hasTemperature)
            yield return StationVariable.Stage;
        if (stuck > limits.StuckSeconds)
        {
            yield return StationVariable.Ph;
            yield return StationVariable.SpecificConductance;
        }
        if (dead > limits.Ph.FlatSuspectSeconds)
            yield return StationVariable.Ph;
    }

    /// <summary>How long an ailment has repeated itself in samples that are neighbours: over a gap, or where time runs back, it begins anew, as for the tests.</summary>
    private sealed class Repetition(long neighbourSeconds)
    {
        private long? _since;
        private long _before;

        public long Seconds(bool isAiling, bool hasValues, long placedUtcSeconds)
        {
            if (!isAiling)
                _since = null;
            if (!isAiling || !hasValues)
                return 0;
            bool joined = placedUtcSeconds > _before && placedUtcSeconds - _before <= neighbourSeconds;
            _before = placedUtcSeconds;
            _since = joined && _since is not null ? _since : placedUtcSeconds;
            return placedUtcSeconds - _since.Value;
        }
    }
}
