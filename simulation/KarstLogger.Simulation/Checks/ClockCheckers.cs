using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>Where samples are placed in time.</summary>
public static class ClockCheckers
{
    // Device times are whole seconds, cut off.
    private const long WholeSecondMs = 1000;

    /// <summary>
    /// A sample with an error bound lies within it of the time in which the sonde was on. Not asked of a clock that a fault has moved and that nothing has set since: the box cannot know.
    /// </summary>
    public static IEnumerable<string> Placed(FleetEvidence evidence)
    {
        foreach (TruthRow truth in evidence.Trace.Box.Truth)
        {
            if (truth.Sonde.ClockDisturbed || !evidence.Frames.TryGetValue(new FrameKey(evidence.LoggerId, truth.Epoch, truth.Sequence), out FrameFact frame)
                || frame.PlacedUtcSeconds is not { } placed || frame.PlacementErrorMs is not { } bound || !FleetEvidence.IsOf(truth, frame))
                continue;
            long early = truth.Sonde.OnUtcMs - bound - WholeSecondMs - placed * 1000, late = placed * 1000 - truth.Sonde.OffUtcMs - bound;
            if (early > 0 || late > 0)
                yield return $"sequence {truth.Sequence} of epoch {truth.Epoch} is placed at {placed}, {Math.Max(early, late)} ms further than {bound} ms from its true time {truth.Sonde.OffUtcMs / 1000} ({frame.ClockSource})";
        }
    }

    /// <summary>Where the clock was wrong and has been set, an event tells by how much, and the next sample says that the clock was stepped.</summary>
    public static IEnumerable<string> StepTold(FleetEvidence evidence)
    {
        TruthRow? before = null;
        // A sample that a refused write or a cut has kept from the drive cannot carry the flag; the next one that is stored must.
        foreach (TruthRow truth in evidence.Trace.Box.Truth.Where(truth => truth.Stored))
        {
            if (before is { } wrong && wrong.Sonde.ClockDisturbed && !truth.Sonde.ClockDisturbed && wrong.Epoch == truth.Epoch && !IsTold(evidence, wrong, truth))
                yield return $"the clock was set between sequences {wrong.Sequence} and {truth.Sequence} of epoch {truth.Epoch}, and no event or flag says so ({Between(evidence, wrong, truth)})";
            before = truth;
        }
    }

    private static string Between(FleetEvidence evidence, TruthRow wrong, TruthRow right)
    {
        List<string> frames = [];
        for (uint sequence = wrong.Sequence; sequence <= right.Sequence; sequence++)
            frames.Add(evidence.Frames.TryGetValue(new FrameKey(evidence.LoggerId, right.Epoch, sequence), out FrameFact frame)
                ? $"{sequence} {(frame.Kind == FrameKind.Event ? EventFrame.Read(frame.Bytes, 0).Code : frame.Kind)} {frame.ClockSource} flags {Frame.ReadHeader(frame.Bytes, 0).Flags}"
                : $"{sequence} absent");
        return string.Join(", ", frames);
    }

    private static bool IsTold(FleetEvidence evidence, TruthRow wrong, TruthRow right)
    {
        FrameKey after = new(evidence.LoggerId, right.Epoch, right.Sequence);
        bool isUnset = evidence.Frames.TryGetValue(after, out FrameFact sample) && sample.ClockSource == ClockSource.Unset;
        if (isUnset)
            return true;
        bool hasFlag = sample.Bytes is null || (Frame.ReadHeader(sample.Bytes, 0).Flags & FrameFlags.ClockStepped) != 0;
        bool hasEvent = false;
        for (uint sequence = wrong.Sequence + 1; sequence < right.Sequence; sequence++)
        {
            FrameKey between = new(evidence.LoggerId, right.Epoch, sequence);
            hasEvent |= evidence.Lost.Contains(between) || (evidence.Frames.TryGetValue(between, out FrameFact frame) && frame.Kind == FrameKind.Event
                && EventFrame.Read(frame.Bytes, 0).Code == EventCode.ClockSet);
        }
        return hasFlag && hasEvent;
    }
}
