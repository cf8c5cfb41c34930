namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>How much of a period was measured.</summary>
public enum CompletenessClass
{
    /// <summary>Less than three quarters.</summary>
    Insufficient,

    /// <summary>Three quarters and more.</summary>
    Partial,

    /// <summary>Nine tenths and more.</summary>
    Complete,
}

/// <summary>Share of the expected samples of a period that are there and valid (classes: hydrology reference section 2, karst extras).</summary>
/// <param name="ValidCount">Valid samples.</param>
/// <param name="ExpectedCount">Samples that the interval in force asks for; above 0.</param>
public readonly record struct Completeness(int ValidCount, int ExpectedCount)
{
    private const double LeastComplete = 0.90, LeastPartial = 0.75;

    /// <summary>Valid over expected, 0 to 1; more than 1 where more samples came than the interval asks for.</summary>
    public double Ratio => (double)ValidCount / ExpectedCount;

    /// <summary>The class of the ratio; a limit belongs to the better class.</summary>
    public CompletenessClass Class =>
        Ratio >= LeastComplete ? CompletenessClass.Complete : Ratio >= LeastPartial ? CompletenessClass.Partial : CompletenessClass.Insufficient;
}
