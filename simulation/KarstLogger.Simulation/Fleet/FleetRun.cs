using System.Security.Cryptography;
using System.Text;
using KarstLogger.HostSim;

namespace KarstLogger.Simulation;

/// <summary>What a fleet is asked to do.</summary>
/// <param name="Stations">Stations, each with its own seed.</param>
/// <param name="Years">Bad years of each.</param>
/// <param name="FirstSeed">Seed of the first station; the others follow.</param>
/// <param name="StoresFolder">Where the stores lie while a station runs.</param>
public sealed record FleetOrder(int Stations, double Years, ulong FirstSeed, string StoresFolder);

/// <summary>What a fleet run found.</summary>
public sealed record FleetResult
{
    /// <summary>Stations run.</summary>
    public required int Stations { get; init; }

    /// <summary>Simulated years in all.</summary>
    public required double StationYears { get; init; }

    /// <summary>Samples taken.</summary>
    public long Samples { get; set; }

    /// <summary>Frames archived.</summary>
    public long Archived { get; set; }

    /// <summary>Frames that the boxes reported lost and that no archive has.</summary>
    public long Lost { get; set; }

    /// <summary>Rows derived.</summary>
    public long Derived { get; set; }

    /// <summary>How often each fault happened.</summary>
    public FaultTally Faults { get; } = new();

    /// <summary>Broken promises; empty is good.</summary>
    public List<Breach> Breaches { get; } = [];

    /// <summary>One hash over all stations, in the order of their seeds.</summary>
    public string Fingerprint { get; set; } = "";
}

/// <summary>Many stations with all faults on all cores, each from its own seed, each checked at its end. A breach prints its seed; the same seed replays the same years.</summary>
public static class FleetRun
{
    /// <summary>Runs the fleet; <paramref name="told"/> hears of each station that has ended, from any thread.</summary>
    public static FleetResult Run(FleetOrder order, Action<string> told)
    {
        FleetResult result = new() { Stations = order.Stations, StationYears = order.Stations * order.Years };
        string[] prints = new string[order.Stations];
        Lock adding = new();
        // No work is handed out in advance: stations take different times.
        Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(Enumerable.Range(0, order.Stations), System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                ulong seed = order.FirstSeed + (ulong)i;
                using FleetStation station = FleetStation.Run(seed, order.Years, order.StoresFolder);
                FleetEvidence evidence = new(station.Trace());
                // A full drive is no stroke of the simulation but what comes of a long outage: it is counted by what the box itself has told.
                station.Faults.Tally.Count(FaultKind.DriveFull, evidence.FullDriveEvents);
                List<Breach> breaches = FleetCheckers.Check(evidence);
                prints[i] = evidence.Fingerprint;
                lock (adding)
                {
                    result.Samples += station.Box.Counters.Sampled;
                    result.Archived += evidence.Frames.Count;
                    result.Lost += evidence.Lost.Count(key => !evidence.Frames.ContainsKey(key));
                    result.Derived += evidence.Rows.Count;
                    result.Faults.Add(station.Faults.Tally);
                    result.Breaches.AddRange(breaches);
                }
                told($"seed {seed}: {station.Plan.Cave.Name}, {evidence.Frames.Count} frames, {breaches.Count} breaches, {prints[i][..16]}");
                foreach (Breach breach in breaches)
                    told(breach.ToString());
            });
        result.Breaches.Sort((a, b) => (a.Seed, a.Check, a.What).CompareTo((b.Seed, b.Check, b.What)));
        result.Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', prints))));
        return result;
    }
}
