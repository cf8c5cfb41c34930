using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Stations;

/// <summary>A piece of a station's configuration that rows are computed from, and the time in which it can matter.</summary>
/// <param name="Hash">SHA-256 of its lines.</param>
/// <param name="FromUtcSeconds">First instant, UTC seconds since 1970.</param>
/// <param name="ToUtcSeconds">Last instant, included.</param>
/// <param name="IsBeforeChecks">True where it changes what the quality tests see, so that it reaches as far as they do; false where it works on one sample alone.</param>
public sealed record ConfigurationPart(byte[] Hash, long FromUtcSeconds, long ToUtcSeconds, bool IsBeforeChecks);

/// <summary>
/// Takes a station's sections apart, so that a change makes exactly the days out of date whose rows it can change: a new shift those between its neighbours, a closed rating those
/// after its end, a name or an area none (areas enter totals, which are computed when they are asked for).
/// </summary>
internal static class ConfigurationParts
{
    private static readonly string[] NotComputedWith = ["provenance", "gaugings", "sonde_model", "sonde_serial"];

    public static ImmutableArray<ConfigurationPart> Of(IReadOnlyList<SectionText> sections, ImmutableArray<Deployment> deployments, StationSettings settings) =>
        [.. sections.SelectMany(section => Of(section, sections, deployments, settings))];

    /// <summary>The time in which two configurations can give different rows, ends included; null where they cannot.</summary>
    public static (long FromUtcSeconds, long ToUtcSeconds)? Changed(ImmutableArray<ConfigurationPart> before, ImmutableArray<ConfigurationPart> after)
    {
        static (string, long) Key(ConfigurationPart part) => (Convert.ToHexStringLower(part.Hash), part.FromUtcSeconds);
        Dictionary<(string, long), long> held = [];
        foreach (ConfigurationPart part in before)
            held[Key(part)] = part.ToUtcSeconds;
        List<(long From, long To)> spans = [];
        foreach (ConfigurationPart part in after)
            if (!held.Remove(Key(part), out long end))
                spans.Add((part.FromUtcSeconds, part.ToUtcSeconds));
            else if (end != part.ToUtcSeconds)
                spans.Add((Math.Min(end, part.ToUtcSeconds), Math.Max(end, part.ToUtcSeconds))); // it only ends elsewhere
        spans.AddRange(held.Select(gone => (gone.Key.Item2, gone.Value)));
        return spans.Count == 0 ? null : (spans.Min(one => one.From), spans.Max(one => one.To));
    }

    private static IEnumerable<ConfigurationPart> Of(SectionText section, IReadOnlyList<SectionText> sections, ImmutableArray<Deployment> deployments, StationSettings settings)
    {
        string kind = section.Title.Split(' ')[0];
        List<(string Key, string Value)> lines = Lines(section);
        (long from, long to) = (InstantOf(lines, "from") ?? long.MinValue, InstantOf(lines, "to") ?? long.MaxValue);
        return kind switch
        {
            "station" => [Part(section, lines.Where(line => line.Key is "compensation" or "rain_mm_per_tip" or "model"), long.MinValue, long.MaxValue, true)],
            "position" => [Part(section, lines.Where(line => line.Key is "latitude_deg" or "altitude_m"), long.MinValue, long.MaxValue, true)],
            "thresholds" or "barometer" => [Part(section, lines, long.MinValue, long.MaxValue, true)],
            "tailwater" => [Part(section, lines, long.MinValue, long.MaxValue, false)],
            "service" => [Service(section, lines, settings)],
            // The offset stays in force until the next one is surveyed; the glass is as old as the deployment, so its beginning is part of the text.
            "deployment" => [Part(section, lines.Where(line => line.Key != "to"), from, Math.Max(to, NextDeployment(deployments, from)), true)],
            "regression" or "mean" => [Part(section, lines.Where(line => line.Key is not ("from" or "to")), from, to, false)],
            "segment" => [Segment(section, lines, sections)],
            "rating" => Rating(section, lines, sections),
            _ => [],
        };
    }

    private static ConfigurationPart Service(SectionText section, List<(string Key, string Value)> lines, StationSettings settings)
    {
        long last = InstantOf(lines, "last_service") ?? long.MinValue, now = InstantOf(lines, "service") ?? long.MaxValue;
        bool calibrates = lines.Contains(("parameter", "ph")) && lines.Exists(line => line.Key == "standards");
        long nextCalibration = settings.PhCalibrations.Where(calibration => calibration.UtcSeconds > now).Select(calibration => calibration.UtcSeconds).DefaultIfEmpty(long.MaxValue).First();
        return Part(section, lines, Math.Min(last, InstantOf(lines, "fouling_onset") ?? last), calibrates ? nextCalibration : now, true);
    }

    private static IEnumerable<ConfigurationPart> Rating(SectionText section, List<(string Key, string Value)> lines, IReadOnlyList<SectionText> sections)
    {
        (long from, long to) = RatingTime(section, sections);
        yield return Part(section, lines.Where(line => line.Key is not ("from" or "to" or "shift" or "backwater" or "blend_until")), from, to, false);
        if (InstantOf(lines, "blend_until") is { } blended)
            yield return Part(section, lines.Where(line => line.Key is "from" or "blend_until"), from, blended, false);
        List<(string Key, string Value)> shifts = [.. lines.Where(line => line.Key == "shift")];
        long At(int i) => ConfigFields.TryInstant(shifts[i].Value.Split(' ')[0]) ?? long.MinValue;
        for (int i = 0; i < shifts.Count; i++)
            yield return Part(section, [shifts[i]], Math.Max(from, At(Math.Max(0, i - 1))), Math.Min(to, i + 1 < shifts.Count ? At(i + 1) : long.MaxValue), false);
        foreach ((string Key, string Value) backwater in lines.Where(line => line.Key == "backwater"))
        {
            string[] words = backwater.Value.Split(' ');
            yield return Part(section, [backwater], ConfigFields.TryInstant(words[0]) ?? from, ConfigFields.TryInstant(words[1]) ?? to, false);
        }
    }

    private static ConfigurationPart Segment(SectionText section, List<(string Key, string Value)> lines, IReadOnlyList<SectionText> sections)
    {
        string rating = "rating" + section.Title["segment".Length..section.Title.LastIndexOf(' ')];
        (long from, long to) = RatingTime(sections.First(other => other.Title == rating), sections);
        return Part(section, lines, from, to, false);
    }

    // A rating goes on mattering while the next one still blends from it.
    private static (long From, long To) RatingTime(SectionText rating, IReadOnlyList<SectionText> sections)
    {
        List<(string Key, string Value)> lines = Lines(rating);
        long from = InstantOf(lines, "from") ?? long.MinValue, to = InstantOf(lines, "to") ?? long.MaxValue;
        List<(string Key, string Value)>? next = sections.Where(section => section.Title.StartsWith("rating ", StringComparison.Ordinal)).Select(Lines)
            .Where(other => InstantOf(other, "from") > from).MinBy(other => InstantOf(other, "from"));
        return (from, Math.Max(to, next is null ? to : InstantOf(next, "blend_until") ?? to));
    }

    private static long NextDeployment(ImmutableArray<Deployment> deployments, long from) =>
        deployments.Where(deployment => deployment.FromUtcSeconds > from).Select(deployment => deployment.FromUtcSeconds).DefaultIfEmpty(long.MaxValue).Min();

    private static ConfigurationPart Part(SectionText section, IEnumerable<(string Key, string Value)> lines, long from, long to, bool isBeforeChecks)
    {
        StringBuilder text = new($"[{section.Title}]\n");
        foreach ((string key, string value) in lines)
            if (!NotComputedWith.Contains(key))
                text.Append(key).Append(" = ").Append(value).Append('\n');
        return new ConfigurationPart(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())), from, to, isBeforeChecks);
    }

    private static List<(string Key, string Value)> Lines(SectionText section) =>
    [
        .. section.Canonical.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(" = ", 2)).Select(sides => (sides[0], sides.Length > 1 ? sides[1] : "")),
    ];

    private static long? InstantOf(List<(string Key, string Value)> lines, string key) =>
        lines.Where(line => line.Key == key).Select(line => ConfigFields.TryInstant(line.Value)).FirstOrDefault();
}
