namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>QARTOD primary flag of a value (IOOS QARTOD; order of badness: <see cref="QcFlags.Worst(QcFlag, QcFlag)"/>).</summary>
public enum QcFlag : byte
{
    /// <summary>Looked at and good.</summary>
    Pass = 1,

    /// <summary>No test could be applied.</summary>
    NotEvaluated = 2,

    /// <summary>Doubtful; kept and used with the doubt carried along.</summary>
    Suspect = 3,

    /// <summary>Wrong; kept, never used downstream.</summary>
    Fail = 4,

    /// <summary>There is no value.</summary>
    Missing = 9,
}

/// <summary>How flags combine downstream: they only get worse along real dependencies.</summary>
public static class QcFlags
{
    /// <summary>The worse of two flags of values that a result uses: Missing, then Fail, Suspect, NotEvaluated, Pass.</summary>
    public static QcFlag Worst(QcFlag a, QcFlag b) => Badness(a) >= Badness(b) ? a : b;

    /// <summary>True where a value with this flag may be used: Pass, NotEvaluated or Suspect.</summary>
    public static bool IsUsable(this QcFlag flag) => flag is QcFlag.Pass or QcFlag.NotEvaluated or QcFlag.Suspect;

    private static int Badness(QcFlag flag) => flag switch
    {
        QcFlag.Pass => 0,
        QcFlag.NotEvaluated => 1,
        QcFlag.Suspect => 2,
        QcFlag.Fail => 3,
        _ => 4,
    };
}
