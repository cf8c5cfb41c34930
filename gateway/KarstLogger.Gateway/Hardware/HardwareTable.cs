using System.Globalization;
using CsvHelper;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Hardware;

/// <summary>One line of a hardware table; each reading names file, line and field in its refusal.</summary>
public sealed class HardwareLine(string file, int line, IReadOnlyDictionary<string, string> fields)
{
    /// <summary>The text of a column; empty where nothing stands there.</summary>
    public string Text(string column) =>
        fields.TryGetValue(column, out string? text) ? text : throw new BadInputException(file, 1, column, "the column is missing");

    /// <summary>A text that must be there.</summary>
    public string Required(string column) =>
        Text(column) is { Length: > 0 } text ? text : throw new BadInputException(file, line, column, "is empty; a text is required");

    /// <summary>A number within a range.</summary>
    public double Number(string column, double least, double most) =>
        double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
            ? value
            : throw new BadInputException(file, line, column, string.Create(CultureInfo.InvariantCulture, $"'{Text(column)}' is not a number from {least} to {most}"));

    /// <summary>A number, or null where the field is empty.</summary>
    public double? NumberOrNull(string column, double least, double most) => Text(column).Length == 0 ? null : Number(column, least, most);

    /// <summary>A whole number within a range.</summary>
    public int Whole(string column, int least, int most) =>
        int.TryParse(Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new BadInputException(file, line, column, $"'{Text(column)}' is not a whole number from {least} to {most}");

    /// <summary>True where the table has the column.</summary>
    public bool Has(string column) => fields.ContainsKey(column);

    /// <summary>An instant in UTC.</summary>
    public DateTimeOffset Instant(string column) =>
        DateTimeOffset.TryParseExact(Text(column), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant
            : throw new BadInputException(file, line, column, $"'{Text(column)}' is no instant; the form is 2026-05-01T08:00:00Z");

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public bool YesNo(string column) => OneOf(column, "yes", "no") == "yes";

    /// <summary>One of the permitted words.</summary>
    public string OneOf(string column, params string[] permitted) =>
        permitted.Contains(Text(column)) ? Text(column) : throw new BadInputException(file, line, column, $"'{Text(column)}' is not one of {string.Join(", ", permitted)}");
}

/// <summary>Reads the comma-separated tables of <c>hardware/</c>: one header line, quotes where a text holds a comma.</summary>
public static class HardwareTable
{
    /// <summary>All lines of a table as records.</summary>
    /// <exception cref="BadInputException">The file is absent, a line has another number of fields than the header, or a field is refused by <paramref name="read"/>.</exception>
    public static IReadOnlyList<T> Read<T>(string file, Func<HardwareLine, T> read)
    {
        if (!File.Exists(file))
            throw new BadInputException(file, null, null, "does not exist; name the folder with --data");
        using FileStream text = File.OpenRead(file);
        using CsvReader reader = CsvReader.Create(text, new CsvReaderOptions { Separator = ',', TrackLineNumbers = true, TrimWhitespace = true });
        try
        {
            return [.. Lines(reader, file).Select(read)];
        }
        catch (CsvFormatException malformed)
        {
            throw new BadInputException(file, malformed.LineNumber > 0 ? (int)malformed.LineNumber : null, null, malformed.Message);
        }
    }

    private static IEnumerable<HardwareLine> Lines(CsvReader reader, string file)
    {
        string[] header = [.. reader.Headers];
        while (reader.Read())
        {
            int line = (int)reader.LineNumber;
            if (reader.FieldCount != header.Length)
                throw new BadInputException(file, line, null, $"has {reader.FieldCount} fields; the header has {header.Length}");
            Dictionary<string, string> fields = [];
            for (int i = 0; i < header.Length; i++)
                fields[header[i]] = reader.GetString(i);
            yield return new HardwareLine(file, line, fields);
        }
    }
}
