namespace KarstLogger.Gateway.Api;

/// <summary>What is known of a station's contact at one moment; all instants in UTC seconds since 1970.</summary>
/// <param name="NowUtcSeconds">Now.</param>
/// <param name="HasLogger">False where only foreign records are imported.</param>
/// <param name="LastContactUtcSeconds">Latest upload or hello; absent before the first.</param>
/// <param name="NextContactUtcSeconds">When the logger said it would call again.</param>
/// <param name="NewestSampleReceivedUtcSeconds">When the newest sample came; absent where none has come.</param>
/// <param name="NewestHasValue">True where the newest sample has at least one usable value.</param>
/// <param name="IsInMaintenance">The newest sample was taken in maintenance.</param>
/// <param name="IntervalSeconds">The station's regular interval.</param>
public sealed record ContactFacts(
    long NowUtcSeconds, bool HasLogger, long? LastContactUtcSeconds, long? NextContactUtcSeconds, long? NewestSampleReceivedUtcSeconds, bool NewestHasValue,
    bool IsInMaintenance, int IntervalSeconds);

/// <summary>
/// How a station stands: late, without data and in maintenance are three different things, and a sleeping logger is none of them.
/// </summary>
/// <param name="Word">The word of the API.</param>
/// <param name="Text">A sentence for people.</param>
public sealed record ContactState(string Word, string Text)
{
    /// <summary>A logger may be this late before it is called so: its first failed try and its back-off, and never less than one sampling interval.</summary>
    public const long LeastGraceSeconds = 300;

    /// <summary>Calls without a new sample for this many intervals mean that the logger is there and its measurements are not.</summary>
    public const int IntervalsWithoutSample = 3;

    /// <summary>Judges the facts.</summary>
    public static ContactState Of(ContactFacts facts)
    {
        if (!facts.HasLogger)
            return new("import", "Foreign records only; nothing calls.");
        if (facts.LastContactUtcSeconds is not { } last)
            return new("never", "Has not called yet.");
        long grace = Math.Max(LeastGraceSeconds, facts.IntervalSeconds);
        if (facts.NextContactUtcSeconds is { } next && facts.NowUtcSeconds > next + grace)
            return new("late", $"Was expected {ApiJson.Text(next)} and has not called since {ApiJson.Text(last)}.");
        if (facts.IsInMaintenance)
            return new("maintenance", "People are at work there.");
        if (facts.NewestSampleReceivedUtcSeconds is not { } received)
            return new("no-data", "Calls, but has sent no sample yet.");
        if (last - received > (long)IntervalsWithoutSample * facts.IntervalSeconds)
            return new("no-data", $"Calls, but its newest sample came {ApiJson.Text(received)}.");
        return facts.NewestHasValue ? new("on-time", "Contact as expected.") : new("no-data", "Calls, but its newest sample has no usable value.");
    }
}
