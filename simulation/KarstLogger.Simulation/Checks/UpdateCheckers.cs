using KarstLogger.HostSim;

namespace KarstLogger.Simulation;

/// <summary>Firmware updates.</summary>
public static class UpdateCheckers
{
    /// <summary>An image that cannot sample or cannot deliver never comes into force, and the box does not end on one.</summary>
    public static IEnumerable<string> RolledBack(FleetEvidence evidence)
    {
        foreach (UpdateOutcome outcome in evidence.Trace.Updates.Where(outcome => outcome.Confirmed && outcome.Fault != FaultKind.GoodImage))
            yield return $"{outcome.Fault} of {outcome.BegunUtcSeconds} came into force";
        if (evidence.Trace.Image != FaultKind.GoodImage)
            yield return $"the box ends on {evidence.Trace.Image}";
    }
}
