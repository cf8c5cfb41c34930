namespace KarstLogger.Gateway.Completeness;

/// <summary>Why samples of a gap are not there, as far as sequences and the logger's own reports tell.</summary>
public enum GapReason
{
    /// <summary>The logger reported that they were overwritten before they were sent: they are gone unless a card has them.</summary>
    Overwritten,

    /// <summary>Sequence numbers are missing: they were taken and wait at the logger, or their rows were refused.</summary>
    NotReceived,

    /// <summary>The sequence runs on over the gap: none were taken.</summary>
    NotSampled,

    /// <summary>The journal began anew in between: nobody can say whether they were taken.</summary>
    JournalBegunAnew,

    /// <summary>Nothing at all came before this within the deployment.</summary>
    NothingBefore,

    /// <summary>Nothing has come since.</summary>
    NothingSince,
}

/// <summary>A run of expected samples that are not there.</summary>
/// <param name="FromUtcSeconds">Instant of the first, UTC seconds since 1970.</param>
/// <param name="ToUtcSeconds">Instant of the last.</param>
/// <param name="Count">How many.</param>
/// <param name="Reason">Why.</param>
public sealed record Gap(long FromUtcSeconds, long ToUtcSeconds, long Count, GapReason Reason);

/// <summary>How complete a station's record is over a period: expected = received + lost + missing.</summary>
/// <param name="FromUtcSeconds">First instant, UTC seconds since 1970.</param>
/// <param name="ToUtcSeconds">First instant after the period.</param>
/// <param name="Expected">Instants of the regular interval within the deployments.</param>
/// <param name="Received">Of these, those with a sample.</param>
/// <param name="RecoveredLate">Of the received, those that came by hand or more than <see cref="CompletenessCount.LateAfterSeconds"/> after they were taken;
/// absent where simulated samples came later than that: a simulated logger lives in a time of its own, and our clock cannot tell whether it was late in that.</param>
/// <param name="Lost">Reported overwritten.</param>
/// <param name="Missing">The rest.</param>
/// <param name="Additional">Samples beside the regular ones: rain, rising stage, by hand, doubled instants.</param>
/// <param name="Conflicts">Frames of the loggers, of any time, under whose key other bytes stand.</param>
/// <param name="Gaps">Runs of lost and missing samples, in order.</param>
public sealed record CompletenessReport(
    long FromUtcSeconds, long ToUtcSeconds, long Expected, long Received, long? RecoveredLate, long Lost, long Missing, long Additional, long Conflicts, IReadOnlyList<Gap> Gaps)
{
    /// <summary>Received over expected, 0 to 1; absent where nothing was expected.</summary>
    public double? Share => Expected == 0 ? null : (double)Received / Expected;
}
