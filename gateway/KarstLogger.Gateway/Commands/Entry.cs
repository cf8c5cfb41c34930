using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Commands;

/// <summary>What every entry has: why it is made.</summary>
public abstract record EntryBody
{
    /// <summary>Most characters of a reason.</summary>
    public const int ReasonMost = 500;

    /// <summary>Most characters of a free text.</summary>
    public const int TextMost = 4000;

    /// <summary>Why, in words; needed to save, not to preview.</summary>
    public string? Reason { get; init; }
}

/// <summary>The state that an entry meets: one transaction, one station, one moment.</summary>
/// <param name="Session">The transaction.</param>
/// <param name="Station">The station as it is in force.</param>
/// <param name="NowUtcMs">Now, ms since 1970 UTC.</param>
public sealed record EntryPlace(StoreSession Session, KnownStation Station, long NowUtcMs)
{
    /// <summary>An entry may lie this far ahead of our clock, s: phones and laptops are a little off.</summary>
    private const long AheadMostSeconds = 3600;

    private const long EarliestUtcSeconds = 0;

    /// <summary>The subject of the audit line.</summary>
    public string Subject => $"station/{Station.Slug}";

    /// <summary>Checks the instant of something that has happened.</summary>
    public long Past(string field, DateTimeOffset at)
    {
        long utcSeconds = at.ToUnixTimeSeconds();
        return utcSeconds >= EarliestUtcSeconds && utcSeconds <= NowUtcMs / 1000 + AheadMostSeconds ? utcSeconds
            : throw ApiRefusal.OfField(field, $"{field} is {ApiJson.Text(utcSeconds)}", "an instant from 1970 to now");
    }

    /// <summary>Checks a number.</summary>
    public static double? Number(string field, double? value, double least, double most) => value is null || (value >= least && value <= most) ? value
        : throw ApiRefusal.OfField(field, FormattableString.Invariant($"{field} is {value}"), FormattableString.Invariant($"{least} to {most}"));

    /// <summary>Checks a number that must be there.</summary>
    public static double Needed(string field, double? value, double least, double most) =>
        Number(field, value, least, most) ?? throw ApiRefusal.OfField(field, $"{field} is missing", FormattableString.Invariant($"{least} to {most}"));

    /// <summary>Checks a free text.</summary>
    public static string Text(string field, string? text, bool isNeeded = false) => (text ?? "").Trim() switch
    {
        { Length: > EntryBody.TextMost } => throw ApiRefusal.OfField(field, $"{field} is too long", $"at most {EntryBody.TextMost} characters"),
        { Length: 0 } when isNeeded => throw ApiRefusal.OfField(field, $"{field} is missing", $"1 to {EntryBody.TextMost} characters"),
        var trimmed => trimmed,
    };
}

/// <summary>What was saved.</summary>
/// <param name="Id">Name of the entry.</param>
/// <param name="AuditId">Its line in the audit.</param>
/// <param name="Effect">What it changes or says.</param>
public sealed record Saved(string Id, long AuditId, Effect Effect);

/// <summary>An answer to a preview.</summary>
public sealed record Preview(Effect Effect);
