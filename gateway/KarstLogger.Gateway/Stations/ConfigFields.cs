using System.Globalization;
using System.Text.RegularExpressions;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>Readings of a section's keys that the device never needs: numbers with decimals, instants, choices. A value that does not fit is one error with its place.</summary>
internal static partial class ConfigFields
{
    private static readonly string[] InstantForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>A number that must be there.</summary>
    public static double Number(this ConfigSection section, string key, double least, double most) => Parse(section, key, section.Text(key), least, most) ?? least;

    /// <summary>A number that may be absent.</summary>
    public static double? OptionalNumber(this ConfigSection section, string key, double least, double most) =>
        section.Has(key) ? Parse(section, key, section.Text(key), least, most) : null;

    /// <summary>An instant as UTC seconds since 1970 that must be there.</summary>
    public static long Instant(this ConfigSection section, string key) => ParseInstant(section, key, section.Text(key)) ?? 0;

    /// <summary>An instant that may be absent.</summary>
    public static long? OptionalInstant(this ConfigSection section, string key) => section.Has(key) ? ParseInstant(section, key, section.Text(key)) : null;

    /// <summary>One of some words; where absent the first.</summary>
    public static T Choice<T>(this ConfigSection section, string key, params (string Word, T Meaning)[] choices)
    {
        string word = section.Text(key, choices[0].Word);
        foreach ((string permitted, T meaning) in choices)
            if (permitted == word)
                return meaning;
        section.Refuse(key, $"'{word}' is not known; permitted: {string.Join(", ", choices.Select(choice => choice.Word))}");
        return choices[0].Meaning;
    }

    /// <summary>A name that goes into keys, topics and addresses: <c>a-z</c>, <c>0-9</c> and <c>-</c>, 1 to 32 characters.</summary>
    public static bool IsSlug(string text) => Slug().IsMatch(text);

    private static double? Parse(ConfigSection section, string key, string text, double least, double most)
    {
        if (text.Length == 0)
            return null; // missing: already an error
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double value)
            && value >= least && value <= most)
            return value;
        section.Refuse(key, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {least} to {most}"));
        return null;
    }

    /// <summary>An instant in a text of a key; where it is none, one error at the key and nothing.</summary>
    public static long? ParseInstant(ConfigSection section, string key, string text)
    {
        if (TryInstant(text) is { } instant)
            return instant;
        if (text.Length > 0)
            section.Refuse(key, $"'{text}' is no instant; the forms are 2026-05-01 and 2026-05-01T08:00:00Z (UTC)");
        return null;
    }

    /// <summary>An instant in one of the station file's forms as UTC seconds since 1970, or nothing.</summary>
    public static long? TryInstant(string text) =>
        DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant) ? instant.ToUnixTimeSeconds() : null;

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex Slug();
}
