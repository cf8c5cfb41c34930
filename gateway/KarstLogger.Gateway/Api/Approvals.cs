using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Api;

/// <summary>Where everything that is asked for has been approved by a person: disjoint stretches, ascending. Later decisions replace earlier ones.</summary>
public sealed class Approvals
{
    private readonly List<TimeRange> _stretches;

    private Approvals(List<TimeRange> stretches) => _stretches = stretches;

    /// <summary>Reads the decisions on some variables of a station.</summary>
    public static Approvals Read(StoreSession session, string station, IEnumerable<VariableInfo> variables)
    {
        List<TimeRange>? all = null;
        foreach (VariableInfo variable in variables)
        {
            List<TimeRange> own = [];
            foreach ((TimeRange range, bool isApproved) in session.Query(
                "SELECT from_utc_s, to_utc_s, is_approved FROM approval WHERE station = @station AND variable = @variable ORDER BY id",
                row => (new TimeRange(row.GetInt64(0), row.GetInt64(1)), row.GetInt64(2) != 0), station, variable.Key))
            {
                own = Without(own, range);
                if (isApproved)
                    own.Add(range);
            }
            own.Sort((a, b) => a.FromUtcSeconds.CompareTo(b.FromUtcSeconds));
            all = all is null ? own : Both(all, own);
        }
        return new Approvals(all ?? []);
    }

    /// <summary>True where the instant is approved.</summary>
    public bool HoldAt(long utcSeconds)
    {
        foreach (TimeRange stretch in _stretches)
            if (utcSeconds >= stretch.FromUtcSeconds && utcSeconds < stretch.ToUtcSeconds)
                return true;
        return false;
    }

    /// <summary><c>approved</c>, <c>provisional</c> or <c>partly approved</c>.</summary>
    public string Standing(TimeRange range)
    {
        long approved = Both(_stretches, [range]).Sum(stretch => stretch.Seconds);
        // Neighbouring approvals touch: what is covered is their sum.
        return approved == 0 ? "provisional" : approved >= range.Seconds ? "approved" : "partly approved";
    }

    private static List<TimeRange> Without(List<TimeRange> stretches, TimeRange cut)
    {
        List<TimeRange> left = [];
        foreach (TimeRange stretch in stretches)
        {
            TimeRange before = stretch with { ToUtcSeconds = Math.Min(stretch.ToUtcSeconds, cut.FromUtcSeconds) };
            TimeRange after = stretch with { FromUtcSeconds = Math.Max(stretch.FromUtcSeconds, cut.ToUtcSeconds) };
            left.AddRange(new[] { before, after }.Where(one => one.Seconds > 0));
        }
        return left;
    }

    private static List<TimeRange> Both(List<TimeRange> a, List<TimeRange> b) =>
    [
        .. from one in a
           from other in b
           let both = new TimeRange(Math.Max(one.FromUtcSeconds, other.FromUtcSeconds), Math.Min(one.ToUtcSeconds, other.ToUtcSeconds))
           where both.Seconds > 0
           select both,
    ];
}
