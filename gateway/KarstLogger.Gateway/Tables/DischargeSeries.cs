using System.Collections.Immutable;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Tables;

/// <summary>One row of a series for the spring verbs.</summary>
/// <param name="UtcSeconds">Unix seconds.</param>
/// <param name="Values">The columns asked for, in their order; absent where the field is empty.</param>
public readonly record struct SeriesRow(long UtcSeconds, ImmutableArray<double?> Values);

/// <summary>Series of a CSV for the spring verbs, and their daily means.</summary>
public static class DischargeSeries
{
    private const long SecondsPerDay = 86400;

    /// <summary>A day's mean stands on at least this share of its samples, as a month's total does.</summary>
    private const double LeastCoverage = 0.75;

    /// <summary>Reads a time column and others; times must rise.</summary>
    /// <param name="files">Where the inputs are.</param>
    /// <param name="file">CSV; '-' is standard input.</param>
    /// <param name="columns">The names permitted for each column; an empty result for a column that is absent and optional.</param>
    /// <exception cref="BadInputException">A column is missing, a number or an instant is none, or a time does not rise.</exception>
    public static ImmutableArray<SeriesRow> Read(InputFiles files, string file, params IReadOnlyList<(string[] Names, bool Optional)> columns)
    {
        using CsvTable table = TextFiles.Series(files, file, out string time);
        string?[] found = [.. columns.Select(c => c.Optional ? table.Find(c.Names) : table.Need(c.Names))];
        ImmutableArray<SeriesRow>.Builder rows = ImmutableArray.CreateBuilder<SeriesRow>();
        while (table.Read())
        {
            long at = table.Instant(time, TimeSpan.Zero);
            if (rows.Count > 0 && at <= rows[^1].UtcSeconds)
                throw table.Refuse(time, "the time does not come after the row before.");
            rows.Add(new SeriesRow(at, [.. found.Select(column => column is null ? null : table.Number(column, -1e9, 1e9))]));
        }
        return rows.Count >= 2 ? rows.ToImmutable() : throw new BadInputException(file, null, null, "fewer than two rows.");
    }

    /// <summary>The usual step of a series: the median of its steps, s.</summary>
    public static double Step(ImmutableArray<SeriesRow> rows)
    {
        long[] steps = [.. rows.Skip(1).Select((row, i) => row.UtcSeconds - rows[i].UtcSeconds).Order()];
        return steps[steps.Length / 2];
    }

    /// <summary>Mean of the first column for each local day from the first to the last, absent where fewer than three quarters of its samples are there.</summary>
    public static (long FirstDayUtcSeconds, double?[] Means) DailyMeans(ImmutableArray<SeriesRow> rows, TimeSpan utcOffset)
    {
        long shift = (long)utcOffset.TotalSeconds;
        long Day(SeriesRow row) => (row.UtcSeconds + shift) / SecondsPerDay;
        double expected = Math.Max(1, SecondsPerDay / Step(rows));
        long first = Day(rows[0]);
        double?[] means = new double?[Day(rows[^1]) - first + 1];
        foreach (IGrouping<long, SeriesRow> day in rows.GroupBy(Day))
        {
            double[] values = [.. day.Where(r => r.Values[0] is not null).Select(r => r.Values[0]!.Value)];
            if (values.Length >= LeastCoverage * expected)
                means[day.Key - first] = values.Average();
        }
        return (first * SecondsPerDay - shift, means);
    }
}
