namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>Why no rating could be fitted. A refusal is a result: nothing was changed and the person is told.</summary>
public enum FitRefusal
{
    /// <summary>There is a fit.</summary>
    None,

    /// <summary>Fewer gaugings than parameters leave at least one degree of freedom for.</summary>
    TooFewGaugings,

    /// <summary>A gauging has no positive discharge: its logarithm does not exist.</summary>
    DischargeNotPositive,

    /// <summary>All gaugings lie at one stage.</summary>
    NoStageRange,

    /// <summary>The head datum lies at or above the lowest gauging of its segment.</summary>
    HeadDatumAboveGaugings,

    /// <summary>An exponent is outside 0.3 to 6, which no control has (docs/equations/ratings.md 2).</summary>
    ExponentOutOfRange,

    /// <summary>A segment holds fewer than four gaugings (docs/equations/ratings.md 2).</summary>
    SegmentTooThin,

    /// <summary>Segments and their datums or breakpoints do not match in number or order.</summary>
    InconsistentSegments,
}

/// <summary>A fit, or the name of what stood against it.</summary>
/// <typeparam name="T">The kind of fit.</typeparam>
public readonly record struct FitOutcome<T> where T : class
{
    private FitOutcome(T? fit, FitRefusal refusal) => (Fit, Refusal) = (fit, refusal);

    /// <summary>The fit; absent exactly when <see cref="Refusal"/> is not <see cref="FitRefusal.None"/>.</summary>
    public T? Fit { get; }

    /// <summary>What stood against it.</summary>
    public FitRefusal Refusal { get; }

    /// <summary>A fit that succeeded.</summary>
    public static FitOutcome<T> Of(T fit) => new(fit, FitRefusal.None);

    /// <summary>A refusal.</summary>
    public static FitOutcome<T> Refused(FitRefusal refusal) => new(null, refusal);
}
