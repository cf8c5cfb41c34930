using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>
/// Flags and findings of a stretch of samples. The flag of a value is the worst finding that is known; tests that could not be made are counted beside it (<see cref="RollUp.WorstKnown"/>).
/// </summary>
public sealed class QcResult
{
    private readonly RolledUp[][] _rolledUp;
    private readonly List<QcFinding> _findings = [];

    internal QcResult(int first, int count)
    {
        First = first;
        Count = count;
        _rolledUp = new RolledUp[QcSeries.Measured.Count + 1][];
        for (int v = 0; v < _rolledUp.Length; v++)
        {
            _rolledUp[v] = new RolledUp[count];
            Array.Fill(_rolledUp[v], new RolledUp(QcFlag.NotEvaluated, 0));
        }
    }

    /// <summary>Position in the series of the first sample that was checked.</summary>
    public int First { get; }

    /// <summary>Samples that were checked.</summary>
    public int Count { get; }

    /// <summary>What was found, in the order of the samples.</summary>
    public IReadOnlyList<QcFinding> Findings => _findings;

    /// <summary>The flag of one variable of the sample at a position of the series, First to First + Count - 1.</summary>
    public QcFlag Flag(QcVariable variable, int index) => _rolledUp[(int)variable][index - First].Flag;

    /// <summary>The flag with the count of tests that could not be made.</summary>
    public RolledUp RolledUp(QcVariable variable, int index) => _rolledUp[(int)variable][index - First];

    /// <summary>The flags of one variable, one per checked sample.</summary>
    public QcFlag[] Flags(QcVariable variable) => [.. _rolledUp[(int)variable].Select(r => r.Flag)];

    internal void Take(QcVariable variable, int index, QcFlag flag)
    {
        ref RolledUp slot = ref _rolledUp[(int)variable][index - First];
        if (slot.Flag == QcFlag.Missing)
            return;
        if (flag is QcFlag.Missing)
            slot = new RolledUp(QcFlag.Missing, 0);
        else if (flag is QcFlag.NotEvaluated)
            slot = slot with { NotEvaluatedCount = slot.NotEvaluatedCount + 1 };
        else
            slot = slot with { Flag = RollUp.IoosQc(slot.Flag, flag) };
    }

    internal void Find(QcFinding finding)
    {
        _findings.Add(finding);
        if (!finding.IsInformative)
            Take(finding.Variable, finding.Index, finding.Flag);
    }
}
