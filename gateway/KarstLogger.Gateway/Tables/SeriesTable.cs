using System.Globalization;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Tables;

/// <summary>How a series is written.</summary>
/// <param name="TimeColumn">Column of the instant.</param>
/// <param name="UtcOffset">Zone of times that carry none; absent = such times are refused, because an hour of guess moves a flood.</param>
/// <param name="Missing">Texts that mean "no value" beside an empty field, NA and NaN.</param>
public sealed record SeriesForm(string TimeColumn, TimeSpan? UtcOffset, IReadOnlyCollection<string> Missing);

/// <summary>A series read whole from a table: instants and columns, in the order of the file. A marker for "missing" becomes absence here and goes no further as a number.</summary>
public sealed class SeriesTable
{
    private static readonly string[] UsualMissing = ["NA", "NAN", "null"];
    private readonly Dictionary<string, List<double?>> _columns = new(StringComparer.OrdinalIgnoreCase);

    private SeriesTable(CsvTable table, SeriesForm form, Func<CsvTable, IEnumerable<string>> columns)
    {
        table.Need(form.TimeColumn);
        string[] wanted = [.. columns(table).Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (string name in wanted)
            _columns[table.Need(name)] = [];
        HashSet<string> missing = new([.. UsualMissing, .. form.Missing], StringComparer.OrdinalIgnoreCase);
        List<long> utcSeconds = [];
        while (table.Read())
        {
            utcSeconds.Add(Instant(table, form.TimeColumn, form.UtcOffset) ?? throw table.Refuse(form.TimeColumn, "the field is empty."));
            foreach ((string name, List<double?> values) in _columns)
                values.Add(Number(table, name, missing));
        }
        UtcSeconds = [.. utcSeconds];
    }

    /// <summary>Instants, seconds since 1970-01-01 UTC.</summary>
    public long[] UtcSeconds { get; }

    /// <summary>Reads a file ("-" is standard input); <paramref name="columns"/> names what to read once the header is known.</summary>
    /// <exception cref="BadInputException">A column is not there, or a field is neither a number nor missing.</exception>
    public static SeriesTable Read(InputFiles files, string file, SeriesForm form, Func<CsvTable, IEnumerable<string>> columns)
    {
        using CsvTable table = files.Table(file);
        return new SeriesTable(table, form, columns);
    }

    /// <summary>The values of a column in our unit.</summary>
    public double?[] Values(ColumnSource source) => [.. _columns[source.Name].Select(value => value * source.Factor)];

    /// <summary>An offset from UTC as people write it.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public static TimeSpan? ParseOffset(string? text)
    {
        if (text is null or "Z")
            return text is null ? null : TimeSpan.Zero;
        bool west = text.StartsWith('-');
        return (west || text.StartsWith('+'))
            && TimeSpan.TryParseExact(text[1..], "hh\\:mm", CultureInfo.InvariantCulture, out TimeSpan offset) && offset <= TimeSpan.FromHours(14)
            ? (west ? -offset : offset)
            : throw new BadInputException($"--utc-offset '{text}' is no offset; permitted: -14:00 to +14:00, e.g. +08:00, or Z.");
    }

    /// <summary>The instant of a field of the current row; absent where it is empty.</summary>
    /// <exception cref="BadInputException">The field is no time, or one without a zone that nobody names.</exception>
    public static long? Instant(CsvTable table, string column, TimeSpan? utcOffset)
    {
        if (table.Text(column) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long unix))
            return unix;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time))
            throw table.Refuse(column, $"'{text}' is no time; permitted: 2024-06-01T08:15:00Z, 2024-06-01 08:15 with --utc-offset, or Unix seconds.");
        if (time.Kind == DateTimeKind.Unspecified)
        {
            TimeSpan offset = utcOffset ?? throw table.Refuse(column, $"'{text}' has no time zone; say which with --utc-offset, e.g. +08:00.");
            time = DateTime.SpecifyKind(time - offset, DateTimeKind.Utc);
        }
        return (long)Math.Round((time.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
    }

    private static double? Number(CsvTable table, string column, HashSet<string> missing)
    {
        if (table.Text(column) is not { } text || missing.Contains(text))
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw table.Refuse(column, $"'{text}' is not a number; permitted: a decimal number with '.', empty, NA, or a text named with --missing.");
    }
}
