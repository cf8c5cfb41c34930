using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>From the journal to the archive: nothing lost silently, nothing doubled, nothing altered, nothing acknowledged that is not there.</summary>
public static class JournalCheckers
{
    // Frames of the last wakes may still wait for their turn to be uploaded (at most once a day) on a link that works; a sample brings at most an event or two.
    private const int WaitingMost = 2 * 96;

    /// <summary>A sample that was taken is stored, but for as many as there were cuts of power, refused writes and writes that lied: each can cost one.</summary>
    public static IEnumerable<string> Stored(FleetEvidence evidence)
    {
        FaultTally faults = evidence.Trace.Faults;
        long excused = faults[FaultKind.PowerCut] + faults[FaultKind.RefusedWrite] + faults[FaultKind.LyingWrite];
        TruthRow[] missing = [.. evidence.Trace.Box.Truth.Where(truth => !truth.Stored)];
        if (missing.Length > excused)
            yield return $"{missing.Length} of {evidence.Trace.Box.Truth.Count} samples were not stored and {excused} faults excuse it; the last at {missing[^1].UtcSeconds}";
    }

    /// <summary>What the box reported stored is in the archive, under its own name, or was reported lost.</summary>
    public static IEnumerable<string> Archived(FleetEvidence evidence)
    {
        foreach ((uint epoch, uint sequence) in evidence.Trace.Box.StoredSamples)
        {
            FrameKey key = new(evidence.LoggerId, epoch, sequence);
            if (sequence > evidence.LastSequence.GetValueOrDefault(epoch) || evidence.Lost.Contains(key))
                continue;
            if (!evidence.Frames.TryGetValue(key, out FrameFact frame))
                yield return $"{key} was reported stored and is neither archived nor reported lost";
            else if (frame.Kind != FrameKind.Sample)
                yield return $"{key} was stored as a sample and is archived as {frame.Kind}";
        }
    }

    /// <summary>A name never comes with two contents, in the journal or on the air.</summary>
    public static IEnumerable<string> Unique(FleetEvidence evidence)
    {
        long conflicts = evidence.Store.Read(session => session.Number("SELECT COUNT(*) FROM frame_conflict")) ?? 0;
        if (conflicts > 0)
            yield return $"{conflicts} frames came with a name that other bytes have";
        foreach (FrameKey key in evidence.Trace.Witness.Repeated)
            yield return $"{key} was written to the journal with two contents";
    }

    /// <summary>Each hole of an epoch is reported by the box itself, and its own count is not below what it reported.</summary>
    public static IEnumerable<string> LossTold(FleetEvidence evidence)
    {
        foreach ((uint epoch, uint last) in evidence.LastSequence)
            for (uint sequence = 1; sequence <= last; sequence++)
                if (!evidence.IsAccountedFor(new FrameKey(evidence.LoggerId, epoch, sequence)))
                    yield return $"epoch {epoch} sequence {sequence} of {last} is neither archived nor reported lost";
        long holes = evidence.Lost.Count(key => !evidence.Frames.ContainsKey(key));
        if (holes > 0 && evidence.Trace.Box.Counters.LostFrames == 0)
            yield return $"{holes} frames are lost and the box counts none";
    }

    /// <summary>The bytes in the archive are those that were committed to the drive, and their hash is theirs.</summary>
    public static IEnumerable<string> SameBytes(FleetEvidence evidence)
    {
        foreach (FrameFact frame in evidence.Frames.Values)
        {
            if (!evidence.Trace.Witness.Frames.TryGetValue(frame.Key, out ulong journaled))
                yield return $"{frame.Key} is archived and was never committed to the journal";
            else if (journaled != JournalWitness.Fingerprint(frame.Bytes))
                yield return $"{frame.Key} is archived with other bytes than the journal held";
            else if (!frame.HashIsOfBytes)
                yield return $"{frame.Key} has a hash that is not of its bytes";
        }
    }

    /// <summary>After three calm days only the present waits.</summary>
    public static IEnumerable<string> Delivered(FleetEvidence evidence)
    {
        if (evidence.Trace.Box.Counters.Backlog > WaitingMost)
            yield return $"{evidence.Trace.Box.Counters.Backlog} samples wait on a good link";
    }

    /// <summary>Each frame says that it is simulated.</summary>
    public static IEnumerable<string> SaidSimulated(FleetEvidence evidence) =>
        evidence.Frames.Values.Where(frame => !Frame.ReadHeader(frame.Bytes, 0).IsSimulated).Select(frame => $"{frame.Key} does not say that it is simulated");

    /// <summary>What the logger was told is archived, is archived or reported lost: seen at answers and at the end.</summary>
    public static IEnumerable<string> AcknowledgedHeld(FleetEvidence evidence)
    {
        foreach (FrameKey key in evidence.Trace.ToldAhead)
            yield return $"{key} was acknowledged before it was in the archive";
        foreach (Acknowledgement told in evidence.Trace.Told)
        {
            for (uint sequence = 1; sequence <= told.CommittedThrough; sequence++)
                if (!evidence.IsAccountedFor(new FrameKey(evidence.LoggerId, told.Epoch, sequence)))
                    yield return $"epoch {told.Epoch} was acknowledged through {told.CommittedThrough}, and {sequence} is not there";
            for (int i = 0; i < told.RangeFirst.Length; i++)
                for (uint sequence = told.RangeFirst[i]; sequence <= told.RangeLast[i]; sequence++)
                    if (!evidence.IsAccountedFor(new FrameKey(evidence.LoggerId, told.Epoch, sequence)))
                        yield return $"epoch {told.Epoch}: {told.RangeFirst[i]} to {told.RangeLast[i]} were acknowledged, and {sequence} is not there";
        }
    }
}
