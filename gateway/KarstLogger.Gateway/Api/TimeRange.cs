using System.Xml;
using KarstLogger.Gateway.Stations;

namespace KarstLogger.Gateway.Api;

/// <summary>A stretch of time that a reader asks for: from (inclusive) to (exclusive), UTC seconds since 1970.</summary>
public readonly record struct TimeRange(long FromUtcSeconds, long ToUtcSeconds)
{
    /// <summary>Where nothing is said.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    /// <summary>Latest instant that can be asked for: the end of the year 9998, which every printed form still holds.</summary>
    public const long Latest = 253_370_764_800;

    /// <summary>Length in seconds.</summary>
    public long Seconds => ToUtcSeconds - FromUtcSeconds;

    /// <summary>Reads the parameters <c>from</c> and <c>to</c>; a duration counts back from the newest sample.</summary>
    /// <param name="from">Text of <c>from</c>.</param>
    /// <param name="to">Text of <c>to</c>.</param>
    /// <param name="newestUtcSeconds">The newest sample.</param>
    /// <param name="usual">What <c>from</c> is where it is absent; null = the beginning.</param>
    /// <exception cref="ApiRefusal">One of them is no instant and no duration, or they are in the wrong order.</exception>
    public static TimeRange Read(string? from, string? to, long newestUtcSeconds, TimeSpan? usual)
    {
        long end = Instant("to", to, newestUtcSeconds) ?? newestUtcSeconds + 1;
        long start = Instant("from", from, newestUtcSeconds) ?? (usual is { } length ? end - (long)length.TotalSeconds : 0);
        return end > start ? new TimeRange(start, end) : throw ApiRefusal.OfField("to", "to does not come after from", "an instant after from");
    }

    private static long? Instant(string name, string? text, long newestUtcSeconds)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (ConfigFields.TryInstant(text) is { } instant)
            return instant;
        return TryDuration(text) is { } back ? newestUtcSeconds + 1 - back
            : throw ApiRefusal.OfField(name, $"{name} is '{text}'", "2026-05-01, 2026-05-01T08:00:00Z or a duration such as P7D, PT6H");
    }

    private static long? TryDuration(string text)
    {
        if (!text.StartsWith('P'))
            return null;
        try
        {
            return (long)XmlConvert.ToTimeSpan(text).TotalSeconds;
        }
        catch (Exception failure) when (failure is FormatException or OverflowException)
        {
            return null;
        }
    }
}
