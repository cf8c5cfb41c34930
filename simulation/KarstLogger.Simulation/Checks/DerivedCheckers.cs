using KarstLogger.Gateway.Completeness;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Store;
using KarstLogger.HostSim;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Wire;

namespace KarstLogger.Simulation;

/// <summary>From the archive to the results.</summary>
public static class DerivedCheckers
{
    private const long DaySeconds = 86400;

    // Replaying costs as much as deriving: of the stretches of a station one in this many is replayed, another one for each seed. A run of that many stations replays each.
    private const int StretchesPerReplay = 8;
    private const long StretchSeconds = 16 * DaySeconds;

    /// <summary>Each placed sample of the deployment has one row, where it was placed; no row is without a sample.</summary>
    public static IEnumerable<string> DerivedOnce(FleetEvidence evidence)
    {
        Dictionary<FrameKey, long> rows = [];
        foreach (RowFact row in evidence.Rows)
            if (!rows.TryAdd(row.Key, row.PlacedUtcSeconds))
                yield return $"{row.Key} has two rows";
        foreach (FrameFact frame in evidence.Frames.Values.Where(frame => frame.Kind == FrameKind.Sample && frame.PlacedUtcSeconds >= evidence.Trace.StartUtcSeconds))
            if (!rows.Remove(frame.Key, out long placed))
                yield return $"{frame.Key}, placed at {frame.PlacedUtcSeconds}, has no row";
            else if (placed != frame.PlacedUtcSeconds)
                yield return $"{frame.Key} is placed at {frame.PlacedUtcSeconds} and its row at {placed}";
        foreach (FrameKey left in rows.Keys)
            yield return $"{left} has a row and no placed sample";
    }

    /// <summary>No value is better than one that it uses, by the one table of who depends on whom. An ion that the station gives as a mean uses nothing.</summary>
    public static IEnumerable<string> FlagsOnlyWorsen(FleetEvidence evidence)
    {
        HashSet<string> means = [.. evidence.Configuration.Settings.MeanIons.Select(mean => mean.Ion.ToLowerInvariant())];
        (int Derived, int Used)[] uses =
        [
            .. VariableCatalogue.All.Where(info => !means.Contains(info.Key) && info.Variable != StationVariable.SpecificConductance).SelectMany(info => info.Uses.Select(used => ((int)info.Variable, (int)used))),
        ];
        // What the specific conductance uses is the sonde's business: what it measured in place and the temperature, or what it gives at 25 degC itself.
        const int Conductance = (int)StationVariable.SpecificConductance;
        (int Derived, int Used)[] inSitu = [(Conductance, (int)StationVariable.ElectricalConductivity), (Conductance, (int)StationVariable.WaterTemperature)];
        foreach (RowFact row in evidence.Rows)
        {
            foreach ((int derived, int used) in uses)
                if (Badness(row.Flag(derived)) < Badness(row.Flag(used)))
                    yield return Better(row, derived, used);
            foreach ((int derived, int used) in inSitu)
                if (Badness(row.Flag(derived)) < Badness(row.Flag(used)) && IsInSitu(evidence, row))
                    yield return Better(row, derived, used);
        }
    }

    private static string Better(RowFact row, int derived, int used) =>
        $"{row.Key}: {(StationVariable)derived} is {row.Flag(derived)} and uses {(StationVariable)used}, which is {row.Flag(used)}";

    private static bool IsInSitu(FleetEvidence evidence, RowFact row) =>
        evidence.Frames.TryGetValue(row.Key, out FrameFact frame) && Frame.ReadHeader(frame.Bytes, 0).EcBasis == EcBasis.InSitu;

    /// <summary>
    /// What the quality tests promise (docs/equations/quality.md): air on the sonde, ice, and a sonde or a glass that repeats itself for long enough are never passed as good.
    /// Fouling is no such promise: only the services at visits can tell it from the water.
    /// </summary>
    public static IEnumerable<string> AilingFlagged(FleetEvidence evidence)
    {
        Dictionary<FrameKey, RowFact> rows = evidence.Rows.ToDictionary(row => row.Key);
        AilmentWatch watch = new(evidence.Configuration.Settings.Quality);
        foreach ((TruthRow truth, Sample sample) in evidence.Samples)
        {
            if (!rows.TryGetValue(new FrameKey(evidence.LoggerId, truth.Epoch, truth.Sequence), out RowFact row))
                continue;
            foreach (StationVariable variable in watch.MustNotPass(truth.Sonde, sample, row.PlacedUtcSeconds))
                if (row.Flag((int)variable) == QcFlag.Pass)
                    yield return $"{row.Key}: {variable} passes although the sonde was {truth.Sonde.Ailments}";
        }
    }

    /// <summary>The certificate's numbers add up, and agree with a count of our own over the archive.</summary>
    public static IEnumerable<string> CompletenessSums(FleetEvidence evidence)
    {
        long interval = evidence.Configuration.IntervalSeconds, from = evidence.Trace.StartUtcSeconds, to = evidence.Trace.Box.Time.UtcSeconds;
        CompletenessReport report = evidence.Store.Read(session => CompletenessCount.Of(session, evidence.Configuration, from, to, to));
        long first = (from + interval - 1) / interval, after = (to + interval - 1) / interval;
        long[] slots = [.. evidence.Frames.Values.Where(frame => frame is { Kind: FrameKind.Sample, PlacedUtcSeconds: not null })
            .Select(frame => (frame.PlacedUtcSeconds!.Value + interval / 2) / interval).Where(slot => slot >= first && slot < after)];
        long received = slots.Distinct().Count();
        if (report.Expected != after - first || report.Expected != report.Received + report.Lost + report.Missing)
            yield return $"expected {report.Expected} of {after - first}: received {report.Received}, lost {report.Lost}, missing {report.Missing}";
        if (report.Received != received || report.Additional != slots.Length - received)
            yield return $"{report.Received} received and {report.Additional} additional are said, {received} and {slots.Length - received} are in the archive";
        if (report.Gaps.Sum(gap => gap.Count) != report.Lost + report.Missing)
            yield return $"gaps of {report.Gaps.Sum(gap => gap.Count)} samples, {report.Lost} lost and {report.Missing} missing";
        if (report.Conflicts != 0)
            yield return $"{report.Conflicts} conflicts";
    }

    /// <summary>A replay from the raw bytes gives every bit of what was derived live, day by day, and nothing waits to be derived.</summary>
    public static IEnumerable<string> LiveIsReprocessed(FleetEvidence evidence)
    {
        string slug = evidence.Trace.Plan.Slug;
        long waiting = evidence.Store.Read(session => DirtyIntervals.Of(session, slug).Count);
        if (waiting > 0)
            yield return $"{waiting} marks wait to be derived";
        long start = evidence.Trace.StartUtcSeconds + (long)(evidence.Trace.Seed % StretchesPerReplay) * StretchSeconds;
        // A run shorter than the pattern is replayed whole.
        bool isShort = evidence.Trace.Box.Time.UtcSeconds - evidence.Trace.StartUtcSeconds < StretchesPerReplay * StretchSeconds;
        for (long from = isShort ? 0 : start; from < evidence.Trace.Box.Time.UtcSeconds; from += isShort ? long.MaxValue / 2 : StretchesPerReplay * StretchSeconds)
            foreach (string difference in Verification.Of(evidence.Store, slug, from, isShort ? long.MaxValue : from + StretchSeconds).Differences)
                yield return difference;
    }

    // Missing, Fail, Suspect, NotEvaluated, Pass (docs/glossary.md): written out here, so that the checker does not ask the code that it checks.
    private static int Badness(QcFlag flag) => flag switch { QcFlag.Pass => 0, QcFlag.NotEvaluated => 1, QcFlag.Suspect => 2, QcFlag.Fail => 3, _ => 4 };
}
