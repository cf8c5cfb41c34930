using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using KarstLogger.Gateway.Stations;

namespace KarstLogger.Gateway.Api;

/// <summary>The one JSON form of the API (docs/api.md): camelCase, instants in UTC with Z, unknown fields refused.</summary>
public static class ApiJson
{
    /// <summary>Options of everything read and written.</summary>
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Sets the form on existing options.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.Converters.Add(new InstantConverter());
        return options;
    }

    /// <summary>An instant from UTC seconds since 1970.</summary>
    public static DateTimeOffset Instant(long utcSeconds) => DateTimeOffset.FromUnixTimeSeconds(utcSeconds);

    /// <summary>An instant from UTC seconds since 1970, where there is one.</summary>
    public static DateTimeOffset? Instant(long? utcSeconds) => utcSeconds is { } known ? Instant(known) : null;

    /// <summary>The instant as printed everywhere.</summary>
    public static string Text(long utcSeconds) => Instant(utcSeconds).ToString(Form, CultureInfo.InvariantCulture);

    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string text = reader.GetString() ?? "";
            return ConfigFields.TryInstant(text) is { } instant ? Instant(instant)
                : throw new JsonException($"'{text}' is no instant; the forms are 2026-05-01, 2026-05-01T08:00Z and 2026-05-01T08:00:00Z");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture));
    }
}
