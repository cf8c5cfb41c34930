using System.Collections.Immutable;
using System.Globalization;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Stations;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Import;

/// <summary>A measured column of a foreign file.</summary>
/// <param name="Field">Which field of the sample it fills.</param>
/// <param name="Name">Its heading in the file.</param>
/// <param name="Unit">Its unit, as a factor to the frame's own.</param>
/// <param name="QualifierName">Heading of the column with its qualifiers; absent where there is none.</param>
public sealed record MappedColumn(SampleField Field, string Name, UnitScale Unit, string? QualifierName);

/// <summary>
/// What the columns of a foreign file mean (docs/how-to/import.md): <c>[file]</c>, <c>[column time]</c>, and a <c>[column ...]</c> for each measured variable.
/// </summary>
public sealed record ImportMapping
{
    /// <summary>Between two fields.</summary>
    public required char Delimiter { get; init; }

    /// <summary>Lines before the headings.</summary>
    public required int SkippedLines { get; init; }

    /// <summary>Texts that mean "no value", beside the empty one.</summary>
    public required ImmutableArray<string> MissingMarkers { get; init; }

    /// <summary>Heading of the time column.</summary>
    public required string TimeName { get; init; }

    /// <summary>Form of the time, e.g. <c>yyyy-MM-dd HH:mm</c>; <c>unix</c> for seconds since 1970.</summary>
    public required string TimeForm { get; init; }

    /// <summary>Local time minus UTC.</summary>
    public required TimeSpan UtcOffset { get; init; }

    /// <summary>The measured columns.</summary>
    public required ImmutableArray<MappedColumn> Columns { get; init; }

    /// <summary>What the conductivity is.</summary>
    public required EcBasis EcBasis { get; init; }

    /// <summary>Qualifiers that make a value suspect; <c>*</c> = any.</summary>
    public required ImmutableArray<string> SuspectQualifiers { get; init; }

    /// <summary>Reads a mapping file.</summary>
    /// <exception cref="BadInputException">It cannot be read, or has faults.</exception>
    public static ImportMapping Load(string path)
    {
        try
        {
            return Read(path, File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(path, null, null, $"cannot be read: {failure.Message}");
        }
    }

    /// <summary>Reads a mapping text; <paramref name="source"/> names it in messages.</summary>
    /// <exception cref="BadInputException">It has faults.</exception>
    public static ImportMapping Read(string source, string text)
    {
        ConfigText config = ConfigText.Parse(source, text);
        List<ConfigSection> columns = [.. config.Sections.Cast<ConfigSection>().Where(section => section.Kind == "column")];
        ConfigSection? file = config.Section("file"), time = columns.Find(section => section.Name == "time");
        if (file is null || time is null)
            config.Errors.Add($"{source}: section [{(file is null ? "file" : "column time")}] is missing");
        foreach (ConfigSection other in config.Sections.Cast<ConfigSection>().Where(section => section.Kind is not ("file" or "column")))
            other.Refuse("", $"section [{other.Kind}] is not known; permitted: file, column");
        ImportMapping? mapping = file is null || time is null ? null : Read(file, time, columns);
        if (mapping is not null)
            config.RefuseUnread();
        if (mapping is null || config.Errors.Count > 0)
            throw new BadInputException(string.Join('\n', config.Errors.Cast<string>()));
        return mapping;
    }

    private static ImportMapping Read(ConfigSection file, ConfigSection time, List<ConfigSection> columns)
    {
        List<ConfigSection> measured = [.. columns.Where(section => section.Name != "time")];
        ConfigSection? ec = measured.Find(section => section.Name == "ec");
        file.Text("remark", "");
        return new ImportMapping
        {
            Delimiter = file.Choice("delimiter", ("comma", ','), ("semicolon", ';'), ("tab", '\t')),
            SkippedLines = file.Integer("skip_lines", 0, 1000, 0),
            MissingMarkers = [.. file.TextAll("missing")],
            SuspectQualifiers = [.. file.TextAll("suspect_qualifier")],
            UtcOffset = ReadOffset(file),
            TimeName = time.Text("name"),
            TimeForm = time.Text("form", "yyyy-MM-dd'T'HH:mm:ss"),
            Columns = [.. measured.Select(ReadColumn).OfType<MappedColumn>()],
            EcBasis = ec is null ? EcBasis.Unknown : ec.Choice("basis", ("unknown", EcBasis.Unknown), ("in-situ", EcBasis.InSitu), ("25-linear-0.0191", EcBasis.At25Alpha0191),
                ("25-linear-0.020", EcBasis.At25Alpha020), ("25-natural-water", EcBasis.At25NaturalWater)),
        };
    }

    private static MappedColumn? ReadColumn(ConfigSection section)
    {
        if (SampleField.Find(section.Name) is not { } field)
        {
            section.Refuse("", $"[column {section.Name}] is not known; permitted: time, {string.Join(", ", SampleField.All.Select(one => one.Name))}");
            return null;
        }
        string qualifier = section.Text("qualifier", "");
        return new MappedColumn(field, section.Text("name"), section.Choice("unit", [.. field.Units.Select(unit => (unit.Name, unit))]), qualifier.Length == 0 ? null : qualifier);
    }

    private static TimeSpan ReadOffset(ConfigSection file)
    {
        string text = file.Text("utc_offset");
        if (text is "Z" or "" || !DateTimeOffset.TryParseExact("2000-01-01 " + text, "yyyy-MM-dd zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset parsed))
        {
            if (text is not ("Z" or ""))
                file.Refuse("utc_offset", $"'{text}' is no offset; permitted: Z, or -14:00 to +14:00, e.g. -07:00; a record with daylight saving must be converted before");
            return TimeSpan.Zero;
        }
        return parsed.Offset;
    }
}
