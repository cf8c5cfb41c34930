namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>The limits of one variable, in its own unit; an absent limit switches that part of a test off.</summary>
public sealed record VariableLimits
{
    /// <summary>Outside is FAIL.</summary>
    public ValueSpan? GrossFail { get; init; }

    /// <summary>Outside is SUSPECT; inside <see cref="GrossFail"/>.</summary>
    public ValueSpan? GrossSuspect { get; init; }

    /// <summary>Height of a spike (differential) above which it is SUSPECT.</summary>
    public double? SpikeSuspect { get; init; }

    /// <summary>Height of a spike above which it FAILs.</summary>
    public double? SpikeFail { get; init; }

    /// <summary>Change per second above which a step is SUSPECT.</summary>
    public double? RateSuspectPerSecond { get; init; }

    /// <summary>Change per second above which a step FAILs. QARTOD itself knows only SUSPECT for this test.</summary>
    public double? RateFailPerSecond { get; init; }

    /// <summary>Seconds of standing still that are SUSPECT.</summary>
    public double? FlatSuspectSeconds { get; init; }

    /// <summary>Seconds of standing still that FAIL.</summary>
    public double? FlatFailSeconds { get; init; }

    /// <summary>Values within less than this stand still; 0 = the variable never counts as standing still (a sonde that resolves it coarsely).</summary>
    public double FlatTolerance { get; init; }

    /// <summary>A net change of this size within the window supports a jump of another variable; absent = this variable supports none.</summary>
    public double? Movement { get; init; }
}
