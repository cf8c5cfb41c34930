using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using KarstLogger.Gateway.Cli;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>A catchment with its outlets and inflows, as read from a catchment file.</summary>
public sealed record CatchmentConfiguration
{
    /// <summary>Its slug.</summary>
    public required string Slug { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Dated areas, ascending; one uncertainty for the whole, not one for each outlet.</summary>
    public required ImmutableArray<CatchmentArea> Areas { get; init; }

    /// <summary>The stations on its edge, in the file's order.</summary>
    public required ImmutableArray<CatchmentCrossing> Crossings { get; init; }

    /// <summary>Known paths that nobody measures, each with its kind: <c>underflow to the Tiaodeng gorge</c>.</summary>
    public required ImmutableArray<string> UnmeasuredPaths { get; init; }

    /// <summary>The whole file without comments and free spacing.</summary>
    public required string Canonical { get; init; }

    /// <summary>SHA-256 of <see cref="Canonical"/>.</summary>
    public byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(Canonical));
}

/// <summary>
/// Reads catchment files: <c>[catchment slug]</c>, <c>[area]</c>, <c>[outlet station]</c>, <c>[inflow station]</c> with <c>travel_h</c>, <c>[unmeasured name]</c>. The grammar is that of station files
/// (docs/how-to/catchment.md). All faults are reported at once.
/// </summary>
public static class CatchmentFile
{
    /// <summary>Stations on the edge of one catchment.</summary>
    public const int CrossingsMost = 50;

    private static readonly string[] Kinds = ["catchment", "area", "outlet", "inflow", "unmeasured"];

    /// <summary>True for a text whose first section is a catchment, so that one verb takes both kinds of file.</summary>
    public static bool IsOne(string text) =>
        text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith('['))?.StartsWith("[catchment ", StringComparison.Ordinal) == true;

    /// <summary>Reads a text; <paramref name="source"/> names it in messages.</summary>
    /// <exception cref="BadInputException">It has faults.</exception>
    public static CatchmentConfiguration Read(string source, string text)
    {
        ConfigText config = ConfigText.Parse(source, text);
        List<ConfigSection> sections = [.. config.Sections.Cast<ConfigSection>()];
        foreach (ConfigSection unknown in sections.Where(section => !Kinds.Contains(section.Kind)))
            config.Errors.Add($"{source}, line {unknown.Line}: section [{unknown.Kind}] is not known; permitted: {string.Join(", ", Kinds)}");
        if (config.Section("catchment") is null)
            config.Errors.Add($"{source}: section [catchment slug] is missing");
        CatchmentConfiguration? catchment = config.Errors.Count > 0 ? null : ReadSections(config, sections, source);
        if (catchment is not null)
            config.RefuseUnread();
        if (catchment is null || config.Errors.Count > 0)
            throw new BadInputException(string.Join('\n', config.Errors.Cast<string>()));
        return catchment;
    }

    private static CatchmentConfiguration ReadSections(ConfigText config, List<ConfigSection> sections, string source)
    {
        ConfigSection head = config.Section("catchment");
        if (!ConfigFields.IsSlug(head.Name))
            head.Refuse("", $"'{head.Name}' is no slug; permitted: 1 to 32 characters of a-z, 0-9 and -");
        List<CatchmentCrossing> crossings = [];
        foreach (ConfigSection section in sections.Where(section => section.Kind is "outlet" or "inflow"))
            crossings.Add(ReadCrossing(section, crossings));
        if (crossings.All(crossing => crossing.Direction == CrossingDirection.Inflow))
            config.Errors.Add($"{source}: section [outlet station] is missing: a catchment has at least one outlet");
        if (crossings.Count > CrossingsMost)
            config.Errors.Add($"{source}: {crossings.Count} outlets and inflows; permitted: at most {CrossingsMost}");
        return new CatchmentConfiguration
        {
            Slug = head.Name,
            Name = head.Text("name", head.Name),
            Areas = [.. sections.Where(section => section.Kind == "area").Select(StationFile.ReadArea).ToList().OrderBy(area => area.FromUtcSeconds)],
            Crossings = [.. crossings],
            UnmeasuredPaths = [.. sections.Where(section => section.Kind == "unmeasured").Select(ReadUnmeasured)],
            Canonical = "format = 1\n" + string.Concat(sections.Select(section => section.Canonical())),
        };
    }

    private static CatchmentCrossing ReadCrossing(ConfigSection section, List<CatchmentCrossing> before)
    {
        if (!ConfigFields.IsSlug(section.Name) || before.Exists(crossing => crossing.Station == section.Name))
            section.Refuse("", $"'{section.Name}' is no station, or stands twice; the form is [{section.Kind} station-slug], each station once");
        section.Text("remark", "");
        return section.Kind == "inflow"
            ? new CatchmentCrossing(section.Name, CrossingDirection.Inflow, (long)((section.OptionalNumber("travel_h", 0, 2400) ?? 0) * 3600))
            : new CatchmentCrossing(section.Name, CrossingDirection.Outlet) { IsOverflow = section.Choice("flow", ("perennial", false), ("overflow", true)) };
    }

    private static string ReadUnmeasured(ConfigSection section)
    {
        if (section.Name.Length == 0)
            section.Refuse("", "an unmeasured path has a name: [unmeasured old-swallet]");
        string remark = section.Text("remark", "");
        return $"{section.Choice("path", ("underflow", "underflow"), ("overflow", "overflow"))} {section.Name}{(remark.Length > 0 ? $" ({remark})" : "")}";
    }
}
