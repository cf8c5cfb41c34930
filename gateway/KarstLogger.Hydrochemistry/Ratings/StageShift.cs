using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>A point of a shift curve: at this stage, add this much.</summary>
/// <param name="StageMetres">Stage as read, m.</param>
/// <param name="ShiftMetres">What is added to the stage before the rating, m.</param>
public readonly record struct ShiftNode(double StageMetres, double ShiftMetres);

/// <summary>
/// A shift that holds at an instant: one to three nodes, linear in stage between them, constant outside (USGS; docs/equations/ratings.md 4). The control has moved
/// (scour, leaves, gravel) while the rating's shape stays.
/// </summary>
public sealed record DatedShift
{
    /// <summary>A shift curve of one to three nodes with increasing stage, from an instant.</summary>
    /// <exception cref="ArgumentException">No node, more than three, or stages that do not increase.</exception>
    public DatedShift(long utcSeconds, ImmutableArray<ShiftNode> nodes)
    {
        if (nodes.Length is < 1 or > 3)
            throw new ArgumentException($"A shift has 1 to 3 nodes, not {nodes.Length}.", nameof(nodes));
        for (int i = 1; i < nodes.Length; i++)
            if (!(nodes[i].StageMetres > nodes[i - 1].StageMetres))
                throw new ArgumentException("The stages of a shift's nodes must increase.", nameof(nodes));
        (UtcSeconds, Nodes) = (utcSeconds, nodes);
    }

    /// <summary>The instant at which this shift holds exactly, Unix seconds.</summary>
    public long UtcSeconds { get; }

    /// <summary>The nodes, stage increasing.</summary>
    public ImmutableArray<ShiftNode> Nodes { get; }

    /// <summary>The shift at a stage, m.</summary>
    public double At(double stageMetres)
    {
        if (stageMetres <= Nodes[0].StageMetres)
            return Nodes[0].ShiftMetres;
        for (int i = 1; i < Nodes.Length; i++)
        {
            if (stageMetres > Nodes[i].StageMetres)
                continue;
            double share = (stageMetres - Nodes[i - 1].StageMetres) / (Nodes[i].StageMetres - Nodes[i - 1].StageMetres);
            return Nodes[i - 1].ShiftMetres + share * (Nodes[i].ShiftMetres - Nodes[i - 1].ShiftMetres);
        }
        return Nodes[^1].ShiftMetres;
    }

    /// <summary>
    /// The shift in force: zero before the first dated shift, linear in time between two (each evaluated at the present stage), the last one from its date on.
    /// Two shifts of the same instant make a step.
    /// </summary>
    /// <param name="shifts">In order of time.</param>
    /// <param name="stageMetres">Stage as read, m.</param>
    /// <param name="utcSeconds">The instant, Unix seconds.</param>
    public static double InForce(ImmutableArray<DatedShift> shifts, double stageMetres, long utcSeconds)
    {
        int next = 0;
        while (next < shifts.Length && shifts[next].UtcSeconds <= utcSeconds)
            next++;
        if (next == 0)
            return 0;
        double before = shifts[next - 1].At(stageMetres);
        if (next == shifts.Length)
            return before;
        double share = (double)(utcSeconds - shifts[next - 1].UtcSeconds) / (shifts[next].UtcSeconds - shifts[next - 1].UtcSeconds);
        return before + share * (shifts[next].At(stageMetres) - before);
    }
}
