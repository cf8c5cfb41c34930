using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>Two ways to make one flag of the flags that several tests gave to one value.</summary>
public static class RollUp
{
    /// <summary>
    /// The aggregate of ioos_qc: FAIL, SUSPECT, GOOD, UNKNOWN, MISSING, the first that occurs. A value that is missing passes here as soon as one test
    /// passed it, and nothing says how many tests could not be made.
    /// </summary>
    public static QcFlag IoosQc(params ReadOnlySpan<QcFlag> flags)
    {
        QcFlag result = QcFlag.Missing;
        foreach (QcFlag flag in flags)
            if (Precedence(flag) > Precedence(result))
                result = flag;
        return result;
    }

    /// <summary>
    /// The reported flag: Missing where the value is; else the worst finding that is known (FAIL, SUSPECT, PASS), NotEvaluated where no test could be made;
    /// and beside it how many tests could not be made.
    /// </summary>
    public static RolledUp WorstKnown(bool valuePresent, params ReadOnlySpan<QcFlag> flags)
    {
        if (!valuePresent)
            return new RolledUp(QcFlag.Missing, 0);
        QcFlag worst = QcFlag.NotEvaluated;
        int notEvaluated = 0;
        foreach (QcFlag flag in flags)
        {
            if (flag is QcFlag.NotEvaluated or QcFlag.Missing)
                notEvaluated++;
            else if (Precedence(flag) > Precedence(worst))
                worst = flag;
        }
        return new RolledUp(worst, notEvaluated);
    }

    private static int Precedence(QcFlag flag) => flag switch
    {
        QcFlag.Fail => 4,
        QcFlag.Suspect => 3,
        QcFlag.Pass => 2,
        QcFlag.NotEvaluated => 1,
        _ => 0,
    };
}

/// <summary>The reported flag of a value.</summary>
/// <param name="Flag">Worst known finding.</param>
/// <param name="NotEvaluatedCount">Tests that were asked for and could not be made.</param>
public readonly record struct RolledUp(QcFlag Flag, int NotEvaluatedCount);
