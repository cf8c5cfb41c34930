using System.Globalization;
using CsvHelper;
using KarstLogger.Gateway.Cli;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Gateway.Speciation;

/// <summary>
/// Published tables as data, a folder with <c>means.csv</c> (catchment, quantity, mean, coefficient_of_variation), <c>equations.csv</c> (catchment, variant, quantity, slope,
/// intercept ...) and, where there are any, <c>misprints.csv</c> (place, printed, read_as).
/// </summary>
public sealed class PublishedTables
{
    private PublishedTables(IReadOnlyList<PublishedTable> tables, IReadOnlyList<PublishedFinding> misprints) => (Tables, Misprints) = (tables, misprints);

    /// <summary>One table a catchment, in the order of the files.</summary>
    public IReadOnlyList<PublishedTable> Tables { get; }

    /// <summary>What the print itself got wrong.</summary>
    public IReadOnlyList<PublishedFinding> Misprints { get; }

    /// <summary>The presets that ship with the gateway.</summary>
    public static string GuizhouFolder => Path.Combine(AppContext.BaseDirectory, "presets", "guizhou");

    /// <summary>Reads a folder.</summary>
    /// <exception cref="BadInputException">A file or column is missing, or a mean is not a number.</exception>
    public static PublishedTables Read(string folder, string variant)
    {
        List<(string Catchment, PublishedMean Mean)> means = [.. Rows(Path.Combine(folder, "means.csv"), "catchment", "quantity", "mean", "coefficient_of_variation")
            .Select(row => (row.Cells[0], new PublishedMean(row.Cells[0], row.Cells[1], Required(row, 2, "mean"), Number(row.Cells[3]))))];
        List<PublishedEquation> equations = [.. Rows(Path.Combine(folder, "equations.csv"), "catchment", "variant", "quantity", "slope", "intercept")
            .Where(row => row.Cells[1] == variant)
            .Select(row => new PublishedEquation(row.Cells[0], row.Cells[2], Number(row.Cells[3]), Number(row.Cells[4]), row.Cells[4]))];
        if (equations.Count == 0)
            throw new BadInputException(Path.Combine(folder, "equations.csv"), null, "variant", $"no equation of the variant '{variant}'.");
        string misprints = Path.Combine(folder, "misprints.csv");
        return new PublishedTables(
            [.. means.Select(mean => mean.Catchment).Distinct().Select(c => new PublishedTable(
                c, [.. means.Where(m => m.Catchment == c).Select(m => m.Mean)], [.. equations.Where(e => e.Catchment == c)]))],
            File.Exists(misprints)
                ? [.. Rows(misprints, "place", "printed", "read_as").Select(row => new PublishedFinding("", row.Cells[0], new WaterFinding("misprint", $"'{row.Cells[1]}', read as '{row.Cells[2]}'"), false))]
                : []);
    }

    private static IEnumerable<(string File, long Line, string[] Cells)> Rows(string file, params string[] columns)
    {
        if (!File.Exists(file))
            throw new BadInputException(file, null, null, "this file is missing.");
        using CsvReader reader = CsvReader.FromFile(file, new CsvReaderOptions { Separator = ',', CommentPrefix = '#', TrackLineNumbers = true, TrimWhitespace = true });
        int[] places = [.. columns.Select(column => reader.TryGetFieldIndex(column, out int place) ? place : throw new BadInputException(file, null, column, "this column is missing."))];
        while (reader.Read())
            yield return (file, reader.LineNumber, [.. places.Select(place => place < reader.FieldCount ? reader.GetString(place) : "")]);
    }

    private static double Required((string File, long Line, string[] Cells) row, int place, string field) =>
        Number(row.Cells[place]) ?? throw new BadInputException(row.File, (int)row.Line, field, $"'{row.Cells[place]}' is not a number.");

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
}
