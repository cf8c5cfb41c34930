using KarstLogger.Wire;

namespace KarstLogger.HostSim;

/// <summary>A broken promise: which check, which station, what.</summary>
/// <param name="Check">Name of the checker.</param>
/// <param name="Seed">Seed of the station; the run replays from it.</param>
/// <param name="What">What was seen.</param>
public sealed record Violation(string Check, ulong Seed, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Check} seed={Seed}: {What}";
}

/// <summary>The promises of the box, held against archive and truth at the end of a station's run, after the faults have ended and the backlog could be delivered.</summary>
public static class FleetChecks
{
    /// <summary>Names of the checkers, for the report.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "every-stored-sample-is-archived", "no-sequence-twice", "every-hole-is-reported", "nothing-corrupt-is-archived", "no-false-value", "backlog-is-delivered", "simulated-is-said",
    ];

    /// <summary>Checks one station.</summary>
    public static IEnumerable<Violation> Check(SimulatedStation station, ulong seed)
    {
        LoopbackGateway gateway = station.Loopback!;
        foreach ((uint Epoch, uint Sequence) key in gateway.Conflicts)
            yield return new Violation("no-sequence-twice", seed, $"{key} came with two contents");
        if (gateway.BadFrames > 0)
            yield return new Violation("nothing-corrupt-is-archived", seed, $"{gateway.BadFrames} bad frames were sent");
        // What is younger than the last archived frame of its epoch is the backlog of the last hours, which another check bounds.
        Dictionary<uint, uint> last = gateway.Archive.Keys.GroupBy(key => key.Epoch).ToDictionary(epoch => epoch.Key, epoch => epoch.Max(key => key.Sequence));
        foreach ((uint Epoch, uint Sequence) key in station.StoredSamples.Where(key => key.Sequence <= last.GetValueOrDefault(key.Epoch)))
            if (!gateway.Archive.ContainsKey(key) && !gateway.ReportedLost.Contains(key))
                yield return new Violation("every-stored-sample-is-archived", seed, $"{key} was reported stored and is neither archived nor reported lost");
        foreach (Violation hole in Holes(gateway, seed))
            yield return hole;
        if (station.Counters.Backlog > 8)
            yield return new Violation("backlog-is-delivered", seed, $"{station.Counters.Backlog} samples wait on a good link");
        foreach (byte[] frame in gateway.Archive.Values)
            if (!Frame.ReadHeader(frame, 0).IsSimulated)
                yield return new Violation("simulated-is-said", seed, $"sequence {Frame.ReadHeader(frame, 0).Sequence}");
        foreach (Violation value in FalseValues(station, seed))
            yield return value;
    }

    private static IEnumerable<Violation> Holes(LoopbackGateway gateway, ulong seed)
    {
        foreach (IGrouping<uint, (uint Epoch, uint Sequence)> epoch in gateway.Archive.Keys.GroupBy(key => key.Epoch))
        {
            HashSet<uint> have = [.. epoch.Select(key => key.Sequence)];
            uint last = have.Max();
            for (uint sequence = 1; sequence <= last; sequence++)
                if (!have.Contains(sequence) && !gateway.ReportedLost.Contains((epoch.Key, sequence)))
                    yield return new Violation("every-hole-is-reported", seed, $"epoch {epoch.Key} sequence {sequence} of {last} is neither archived nor reported lost");
        }
    }

    /// <summary>A value without a remark must be the water's: whatever the cable did, nothing false came through.</summary>
    private static IEnumerable<Violation> FalseValues(SimulatedStation station, ulong seed)
    {
        foreach (TruthRow truth in station.Truth)
        {
            if (!station.Loopback!.Archive.TryGetValue((truth.Epoch, truth.Sequence), out byte[]? frame) || Frame.ReadHeader(frame, 0).Kind != FrameKind.Sample)
                continue;
            Sample sample = SampleFrame.Read(frame, 0);
            if (sample.TemperatureStatus == ProbeStatus.Ok && Math.Abs(sample.WaterTemperatureHundredths / 100.0 - truth.Water.TemperatureCelsius) > 0.1)
                yield return new Violation("no-false-value", seed, $"{truth.UtcSeconds}: temperature {sample.WaterTemperatureHundredths} against {truth.Water.TemperatureCelsius:F3}");
        }
    }
}
