using System.Globalization;
using CsvHelper;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Tables;

/// <summary>
/// A comma-separated table with one header row, read row by row; '#' lines are comments. Every refusal names file, line and column. Only one row is in memory.
/// </summary>
public sealed class CsvTable : IDisposable
{
    private readonly CsvReader _reader;
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    private CsvTable(string file, TextReader text)
    {
        File = file;
        _reader = CsvReader.Create(text, new CsvReaderOptions { Separator = ',', TrackLineNumbers = true, TrimWhitespace = true, CommentPrefix = '#' }, ReferenceEquals(text, Console.In));
        Header = [.. Guarded(() => _reader.Headers)];
        if (Header.Count == 0 || (Header.Count == 1 && Header[0].Length == 0))
            throw new BadInputException(file, 1, null, "the table is empty; a header row is needed.");
        for (int i = 0; i < Header.Count; i++)
            if (!_places.TryAdd(Header[i], i))
                throw new BadInputException(file, 1, Header[i], "this column stands there twice.");
    }

    /// <summary>The file's name for messages.</summary>
    public string File { get; }

    /// <summary>The column names.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>1-based line of the current row.</summary>
    public int Line => (int)_reader.LineNumber;

    /// <summary>Opens a file; "-" is standard input.</summary>
    /// <exception cref="BadInputException">The file cannot be opened, or is empty.</exception>
    public static CsvTable Open(string file) => InputFiles.OnDisk.Table(file);

    /// <summary>A table from a reader, named for messages.</summary>
    public static CsvTable Read(string file, TextReader text) => new(file, text);

    /// <summary>Moves to the next row.</summary>
    /// <exception cref="BadInputException">The row has another number of fields than the header.</exception>
    public bool Read()
    {
        if (!Guarded(_reader.Read))
            return false;
        return _reader.FieldCount == Header.Count ? true
            : throw new BadInputException(File, Line, null, string.Create(CultureInfo.InvariantCulture, $"the row has {_reader.FieldCount} fields, the header {Header.Count}."));
    }

    /// <summary>The first of these names that the header has, upper or lower case; null where none.</summary>
    public string? Find(params IReadOnlyList<string> names) =>
        Header.FirstOrDefault(h => names.Any(n => n.Equals(h, StringComparison.OrdinalIgnoreCase)));

    /// <summary>As <see cref="Find"/>, for a column that must be there.</summary>
    public string Need(params IReadOnlyList<string> names) =>
        Find(names) ?? throw new BadInputException(File, 1, names[0], $"the header has no such column (permitted: {string.Join(", ", names)}).");

    /// <summary>The text of a field; null where empty.</summary>
    public string? Text(string column) => _reader.GetString(_places[column]) is { Length: > 0 } text ? text : null;

    /// <summary>The number of a field; null where it is empty.</summary>
    /// <exception cref="BadInputException">Not a number, or outside the permitted range.</exception>
    public double? Number(string column, double least, double most)
    {
        if (Text(column) is not { } text)
            return null;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value >= least && value <= most))
            throw Refuse(column, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {least} to {most}."));
        return value;
    }

    /// <summary>As <see cref="Number"/>, for a field that must be filled.</summary>
    public double NeedNumber(string column, double least, double most) => Number(column, least, most) ?? throw Refuse(column, "the field is empty.");

    /// <summary>An instant: ISO 8601, in UTC unless it says otherwise or <paramref name="offset"/> does.</summary>
    public long Instant(string column, TimeSpan offset)
    {
        string text = Text(column) ?? throw Refuse(column, "the field is empty.");
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
            return seconds;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant))
            throw Refuse(column, $"'{text}' is not an instant such as 2020-05-01T08:15:00Z.");
        bool saysZone = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal) && text.Contains('T', StringComparison.Ordinal);
        return instant.ToUnixTimeSeconds() - (saysZone ? 0 : (long)offset.TotalSeconds);
    }

    /// <summary>A refusal of a field of the current row.</summary>
    public BadInputException Refuse(string column, string what) => new(File, Line, column, what);

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException malformed)
        {
            throw new BadInputException(File, malformed.LineNumber > 0 ? (int)malformed.LineNumber : null, null, malformed.Message);
        }
    }
}
