namespace KarstLogger.Simulation;

/// <summary>A broken promise: which check, which station, what.</summary>
/// <param name="Check">Name of the checker.</param>
/// <param name="Seed">Seed of the station; the run replays from it.</param>
/// <param name="What">What was seen.</param>
public sealed record Breach(string Check, ulong Seed, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Check} seed={Seed}: {What} (replay: karst emulate --fleet 1 --seed {Seed} with the same --years or --days)";
}

/// <summary>A promise with its name.</summary>
/// <param name="Name">In words with hyphens; in the report and in docs/simulation.md.</param>
/// <param name="Look">A line for each breach.</param>
public sealed record FleetChecker(string Name, Func<FleetEvidence, IEnumerable<string>> Look);

/// <summary>The promises of box and gateway together, held against truth, journal and store at the end of a station's run.</summary>
public static class FleetCheckers
{
    // A broken promise is told this often for each station; one cause may break thousands of samples.
    private const int ToldMost = 5;

    /// <summary>All, in the order of the way of a sample.</summary>
    public static IReadOnlyList<FleetChecker> All { get; } =
    [
        new("only-a-fault-keeps-a-sample-from-the-drive", JournalCheckers.Stored),
        new("every-journaled-sample-is-archived-once", JournalCheckers.Archived),
        new("no-sequence-twice-with-other-bytes", JournalCheckers.Unique),
        new("loss-is-counted-and-reported", JournalCheckers.LossTold),
        new("archived-bytes-are-journal-bytes", JournalCheckers.SameBytes),
        new("backlog-is-delivered", JournalCheckers.Delivered),
        new("simulated-is-said", JournalCheckers.SaidSimulated),
        new("acknowledged-is-archived", JournalCheckers.AcknowledgedHeld),
        new("values-are-what-the-sonde-said", ValueCheckers.SondeValues),
        new("a-silent-sonde-has-no-value", ValueCheckers.SilentIsAbsent),
        new("placed-within-the-stated-bound", ClockCheckers.Placed),
        new("clock-step-is-told", ClockCheckers.StepTold),
        new("bad-image-rolls-back", UpdateCheckers.RolledBack),
        new("every-archived-sample-is-derived-once", DerivedCheckers.DerivedOnce),
        new("flags-never-improve-downstream", DerivedCheckers.FlagsOnlyWorsen),
        new("ailing-sonde-is-flagged", DerivedCheckers.AilingFlagged),
        new("completeness-sums-are-right", DerivedCheckers.CompletenessSums),
        new("live-equals-reprocessed", DerivedCheckers.LiveIsReprocessed),
    ];

    /// <summary>Holds every promise against a station.</summary>
    public static List<Breach> Check(FleetEvidence evidence) =>
        [.. All.SelectMany(checker => checker.Look(evidence).Take(ToldMost).Select(what => new Breach(checker.Name, evidence.Trace.Seed, what)))];
}
