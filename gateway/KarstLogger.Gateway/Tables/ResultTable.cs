using System.Globalization;
using System.Text.Json;

namespace KarstLogger.Gateway.Tables;

/// <summary>
/// Rows of results on their way to standard output, as CSV with one header row or as a JSON array of objects. An absent value is an empty field or null, never a number.
/// Numbers are written in their shortest form that reads back to the same value.
/// </summary>
public sealed class ResultTable(params IReadOnlyList<string> columns)
{
    private readonly List<object?[]> _rows = [];

    /// <summary>Adds a row; double, long, int, bool, text or null, one a column.</summary>
    public void Add(params object?[] values) => _rows.Add(values.Length == columns.Count ? values
        : throw new ArgumentException($"{values.Length} values for {columns.Count} columns", nameof(values)));

    /// <summary>Writes the table.</summary>
    /// <param name="to">The output.</param>
    /// <param name="format">csv or json.</param>
    public void Write(TextWriter to, string format)
    {
        if (format == "json")
        {
            WriteJson(to);
            return;
        }
        to.Write(string.Join(',', columns) + "\n");
        foreach (object?[] row in _rows)
            to.Write(string.Join(',', row.Select(Field)) + "\n");
    }

    private void WriteJson(TextWriter to)
    {
        IEnumerable<Dictionary<string, object?>> rows = _rows.Select(row => columns.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second));
        to.Write(JsonSerializer.Serialize(rows, s_json) + "\n");
    }

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    private static string Field(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool yes => yes ? "yes" : "no",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() is { } text && text.IndexOfAny([',', '"', '\n']) >= 0 ? '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : value.ToString()!,
    };
}
