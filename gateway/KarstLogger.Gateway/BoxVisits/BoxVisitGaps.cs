using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.BoxVisits;

/// <summary>What is not here of a visit at the box: parts that its own events name, and frames between them. Newest first is normal, so what is missing today may come tomorrow.</summary>
internal static class BoxVisitGaps
{
    /// <summary>What is missing, in the order of the visit.</summary>
    public static List<BoxVisitNote> Of(StoreSession session, BoxVisit visit, IReadOnlyList<BoxEvent> events)
    {
        List<BoxVisitNote> missing = [];
        bool isVisit = visit.Steps.Count > 0;
        if (isVisit && events.All(one => one.Step != "begin"))
            missing.Add(new BoxVisitNote("begin", "its beginning: who came, and when"));
        missing.AddRange(visit.Steps.Where(one => one.State == "missing").Select(one => new BoxVisitNote("step", $"the step '{one.Name}'", one.Name)));
        missing.AddRange(visit.Calibrations.Where(one => !one.BeginIsKnown).Select(one => new BoxVisitNote("calibration-begin", $"the beginning of the {one.What} calibration", one.What)));
        missing.AddRange(visit.Calibrations.Where(one => one.Outcome == "open").Select(one => new BoxVisitNote("calibration-result", $"the result of the {one.What} calibration", one.What)));
        if (isVisit && events.All(one => one.Step != "end"))
            missing.Add(new BoxVisitNote("end", "its end: it is still open at the box, or the event has not arrived"));
        missing.AddRange(Holes(session, events[0].Key, events[^1].Key.Sequence).Select(hole => Note(hole.Range, hole.IsLost)));
        return missing;
    }

    private static BoxVisitNote Note(SequenceRange range, bool isLost)
    {
        string frames = FormattableString.Invariant($"{(range.Count == 1 ? $"frame {range.First}" : $"frames {range.First} to {range.Last}")}");
        return isLost ? new BoxVisitNote("frames-overwritten", frames + ": overwritten at the box", null, range.First, range.Last)
            : new BoxVisitNote("frames-waiting", frames + ": not arrived", null, range.First, range.Last);
    }

    private static IEnumerable<(SequenceRange Range, bool IsLost)> Holes(StoreSession session, FrameKey first, uint last)
    {
        List<SequenceRange> lost = session.Query(
            "SELECT first_sequence, last_sequence FROM lost_range WHERE logger_id = @logger AND epoch = @epoch AND last_sequence >= @first AND first_sequence <= @last ORDER BY first_sequence",
            row => new SequenceRange((uint)row.GetInt64(0), (uint)row.GetInt64(1)), first.LoggerId, first.Epoch, first.Sequence, last);
        long expected = first.Sequence;
        foreach (uint sequence in session.Query("SELECT sequence FROM frame WHERE logger_id = @logger AND epoch = @epoch AND sequence >= @first AND sequence <= @last ORDER BY sequence",
            row => (uint)row.GetInt64(0), first.LoggerId, first.Epoch, first.Sequence, last))
        {
            if (sequence > expected)
                foreach ((SequenceRange Range, bool IsLost) part in Parts((uint)expected, sequence - 1, lost))
                    yield return part;
            expected = (long)sequence + 1;
        }
    }

    // A hole may be lost in part and in part still to come.
    private static IEnumerable<(SequenceRange Range, bool IsLost)> Parts(uint first, uint last, List<SequenceRange> lost)
    {
        long at = first;
        foreach (SequenceRange range in lost.Where(range => range.Last >= first && range.First <= last))
        {
            if (range.First > at)
                yield return (new SequenceRange((uint)at, range.First - 1), false);
            if (Math.Min(range.Last, last) >= Math.Max(range.First, at))
                yield return (new SequenceRange((uint)Math.Max(range.First, at), Math.Min(range.Last, last)), true);
            at = Math.Max(at, (long)range.Last + 1);
        }
        if (at <= last)
            yield return (new SequenceRange((uint)at, last), false);
    }
}
