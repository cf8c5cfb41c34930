using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Completeness;

/// <summary>Counts what is there and what is not, from the archive alone: it needs no derived row.</summary>
public static class CompletenessCount
{
    /// <summary>A sample that came more than a day after it was taken is recovered: loggers call at least daily.</summary>
    public const long LateAfterSeconds = 86_400;

    /// <summary>Counts a period.</summary>
    /// <param name="session">A reading transaction.</param>
    /// <param name="station">The station: its interval and deployments say what to expect.</param>
    /// <param name="fromUtcSeconds">First instant.</param>
    /// <param name="toUtcSeconds">First instant after the period.</param>
    /// <param name="nowUtcSeconds">Later instants are not expected yet.</param>
    public static CompletenessReport Of(StoreSession session, StationConfiguration station, long fromUtcSeconds, long toUtcSeconds, long nowUtcSeconds)
    {
        long end = Math.Min(toUtcSeconds, nowUtcSeconds), conflicts = 0;
        CompletenessReport total = new(fromUtcSeconds, toUtcSeconds, 0, 0, 0, 0, 0, 0, 0, []);
        foreach (Deployment deployment in station.Deployments)
        {
            long from = Math.Max(fromUtcSeconds, deployment.FromUtcSeconds), to = Math.Min(end, deployment.ToUtcSeconds ?? end);
            if (to > from)
                total = Sum(total, OfDeployment(session, deployment, station.IntervalSeconds, from, to));
        }
        foreach (uint logger in station.Deployments.Select(deployment => deployment.LoggerId).Distinct())
            conflicts += session.Number("SELECT COUNT(*) FROM frame_conflict WHERE logger_id = @logger", logger) ?? 0;
        return total with { FromUtcSeconds = fromUtcSeconds, ToUtcSeconds = toUtcSeconds, Conflicts = conflicts };
    }

    private static CompletenessReport OfDeployment(StoreSession session, Deployment deployment, long interval, long from, long to)
    {
        long firstSlot = SlotFrom(from, interval), afterSlot = SlotFrom(to, interval), next = firstSlot, received = 0, additional = 0;
        long? late = 0;
        List<Gap> gaps = [];
        Neighbours between = new();
        // An interval more on both sides: the neighbours of a gap at the edge tell its reason.
        foreach (ArchivedFrame frame in ArchivedFrame.Between(session, deployment.LoggerId, from - interval, to + interval))
        {
            between.Pass(frame.Key);
            long slot = SlotOf(frame.PlacedUtcSeconds!.Value, interval);
            if (frame.Kind != FrameKind.Sample || Frame.ReadHeader(frame.Bytes, 0).SondeSlot != deployment.SondeSlot)
                continue;
            if (slot >= firstSlot && slot < afterSlot && slot < next)
            {
                additional++;
            }
            else if (slot >= firstSlot && slot < afterSlot)
            {
                AddGap(session, gaps, interval, next, slot, between, isOpen: false);
                received++;
                late += IsRecovered(frame) ? IsOfSimulatedTime(frame) ? null : 1 : 0;
                next = slot + 1;
            }
            between.Begin(frame.Key);
        }
        AddGap(session, gaps, interval, next, afterSlot, between, isOpen: true);
        long lost = gaps.Where(gap => gap.Reason == GapReason.Overwritten).Sum(gap => gap.Count), expected = Math.Max(0, afterSlot - firstSlot);
        return new CompletenessReport(from, to, expected, received, late, lost, expected - received - lost, additional, 0, gaps);
    }

    private static void AddGap(StoreSession session, List<Gap> gaps, long interval, long fromSlot, long toSlot, Neighbours between, bool isOpen)
    {
        if (toSlot > fromSlot)
            gaps.Add(new Gap(fromSlot * interval, (toSlot - 1) * interval, toSlot - fromSlot, ReasonOf(session, between, isOpen)));
    }

    private static GapReason ReasonOf(StoreSession session, Neighbours between, bool isOpen)
    {
        if (between.Before is { } old && IsReportedLost(session, old, old.Sequence + 1L))
            return GapReason.Overwritten;
        if (isOpen)
            return between.Before is null ? GapReason.NothingBefore : GapReason.NothingSince;
        if (between.Last is { } right && IsReportedLost(session, right, right.Sequence - 1L))
            return GapReason.Overwritten;
        if (between.Before is null)
            return between.Last?.Sequence > 1 ? GapReason.NotReceived : GapReason.NothingBefore;
        return between.IsOtherEpoch ? GapReason.JournalBegunAnew : between.IsUnbroken ? GapReason.NotSampled : GapReason.NotReceived;
    }

    private static bool IsReportedLost(StoreSession session, FrameKey beside, long sequence) => session.Number(
        "SELECT COUNT(*) FROM lost_range WHERE logger_id = @logger AND epoch = @epoch AND first_sequence <= @sequence AND last_sequence >= @sequence",
        beside.LoggerId, beside.Epoch, sequence) > 0;

    // A foreign record comes by import as a matter of course; a box's own frames only when somebody carried them.
    private static bool IsRecovered(ArchivedFrame frame) => !ImportLogger.IsImport(frame.Key.LoggerId)
        && (frame.Route == FrameRoute.Import || frame.ReceivedUtcMs / 1000 - frame.PlacedUtcSeconds > LateAfterSeconds);

    private static bool IsOfSimulatedTime(ArchivedFrame frame) => frame.Route == FrameRoute.Mqtt && (Frame.ReadHeader(frame.Bytes, 0).Flags & FrameFlags.Simulated) != 0;

    private static CompletenessReport Sum(CompletenessReport a, CompletenessReport b) => new(a.FromUtcSeconds, a.ToUtcSeconds, a.Expected + b.Expected, a.Received + b.Received,
        a.RecoveredLate + b.RecoveredLate, a.Lost + b.Lost, a.Missing + b.Missing, a.Additional + b.Additional, 0, [.. a.Gaps, .. b.Gaps]);

    /// <summary>The regular instant that a sample is nearest to: a logger may wake some seconds beside it.</summary>
    private static long SlotOf(long utcSeconds, long interval) => (utcSeconds + interval / 2) / interval;

    /// <summary>The first regular instant at or after this.</summary>
    private static long SlotFrom(long utcSeconds, long interval) => (utcSeconds + interval - 1) / interval;

    /// <summary>The frames from one sample to the next, events between them included: whether their numbers run on.</summary>
    private sealed class Neighbours
    {
        public FrameKey? Before { get; private set; }

        public FrameKey? Last { get; private set; }

        public bool IsUnbroken { get; private set; }

        public bool IsOtherEpoch { get; private set; }

        public void Pass(FrameKey key)
        {
            IsUnbroken &= Last is { } last && key.Sequence == last.Sequence + 1L;
            IsOtherEpoch |= Last is { } other && key.Epoch != other.Epoch;
            Last = key;
        }

        public void Begin(FrameKey sample)
        {
            (Before, Last) = (sample, sample);
            (IsUnbroken, IsOtherEpoch) = (true, false);
        }
    }
}
